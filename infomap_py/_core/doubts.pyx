"""Which nodes have to be visited again: a local optimum without another look at every link.

A visit that moves nothing holds as long as the modules around the node stay as they are, and the
sum that all modules share goes no further than what the best move lacked. After that the node is in
doubt. On Linux's includes, six visits to every node, that made 80 moves, took a third of a search.
"""

import numpy as np

from libc.math cimport INFINITY
from libc.stdint cimport uint8_t

from infomap_py._core cimport scratch
from infomap_py._core.assignment cimport num_ids
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.objective cimport Objective
from infomap_py._core.types cimport MAX_NODES, link_t, node_t


cdef class Doubts:
    """At first every node is in doubt."""

    def __init__(self, node_t num_nodes):
        self.low = np.full(num_nodes, np.inf)
        self.high = np.full(num_nodes, -np.inf)
        self.partition = np.zeros(num_nodes, dtype=np.int32)
        self.visited_at = np.zeros(num_nodes, dtype=np.int32)
        self.touched_at = scratch.nodes(0)
        self.num_moves = 1
        self.settled = False

    def make_room(self, node_t num_modules):
        """For modules with ids below that number."""
        cdef node_t[::1] touched_at = self.touched_at
        if touched_at.shape[0] < num_modules:
            self.touched_at = scratch.filled(num_modules, 0)
            self.touched_at[:touched_at.shape[0]] = touched_at

    def nodes(self, FlowGraph graph not None, Objective objective not None,
              const node_t[::1] module_of not None):
        """The nodes that are in doubt among these modules, whose rates the objective holds."""
        if not self.settled:
            return np.arange(graph.num_nodes, dtype=np.int32)
        cdef node_t u, count = graph.num_nodes, found = 0
        cdef node_t ids = num_ids(module_of)
        cdef uint8_t[::1] changed = np.zeros(ids, dtype=np.uint8)
        cdef node_t[::1] nodes = scratch.nodes(count)
        cdef node_t[::1] size_before = scratch.filled(num_ids(self.partition), 0)
        cdef node_t[::1] size_after = scratch.filled(ids, 0)
        cdef node_t[::1] origin = scratch.nodes(ids)
        with nogil:
            mark_changed(self.partition, module_of, size_before, size_after, origin, changed)
            for u in range(count):
                if changed[module_of[u]]:
                    self.doubt_around(graph, u, 1)
            for u in range(count):
                nodes[found] = u
                found += not self.low[u] <= objective.shared(u) <= self.high[u]
        return np.array(nodes[:found])

    cdef void visited(self, node_t u, double low, double high) noexcept nogil:
        """u stays, and would do so while the shared sum is in this range."""
        self.low[u], self.high[u] = low, high
        self.visited_at[u] = self.num_moves

    cdef void moved(self, node_t u, node_t source, node_t target) noexcept nogil:
        self.num_moves += self.num_moves < MAX_NODES
        self.touched_at[source] = self.touched_at[target] = self.num_moves
        self.low[u], self.high[u] = INFINITY, -INFINITY
        self.visited_at[u] = self.num_moves

    cdef void renew(self, FlowGraph graph, const node_t[::1] module_of) noexcept nogil:
        """After a search: nodes around a module that was touched after their visit are in doubt."""
        cdef node_t u, num_touched = 0
        for u in range(graph.num_nodes):
            num_touched += self.touched_at[module_of[u]] > 0
        for u in range(graph.num_nodes):
            if self.num_moves == MAX_NODES:
                self.low[u], self.high[u] = INFINITY, -INFINITY
            elif num_touched > graph.num_nodes // 2:  # nearly every node is near them
                self.doubt(u, self.num_moves)
            elif self.touched_at[module_of[u]] > 0:
                self.doubt_around(graph, u, self.touched_at[module_of[u]])
        self.touched_at[:] = 0
        for u in range(graph.num_nodes):
            self.visited_at[u] = 0
            self.partition[u] = module_of[u]
        self.settled = True
        self.num_moves = 1

    cdef inline void doubt(self, node_t u, node_t since) noexcept nogil:
        """u is in doubt, unless it has been visited since then."""
        if self.visited_at[u] < since:
            self.low[u], self.high[u] = INFINITY, -INFINITY

    cdef void doubt_around(self, FlowGraph graph, node_t u, node_t since) noexcept nogil:
        """u and its neighbours."""
        cdef link_t e
        self.doubt(u, since)
        for e in range(graph.offsets[u], graph.offsets[u + 1]):
            self.doubt(graph.targets[e], since)


cdef void mark_changed(const node_t[::1] before, const node_t[::1] after, node_t[::1] size_before,
                       node_t[::1] size_after, node_t[::1] origin,
                       uint8_t[::1] changed) noexcept nogil:
    """Modules of ``after`` that are not modules of ``before``: their nodes come from several, or
    not all of one's are here; origin[m] = module before of one of the nodes."""
    cdef node_t u, m
    for u in range(<node_t>after.shape[0]):
        size_before[before[u]] += 1
        size_after[after[u]] += 1
        origin[after[u]] = before[u]
    for u in range(<node_t>after.shape[0]):
        m = after[u]
        changed[m] |= origin[m] != before[u] or size_after[m] != size_before[before[u]]
