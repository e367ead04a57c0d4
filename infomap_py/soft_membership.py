"""How much each node has to do with each module, for a partition that puts it into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from infomap_py.arrays import ModuleIds
from infomap_py.flow import Flow
from infomap_py.scoring import flow_behind

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from infomap_py.partition import Partition


def membership_of(partition: Partition) -> csr_array:
    """See :meth:`infomap_py.Partition.membership`."""
    flow = flow_behind(partition)
    return _shares(_exchanged(flow, partition.labels, partition.num_modules), partition.labels)


def _exchanged(flow: Flow, labels: ModuleIds, num_modules: int) -> csr_array:
    """The flow on links between every node and every module; the unit does not matter."""
    from scipy.sparse import csr_array

    count = len(labels)
    arcs = csr_array(
        (flow.link_flow, flow.network.targets, flow.network.offsets), shape=(count, count)
    )
    is_in = csr_array(
        (np.ones(count), labels, np.arange(count + 1, dtype=np.int64)), shape=(count, num_modules)
    )
    # Undirected links stand in both rows already.
    return arcs @ is_in if flow.symmetric else arcs @ is_in + arcs.T @ is_in


def _shares(exchanged: csr_array, labels: ModuleIds) -> csr_array:
    """Rows divided by their sums; where nothing flows, 1 in the node's own module."""
    from scipy.sparse import csr_array

    sums = exchanged.sum(axis=1)
    alone = np.flatnonzero(sums == 0.0)
    own = csr_array((np.ones(len(alone)), (alone, labels[alone])), shape=exchanged.shape)
    divided = np.repeat(np.where(sums == 0.0, 1.0, sums), np.diff(exchanged.indptr))
    shares = csr_array(
        (exchanged.data / divided, exchanged.indices, exchanged.indptr), shape=exchanged.shape
    )
    shares = csr_array(shares + own)
    shares.eliminate_zeros()
    shares.sort_indices()
    return shares
