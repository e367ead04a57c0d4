"""Connected pieces of modules: a depth-first walk from each node, along links that stay in its
module."""

import numpy as np

from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.types cimport link_t, node_t


def connected_pieces(FlowGraph graph not None, const node_t[::1] module_of not None):
    """The piece of every node, numbered 0, 1, ... by first node.

    Two nodes share one exactly if a path of links inside their common module joins them.
    """
    piece_array = np.full(graph.num_nodes, -1, dtype=np.int32)
    cdef node_t[::1] piece_of = piece_array
    cdef node_t[::1] stack = np.empty(graph.num_nodes, dtype=np.int32)
    cdef node_t[::1] left = np.zeros(graph.num_nodes, dtype=np.int32)  # in each module, not reached
    cdef node_t start, u, v, depth, pieces = 0
    cdef link_t e
    with nogil:
        for u in range(graph.num_nodes):
            left[module_of[u]] += 1
        for start in range(graph.num_nodes):
            if piece_of[start] >= 0:
                continue
            piece_of[start] = pieces
            left[module_of[start]] -= 1
            stack[0] = start
            depth = 1
            while depth > 0 and left[module_of[start]] > 0:
                depth -= 1
                u = stack[depth]
                for e in range(graph.offsets[u], graph.offsets[u + 1]):
                    v = graph.targets[e]
                    if piece_of[v] < 0 and module_of[v] == module_of[u]:
                        piece_of[v] = pieces
                        left[module_of[v]] -= 1
                        stack[depth] = v
                        depth += 1
            pieces += 1
    return piece_array
