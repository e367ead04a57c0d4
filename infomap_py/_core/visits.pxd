"""What a visit to a node consists of, whether nodes are visited one by one or in batches."""

from libc.math cimport INFINITY

from infomap_py._core.assignment cimport Assignment
from infomap_py._core.doubts cimport Doubts
from infomap_py._core.graph cimport FETCHED_LINKS, FlowGraph, prefetch_modules, prefetch_row
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.objective cimport Objective
from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    AHEAD = 4  # visits between two steps; 2 is as fast, 8 is slower
    # Nodes from which on module rates are fetched ahead, too: with 480,000, the first visits take
    # 0.7 of the time; below, they are near enough.
    FAR = 100_000


cdef inline void look_ahead(FlowGraph graph, Objective objective, Assignment nodes,
                            Neighbours near, node_t next, node_t second, node_t third,
                            node_t fourth) noexcept nogil:
    """Fetch what the visits to come need, step by step, as each step needs the one before: in
    random order they would wait for the memory half of their time. The next visit is to ``next``,
    that AHEAD visits from now to ``second``, and so on."""
    cdef link_t e, start = graph.offsets[next]
    cdef node_t m
    prefetch(&graph.offsets[fourth])
    prefetch(&nodes.module_of[fourth])
    objective.expect_node(third)
    prefetch_row(graph, third)
    prefetch_modules(graph, nodes.module_of, second)
    prefetch(objective.records + nodes.module_of[next] * objective.record_size)
    if graph.num_nodes < FAR:
        return
    for e in range(start, min(graph.offsets[next + 1], start + FETCHED_LINKS)):
        m = nodes.module_of[graph.targets[e]]
        prefetch(objective.records + m * objective.record_size)
        prefetch(&near.slot[m])


cdef inline node_t best_candidate(Neighbours near, double min_gain) noexcept nogil:
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


cdef inline void make_move(Objective objective, Assignment nodes, node_t u, node_t source,
                           node_t target, double flow_source, double flow_target,
                           double term_source, double term_target) noexcept nogil:
    """See Objective.move; what rounding left behind in an emptied module is wiped."""
    objective.move(u, source, target, flow_source, flow_target, term_source, term_target)
    if nodes.move(u, target):
        objective.vacate(source)


cdef inline double least_delta(Neighbours near) noexcept nogil:
    """Of the best candidate; infinite where there is none."""
    cdef double least = INFINITY
    cdef node_t j
    for j in range(1, near.count):
        least = min(least, near.delta[j])
    return least


cdef inline void note_stay(Doubts doubts, Objective objective, Neighbours near, node_t u,
                           double min_gain) noexcept nogil:
    """Rounding may change a delta by a tenth of the least gain."""
    cdef double reach = objective.reach(u, least_delta(near) + 0.9 * min_gain)
    cdef double shared = objective.shared(u)
    doubts.visited(u, shared - reach, shared + reach)
