"""Modules become nodes: links between two modules are summed, links within one vanish.

Nodes are bucketed by module with a counting sort; each module then adds up its members' links in a
dense scratch row that is cleared through the list of what was touched. Time and memory are
proportional to the links.
"""

cimport cython
import numpy as np

from libc.stdint cimport uint32_t
from libc.string cimport memcpy

from infomap_py._core cimport scratch
from infomap_py._core.graph cimport (
    ONES, WEIGHTS, FlowGraph, Kind, prefetch_modules, prefetch_row, weight_of
)
from infomap_py._core.grouping cimport bucket
from infomap_py._core.memory cimport trim
from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.team cimport Team, Work
from infomap_py._core.types cimport link_t, node_t


cdef enum:
    TOO_MUCH = -1  # for 32 bits
    FEW_ARCS = 1 << 20  # room for so many is kept: up to 12 MB
    AHEAD = 8  # members of a module from one step of fetching their rows to the next
    CHUNK = 16384  # arcs of the modules that a thread takes at a time
    ROUND = 64     # chunks that are filled before they are moved


ctypedef fused weight_t:
    double
    uint32_t


cdef link_t sum_links(FlowGraph graph, const node_t[::1] module_of, const node_t[::1] starts,
                      const node_t[::1] members, node_t first, node_t last, link_t base,
                      link_t[::1] place, link_t[::1] offsets, node_t* targets, weight_t* weights,
                      bint all_differ, link_t* num_crossing) noexcept nogil:
    """Fill the coarse rows of the modules from first to last - 1, and where they end, from 0. The
    number of coarse arcs, or TOO_MUCH; and of arcs from one module to another.

    place[j] is base more than where the current row holds module j, or than a place below it.
    """
    cdef node_t i, k, j, u
    cdef link_t e, end, row, here, is_new, count = 0
    cdef weight_t weight, total
    cdef weight_t* when = [0, 1]  # a factor, not a branch
    cdef Kind kind = graph.kind
    cdef bint ones = kind == ONES, too_much = False
    num_crossing[0] = 0
    for i in range(first, last):
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
                here = place[j] - base
                is_new = (here - row) >> 63  # all bits set, or none
                here = (count & is_new) | (here & ~is_new)
                total = weight + weights[here] * when[is_new + 1]
                place[j] = base + here
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
            trim()

    cdef enter(self, bint counted):
        # One to spare: what is not kept is written, too, and then overwritten.
        if self.targets is None:
            self.targets = np.empty(self.num_arcs + 1, dtype=np.int32)
        if counted and self.counts is None:
            self.counts = np.empty(self.num_arcs + 1, dtype=np.uint32)
        if not counted and self.weights is None:
            self.counts, self.weights = None, np.empty(self.num_arcs + 1)


@cython.final
cdef class Coarsening(Work):
    """The rows of the modules, filled one after another; or, by a team, in chunks of modules that
    have about as many links: a round of chunks in a buffer, from where each is moved into its
    place."""
    cdef FlowGraph graph
    cdef const node_t[::1] module_of
    cdef bint all_differ
    cdef node_t[::1] starts, members  # of the modules: see bucket
    cdef link_t[::1] offsets
    cdef link_t num_crossing
    cdef link_t[:, ::1] place         # of every hand: see sum_links
    cdef Team team
    cdef link_t[::1] arcs_before      # those of the nodes in modules before this
    cdef node_t[::1] first_of         # chunk -> its first module; one more, for the end
    cdef link_t num_chunks, first_chunk, capacity
    cdef link_t[::1] length, crossing, goes_to  # of every chunk
    cdef bint counted, moving         # into their place, or filling
    cdef Room room
    cdef node_t[::1] targets          # the buffer
    cdef double[::1] weights
    cdef uint32_t[::1] counts

    def __init__(self, FlowGraph graph, const node_t[::1] module_of, node_t num_modules,
                 bint all_differ, Team team):
        self.graph, self.module_of, self.all_differ = graph, module_of, all_differ
        self.starts = scratch.filled(num_modules + 1, 0)
        self.members = scratch.nodes(graph.num_nodes)
        self.offsets = np.zeros(num_modules + 1, dtype=np.int64)
        self.targets = self.weights = self.counts = None
        self.team = team
        self.hands = 1 if team is None else team.hands()
        with nogil:
            bucket(NULL, module_of, self.starts, self.members)
        if self.hands > 1:
            self.make_chunks(num_modules)

    cdef make_chunks(self, node_t num_modules):
        cdef node_t u, i, count = 0
        cdef link_t largest = 0
        self.arcs_before = np.zeros(num_modules + 1, dtype=np.int64)
        self.first_of = scratch.nodes(num_modules + 1)
        with nogil:
            for u in range(self.graph.num_nodes):
                self.arcs_before[self.module_of[u] + 1] += (self.graph.offsets[u + 1]
                                                            - self.graph.offsets[u])
            self.first_of[0] = 0
            for i in range(1, num_modules + 1):
                self.arcs_before[i] += self.arcs_before[i - 1]
                if i == num_modules or (
                    self.arcs_before[i] - self.arcs_before[self.first_of[count]] >= CHUNK
                ):
                    largest = max(largest, self.arcs_before[i]
                                  - self.arcs_before[self.first_of[count]])
                    count += 1
                    self.first_of[count] = i
        self.num_chunks = count
        self.capacity = max(largest, CHUNK * ROUND)
        self.length, self.crossing, self.goes_to = np.empty((3, count), dtype=np.int64)

    cdef link_t run(self, Room room, bint counted) except? TOO_MUCH:
        """Fill the rows in this room; the number of coarse arcs, or TOO_MUCH."""
        cdef link_t count
        room.enter(counted)
        self.room, self.counted = room, counted
        self.place = np.full((self.hands, self.starts.shape[0]), -1, dtype=np.int64)
        if self.hands == 1:
            with nogil:
                return self.fill(0, <node_t>self.starts.shape[0] - 1, 0, 0, room.targets,
                                 room.counts, room.weights, 0, &self.num_crossing)
        # One to spare for each chunk: what is not kept is written, too.
        self.targets = scratch.nodes(self.capacity + ROUND)
        if counted:
            self.counts = np.empty(self.capacity + ROUND, dtype=np.uint32)
        else:
            self.weights = np.empty(self.capacity + ROUND)
        with self.team, nogil:
            count = self.run_rounds()
        self.targets = self.weights = self.counts = None
        return count

    cdef link_t run_rounds(self) noexcept nogil:
        cdef link_t c, end = 0, count = 0
        self.num_crossing = 0
        while end < self.num_chunks:
            self.first_chunk = end
            while end < self.num_chunks and end < self.first_chunk + ROUND and (
                self.region(end + 1) <= self.capacity + ROUND
            ):
                end += 1
            self.moving = False
            self.team.do_all(self, end - self.first_chunk)
            for c in range(self.first_chunk, end):
                if self.length[c] == TOO_MUCH:
                    return TOO_MUCH
                self.goes_to[c] = count
                count += self.length[c]
                self.num_crossing += self.crossing[c]
            self.moving = True
            self.team.do_all(self, end - self.first_chunk)
        return count

    cdef inline link_t region(self, link_t chunk) noexcept nogil:
        """Where the buffer has room for a chunk of this round."""
        return (self.arcs_before[self.first_of[chunk]]
                - self.arcs_before[self.first_of[self.first_chunk]] + chunk - self.first_chunk)

    cdef void do(self, link_t chunk, int hand) noexcept nogil:
        cdef link_t c = self.first_chunk + chunk, region = self.region(c)
        cdef node_t first = self.first_of[c], last = self.first_of[c + 1]
        if self.moving:
            self.move(c, region, first, last)
        else:
            self.length[c] = self.fill(first, last, self.arcs_before[first], hand, self.targets,
                                       self.counts, self.weights, region, &self.crossing[c])

    cdef link_t fill(self, node_t first, node_t last, link_t base, int hand, node_t[::1] targets,
                     uint32_t[::1] counts, double[::1] weights, link_t region,
                     link_t* num_crossing) noexcept nogil:
        if self.counted:
            return sum_links(self.graph, self.module_of, self.starts, self.members, first, last,
                             base, self.place[hand], self.offsets, &targets[region],
                             &counts[region], self.all_differ, num_crossing)
        return sum_links(self.graph, self.module_of, self.starts, self.members, first, last, base,
                         self.place[hand], self.offsets, &targets[region], &weights[region],
                         self.all_differ, num_crossing)

    cdef void move(self, link_t c, link_t region, node_t first, node_t last) noexcept nogil:
        """A chunk into its place in the room."""
        cdef link_t start = self.goes_to[c], length = self.length[c]
        cdef node_t i
        for i in range(first, last):
            self.offsets[i + 1] += start
        memcpy(&self.room.targets[start], &self.targets[region], length * sizeof(node_t))
        if self.counted:
            memcpy(&self.room.counts[start], &self.counts[region], length * sizeof(uint32_t))
        else:
            memcpy(&self.room.weights[start], &self.weights[region], length * sizeof(double))


def coarsen(FlowGraph graph not None, const node_t[::1] module_of not None, node_t num_modules,
            Room room not None, bint all_differ=False, Team team=None):
    """The graph whose nodes are the modules 0 to num_modules - 1; it lives in ``room``, where
    ``graph`` must not. ``all_differ`` says that no two links that leave a module lead to the same
    one, so that none have to be added up. The same for any ``team``."""
    cdef Coarsening work = Coarsening(graph, module_of, num_modules, all_differ, team)
    cdef link_t count = TOO_MUCH
    if graph.kind != WEIGHTS:
        count = work.run(room, True)
    if count == TOO_MUCH:
        count = work.run(room, False)
    weights = None
    if graph.kind != ONES or count < work.num_crossing:
        weights = np.asarray(room.counts) if work.counted else np.asarray(room.weights)
        weights = weights[:count]
    return FlowGraph(work.offsets, room.targets[:count], weights, graph.scale)
