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

Modules within modules are found by the same search. The codebook of a module b that is left at rate
exit_b, the *book*, then has the modules found inside b as its codewords, in place of its nodes:

    L = sum_b [plogp(exit_b + sum_(m in b) enter_m) - plogp(exit_b)] + sum_m term(m)
        - sum_u plogp(flow_u)

Nodes join modules of their own book only. The root is never left: with it as the one book, this is
the two-level map equation. Where nodes are modules of a finer level to be grouped, their flow is
the rate at which they are entered: ``grouping_nodes``.
"""

import numpy as np

from infomap_py._core import sums
from infomap_py._core.node_rates import TELEPORT

from libc.stdint cimport int64_t

from infomap_py._core.assignment cimport Assignment, num_ids
from infomap_py._core.graph cimport FlowGraph, Kind, weight_of
from infomap_py._core.mathops cimport plogp
from infomap_py._core.memory cimport trim
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.node_rates cimport NodeRates, Teleport
from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.types cimport link_t, node_t

cdef extern from "plogp_blocks.h" nogil:
    enum: PLOGP_BLOCK
    void plogp_blocks(double* values, int64_t blocks) noexcept

cdef double LN2 = 0.6931471805599453

RATES = np.dtype([("flow", "f8"), ("exit_flow", "f8"), ("enter_flow", "f8"), ("term", "f8")])
cdef Teleport[::1] NO_TELEPORT = np.empty(0, dtype=TELEPORT)
cdef Rates[::1] NO_RATES = np.empty(0, dtype=RATES)
cdef const node_t[::1] ONE_BOOK = np.empty(0, dtype=np.int32)
cdef node_t[::1] NO_BOOKS = np.empty(0, dtype=np.int32)

cdef enum:
    FEW = 65536  # nodes up to which there are records for as many modules: up to 2 MB
    SPARE = 1024
    TERMS = 64   # modules whose terms are computed together
    OFFERS = 8   # nodes whose modules are offered in a visit; with 4, searches take longer


cdef inline node_t records_for(node_t ids, node_t num_nodes) noexcept nogil:
    """For so many modules: a quarter more, which a search may need; no more than there are nodes.
    """
    if num_nodes <= FEW or ids > num_nodes // 2:
        return num_nodes
    return min(num_nodes, ids + ids // 4 + SPARE)


cdef inline void lay_down(double* x, Py_ssize_t width, const Rates* rates,
                          double use_of_book) noexcept nogil:
    """The arguments of the four logarithms that a change of one module needs; with symmetric flow,
    of width 3, two of them are the same."""
    x[0] = use_of_book
    x[1] = rates.exit_flow
    x[2] = rates.exit_flow + rates.flow
    if width == 4:
        x[3] = rates.enter_flow


cdef inline void take_logarithms(double* x, Py_ssize_t count) noexcept nogil:
    """plogp of every x; some more are overwritten."""
    while count % PLOGP_BLOCK:
        x[count] = 0.0
        count += 1
    plogp_blocks(x, count // PLOGP_BLOCK)


cdef inline double term_of(const double* x, Py_ssize_t width) noexcept nogil:
    """The term of a module for which ``lay_down`` laid down x, once plogp has been taken of it."""
    return x[2] - x[1] - (x[3] if width == 4 else x[1])


cdef class MapEquation(Objective):
    """Node rates in, module rates kept.

    ``node_terms`` is the sum of plogp(flow) over the nodes of the finest level, the part of the
    codelength that no move changes. ``book_of`` is the book of every node, None if there is one;
    and ``elsewhere`` the rate at which each book is used by what is not in modules of this level.

    There are records for as many modules as ``separate`` or ``recompute`` finds ids, and some to
    spare, but for as many as there are nodes where these are few.
    """

    def __init__(self, NodeRates nodes not None, double node_terms, const node_t[::1] book_of=None,
                 const double[::1] elsewhere=None):
        cdef Py_ssize_t u
        self.nodes = nodes
        self.node_flow, self.node_exit = nodes.flow, nodes.exit_flow
        self.node_enter, self.node_teleport = nodes.enter_flow, nodes.teleport
        self.sum_teleport_rate = nodes.sum_teleport_rate
        self.symmetric = nodes.symmetric
        self.total, self.per_total = nodes.total, 1.0 / nodes.total
        self.node_terms = node_terms
        self.modules, self.module_teleport = NO_RATES, NO_TELEPORT
        self.record_size = sizeof(Rates)
        self.teleports = nodes.teleports()
        self.most_suggested = OFFERS if self.teleports else 0
        self.busiest = 0.0
        for u in range(self.node_exit.shape[0]):
            self.busiest += self.node_exit[u]
        self.busiest = max(1.0, self.busiest / self.total)
        self.book_of = ONE_BOOK if book_of is None else book_of
        self.has_books = self.book_of.shape[0] > 0
        self.module_book = NO_BOOKS
        self.elsewhere = np.zeros(1) if elsewhere is None else elsewhere
        self.use = np.array(self.elsewhere)

    def fresh(self):
        """The same objective for another search: node rates shared, module rates its own."""
        return self.of(self.nodes, self.node_terms, self.book_of)

    def of(self, nodes, node_terms, book_of):
        """The same objective for other nodes in these books."""
        return MapEquation(nodes, node_terms, book_of, self.elsewhere)

    def recompute(self, FlowGraph graph not None, const node_t[::1] module_of not None):
        """Module rates from scratch for this assignment; the codelength in bits per step."""
        cdef node_t ids = num_ids(module_of)
        if self.num_records < min(ids + 1, graph.num_nodes):
            self.make_records(records_for(ids, graph.num_nodes))
        with nogil:
            self.sum_rates(graph, module_of)
            self.sum_terms()
        return self.codelength()

    def separate(self):
        """Module rates for every node alone, node u in module u, which takes no look at the
        links."""
        cdef node_t count = <node_t>self.node_flow.shape[0]
        if self.num_records != count:
            self.make_records(count)
        with nogil:
            self.separate_nodes()

    def leave_records(self):
        """Give the memory of module rates back, if it is much, until they are next computed."""
        if self.num_records > FEW:
            self.make_records(0)
            trim()

    cdef int make_records(self, node_t num_records) except -1:
        self.modules = NO_RATES  # both are never held
        self.modules = np.empty(num_records, dtype=RATES)
        self.records = <const char*>&self.modules[0] if num_records > 0 else NULL
        self.num_records = num_records
        if self.teleports:
            self.module_teleport = np.empty(num_records, dtype=TELEPORT)
        if self.has_books:
            self.module_book = np.zeros(num_records, dtype=np.int32)
        return 0

    cdef int enlarge(self, node_t num_records) except -1:
        cdef Rates[::1] modules = self.modules
        cdef Teleport[::1] teleport = self.module_teleport
        cdef node_t[::1] module_book = self.module_book
        cdef node_t m, before = self.num_records
        self.make_records(num_records)
        self.modules[:before] = modules
        if self.teleports:
            self.module_teleport[:before] = teleport
        if self.has_books:
            self.module_book[:before] = module_book
        for m in range(before, num_records):
            self.empty(m)
        return 0

    def codelength(self):
        """Bits per step for the modules as they are, from the rates kept; not after
        ``leave_records``."""
        cdef double terms = 0.0, books = 0.0
        cdef node_t b, m
        with nogil:
            for m in range(<node_t>self.modules.shape[0]):
                terms += self.modules[m].term
            for b in range(<node_t>self.use.shape[0]):
                books += plogp(self.use[b])
        return (books + terms - self.node_terms) / self.total

    def one_module_codelength(self):
        """Bits per step with the nodes of each book as its codewords, without modules; with one
        book, the entropy of the visit rates."""
        cdef double flat = 0.0, term
        for term in self.flat_terms():
            flat += term
        return (flat - self.node_terms) / self.total

    def flat_terms(self):
        """plogp of the use of every book, times total, if its nodes were its codewords."""
        use = np.array(self.elsewhere)
        cdef double[::1] flat = use
        cdef node_t u, b
        with nogil:
            for u in range(<node_t>self.node_flow.shape[0]):
                flat[self.book(u)] += self.node_flow[u]
            for b in range(<node_t>flat.shape[0]):
                flat[b] = plogp(flat[b])
        return use

    def lengthened(self, const node_t[::1] module_of not None):
        """By how many bits per step these modules, of which the rates are kept, make the code of
        each book longer than its nodes would."""
        terms = np.empty(self.use.shape[0])
        cdef double[::1] of_book = terms
        cdef node_t b, m
        with nogil:
            for b in range(<node_t>of_book.shape[0]):
                of_book[b] = plogp(self.use[b])
            for m in range(self.num_records):
                of_book[self.book_of_module(m)] += self.modules[m].term
        return (terms - self.flat_terms()) / self.total

    cdef void sum_rates(self, FlowGraph graph, const node_t[::1] module_of) noexcept nogil:
        cdef node_t u, m
        cdef link_t e
        cdef double inside
        cdef bint teleports = self.teleports, books = self.has_books
        cdef Kind kind = graph.kind
        cdef bint stays
        for m in range(self.num_records):
            self.empty(m)
        for u in range(graph.num_nodes):
            m = module_of[u]
            if books:
                self.module_book[m] = self.book_of[u]
            inside = 0.0
            for e in range(graph.offsets[u], graph.offsets[u + 1]):
                # A product, not a branch: which links stay inside is hard to predict.
                stays = module_of[graph.targets[e]] == m
                inside += stays * weight_of(graph, e, kind)
            # Each link inside is seen from both its ends, and carries both directions' flow.
            inside *= 0.5 * graph.scale
            self.modules[m].flow += self.node_flow[u]
            self.modules[m].exit_flow += self.node_exit[u] - inside
            self.modules[m].enter_flow += self.node_enter[u] - inside
            if teleports:
                self.module_teleport[m].rate += self.node_teleport[u].rate
                self.module_teleport[m].weight += self.node_teleport[u].weight

    cdef void separate_nodes(self) noexcept nogil:
        cdef node_t u
        for u in range(self.num_records):
            self.modules[u] = self.rates_of(u)
            if self.teleports:
                self.module_teleport[u] = self.node_teleport[u]
            if self.has_books:
                self.module_book[u] = self.book_of[u]
        self.sum_terms()

    cdef void sum_terms(self) noexcept nogil:
        # In blocks, as in delta; what lay_down puts first is not needed.
        cdef double[4 * TERMS] x
        cdef Py_ssize_t width = 3 if self.symmetric else 4
        cdef node_t m, first, stop = 0
        cdef Rates rates
        self.use[:] = self.elsewhere
        while stop < self.num_records:
            first = stop
            stop = min(first + TERMS, self.num_records)
            for m in range(first, stop):
                rates = self.modules[m]
                rates.exit_flow += self.teleport_exit(m)
                rates.enter_flow += self.teleport_enter(m)
                lay_down(&x[width * (m - first)], width, &rates, 0.0)
                self.use[self.book_of_module(m)] += rates.enter_flow
            take_logarithms(x, width * (stop - first))
            for m in range(first, stop):
                self.modules[m].term = term_of(&x[width * (m - first)], width)

    cdef inline node_t book(self, node_t u) noexcept nogil:
        return self.book_of[u] if self.has_books else 0

    cdef inline node_t book_of_module(self, node_t m) noexcept nogil:
        return self.module_book[m] if self.has_books else 0

    cdef inline double teleport_exit(self, node_t m) noexcept nogil:
        if not self.teleports:
            return 0.0
        return self.module_teleport[m].rate * (1.0 - self.module_teleport[m].weight)

    cdef inline double teleport_enter(self, node_t m) noexcept nogil:
        if not self.teleports:
            return 0.0
        cdef double elsewhere = self.sum_teleport_rate - self.module_teleport[m].rate
        return elsewhere * self.module_teleport[m].weight

    cdef inline double enter_of(self, node_t m) noexcept nogil:
        return self.modules[m].enter_flow + self.teleport_enter(m)

    cdef inline Rates rates_of(self, node_t u) noexcept nogil:
        """Of a node."""
        cdef Rates rates
        rates.flow = self.node_flow[u]
        rates.exit_flow = self.node_exit[u]
        rates.enter_flow = self.node_enter[u]
        rates.term = 0.0
        return rates

    cdef inline void rates_after(self, node_t u, const Rates* node, node_t m, double sign,
                                 double link_flow, Rates* after) noexcept nogil:
        """The rates of m, teleportation included, once u has joined (sign 1) or left (sign -1) it.

        Joining adds u's links and hides those between u and m; leaving takes u's links away and
        lays those between bare.
        """
        cdef double rate, weight
        after.flow = self.modules[m].flow + sign * node.flow
        after.exit_flow = self.modules[m].exit_flow + sign * (node.exit_flow - link_flow)
        after.enter_flow = self.modules[m].enter_flow + sign * (node.enter_flow - link_flow)
        if self.teleports:
            rate = self.module_teleport[m].rate + sign * self.node_teleport[u].rate
            weight = self.module_teleport[m].weight + sign * self.node_teleport[u].weight
            after.exit_flow += rate * (1.0 - weight)
            after.enter_flow += (self.sum_teleport_rate - rate) * weight

    cdef void expect_node(self, node_t u) noexcept nogil:
        prefetch(&self.node_flow[u])
        prefetch(&self.node_exit[u])
        if not self.symmetric:
            prefetch(&self.node_enter[u])

    cdef void delta(self, node_t u, Neighbours near) noexcept nogil:
        # Every x whose plogp is needed is laid down first, width of them per candidate, so that all
        # logarithms are taken in blocks: one by one they were two thirds of a search.
        cdef double* x = &near.scratch[0]
        cdef const node_t* candidates = &near.modules[0]
        cdef const double* link_flow = &near.link_flow[0]
        cdef double* delta = &near.delta[0]
        cdef double* terms = &near.term[0]
        cdef Py_ssize_t width = 3 if self.symmetric else 4
        cdef Py_ssize_t j
        cdef double without = self.use[self.book(u)], use, unchanged
        cdef Rates node = self.rates_of(u), after
        for j in range(near.count):
            # Candidate 0 is the module that u leaves, whatever it joins.
            self.rates_after(u, &node, candidates[j], 1.0 if j > 0 else -1.0, link_flow[j],
                             &after)
            use = without - self.enter_of(candidates[j]) + after.enter_flow
            if j > 0:
                lay_down(x + width * j, width, &after, use)
            else:
                lay_down(x, width, &after, without)
                without = use
        take_logarithms(x, width * near.count)
        terms[0] = term_of(x, width)
        unchanged = x[0] + self.modules[candidates[0]].term - terms[0]
        for j in range(1, near.count):
            x += width
            terms[j] = term_of(x, width)
            delta[j] = (x[0] + terms[j] - unchanged
                        - self.modules[candidates[j]].term) * self.per_total

    cdef void move(self, node_t u, node_t source, node_t target, double flow_source,
                   double flow_target, double term_source, double term_target) noexcept nogil:
        self.shift(u, source, -1.0, flow_source)
        self.shift(u, target, 1.0, flow_target)
        self.modules[source].term = term_source
        self.modules[target].term = term_target

    cdef void shift(self, node_t u, node_t m, double sign, double link_flow) noexcept nogil:
        """u joins (sign 1) or leaves (sign -1) m."""
        cdef double enter_before = self.enter_of(m)
        cdef node_t book = self.book(u)
        if self.has_books:
            self.module_book[m] = book
        self.modules[m].flow += sign * self.node_flow[u]
        self.modules[m].exit_flow += sign * (self.node_exit[u] - link_flow)
        self.modules[m].enter_flow += sign * (self.node_enter[u] - link_flow)
        if self.teleports:
            self.module_teleport[m].rate += sign * self.node_teleport[u].rate
            self.module_teleport[m].weight += sign * self.node_teleport[u].weight
        self.use[book] += self.enter_of(m) - enter_before

    cdef void vacate(self, node_t m) noexcept nogil:
        self.use[self.book_of_module(m)] -= self.enter_of(m)
        self.empty(m)

    cdef inline void empty(self, node_t m) noexcept nogil:
        self.modules[m].flow = self.modules[m].exit_flow = self.modules[m].enter_flow = 0.0
        self.modules[m].term = 0.0
        if self.teleports:
            self.module_teleport[m].rate = self.module_teleport[m].weight = 0.0

    cdef void suggest(self, node_t u, Assignment nodes, Neighbours near) noexcept nogil:
        # Teleportation that is coded leads from every module to every other.
        cdef node_t _, num_nodes = <node_t>self.node_flow.shape[0]
        for _ in range(min(num_nodes, self.most_suggested)):
            if self.book(self.turn) == self.book(u):
                near.offer(nodes, u, self.turn)
            self.turn = self.turn + 1 if self.turn + 1 < num_nodes else 0

    cdef double shared(self, node_t u) noexcept nogil:
        return self.use[self.book(u)]

    cdef double magnitude(self) noexcept nogil:
        return self.busiest

    cdef double reach(self, node_t u, double margin) noexcept nogil:
        # A move changes the use q of its book by x, |x| <= D = flow out of and into u, so
        # its delta holds plogp(q + x) - plogp(q), whose slope |log2(1 + x / q)| is at most
        # D / (ln 2 (q - D)), down to q - reach as well.
        cdef double widest = self.node_exit[u] + self.node_enter[u]
        cdef double room = self.use[self.book(u)] - widest
        cdef double lack = margin * self.total * LN2
        if room <= 0.0 or lack <= 0.0 or self.teleports:
            return 0.0
        return room / (widest / lack + 1.0)

    def coarsened(self, first_of):
        """The same objective where module first_of[i] has become node i."""
        # The arrays as they were made: numpy reads a view of records by way of Python code, where
        # Ctrl-C is lost, and which takes a quarter of the search of a small network.
        modules = self.modules.base
        rates = [modules[name][first_of] for name in ("flow", "exit_flow", "enter_flow")]
        teleport = self.module_teleport.base[first_of] if self.teleports else None
        book_of = np.asarray(self.module_book)[first_of] if self.has_books else None
        return self.of(self.nodes.of(*rates, teleport), self.node_terms, book_of)

    def in_books(self, nodes, const node_t[::1] book_of not None,
                 const double[::1] elsewhere not None):
        """These nodes, each in a book, of which each is used at rate ``elsewhere`` by what is not
        in the modules searched: its exit, and other modules."""
        return MapEquation(self.nodes.taken(nodes), self.node_terms, book_of, elsewhere)

    def of_levels(self, node_t num_lowest, node_t num_top, node_t num_inner):
        """Bits per step, beyond what codebooks take, that so many outermost modules, and so many
        that hold modules, cost more than so many lowest ones by themselves."""
        return 0.0

    def books(self):
        """The book of every node, or None if there is one."""
        return np.asarray(self.book_of) if self.has_books else None

    def grouping_nodes(self):
        """The objective of grouping these nodes where each is a module, entered and left."""
        nodes = self.nodes.entered()
        return self.of(nodes, sums.plogp_sum(nodes.arrays()[0]), self.book_of)

    def node_rates(self):
        """(flow, exit_flow, enter_flow) of every node, for tests."""
        return self.nodes.arrays()

    def coded_rates(self, node_t count):
        """(exit, enter) of the first modules, with teleportation, where it is recorded."""
        exits, enters = np.empty(count), np.empty(count)
        cdef double[::1] leaving = exits, entering = enters
        cdef node_t m
        with nogil:
            for m in range(count):
                leaving[m] = self.modules[m].exit_flow + self.teleport_exit(m)
                entering[m] = self.enter_of(m)
        return exits, enters

    def module_rates(self):
        """A copy of the rates per module, for tests: arrays flow, exit_flow, enter_flow, term."""
        return self.modules.base.copy()
