"""Every node of a few joins the module around it that costs least, whether that gains or not.

The nodes are modules that are too small to be kept. One pass: each is visited once, and one that
another has joined before is not small any more and stays.
"""

import numpy as np

from libc.stdint cimport uint8_t

from infomap_py._core.assignment cimport Assignment
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.objective cimport Objective
from infomap_py._core.types cimport node_t
from infomap_py._core.visits cimport make_move


cdef node_t cheapest(Neighbours near, const uint8_t[::1] anchored) noexcept nogil:
    """The candidate with the least delta, of equals the one with the stronger link; 0 if there is
    none. Of two anchored modules neither may join the other."""
    cdef node_t j, best = 0
    for j in range(1, near.count):
        if anchored[near.modules[0]] and anchored[near.modules[j]]:
            continue
        if best == 0 or near.delta[j] < near.delta[best] or (
            near.delta[j] == near.delta[best] and near.link_flow[j] > near.link_flow[best]
        ):
            best = j
    return best


def merge_nodes(FlowGraph graph not None, Objective objective not None,
                const node_t[::1] order not None, const uint8_t[::1] frozen=None):
    """Modules of nodes, of which every node was one, after those in ``order`` have joined another
    one after the other.

    ``objective`` must hold the rates of every node alone. Two frozen nodes never share a module.
    """
    cdef node_t k, u, best, source, target
    cdef Assignment nodes = Assignment(np.arange(graph.num_nodes, dtype=np.int32), graph.num_nodes)
    cdef Neighbours near = Neighbours(graph, graph.num_nodes)
    cdef uint8_t[::1] anchored = np.zeros(graph.num_nodes, dtype=np.uint8)
    if frozen is not None:
        anchored[:] = frozen
    with nogil:
        for k in range(<node_t>order.shape[0]):
            u = order[k]
            if nodes.size[nodes.module_of[u]] > 1:
                continue
            near.gather(graph, nodes, u)
            objective.delta(u, near)
            best = cheapest(near, anchored)
            if best > 0:
                source, target = near.modules[0], near.modules[best]
                make_move(objective, nodes, u, source, target, near.link_flow[0],
                          near.link_flow[best], near.term[0], near.term[best])
                anchored[target] |= anchored[source]
            near.clear()
    return np.asarray(nodes.module_of)
