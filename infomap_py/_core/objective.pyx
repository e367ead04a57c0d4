"""The two-level map equation: what one node move does to the codelength, and the sums behind it.

In expanded form (Rosvall, Axelsson & Bergstrom 2009, eq. 8), with enter and exit rates kept apart:

    L = plogp(sum_m enter_m) + sum_m term(m) - sum_u plogp(flow_u)
    term(m) = - plogp(enter_m) - plogp(exit_m) + plogp(exit_m + flow_m)

A move touches two modules, so three terms change. Leaving or joining a module changes its enter and
its exit rate by the same amount, the flow between the node and the module in both directions; so
one gathered number per candidate serves directed and undirected flow.

Rates are in any unit of which a step of the walk holds ``total``: the map equation is homogeneous,
L(c x) = c L(x). An unweighted undirected graph is counted in links, and all its sums are exact
integers.

Recorded teleportation adds to each module, with T and V the sums of its nodes' teleport rates and
weights: exit += T (1 - V), enter += (sum of all T - T) V.
"""

import numpy as np

from libc.stdint cimport int64_t

from infomap_py._core.graph cimport FlowGraph, Kind, weight_of
from infomap_py._core.mathops cimport plogp
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.types cimport link_t, node_t

cdef extern from "plogp_blocks.h" nogil:
    enum: PLOGP_BLOCK
    void plogp_blocks(double* values, int64_t blocks) noexcept

cdef double LN2 = 0.6931471805599453

RATES = np.dtype([("flow", "f8"), ("exit_flow", "f8"), ("enter_flow", "f8"), ("term", "f8")])
TELEPORT = np.dtype([("rate", "f8"), ("weight", "f8")])
cdef Teleport[::1] NO_TELEPORT = np.empty(0, dtype=TELEPORT)


cdef class Objective:
    """The verbs of every objective: what a move would change, a move, and what a search has to know
    to find its way."""

    cdef void expect_node(self, node_t u) noexcept nogil:
        """u will be visited soon."""

    cdef void delta(self, node_t u, Neighbours near) noexcept nogil:
        """near.delta[j] = change in bits if u left its own module, candidate 0, for candidate j."""

    cdef void move(self, node_t u, node_t source, node_t target, double flow_source,
                   double flow_target) noexcept nogil:
        """u goes from source to target; the flows are those between u and either, u itself
        apart."""

    cdef void vacate(self, node_t module) noexcept nogil:
        """The last node has left: what rounding left behind is wiped."""

    cdef double shared(self) noexcept nogil:
        """The one number besides the rates of the modules around a node that its deltas depend
        on."""

    cdef double reach(self, node_t u, double margin) noexcept nogil:
        """How far ``shared`` may go without lowering any delta of u by as much as ``margin``
        bits."""

    cdef double magnitude(self) noexcept nogil:
        """What rounding errors are proportional to; at least 1."""


cdef double total_rate(const Teleport[::1] teleport) noexcept nogil:
    cdef Py_ssize_t u
    cdef double rate = 0.0
    for u in range(teleport.shape[0]):
        rate += teleport[u].rate
    return rate


cdef inline double term(double flow, double exit_flow, double enter_flow) noexcept nogil:
    return plogp(exit_flow + flow) - plogp(exit_flow) - plogp(enter_flow)


cdef inline void lay_down(double* x, Py_ssize_t width, const Rates* rates,
                          double sum_enter_flow) noexcept nogil:
    """The arguments of the four logarithms that a change of one module needs; with symmetric flow,
    of width 3, two of them are the same."""
    x[0] = sum_enter_flow
    x[1] = rates.exit_flow
    x[2] = rates.exit_flow + rates.flow
    if width > 3:
        x[3] = rates.enter_flow


cdef inline double term_of(const double* x, Py_ssize_t width) noexcept nogil:
    """The term of a module for which ``lay_down`` laid down x, once plogp has been taken of it."""
    return x[2] - x[1] - (x[3] if width > 3 else x[1])


cdef class MapEquation(Objective):
    """Node rates in, module rates kept.

    ``nodes`` hold terms, too, if ``terms_known``; otherwise they are given them here.
    ``teleport`` is None unless teleportation is recorded; ``node_terms`` is the sum of plogp(flow)
    over the nodes of the finest level, the part of the codelength that no move changes.
    """

    def __init__(self, Rates[::1] nodes not None, Teleport[::1] teleport, double node_terms,
                 double total, bint symmetric, bint terms_known=False):
        cdef node_t u
        self.nodes = nodes
        self.modules = np.zeros(nodes.shape[0], dtype=RATES)
        self.record_size = sizeof(Rates)
        self.records = <const char*>&self.modules[0] if nodes.shape[0] > 0 else NULL
        self.node_teleport = self.module_teleport = NO_TELEPORT
        if teleport is not None:
            self.node_teleport = teleport
            self.module_teleport = np.zeros(len(teleport), dtype=TELEPORT)
        self.total = total
        self.per_total = 1.0 / total
        self.symmetric = symmetric
        self.sum_teleport_rate = total_rate(self.node_teleport)
        self.node_terms = node_terms
        self.busiest = 0.0
        for u in range(<node_t>nodes.shape[0]):
            self.busiest += nodes[u].exit_flow
        self.busiest = max(1.0, self.busiest / total)
        if not terms_known:
            with nogil:
                for u in range(<node_t>nodes.shape[0]):
                    nodes[u].term = self.term_alone(u)

    def fresh(self):
        """The same objective for another search: node rates shared, module rates its own."""
        return MapEquation(self.nodes, self.node_teleport if self.node_teleport.shape[0] else None,
                           self.node_terms, self.total, self.symmetric, True)

    def recompute(self, FlowGraph graph not None, const node_t[::1] module_of not None):
        """Module rates from scratch for this assignment; the codelength in bits per step."""
        with nogil:
            self.sum_rates(graph, module_of)
            self.sum_terms()
        return self.codelength()

    def separate(self):
        """Module rates for every node alone, node u in module u, which takes no look at the
        links."""
        with nogil:
            self.separate_nodes()

    def codelength(self):
        """Bits per step for the modules as they are, from the rates kept."""
        cdef double terms = 0.0
        cdef node_t m
        with nogil:
            for m in range(<node_t>self.modules.shape[0]):
                terms += self.modules[m].term
        return (plogp(self.sum_enter_flow) + terms - self.node_terms) / self.total

    def one_module_codelength(self):
        """Bits per step with all nodes in one module, which is never left: the entropy of the visit
        rates."""
        cdef double flow = 0.0
        cdef node_t u
        with nogil:
            for u in range(<node_t>self.nodes.shape[0]):
                flow += self.nodes[u].flow
        return (plogp(flow) - self.node_terms) / self.total

    cdef void sum_rates(self, FlowGraph graph, const node_t[::1] module_of) noexcept nogil:
        cdef node_t u, m
        cdef link_t e
        cdef double inside
        cdef bint teleports = self.node_teleport.shape[0] > 0
        cdef Kind kind = graph.kind
        cdef bint stays
        for m in range(graph.num_nodes):
            self.modules[m].flow = self.modules[m].exit_flow = self.modules[m].enter_flow = 0.0
            if teleports:
                self.module_teleport[m].rate = self.module_teleport[m].weight = 0.0
        for u in range(graph.num_nodes):
            m = module_of[u]
            inside = 0.0
            for e in range(graph.offsets[u], graph.offsets[u + 1]):
                # A product, not a branch: which links stay inside is hard to predict.
                stays = module_of[graph.targets[e]] == m
                inside += stays * weight_of(graph, e, kind)
            # Each link inside is seen from both its ends, and carries both directions' flow.
            inside *= 0.5 * graph.scale
            self.modules[m].flow += self.nodes[u].flow
            self.modules[m].exit_flow += self.nodes[u].exit_flow - inside
            self.modules[m].enter_flow += self.nodes[u].enter_flow - inside
            if teleports:
                self.module_teleport[m].rate += self.node_teleport[u].rate
                self.module_teleport[m].weight += self.node_teleport[u].weight

    cdef void separate_nodes(self) noexcept nogil:
        cdef node_t u
        self.sum_enter_flow = 0.0
        for u in range(<node_t>self.nodes.shape[0]):
            self.modules[u] = self.nodes[u]
            if self.node_teleport.shape[0] > 0:
                self.module_teleport[u] = self.node_teleport[u]
            self.sum_enter_flow += self.enter_of(u)

    cdef double term_alone(self, node_t u) noexcept nogil:
        cdef double exit_flow = self.nodes[u].exit_flow, enter_flow = self.nodes[u].enter_flow
        cdef Teleport teleport
        if self.node_teleport.shape[0] > 0:
            teleport = self.node_teleport[u]
            exit_flow += teleport.rate * (1.0 - teleport.weight)
            enter_flow += (self.sum_teleport_rate - teleport.rate) * teleport.weight
        return term(self.nodes[u].flow, exit_flow, enter_flow)

    cdef void sum_terms(self) noexcept nogil:
        cdef node_t m
        cdef double enter_flow, exit_flow
        self.sum_enter_flow = 0.0
        for m in range(<node_t>self.modules.shape[0]):
            exit_flow = self.modules[m].exit_flow + self.teleport_exit(m)
            enter_flow = self.modules[m].enter_flow + self.teleport_enter(m)
            self.modules[m].term = term(self.modules[m].flow, exit_flow, enter_flow)
            self.sum_enter_flow += enter_flow

    cdef inline double teleport_exit(self, node_t m) noexcept nogil:
        if self.module_teleport.shape[0] == 0:
            return 0.0
        return self.module_teleport[m].rate * (1.0 - self.module_teleport[m].weight)

    cdef inline double teleport_enter(self, node_t m) noexcept nogil:
        if self.module_teleport.shape[0] == 0:
            return 0.0
        cdef double elsewhere = self.sum_teleport_rate - self.module_teleport[m].rate
        return elsewhere * self.module_teleport[m].weight

    cdef inline double enter_of(self, node_t m) noexcept nogil:
        return self.modules[m].enter_flow + self.teleport_enter(m)

    cdef inline void rates_after(self, node_t u, node_t m, double sign, double link_flow,
                                 Rates* after) noexcept nogil:
        """The rates of m, teleportation included, once u has joined (sign 1) or left (sign -1) it.

        Joining adds u's links and hides those between u and m; leaving takes u's links away and
        lays those between bare.
        """
        cdef double rate, weight
        after.flow = self.modules[m].flow + sign * self.nodes[u].flow
        after.exit_flow = self.modules[m].exit_flow + sign * (self.nodes[u].exit_flow - link_flow)
        after.enter_flow = (self.modules[m].enter_flow
                            + sign * (self.nodes[u].enter_flow - link_flow))
        if self.node_teleport.shape[0] > 0:
            rate = self.module_teleport[m].rate + sign * self.node_teleport[u].rate
            weight = self.module_teleport[m].weight + sign * self.node_teleport[u].weight
            after.exit_flow += rate * (1.0 - weight)
            after.enter_flow += (self.sum_teleport_rate - rate) * weight

    cdef void expect_node(self, node_t u) noexcept nogil:
        prefetch(&self.nodes[u])

    cdef void delta(self, node_t u, Neighbours near) noexcept nogil:
        # Every x whose plogp is needed is laid down first, width of them per candidate, so that all
        # logarithms are taken in blocks: one by one they were two thirds of a search.
        cdef double* x = &near.scratch[0]
        cdef const node_t* candidates = &near.modules[0]
        cdef const double* link_flow = &near.link_flow[0]
        cdef double* delta = &near.delta[0]
        cdef Py_ssize_t width = 3 if self.symmetric else 4
        cdef Py_ssize_t j, end = width * near.count
        cdef double elsewhere = self.sum_enter_flow, sum_enter_flow, unchanged
        cdef Rates after
        for j in range(near.count):
            # Candidate 0 is the module that u leaves, whatever it joins.
            self.rates_after(u, candidates[j], 1.0 if j > 0 else -1.0, link_flow[j], &after)
            sum_enter_flow = elsewhere - self.enter_of(candidates[j]) + after.enter_flow
            if j > 0:
                lay_down(x + width * j, width, &after, sum_enter_flow)
            else:
                lay_down(x, width, &after, elsewhere)
                elsewhere = sum_enter_flow
        while end % PLOGP_BLOCK:
            x[end] = 0.0
            end += 1
        plogp_blocks(x, end // PLOGP_BLOCK)
        unchanged = x[0] + self.modules[candidates[0]].term - term_of(x, width)
        for j in range(1, near.count):
            x += width
            delta[j] = (x[0] + term_of(x, width) - unchanged
                        - self.modules[candidates[j]].term) * self.per_total

    cdef void move(self, node_t u, node_t source, node_t target, double flow_source,
                   double flow_target) noexcept nogil:
        self.shift(u, source, -1.0, flow_source)
        self.shift(u, target, 1.0, flow_target)

    cdef void shift(self, node_t u, node_t m, double sign, double link_flow) noexcept nogil:
        """u joins (sign 1) or leaves (sign -1) m."""
        cdef double enter_before = self.enter_of(m), enter_after
        self.modules[m].flow += sign * self.nodes[u].flow
        self.modules[m].exit_flow += sign * (self.nodes[u].exit_flow - link_flow)
        self.modules[m].enter_flow += sign * (self.nodes[u].enter_flow - link_flow)
        if self.node_teleport.shape[0] > 0:
            self.module_teleport[m].rate += sign * self.node_teleport[u].rate
            self.module_teleport[m].weight += sign * self.node_teleport[u].weight
        enter_after = self.enter_of(m)
        self.modules[m].term = term(self.modules[m].flow,
                                    self.modules[m].exit_flow + self.teleport_exit(m), enter_after)
        self.sum_enter_flow += enter_after - enter_before

    cdef void vacate(self, node_t m) noexcept nogil:
        self.sum_enter_flow -= self.enter_of(m)
        self.modules[m].flow = self.modules[m].exit_flow = self.modules[m].enter_flow = 0.0
        self.modules[m].term = 0.0
        if self.node_teleport.shape[0] > 0:
            self.module_teleport[m].rate = self.module_teleport[m].weight = 0.0

    cdef double shared(self) noexcept nogil:
        return self.sum_enter_flow

    cdef double magnitude(self) noexcept nogil:
        return self.busiest

    cdef double reach(self, node_t u, double margin) noexcept nogil:
        # A move changes the sum q of all enter rates by x, |x| <= D = flow out of and into u, so
        # its delta holds plogp(q + x) - plogp(q), whose slope |log2(1 + x / q)| is at most
        # D / (ln 2 (q - D)), down to q - reach as well.
        cdef double widest = self.nodes[u].exit_flow + self.nodes[u].enter_flow
        cdef double room = self.sum_enter_flow - widest
        cdef double lack = margin * self.total * LN2
        if room <= 0.0 or lack <= 0.0 or self.node_teleport.shape[0] > 0:
            return 0.0
        return room / (widest / lack + 1.0)

    def coarsened(self, const node_t[::1] first_of not None):
        """The same objective where module first_of[i] has become node i."""
        cdef node_t i, count = <node_t>first_of.shape[0]
        cdef bint teleports = self.node_teleport.shape[0] > 0
        cdef Rates[::1] nodes = np.empty(count, dtype=RATES)
        cdef Teleport[::1] teleport = np.empty(count, dtype=TELEPORT) if teleports else NO_TELEPORT
        with nogil:
            for i in range(count):
                nodes[i] = self.modules[first_of[i]]
                if teleports:
                    teleport[i] = self.module_teleport[first_of[i]]
        return MapEquation(nodes, teleport if teleports else None, self.node_terms,
                           self.total, self.symmetric, True)

    def node_rates(self):
        """A copy of the rates per node, for tests: as module_rates."""
        return np.asarray(self.nodes).copy()

    def module_rates(self):
        """A copy of the rates per module, for tests: arrays flow, exit_flow, enter_flow, term."""
        return np.asarray(self.modules).copy()
