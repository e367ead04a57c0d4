"""Connected pieces of modules: a forest of nodes that grows together along links inside modules.

Most modules are connected, which takes few links to see: one from each node to an earlier node of
its module, as far as there is one, and those of the nodes that have none. Only where a module is
still in several trees are all links of its nodes looked at (Sutton, Ben-Nun & Barak 2018, IPDPS,
Afforest). On wikispeedia that takes a quarter of the time of a walk over all links.
"""

import numpy as np

from infomap_py._core cimport scratch
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.roots cimport root_of
from infomap_py._core.types cimport link_t, node_t


cdef node_t plant(FlowGraph graph, const node_t[::1] module_of, node_t[::1] parent,
                  node_t u) noexcept nogil:
    """Put u into the tree of its first neighbour that is earlier and in its module, or alone; the
    number of trees more."""
    cdef link_t e
    cdef node_t v
    for e in range(graph.offsets[u], graph.offsets[u + 1]):
        v = graph.targets[e]
        if (v < u) & (module_of[v] == module_of[u]):
            parent[u] = parent[v]
            return 0
    parent[u] = u
    return 1


cdef node_t grow(FlowGraph graph, const node_t[::1] module_of, node_t[::1] parent,
                 node_t u) noexcept nogil:
    """Join the trees of u and of all neighbours in its module; the number of trees less."""
    cdef link_t e
    cdef node_t v, root, other, joined = 0
    for e in range(graph.offsets[u], graph.offsets[u + 1]):
        v = graph.targets[e]
        if module_of[v] == module_of[u]:
            root, other = root_of(parent, u), root_of(parent, v)
            parent[max(root, other)] = min(root, other)
            joined += root != other
    return joined


def connected_pieces(FlowGraph graph not None, const node_t[::1] module_of not None):
    """The piece of every node, numbered 0, 1, ... by first node.

    Two nodes share one exactly if a path of links inside their common module joins them.
    """
    piece_array = np.empty(graph.num_nodes, dtype=np.int32)
    cdef node_t[::1] piece_of = piece_array
    cdef node_t[::1] parent = scratch.nodes(graph.num_nodes)  # the same or earlier, in its tree
    cdef node_t[::1] trees = scratch.filled(graph.num_nodes, 0)  # of each module
    cdef node_t u, m, root, pieces = 0
    with nogil:
        for u in range(graph.num_nodes):
            trees[module_of[u]] += plant(graph, module_of, parent, u)
        for u in range(graph.num_nodes):
            m = module_of[u]
            if parent[u] == u and trees[m] > 1:
                trees[m] -= grow(graph, module_of, parent, u)
        for u in range(graph.num_nodes):
            m = module_of[u]
            if trees[m] > 1:
                trees[m] -= grow(graph, module_of, parent, u)
        for u in range(graph.num_nodes):
            root = root_of(parent, u)
            if root == u:
                piece_of[u] = pieces
                pieces += 1
            else:
                piece_of[u] = piece_of[root]
    return piece_array
