"""Modules become nodes: links between two modules are summed, links within one vanish.

Nodes are bucketed by module with a counting sort; each module then adds up its members' links in a
dense scratch row that is cleared through the list of what was touched. Time and memory are
proportional to the links.
"""

import numpy as np

from libc.stdint cimport uint32_t

from infomap_py._core cimport scratch
from infomap_py._core.assignment cimport num_ids
from infomap_py._core.graph cimport (
    ONES, WEIGHTS, FlowGraph, Kind, prefetch_modules, prefetch_row, weight_of
)
from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.types cimport link_t, node_t


cdef enum:
    TOO_MUCH = -1  # for 32 bits
    FEW_ARCS = 1 << 20  # room for so many is kept: up to 12 MB
    AHEAD = 8  # members of a module from one step of fetching their rows to the next


def number_modules(node_t[::1] module_of not None):
    """Renumber modules 0, 1, ... by their first node, in place; the old id of each new one."""
    cdef node_t u, m, count = 0
    cdef node_t ids = num_ids(module_of)
    cdef node_t[::1] new_id = scratch.filled(ids, -1)
    cdef node_t[::1] old_id = scratch.nodes(ids)
    with nogil:
        for u in range(<node_t>module_of.shape[0]):
            m = module_of[u]
            if new_id[m] < 0:
                new_id[m] = count
                old_id[count] = m
                count += 1
            module_of[u] = new_id[m]
    return np.array(old_id[:count])


def grouped(const node_t[::1] order not None, const node_t[::1] module_of not None):
    """``order``, module by module: within each as given."""
    cdef node_t[::1] starts = scratch.filled(module_of.shape[0] + 1, 0)
    result = np.empty(order.shape[0], dtype=np.int32)
    cdef node_t[::1] members = result
    if order.shape[0] > 0:
        with nogil:
            bucket(&order[0], module_of, starts, members)
    return result


cdef void bucket(const node_t* order, const node_t[::1] module_of, node_t[::1] starts,
                 node_t[::1] members) noexcept nogil:
    """members[starts[i]:starts[i + 1]] = the nodes of module i, as they follow in ``order``, which
    has as many as ``members``; NULL: 0, 1, ..."""
    cdef node_t k, u, m, i, count = <node_t>starts.shape[0] - 1
    for k in range(<node_t>members.shape[0]):
        starts[module_of[k if order == NULL else order[k]] + 1] += 1
    for i in range(count):
        starts[i + 1] += starts[i]
    for k in range(<node_t>members.shape[0]):
        u = k if order == NULL else order[k]
        m = module_of[u]
        members[starts[m]] = u
        starts[m] += 1
    for i in range(count, 0, -1):
        starts[i] = starts[i - 1]
    starts[0] = 0


ctypedef fused weight_t:
    double
    uint32_t


cdef link_t sum_links(FlowGraph graph, const node_t[::1] module_of, const node_t[::1] starts,
                      const node_t[::1] members, link_t[::1] place, link_t[::1] offsets,
                      node_t[::1] targets, weight_t[::1] weights, bint all_differ,
                      link_t* num_crossing) noexcept nogil:
    """Fill the coarse rows; place[j] is where the current row holds module j, or below its
    start. The number of coarse arcs, and of arcs from one module to another; or TOO_MUCH."""
    cdef node_t i, k, j, u
    cdef link_t e, end, row, here, is_new, count = 0
    cdef weight_t weight, total
    cdef weight_t* when = [0, 1]  # a factor, not a branch
    cdef Kind kind = graph.kind
    cdef bint ones = kind == ONES, too_much = False
    num_crossing[0] = 0
    place[:] = -1
    for i in range(<node_t>starts.shape[0] - 1):
        row = count
        for k in range(starts[i], starts[i + 1]):
            if k + 2 * AHEAD < <node_t>members.shape[0]:
                prefetch(&graph.offsets[members[k + 2 * AHEAD]])
                prefetch_row(graph, members[k + AHEAD])
                prefetch_modules(graph, module_of, members[k + AHEAD // 2])
            u = members[k]
            # First all links that leave the module are listed behind the row, without a branch on
            # which they are; then they are added to it, again without one on which are new. It
            # takes half as long as one by one.
            end = count
            for e in range(graph.offsets[u], graph.offsets[u + 1]):
                j = module_of[graph.targets[e]]
                targets[end] = j
                if weight_t is uint32_t:
                    weights[end] = 1 if ones else graph.counts[e]
                else:
                    weights[end] = weight_of(graph, e, kind)
                end += j != i
            num_crossing[0] += end - count
            if all_differ:
                count = end
                continue
            for e in range(count, end):
                j = targets[e]
                weight = weights[e]
                is_new = (place[j] - row) >> 63  # all bits set, or none
                here = (count & is_new) | (place[j] & ~is_new)
                total = weight + weights[here] * when[is_new + 1]
                place[j] = here
                targets[here] = j
                weights[here] = total
                count -= is_new
                if weight_t is uint32_t:
                    too_much |= total < weight
        offsets[i + 1] = count
    return TOO_MUCH if too_much else count


cdef class Room:
    """Room for the rows of any graph coarser than one of ``num_arcs`` arcs, taken once per climb.

    The system hands out only what is written, but clears it first: a search that asked for room
    anew at every level spent a tenth to a third of its time on that.
    """
    cdef link_t num_arcs
    cdef node_t[::1] targets
    cdef double[::1] weights
    cdef uint32_t[::1] counts

    def __init__(self, link_t num_arcs):
        self.num_arcs = num_arcs
        self.targets = self.weights = self.counts = None

    def leave(self):
        """Give the memory back, if it may be much; what lived here may not be used any more."""
        if self.num_arcs > FEW_ARCS:
            self.targets = self.weights = self.counts = None

    cdef enter(self, bint counted):
        # One to spare: what is not kept is written, too, and then overwritten.
        if self.targets is None:
            self.targets = np.empty(self.num_arcs + 1, dtype=np.int32)
        if counted and self.counts is None:
            self.counts = np.empty(self.num_arcs + 1, dtype=np.uint32)
        if not counted and self.weights is None:
            self.counts, self.weights = None, np.empty(self.num_arcs + 1)


def coarsen(FlowGraph graph not None, const node_t[::1] module_of not None, node_t num_modules,
            Room room not None, bint all_differ=False):
    """The graph whose nodes are the modules 0 to num_modules - 1; it lives in ``room``, where
    ``graph`` must not. ``all_differ`` says that no two links that leave a module lead to the same
    one, so that none have to be added up."""
    cdef node_t[::1] starts = scratch.filled(num_modules + 1, 0)
    cdef node_t[::1] members = scratch.nodes(graph.num_nodes)
    cdef link_t[::1] place = np.empty(num_modules, dtype=np.int64)
    cdef link_t[::1] offsets = np.zeros(num_modules + 1, dtype=np.int64)
    cdef link_t count = TOO_MUCH, num_crossing
    cdef bint counted
    with nogil:
        bucket(NULL, module_of, starts, members)
    if graph.kind != WEIGHTS:
        room.enter(True)
        with nogil:
            count = sum_links(graph, module_of, starts, members, place, offsets, room.targets,
                              room.counts, all_differ, &num_crossing)
    counted = count != TOO_MUCH
    if not counted:
        room.enter(False)
        with nogil:
            count = sum_links(graph, module_of, starts, members, place, offsets, room.targets,
                              room.weights, all_differ, &num_crossing)
    weights = None
    if graph.kind != ONES or count < num_crossing:
        weights = np.asarray(room.counts) if counted else np.asarray(room.weights)
        weights = weights[:count]
    return FlowGraph(offsets, room.targets[:count], weights, graph.scale)
