"""The flow between any two modules of a partition, and the network that it makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from infomap_py.arrays import Array
from infomap_py.flow import Flow
from infomap_py.network import Network
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

    one_way = _one_way(partition, flow_behind(partition))
    between = without_diagonal(csr_array(one_way + one_way.T))
    between.sort_indices()
    return between


def without_diagonal(matrix: csr_array) -> csr_array:
    """The same array, and no entry where rows meet their own columns: scipy's setdiag would first
    add those that are not there, and warns of it."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    matrix.data[rows == matrix.indices] = 0.0
    matrix.eliminate_zeros()
    return matrix


def module_network_of(partition: Partition) -> Network:
    """See :meth:`infomap_py.Partition.module_network`."""
    flow = flow_behind(partition)
    links = _one_way(partition, flow).tocoo()
    # An undirected link has the same flow either way, and is given once.
    once = links.row <= links.col if flow.symmetric else np.ones(links.nnz, dtype=bool)
    visits = np.bincount(partition.labels, partition.flow, partition.num_modules)
    source = partition.network.source
    return Network.from_links(
        links.row[once],
        links.col[once],
        links.data[once],
        nodes=range(partition.num_modules),
        directed=not flow.symmetric,
        node_weights=visits,
        source=f"modules of {source}" if source else "modules",
    )


def _one_way(partition: Partition, flow: Flow) -> csr_array:
    """Entry (i, j) is the flow on links from module i to module j."""
    return gathered(arcs_of(flow), partition.labels, partition.num_modules)


def arcs_of(flow: Flow) -> csr_array:
    """Entry (u, v) is the flow on links from node u to node v."""
    from scipy.sparse import csr_array

    count = flow.network.num_nodes
    return csr_array(
        (flow.link_flow, flow.network.targets, flow.network.offsets), shape=(count, count)
    )


def gathered(arcs: csr_array, group_of: Array, count: int) -> csr_array:
    """The same from group to group of nodes."""
    from scipy.sparse import csr_array

    size = len(group_of)
    is_in = csr_array(
        (np.ones(size), group_of, np.arange(size + 1, dtype=np.int64)), shape=(size, count)
    )
    return csr_array(is_in.T @ (arcs @ is_in))
