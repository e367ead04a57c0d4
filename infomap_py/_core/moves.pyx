"""Best single moves: each node to the module of its neighbours, or to an empty one, that shortens
the code most.

An active set instead of sweeps: a queue starts with the nodes given; a node that moves wakes those
neighbours that are not in its new module. That visits 3 to 5 times the nodes where sweeps until
nothing moves visit 9 to 21 times. Neighbours are not enough for a local optimum, since every move
changes the sum over all modules a little: who has to be visited again is in ``doubts``.
"""

import numpy as np

from libc.stdint cimport uint8_t

from infomap_py._core.assignment cimport Assignment
from infomap_py._core.batches cimport Batches
from infomap_py._core.control cimport Control
from infomap_py._core.doubts cimport Doubts
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.objective cimport Objective
from infomap_py._core.team cimport Team
from infomap_py._core.types cimport link_t, node_t
from infomap_py._core.visits cimport AHEAD, best_candidate, look_ahead, make_move, note_stay
from infomap_py._core.waiting cimport Waiting

cdef enum:
    LINKS_BETWEEN_LOOKS = 65536  # links visited between two looks at the stop flag: below 1 ms
    WORK_OF_A_CANDIDATE = 16  # links, where modules are suggested and shares looked up

# A move counts if it gains more than this many bits, times the objective's magnitude. Rounding
# makes up to 1e-14 of nothing.
MIN_GAIN = 1e-12

# Visits per node that may wake others. No search has been seen to need 20.
MAX_VISITS = 1000.0


cdef void wake(FlowGraph graph, Assignment nodes, node_t u, Waiting waiting) noexcept nogil:
    """Neighbours outside u's new module may want to follow; those inside are content.

    Those that wait already do not wait twice: without a branch, as it would be hard to predict.
    """
    cdef node_t own = nodes.module_of[u], size = <node_t>waiting.ring.shape[0], v, joins
    cdef node_t count = waiting.count, end = <node_t>waiting.place(count)
    cdef link_t e
    for e in range(graph.offsets[u], graph.offsets[u + 1]):
        v = graph.targets[e]
        joins = (nodes.module_of[v] != own) & (waiting.waits[v] ^ 1)
        waiting.waits[v] |= joins
        waiting.ring[end] = v
        count += joins
        end += joins
        end = end if end < size else 0
    waiting.count = count


cdef link_t visit_all(FlowGraph graph, Objective objective, Assignment nodes, Neighbours near,
                      Waiting waiting, Control control, Doubts doubts, double* waking_visits,
                      double min_gain) noexcept nogil:
    """Visit those who wait until nobody does, or there is no room for another module; the number of
    moves."""
    cdef link_t moves = 0, links_until_look = LINKS_BETWEEN_LOOKS
    cdef node_t u, best, source, target
    while waiting.count > 0 and not nodes.lacks_empty():
        if waiting.count > 3 * AHEAD:
            look_ahead(graph, objective, nodes, near, waiting.at(1), waiting.at(AHEAD),
                       waiting.at(2 * AHEAD), waiting.at(3 * AHEAD))
        u = waiting.take()
        waking_visits[0] -= 1.0
        links_until_look -= graph.offsets[u + 1] - graph.offsets[u] + 1
        if links_until_look < 0:
            links_until_look = LINKS_BETWEEN_LOOKS
            if control.is_stopped():
                break
        near.gather(graph, nodes, u)
        if objective.most_suggested:
            objective.suggest(u, nodes, near)
            links_until_look -= WORK_OF_A_CANDIDATE * near.count
        objective.delta(u, near)
        best = best_candidate(near, min_gain)
        if best > 0:
            source = near.modules[0]
            target = near.modules[best]
            make_move(objective, nodes, u, source, target, near.link_flow[0],
                      near.link_flow[best], near.term[0], near.term[best])
            if waking_visits[0] >= 0.0:
                wake(graph, nodes, u, waiting)
            if doubts is not None:
                doubts.moved(u, source, target)
            moves += 1
        elif doubts is not None:
            note_stay(doubts, objective, near, u, min_gain)
        near.clear()
    return moves


def move_nodes(FlowGraph graph not None, Objective objective not None,
               node_t[::1] module_of not None, const node_t[::1] order not None,
               Control control not None, const node_t[::1] parent_of=None, Doubts doubts=None,
               double waking_visits=np.inf, double least_share=0.0, Team team=None,
               const uint8_t[::1] frozen=None):
    """Move single nodes while that shortens the code; the number of moves.

    ``objective`` must have been recomputed for ``module_of``, which is changed in place. With
    ``parent_of``, a node joins only modules of nodes that have its own parent. Only moves in the
    first ``waking_visits`` visits wake neighbours; by default, all that a search could need.
    Modules with less than ``least_share`` of the flow between a node and the module that it is
    linked to most are not considered. A stopped run leaves modules and objective consistent.
    With a ``team``, nodes are visited in batches, as described there. Nodes that are ``frozen`` do
    not wake; ``order`` may not hold them either.
    """
    cdef node_t room = objective.num_records
    cdef Neighbours near = None
    cdef Batches batches = None
    cdef Waiting waiting = Waiting(graph.num_nodes, order, frozen)
    cdef Assignment nodes = Assignment(module_of, room, parent_of)
    cdef double min_gain = MIN_GAIN * objective.magnitude()
    cdef link_t moves = 0
    waking_visits = min(waking_visits, MAX_VISITS * graph.num_nodes)
    if team is not None:
        batches = Batches(graph, objective, nodes, waiting, doubts, team, min_gain, least_share)
    else:
        near = Neighbours(graph, room, least_share, objective.most_suggested)
    if doubts is not None:
        doubts.make_room(room)
    while True:
        if batches is not None:
            with team, nogil:
                moves += batches.visit_all(control, &waking_visits)
        else:
            with nogil:
                moves += visit_all(graph, objective, nodes, near, waiting, control, doubts,
                                   &waking_visits, min_gain)
        if control.is_stopped() or waiting.count == 0:
            break
        room = <node_t>min(2 * <link_t>room, <link_t>graph.num_nodes)
        objective.enlarge(room)
        nodes.enlarge(room)
        (near if batches is None else batches).enlarge(room)
        if doubts is not None:
            doubts.make_room(room)
    if doubts is not None:
        with nogil:
            doubts.renew(graph, module_of)
    return moves


def single_moves(FlowGraph graph not None, Objective objective not None,
                 const node_t[::1] module_of not None, node_t u):
    """What every single move of u would change, in bits: {module: delta}; its own module has 0.

    ``objective`` must have been recomputed for ``module_of``. Candidates are the modules that u has
    links to or the objective suggests, and one empty module if u is not alone. For tests and for
    those who want to know why a node is where it is.
    """
    cdef node_t room = objective.num_records
    cdef Neighbours near = Neighbours(graph, room, 0.0, objective.most_suggested)
    cdef Assignment nodes = Assignment(np.array(module_of), room)
    near.gather(graph, nodes, u)
    objective.suggest(u, nodes, near)
    near.delta[0] = 0.0
    objective.delta(u, near)
    return {near.modules[j]: near.delta[j] for j in range(near.count)}
