"""Several modules become one, where to merge any two of them would lengthen the code.

Single moves merge modules in pairs. A large group with few links inside may have a code shorter by
0.2 % as one module than as a core with satellites, of which none gains by joining alone. So each
module gathers its followers, those whose strongest link it is; then who gains by leaving leaves.
What comes of it is kept if it is shorter, and undone otherwise. As each follows one other only, all
of it takes three visits to every node at most.

Whom more than half of all follow is no core but the middle of everything, and gathers nobody:
before single moves have settled, that is kept too often (wikispeedia: mean codelength +0.15 %).
"""

from libc.math cimport INFINITY
from libc.stdint cimport uint8_t

from infomap_py._core import moves

from infomap_py._core cimport scratch
from infomap_py._core.assignment cimport Assignment
from infomap_py._core.control cimport Control
from infomap_py._core.graph cimport FlowGraph, Kind, weight_of
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.objective cimport Objective
from infomap_py._core.types cimport link_t, node_t
from infomap_py._core.visits cimport best_candidate, make_move


cdef class Gathering:
    """Moves that can be taken back, the last one first."""
    cdef FlowGraph graph
    cdef Objective objective
    cdef Assignment nodes
    cdef Neighbours near
    cdef double min_gain
    cdef node_t[::1] moved, left  # the node, and the module that it was in
    cdef node_t count

    def __init__(self, FlowGraph graph, Objective objective, node_t[::1] module_of):
        self.graph, self.objective = graph, objective
        if objective.num_records < graph.num_nodes:
            objective.enlarge(graph.num_nodes)
        self.nodes = Assignment(module_of, graph.num_nodes)
        self.near = Neighbours(graph, graph.num_nodes)
        self.min_gain = moves.MIN_GAIN * objective.magnitude()
        self.moved = scratch.nodes(2 * graph.max_degree)
        self.left = scratch.nodes(2 * graph.max_degree)

    cdef bint gather(self, node_t leader, const node_t[::1] followers,
                     node_t num_followers) noexcept nogil:
        """Whether the code is shorter for it."""
        cdef node_t k, joined, own = self.nodes.module_of[leader]
        cdef double change = 0.0
        self.count = 0
        for k in range(num_followers):
            if self.nodes.module_of[followers[k]] != own:
                change += self.join(followers[k], own)
        joined = self.count
        for k in range(joined):
            change += self.leave(self.moved[k])
        if change < -self.min_gain:
            return True
        self.undo()
        return False

    cdef double join(self, node_t u, node_t target) noexcept nogil:
        """u moves to ``target``; by how many bits that lengthens the code."""
        self.weigh(u, target)
        self.note(u)
        self.move(u)
        return self.near.delta[1]

    cdef double leave(self, node_t u) noexcept nogil:
        """u moves to the best of all modules around it, if that gains; the change in bits."""
        cdef node_t best
        self.near.gather(self.graph, self.nodes, u)
        self.objective.delta(u, self.near)
        best = best_candidate(self.near, self.min_gain)
        self.near.clear()
        if best == 0:
            return 0.0
        self.near.modules[1] = self.near.modules[best]
        self.near.link_flow[1] = self.near.link_flow[best]
        self.near.term[1] = self.near.term[best]
        self.note(u)
        self.move(u)
        return self.near.delta[best]

    cdef void undo(self) noexcept nogil:
        while self.count > 0:
            self.count -= 1
            self.weigh(self.moved[self.count], self.left[self.count])
            self.move(self.moved[self.count])

    cdef inline void note(self, node_t u) noexcept nogil:
        self.moved[self.count], self.left[self.count] = u, self.nodes.module_of[u]
        self.count += 1

    cdef void weigh(self, node_t u, node_t target) noexcept nogil:
        """``target`` becomes u's one candidate, linked to it or not."""
        cdef node_t source = self.nodes.module_of[u], m
        cdef double inside = 0.0, across = 0.0, weight
        cdef Kind kind = self.graph.kind
        cdef link_t e
        for e in range(self.graph.offsets[u], self.graph.offsets[u + 1]):
            m = self.nodes.module_of[self.graph.targets[e]]
            weight = weight_of(self.graph, e, kind)
            inside += (m == source) * weight
            across += (m == target) * weight
        self.near.count = 2
        self.near.modules[0], self.near.link_flow[0] = source, self.graph.scale * inside
        self.near.modules[1], self.near.link_flow[1] = target, self.graph.scale * across
        self.objective.delta(u, self.near)

    cdef void move(self, node_t u) noexcept nogil:
        """To candidate 1. When that is undone, the module that fell empty last is filled first, as
        an assignment wants it."""
        make_move(self.objective, self.nodes, u, self.near.modules[0], self.near.modules[1],
                  self.near.link_flow[0], self.near.link_flow[1], self.near.term[0],
                  self.near.term[1])


cdef void find_leaders(FlowGraph graph, const uint8_t[::1] frozen, node_t[::1] leader,
                       node_t[::1] num_followers) noexcept nogil:
    """The neighbour that each node has its strongest link with, the first of equals; -1 without,
    and for frozen nodes."""
    cdef node_t u
    cdef link_t e
    cdef double strongest, weight
    for u in range(graph.num_nodes):
        leader[u] = -1
        if frozen is not None and frozen[u]:
            continue
        strongest = -INFINITY
        for e in range(graph.offsets[u], graph.offsets[u + 1]):
            weight = weight_of(graph, e, graph.kind)
            if weight > strongest:
                strongest = weight
                leader[u] = graph.targets[e]
        if leader[u] >= 0:
            num_followers[leader[u]] += 1


def gather_followers(FlowGraph graph not None, Objective objective not None,
                     node_t[::1] module_of not None, const node_t[::1] order not None,
                     Control control not None, const uint8_t[::1] frozen=None):
    """Nodes gather their followers, one after the other in this order, where that shortens the
    code; how many did. Frozen nodes follow nobody.

    ``objective`` must have been recomputed for ``module_of``, which is changed in place.
    """
    cdef node_t k, u, found, kept = 0, count = graph.num_nodes
    cdef link_t e
    cdef node_t[::1] leader = scratch.nodes(count)
    cdef node_t[::1] num_followers = scratch.filled(count, 0)
    cdef node_t[::1] followers = scratch.nodes(graph.max_degree)
    cdef Gathering gathering = Gathering(graph, objective, module_of)
    with nogil:
        find_leaders(graph, frozen, leader, num_followers)
        for k in range(<node_t>order.shape[0]):
            u = order[k]
            if num_followers[u] < 2 or num_followers[u] > count // 2:  # pairs have been tried
                continue
            if control.is_stopped():
                break
            found = 0
            for e in range(graph.offsets[u], graph.offsets[u + 1]):
                if leader[graph.targets[e]] == u:
                    followers[found] = graph.targets[e]
                    found += 1
            kept += gathering.gather(u, followers, found)
    return kept
