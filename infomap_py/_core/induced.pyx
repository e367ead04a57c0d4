"""Networks inside modules: the links between nodes of one book, and none of the others.

What is searched for inside a module concerns its own nodes and the links between them alone; links
out of it are crossed in any case, and stand in the nodes' exit and enter rates. One pass over the
links leaves them out, where each of the twenty passes of a search would look at them.
"""

import numpy as np

from libc.stdint cimport uint32_t

from infomap_py._core cimport scratch
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.types cimport link_t, node_t


ctypedef fused weight_t:
    double
    uint32_t


cdef link_t count_links(FlowGraph graph, const node_t[::1] book_of, const node_t[::1] nodes,
                        link_t[::1] offsets) noexcept nogil:
    """Where the rows of these nodes end; the number of links."""
    cdef node_t i, u
    cdef link_t e, count = 0
    for i in range(<node_t>nodes.shape[0]):
        u = nodes[i]
        for e in range(graph.offsets[u], graph.offsets[u + 1]):
            count += book_of[graph.targets[e]] == book_of[u]
        offsets[i + 1] = count
    return count


cdef void fill(FlowGraph graph, const node_t[::1] book_of, const node_t[::1] nodes,
               const node_t[::1] position, node_t[::1] targets, const weight_t[::1] from_weights,
               weight_t[::1] weights) noexcept nogil:
    """The rows, without a branch on which links stay: each is written over if it does not."""
    cdef node_t i, u
    cdef link_t e, here = 0
    cdef bint weighted = weights.shape[0] > 0
    for i in range(<node_t>nodes.shape[0]):
        u = nodes[i]
        for e in range(graph.offsets[u], graph.offsets[u + 1]):
            targets[here] = position[graph.targets[e]]
            if weighted:
                weights[here] = from_weights[e]
            here += book_of[graph.targets[e]] == book_of[u]


def induced(FlowGraph graph not None, const node_t[::1] book_of not None,
            const node_t[::1] nodes not None):
    """The graph of these nodes, and of the links between those with the same ``book_of``.

    ``nodes`` are all that share a book with one of them.
    """
    cdef node_t i
    cdef node_t[::1] position = scratch.filled(graph.num_nodes, 0)
    offsets = np.zeros(nodes.shape[0] + 1, dtype=np.int64)
    cdef link_t count
    for i in range(<node_t>nodes.shape[0]):
        position[nodes[i]] = i
    count = count_links(graph, book_of, nodes, offsets)
    # One to spare: what is not kept is written, too.
    targets = np.empty(count + 1, dtype=np.int32)
    _, _, given = graph.arrays
    weights = None if given is None else np.empty(count + 1, dtype=given.dtype)
    if given is None:
        fill[double](graph, book_of, nodes, position, targets, np.empty(0), np.empty(0))
    elif given.dtype == np.uint32:
        fill[uint32_t](graph, book_of, nodes, position, targets, given, weights)
    else:
        fill[double](graph, book_of, nodes, position, targets, given, weights)
    return FlowGraph(offsets, targets[:count], None if weights is None else weights[:count],
                     graph.scale)
