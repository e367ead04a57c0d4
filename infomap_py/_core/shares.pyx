"""Terms over the shares F_am that attributes a have in modules m: nodes that have an attribute in
common are cheap to have together.

Metadata, coded within modules: sum_m [plogp(F_m) - sum_a plogp(F_am)], F_m the sum over the
categories a of a column; several columns are coded one by one, and F_m is the same for each.
Physical nodes: the states of one share a codeword in each module, - sum_m sum_a plogp(F_am) in
place of - sum over states.

A node that was a module of a finer level has a list of attributes. A move changes two shares of
each; what it would change for one candidate is a look-up for each.
"""

import numpy as np

from infomap_py._core import sums

from infomap_py._core cimport scratch
from infomap_py._core.assignment cimport Assignment
from infomap_py._core.holdings cimport Holdings
from infomap_py._core.mathops cimport plogp
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.share_table cimport ShareTable, Slot
from infomap_py._core.types cimport link_t, node_t

cdef double[::1] NO_SHARES = np.empty(0)

cdef enum:
    # Nodes with an attribute of a node's own that are looked at, at most, for modules to suggest.
    # Nodes with as many states as the network has links would otherwise take the square of that.
    LOOKS = 256


cdef class Shares(Addend):
    """``unit`` bits for each unit of x log2 x; with ``num_columns``, the total share of each module
    is taken so often; every share that is not 0 costs ``per_share`` units more.

    With lists of holders, modules that hold an attribute of a node are suggested to it.
    """

    def __init__(self, Holdings holdings not None, double unit, node_t num_columns=0,
                 double per_share=0.0, Shares same_nodes=None):
        """``same_nodes`` is this term for nodes that these consist of, or that these are."""
        self.holdings, self.unit = holdings, unit
        self.num_columns, self.per_share = num_columns, per_share
        self.most_suggested = LOOKS if holdings.holders.shape[0] > 0 else 0
        self.total_share = NO_SHARES
        if same_nodes is None:
            self.sum_up()
        else:
            self.in_one_module, self.sum_shares = same_nodes.in_one_module, same_nodes.sum_shares

    cdef sum_up(self):
        """What does not depend on modules."""
        cdef const double[::1] totals = self.holdings.sums()
        self.sum_shares = sums.total(totals)
        self.in_one_module = self.per_share * totals.shape[0] - sums.plogp_sum(totals)
        self.in_one_module += self.num_columns * plogp(sums.total(self.holdings.total_share))

    def fresh(self):
        """The same term for another search."""
        return self.of(self.holdings)

    def of(self, Holdings holdings not None):
        """The same term for other nodes."""
        return Shares(holdings, self.unit, self.num_columns, self.per_share, self)

    def in_books(self, nodes, book_of):
        """The same term for these nodes, each in a book: an attribute is another one in each."""
        attribute, shares, node = self.listed()
        place = np.full(self.holdings.offsets.shape[0] - 1, -1)
        place[nodes] = np.arange(len(nodes))
        kept = place[node] >= 0
        node, attribute = place[node[kept]], attribute[kept]
        pairs = attribute.astype(np.int64) * (np.max(book_of, initial=0) + 1)
        pairs += np.asarray(book_of)[node]
        pairs, attribute = np.unique(pairs, return_inverse=True)
        offsets = np.zeros(len(nodes) + 1, dtype=np.int64)
        np.cumsum(np.bincount(node, minlength=len(nodes)), out=offsets[1:])
        total_share = None
        if self.num_columns:
            total_share = np.asarray(self.holdings.total_share)[nodes]
        holdings = Holdings(offsets, attribute.astype(np.int32), shares[kept],
                            <node_t>len(pairs), total_share, self.most_suggested > 0)
        return Shares(holdings, self.unit, self.num_columns, self.per_share)

    def grouping_nodes(self):
        """Nothing: groups of modules share no codewords, and are of no category."""
        return None

    def of_levels(self, node_t num_lowest, node_t num_top, node_t num_inner):
        """Modules of modules take nothing."""
        return 0.0

    def listed(self):
        """(attribute, share, node) one by one."""
        degrees = np.diff(self.holdings.offsets)
        return (np.asarray(self.holdings.attributes), np.asarray(self.holdings.shares),
                np.repeat(np.arange(len(degrees)), degrees))

    def lengthened(self, module_of, book_of, node_t num_books):
        """By how many bits these modules make the code of each book longer than one module."""
        together = self.units_by_book(book_of, book_of, num_books)
        return self.unit * (self.units_by_book(module_of, book_of, num_books) - together)

    def units_by_book(self, group_of, book_of, node_t num_books):
        """Of the nodes in each book, with these groups for modules."""
        attribute, shares, node = self.listed()
        group_of = np.asarray(group_of)
        pairs = attribute.astype(np.int64) * (np.max(group_of, initial=0) + 1) + group_of[node]
        _, first, pair_of = np.unique(pairs, return_index=True, return_inverse=True)
        units = self.per_share - sums.plogps(np.bincount(pair_of, shares))
        result = np.bincount(book_of[node[first]], units, num_books)
        if self.num_columns:
            groups, first, group_of = np.unique(group_of, return_index=True, return_inverse=True)
            of_groups = np.bincount(group_of, self.holdings.total_share, len(groups))
            units = self.num_columns * sums.plogps(of_groups)
            result += np.bincount(book_of[first], units, num_books)
        return result

    def coarsened(self, const node_t[::1] first_of not None):
        """The same term where module first_of[i] has become node i."""
        cdef node_t i, count = <node_t>first_of.shape[0]
        cdef node_t[::1] row_of = scratch.nodes(<node_t>np.max(first_of, initial=-1) + 1)
        cdef double[::1] total_share = np.empty(count) if self.num_columns else NO_SHARES
        for i in range(count):
            row_of[first_of[i]] = i
            if self.num_columns:
                total_share[i] = self.total_share[first_of[i]]
        offsets, attributes, shares = self.table.rows(row_of, count)
        return self.of(Holdings(offsets, attributes, shares, self.holdings.num_attributes,
                                total_share, self.most_suggested > 0))

    def recompute(self, const node_t[::1] module_of not None, node_t num_records):
        """The shares in the modules of this assignment."""
        cdef node_t u
        self.make_room(num_records)
        with nogil:
            self.clear()
            for u in range(<node_t>module_of.shape[0]):
                self.join(u, module_of[u])

    def separate(self, node_t num_records):
        """Every node is alone, node u in module u."""
        cdef node_t u
        self.make_room(num_records)
        with nogil:
            self.clear()
            for u in range(<node_t>self.holdings.offsets.shape[0] - 1):
                self.join(u, u)

    def leave_records(self):
        """Give memory back until the shares are next computed."""
        self.table = None
        self.total_share = NO_SHARES

    cdef int make_room(self, node_t num_records) except -1:
        if self.table is None:
            self.table = ShareTable(self.holdings.attributes.shape[0])
        if self.num_columns and self.total_share.shape[0] != num_records:
            self.total_share = scratch.numbers(num_records)
        return 0

    cdef int enlarge(self, node_t num_records) except -1:
        cdef double[::1] total_share = self.total_share
        if self.num_columns:
            self.total_share = np.zeros(num_records)
            self.total_share[:total_share.shape[0]] = total_share
        return 0

    def codelength(self):
        """Bits for the modules as they are."""
        cdef double units
        cdef Py_ssize_t m
        with nogil:
            units = self.per_share * self.table.num_shares - self.table.sum_plogp()
            for m in range(self.total_share.shape[0]):
                units += self.num_columns * plogp(self.total_share[m])
        return self.unit * units

    def one_module_codelength(self):
        """Bits for one module."""
        return self.unit * self.in_one_module

    cdef void clear(self) noexcept nogil:
        self.table.clear()
        self.total_share[:] = 0.0

    cdef void join(self, node_t u, node_t m) noexcept nogil:
        cdef link_t k
        for k in range(self.holdings.offsets[u], self.holdings.offsets[u + 1]):
            self.table.add(self.holdings.attributes[k], m, self.holdings.shares[k])
        if self.num_columns:
            self.total_share[m] += self.holdings.total_share[u]

    cdef void move(self, node_t u, node_t source, node_t target) noexcept nogil:
        cdef link_t k
        for k in range(self.holdings.offsets[u], self.holdings.offsets[u + 1]):
            self.table.take(self.holdings.attributes[k], source, self.holdings.shares[k])
        if self.num_columns:
            self.total_share[source] -= self.holdings.total_share[u]
        self.join(u, target)

    cdef void vacate(self, node_t m) noexcept nogil:
        if self.num_columns:
            self.total_share[m] = 0.0

    cdef void add_delta(self, node_t u, Neighbours near) noexcept nogil:
        cdef double leaving = self.leaving(u, near.modules[0])
        cdef node_t j
        for j in range(1, near.count):
            near.delta[j] += self.unit * (leaving + self.joining(u, near.modules[j]))

    cdef double leaving(self, node_t u, node_t m) noexcept nogil:
        """Units that m takes more without u, which is in it."""
        cdef double units = 0.0
        cdef const Slot* slot
        cdef link_t k
        for k in range(self.holdings.offsets[u], self.holdings.offsets[u + 1]):
            slot = self.table.find(self.holdings.attributes[k], m)
            units += plogp(slot.share)
            if slot.count > 1:
                units -= plogp(slot.share - self.holdings.shares[k])
            else:
                units -= self.per_share
        if self.num_columns:
            units += self.num_columns * (plogp(self.total_share[m] - self.holdings.total_share[u])
                                         - plogp(self.total_share[m]))
        return units

    cdef double joining(self, node_t u, node_t m) noexcept nogil:
        """Units that m takes more with u."""
        cdef double units = 0.0
        cdef const Slot* slot
        cdef link_t k
        for k in range(self.holdings.offsets[u], self.holdings.offsets[u + 1]):
            slot = self.table.find(self.holdings.attributes[k], m)
            if slot != NULL:
                units += plogp(slot.share) - plogp(slot.share + self.holdings.shares[k])
            else:
                units += self.per_share - plogp(self.holdings.shares[k])
        if self.num_columns:
            units += self.num_columns * (plogp(self.total_share[m] + self.holdings.total_share[u])
                                         - plogp(self.total_share[m]))
        return units

    cdef bint is_local(self, node_t u) noexcept nogil:
        # What is suggested to a node is not around it.
        return self.most_suggested == 0

    cdef double magnitude(self) noexcept nogil:
        return self.unit * self.sum_shares

    cdef void suggest(self, node_t u, Assignment nodes, Neighbours near) noexcept nogil:
        cdef link_t first = self.holdings.offsets[u]
        cdef link_t num_attributes = self.holdings.offsets[u + 1] - first, num_holders, start, i, k
        cdef link_t looks = LOOKS // num_attributes if 0 < num_attributes < LOOKS else 1
        cdef node_t a
        for i in range(min(num_attributes, <link_t>LOOKS)):
            a = self.holdings.attributes[first + (self.turn + i) % num_attributes]
            start = self.holdings.starts[a]
            num_holders = self.holdings.starts[a + 1] - start
            for k in range(min(num_holders, looks)):
                near.offer(nodes, u, self.holdings.holders[start + (self.turn + k) % num_holders])
        self.turn += looks
