"""What a change of partition leaves to be done: nodes whose best module may now be another.

A module is changed if no module before had the same nodes. Where a node has settled among modules
that have not changed, only the sum over all modules can move it, and that little is left to a
visit to all.
"""

import numpy as np

from libc.stdint cimport uint8_t

from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.types cimport link_t, node_t


def nodes_near_changes(FlowGraph graph not None, const node_t[::1] before not None,
                       const node_t[::1] after not None):
    """The nodes of changed modules and their neighbours, ascending; module ids lie below the number
    of nodes."""
    cdef node_t u, count = graph.num_nodes, found = 0
    cdef uint8_t[::1] changed = np.zeros(count, dtype=np.uint8), near = np.zeros(count, np.uint8)
    cdef node_t[::1] size_before = np.zeros(count, dtype=np.int32)
    cdef node_t[::1] size_after = np.zeros(count, dtype=np.int32)
    cdef node_t[::1] origin = np.full(count, -1, dtype=np.int32)
    nodes_array = np.empty(count, dtype=np.int32)
    cdef node_t[::1] nodes = nodes_array
    cdef link_t e
    with nogil:
        mark_changed(before, after, size_before, size_after, origin, changed)
        for u in range(count):
            if changed[after[u]]:
                near[u] = True
                for e in range(graph.offsets[u], graph.offsets[u + 1]):
                    near[graph.targets[e]] = True
        for u in range(count):
            nodes[found] = u
            found += near[u]
    return nodes_array[:found].copy()


cdef void mark_changed(const node_t[::1] before, const node_t[::1] after, node_t[::1] size_before,
                       node_t[::1] size_after, node_t[::1] origin, uint8_t[::1] changed) \
        noexcept nogil:
    """A module is unchanged if all its nodes come from one module, and there are as many."""
    cdef node_t u, m
    for u in range(<node_t>after.shape[0]):
        m = after[u]
        size_before[before[u]] += 1
        size_after[m] += 1
        if origin[m] < 0:
            origin[m] = before[u]
        changed[m] |= origin[m] != before[u]
    for m in range(<node_t>after.shape[0]):
        changed[m] |= size_after[m] > 0 and size_after[m] != size_before[origin[m]]
