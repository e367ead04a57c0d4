"""The flow between any two modules of a partition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from infomap_py.scoring import flow_behind

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from infomap_py.partition import Partition


def flow_between(partition: Partition) -> csr_array:
    """What modules exchange: entry (i, j) is the flow on links from i to j and from j to i.

    Symmetric, nothing on the diagonal, columns of a row in order. Of a hierarchy, it is told of the
    outermost modules. The flow is computed anew from the network and the options, as no result
    keeps it; the search for ``partition`` is not repeated.
    """
    from scipy.sparse import csr_array

    flow, labels = flow_behind(partition), partition.labels
    count, offsets = len(labels), flow.network.offsets
    arcs = csr_array((flow.link_flow, flow.network.targets, offsets), shape=(count, count))
    is_in = csr_array(
        (np.ones(count), labels, np.arange(count + 1, dtype=np.int64)),
        shape=(count, partition.num_modules),
    )
    one_way = csr_array(is_in.T @ (arcs @ is_in))
    between = csr_array(one_way + one_way.T)
    between.setdiag(0.0)
    between.eliminate_zeros()
    between.sort_indices()
    return between
