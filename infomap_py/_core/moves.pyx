"""Best single moves: each node to the module of its neighbours, or to an empty one, that shortens
the code most.

An active set instead of sweeps: a queue starts with all nodes in random order; a node that moves
wakes those neighbours that are not in its new module. That visits 3 to 5 times the nodes where
sweeps until nothing moves visit 9 to 21 times. Neighbours are not enough for a local optimum, since
every move changes the sum over all modules a little; so a round that moved anything is followed by
another over all nodes.
"""

cimport cython
import numpy as np

from libc.stdint cimport uint8_t

from infomap_py._core.control cimport Control
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.objective cimport Objective
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    LINKS_BETWEEN_LOOKS = 65536  # links visited between two looks at the stop flag: below 1 ms

# A move counts if it gains more than this many bits; rounding makes up to 1e-14 of nothing.
MIN_GAIN = 1e-12

cdef const node_t[::1] NO_PARENTS = np.empty(0, dtype=np.int32)


@cython.final
cdef class Waiting:
    """A queue of nodes, each in it at most once: a ring of as many places as there are nodes."""
    cdef node_t[::1] ring
    cdef uint8_t[::1] waits
    cdef node_t first, count

    def __init__(self, node_t num_nodes):
        self.ring = np.empty(num_nodes, dtype=np.int32)
        self.waits = np.zeros(num_nodes, dtype=np.uint8)
        self.first = self.count = 0

    cdef inline void put(self, node_t u) noexcept nogil:
        cdef Py_ssize_t place = <Py_ssize_t>self.first + self.count
        if self.waits[u]:
            return
        self.waits[u] = 1
        self.ring[place if place < self.ring.shape[0] else place - self.ring.shape[0]] = u
        self.count += 1

    cdef inline node_t take(self) noexcept nogil:
        cdef node_t u = self.ring[self.first]
        self.waits[u] = 0
        self.first = self.first + 1 if self.first + 1 < self.ring.shape[0] else 0
        self.count -= 1
        return u


@cython.final
cdef class Occupancy:
    """How many nodes each module has, and a stack of the modules that have none."""
    cdef node_t[::1] size
    cdef node_t[::1] empty
    cdef node_t num_empty

    def __init__(self, const node_t[::1] module_of):
        cdef node_t u, m
        self.size = np.zeros(module_of.shape[0], dtype=np.int32)
        self.empty = np.empty(module_of.shape[0], dtype=np.int32)
        self.num_empty = 0
        for u in range(<node_t>module_of.shape[0]):
            self.size[module_of[u]] += 1
        for m in range(<node_t>module_of.shape[0]):
            if self.size[m] == 0:
                self.empty[self.num_empty] = m
                self.num_empty += 1

    cdef inline bint move(self, node_t source, node_t target) noexcept nogil:
        """Count a move; whether it left the source empty."""
        if self.size[target] == 0:
            self.num_empty -= 1  # the only empty module that is ever a candidate is the top one
        self.size[target] += 1
        self.size[source] -= 1
        if self.size[source] > 0:
            return False
        self.empty[self.num_empty] = source
        self.num_empty += 1
        return True


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


cdef void wake(FlowGraph graph, const node_t[::1] module_of, node_t u,
               Waiting waiting) noexcept nogil:
    """Neighbours outside u's new module may want to follow; those inside are content."""
    cdef link_t e
    for e in range(graph.offsets[u], graph.offsets[u + 1]):
        if module_of[graph.targets[e]] != module_of[u]:
            waiting.put(graph.targets[e])


cdef link_t visit_all(FlowGraph graph, Objective objective, node_t[::1] module_of,
                      const node_t[::1] parent_of, const node_t[::1] order, Neighbours near,
                      Waiting waiting, Occupancy occupancy, Control control,
                      double min_gain, double waking_visits) noexcept nogil:
    """Put all nodes in the queue and visit until it is empty; the number of moves."""
    cdef link_t moves = 0, links_until_look = LINKS_BETWEEN_LOOKS
    cdef Py_ssize_t k
    cdef node_t u, best, source, target
    for k in range(order.shape[0]):
        waiting.put(order[k])
    while waiting.count > 0:
        u = waiting.take()
        waking_visits -= 1.0
        links_until_look -= graph.offsets[u + 1] - graph.offsets[u] + 1
        if links_until_look < 0:
            links_until_look = LINKS_BETWEEN_LOOKS
            if control.stop:
                break
        near.gather(graph, module_of, parent_of, u)
        source = module_of[u]
        if occupancy.size[source] > 1:
            near.add_empty(occupancy.empty[occupancy.num_empty - 1])
        objective.delta(u, near)
        best = best_candidate(near, min_gain)
        if best > 0:
            target = near.modules[best]
            objective.move(u, source, target, near.link_flow[0], near.link_flow[best])
            if occupancy.move(source, target):
                objective.vacate(source)
            module_of[u] = target
            if waking_visits >= 0.0:
                wake(graph, module_of, u, waiting)
            moves += 1
        near.clear()
    return moves


def move_nodes(FlowGraph graph not None, Objective objective not None,
               node_t[::1] module_of not None, const node_t[::1] order not None,
               Control control not None, const node_t[::1] parent_of=None,
               double waking_visits=np.inf, double min_gain=MIN_GAIN):
    """Move single nodes while that shortens the code; the number of moves.

    ``objective`` must have been recomputed for ``module_of``, which is changed in place. With
    ``parent_of``, a node joins only modules of nodes that have its own parent. Only moves in the
    first ``waking_visits`` visits wake neighbours. A stopped run leaves modules and objective
    consistent.
    """
    cdef Neighbours near = Neighbours(graph)
    cdef Waiting waiting = Waiting(graph.num_nodes)
    cdef Occupancy occupancy = Occupancy(module_of)
    cdef link_t moves
    if parent_of is None:
        parent_of = NO_PARENTS
    with nogil:
        moves = visit_all(graph, objective, module_of, parent_of, order, near, waiting, occupancy,
                          control, min_gain, waking_visits)
    return moves


def single_moves(FlowGraph graph not None, Objective objective not None,
                 const node_t[::1] module_of not None, node_t u):
    """What every single move of u would change, in bits: {module: delta}; its own module stands
    with 0.

    Candidates are the modules that u has links to, and one empty module if u is not alone. For
    tests and for those who want to know why a node is where it is.
    """
    cdef Neighbours near = Neighbours(graph)
    cdef Occupancy occupancy = Occupancy(module_of)
    near.gather(graph, module_of, NO_PARENTS, u)
    if occupancy.size[module_of[u]] > 1:
        near.add_empty(occupancy.empty[occupancy.num_empty - 1])
    near.delta[0] = 0.0
    objective.delta(u, near)
    return {near.modules[j]: near.delta[j] for j in range(near.count)}
