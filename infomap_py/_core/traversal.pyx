"""An order in which almost every node comes right after a neighbour.

Nodes visited in random order pair up at random, and of a long ring a seventh is left alone between
two pairs; in depth-first order each finds the next one free, and a ring is left in pairs.
"""

import numpy as np

from infomap_py._core cimport scratch
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.types cimport link_t, node_t


def depth_first(FlowGraph graph not None, const node_t[::1] starts not None):
    """All nodes: the first of ``starts`` and all that can be reached from it, then those from the
    next that has not been reached, and so on; ``starts`` holds every node once.

    A node is followed by its first neighbour, as they lie in its row, that has not been reached;
    if there is none, by that of the node it was reached from, or of the one before that.
    """
    cdef node_t u, v, height, count = graph.num_nodes, k, filled = 0
    cdef link_t e
    result = np.empty(count, dtype=np.int32)
    cdef node_t[::1] order = result
    cdef node_t[::1] path = scratch.nodes(count)  # from the start to the node that is followed
    cdef link_t[::1] looked_at = np.full(count, -1, dtype=np.int64)  # -1 until it is reached
    with nogil:
        for k in range(count):
            v = starts[k]
            if looked_at[v] >= 0:
                continue
            height = 0
            while True:
                if looked_at[v] < 0:
                    looked_at[v] = graph.offsets[v]
                    order[filled] = path[height] = v
                    filled += 1
                    height += 1
                u = path[height - 1]
                e = looked_at[u]
                while e < graph.offsets[u + 1] and looked_at[graph.targets[e]] >= 0:
                    e += 1
                looked_at[u] = e
                if e < graph.offsets[u + 1]:
                    v = graph.targets[e]
                    continue
                height -= 1
                if height == 0:
                    break
    return result
