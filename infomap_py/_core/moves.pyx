"""Best single moves: each node to the module of its neighbours, or to an empty one, that shortens
the code most.

An active set instead of sweeps: a queue starts with the nodes given; a node that moves wakes those
neighbours that are not in its new module. That visits 3 to 5 times the nodes where sweeps until
nothing moves visit 9 to 21 times. Neighbours are not enough for a local optimum, since every move
changes the sum over all modules a little: who has to be visited again is in ``doubts``.
"""

cimport cython
import numpy as np

from libc.math cimport INFINITY
from libc.stdint cimport uint8_t

from infomap_py._core cimport scratch
from infomap_py._core.assignment cimport Assignment
from infomap_py._core.control cimport Control
from infomap_py._core.doubts cimport Doubts
from infomap_py._core.graph cimport FETCHED_LINKS, FlowGraph, prefetch_modules, prefetch_row
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.objective cimport Objective
from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    AHEAD = 4  # visits between two steps of fetching what a visit needs; 2 is as fast, 8 is slower
    # Nodes from which on module rates are fetched ahead, too: with 480,000, the first visits take
    # 0.7 of the time; below, they are near enough.
    FAR = 100_000
    LINKS_BETWEEN_LOOKS = 65536  # links visited between two looks at the stop flag: below 1 ms

# A move counts if it gains more than this many bits, times the objective's magnitude. Rounding
# makes up to 1e-14 of nothing, and may change a delta by a tenth of the least gain.
MIN_GAIN = 1e-12
cdef double ROUNDING = 0.1

# Visits per node that may wake others. No search has been seen to need 20.
MAX_VISITS = 1000.0


@cython.final
cdef class Waiting:
    """A queue of nodes, each in it at most once: a ring of as many places as there are nodes."""
    cdef node_t[::1] ring
    cdef uint8_t[::1] waits
    cdef node_t first, count

    def __init__(self, node_t num_nodes, const node_t[::1] order):
        """Those of ``order`` wait, in this order."""
        cdef Py_ssize_t k
        self.waits = np.zeros(num_nodes, dtype=np.uint8)
        self.ring = scratch.nodes(num_nodes)
        self.ring[:order.shape[0]] = order
        for k in range(order.shape[0]):
            self.waits[order[k]] = True
        self.first = 0
        self.count = <node_t>order.shape[0]

    cdef inline Py_ssize_t place(self, node_t k) noexcept nogil:
        cdef Py_ssize_t straight = <Py_ssize_t>self.first + k
        return straight if straight < self.ring.shape[0] else straight - self.ring.shape[0]

    cdef inline node_t at(self, node_t k) noexcept nogil:
        """The one that waits behind k others."""
        return self.ring[self.place(k)]

    cdef inline void put(self, node_t u) noexcept nogil:
        if self.waits[u]:
            return
        self.waits[u] = 1
        self.ring[self.place(self.count)] = u
        self.count += 1

    cdef inline node_t take(self) noexcept nogil:
        cdef node_t u = self.ring[self.first]
        self.waits[u] = 0
        self.first = self.first + 1 if self.first + 1 < self.ring.shape[0] else 0
        self.count -= 1
        return u


cdef node_t best_candidate(Neighbours near, double min_gain) noexcept nogil:
    """The candidate with the largest gain, or 0 to stay; of equals the one with the stronger
    link."""
    cdef node_t j, best = 0
    cdef double least = -min_gain
    for j in range(1, near.count):
        if near.delta[j] < least or (
            best > 0 and near.delta[j] == least and near.link_flow[j] > near.link_flow[best]
        ):
            least = near.delta[j]
            best = j
    return best


cdef double least_delta(Neighbours near) noexcept nogil:
    """Of the best candidate; infinite where there is none."""
    cdef double least = INFINITY
    cdef node_t j
    for j in range(1, near.count):
        least = min(least, near.delta[j])
    return least


cdef void wake(FlowGraph graph, Assignment nodes, node_t u, Waiting waiting) noexcept nogil:
    """Neighbours outside u's new module may want to follow; those inside are content."""
    cdef link_t e
    for e in range(graph.offsets[u], graph.offsets[u + 1]):
        if nodes.module_of[graph.targets[e]] != nodes.module_of[u]:
            waiting.put(graph.targets[e])


cdef void look_ahead(FlowGraph graph, Objective objective, Assignment nodes, Neighbours near,
                     Waiting waiting) noexcept nogil:
    """Fetch what the visits to come need, step by step, as each step needs the one before: in
    random order they would wait for the memory half of their time."""
    cdef link_t e, start
    cdef node_t v = waiting.at(3 * AHEAD), m
    prefetch(&graph.offsets[v])
    prefetch(&nodes.module_of[v])
    v = waiting.at(2 * AHEAD)
    objective.expect_node(v)
    prefetch_row(graph, v)
    prefetch_modules(graph, nodes.module_of, waiting.at(AHEAD))
    v = waiting.at(1)
    prefetch(objective.records + nodes.module_of[v] * objective.record_size)
    if graph.num_nodes < FAR:
        return
    start = graph.offsets[v]
    for e in range(start, min(graph.offsets[v + 1], start + FETCHED_LINKS)):
        m = nodes.module_of[graph.targets[e]]
        prefetch(objective.records + m * objective.record_size)
        prefetch(&near.slot[m])


cdef link_t visit_all(FlowGraph graph, Objective objective, Assignment nodes, Neighbours near,
                      Waiting waiting, Control control, Doubts doubts, double waking_visits,
                      double min_gain) noexcept nogil:
    """Visit those who wait until nobody does; the number of moves."""
    cdef link_t moves = 0, links_until_look = LINKS_BETWEEN_LOOKS
    cdef node_t u, best, source, target
    cdef double shared, reach
    while waiting.count > 0:
        if waiting.count > 3 * AHEAD:
            look_ahead(graph, objective, nodes, near, waiting)
        u = waiting.take()
        waking_visits -= 1.0
        links_until_look -= graph.offsets[u + 1] - graph.offsets[u] + 1
        if links_until_look < 0:
            links_until_look = LINKS_BETWEEN_LOOKS
            if control.stop:
                break
        near.gather(graph, nodes, u)
        objective.delta(u, near)
        best = best_candidate(near, min_gain)
        if best > 0:
            source = near.modules[0]
            target = near.modules[best]
            objective.move(u, source, target, near.link_flow[0], near.link_flow[best])
            if nodes.move(u, target):
                objective.vacate(source)
            if waking_visits >= 0.0:
                wake(graph, nodes, u, waiting)
            if doubts is not None:
                doubts.moved(u, source, target)
            moves += 1
        elif doubts is not None:
            reach = objective.reach(u, least_delta(near) + (1.0 - ROUNDING) * min_gain)
            shared = objective.shared()
            doubts.visited(u, shared - reach, shared + reach)
        near.clear()
    return moves


def move_nodes(FlowGraph graph not None, Objective objective not None,
               node_t[::1] module_of not None, const node_t[::1] order not None,
               Control control not None, const node_t[::1] parent_of=None, Doubts doubts=None,
               double waking_visits=np.inf, double least_share=0.0):
    """Move single nodes while that shortens the code; the number of moves.

    ``objective`` must have been recomputed for ``module_of``, which is changed in place. With
    ``parent_of``, a node joins only modules of nodes that have its own parent. Only moves in the
    first ``waking_visits`` visits wake neighbours; by default, all that a search could need.
    Modules with less than ``least_share`` of the flow between a node and the module that it is
    linked to most are not considered. A stopped run leaves modules and objective consistent.
    """
    cdef Neighbours near = Neighbours(graph, least_share)
    cdef Waiting waiting = Waiting(graph.num_nodes, order)
    cdef Assignment nodes = Assignment(module_of, parent_of)
    cdef double min_gain = MIN_GAIN * objective.magnitude()
    cdef link_t moves
    waking_visits = min(waking_visits, MAX_VISITS * graph.num_nodes)
    with nogil:
        moves = visit_all(graph, objective, nodes, near, waiting, control, doubts,
                          waking_visits, min_gain)
        if doubts is not None:
            doubts.renew(graph, module_of)
    return moves


def single_moves(FlowGraph graph not None, Objective objective not None,
                 const node_t[::1] module_of not None, node_t u):
    """What every single move of u would change, in bits: {module: delta}; its own module has 0.

    Candidates are the modules that u has links to, and one empty module if u is not alone. For
    tests and for those who want to know why a node is where it is.
    """
    cdef Neighbours near = Neighbours(graph)
    near.gather(graph, Assignment(np.array(module_of)), u)
    near.delta[0] = 0.0
    objective.delta(u, near)
    return {near.modules[j]: near.delta[j] for j in range(near.count)}
