"""Terms that depend on the number of modules only.

A preferred number costs a bit for every module more or less. The entropy correction of Miller and
Madow costs the same for each free parameter of the codebooks, of which one with k codewords has
k - 1: N nodes in K >= 2 modules have K - 1 in the index and, with the words for exits, N in the
modules; in one module they have N - 1.

Fewer modules may be shorter even where no link joins them: a node without links is offered some.
"""

import numpy as np

from libc.math cimport INFINITY

from infomap_py._core cimport scratch
from infomap_py._core.assignment cimport Assignment
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.types cimport link_t, node_t

cdef node_t[::1] NO_SIZES = np.empty(0, dtype=np.int32)

cdef enum:
    OFFERS = 16  # nodes whose modules are offered in a visit


cdef class ModuleCount(Addend):
    """``per_codeword`` bits for each free parameter, with ``num_codewords`` words for nodes; and
    one bit for each module more or less than ``preferred``, unless that is 0.

    Modules found ``within`` others, or that hold others, have one parameter each: the word to enter
    it.
    """

    def __init__(self, node_t num_nodes, double per_codeword, node_t num_codewords,
                 node_t preferred, bint within=False):
        self.num_nodes = num_nodes
        self.per_codeword, self.num_codewords = per_codeword, num_codewords
        self.preferred = preferred
        self.size = NO_SIZES
        self.within = within
        self.most_suggested = 0 if within else OFFERS
        self.is_offered = np.zeros(num_nodes, dtype=np.uint8)

    def fresh(self):
        """The same term for another search."""
        return self.of(self.num_nodes)

    def of(self, node_t num_nodes):
        """The same term for other nodes."""
        return ModuleCount(num_nodes, self.per_codeword, self.num_codewords, self.preferred,
                           self.within)

    def in_books(self, nodes, book_of):
        """The term of modules within modules, or of those that hold modules."""
        return ModuleCount(nodes.shape[0], self.per_codeword, 0, 0, True)

    def grouping_nodes(self):
        """The same term for groups of these nodes, where each is a module."""
        return ModuleCount(self.num_nodes, self.per_codeword, 0, 0, True)

    def lengthened(self, const node_t[::1] module_of not None, book_of, node_t num_books):
        """Bits for the modules in each book, more than without."""
        _, first = np.unique(module_of, return_index=True)
        return self.per_codeword * np.bincount(book_of[first], minlength=num_books)

    def of_levels(self, node_t num_lowest, node_t num_top, node_t num_inner):
        """Each module of modules has a word to enter it; a module alone at the top is never left;
        and the outermost are those that are preferred."""
        cdef node_t parameters = num_inner - (num_top == 1) + (num_lowest == 1)
        return self.per_codeword * parameters + self.amiss(num_top) - self.amiss(num_lowest)

    def coarsened(self, const node_t[::1] first_of not None):
        """The same term where modules have become nodes."""
        return self.of(<node_t>first_of.shape[0])

    def recompute(self, const node_t[::1] module_of not None, node_t num_records):
        """Count the modules of this assignment."""
        cdef node_t u
        self.make_room(num_records)
        with nogil:
            self.size[:] = 0
            self.num_modules = 0
            for u in range(<node_t>module_of.shape[0]):
                self.num_modules += self.size[module_of[u]] == 0
                self.size[module_of[u]] += 1

    def separate(self, node_t num_records):
        """Every node is alone, node u in module u."""
        self.make_room(num_records)
        self.size[:] = 1
        self.num_modules = self.num_nodes

    def leave_records(self):
        """Give memory back until the modules are next counted."""
        self.size = NO_SIZES

    cdef int make_room(self, node_t num_records) except -1:
        if self.size.shape[0] != num_records:
            self.size = scratch.nodes(num_records)
        return 0

    cdef int enlarge(self, node_t num_records) except -1:
        cdef node_t[::1] size = self.size
        self.size = scratch.filled(num_records, 0)
        self.size[:size.shape[0]] = size
        return 0

    def codelength(self):
        """Bits for the modules as they are."""
        return self.bits(self.num_modules)

    def one_module_codelength(self):
        """Bits for one module; infinite where another number is preferred, as one module is then
        nothing to fall back to."""
        if self.preferred > 1:
            return INFINITY
        return self.bits(1)

    cdef double bits(self, node_t num_modules) noexcept nogil:
        cdef link_t parameters = <link_t>self.num_codewords + self.parameters(num_modules)
        return self.per_codeword * parameters + self.amiss(num_modules)

    cdef inline double more(self, node_t before, node_t after) noexcept nogil:
        """Bits that so many modules cost more than so many before; whole numbers are subtracted
        first, exactly."""
        cdef node_t parameters = self.parameters(after) - self.parameters(before)
        return self.per_codeword * parameters + (self.amiss(after) - self.amiss(before))

    cdef inline node_t parameters(self, node_t num_modules) noexcept nogil:
        """Free parameters of all codebooks, less those of as many codewords as there are nodes."""
        if self.within:
            return num_modules
        return num_modules - 1 if num_modules > 1 else -num_modules

    cdef inline node_t amiss(self, node_t num_modules) noexcept nogil:
        """How many modules there are more or less than preferred."""
        if self.preferred == 0:
            return 0
        return max(num_modules - self.preferred, self.preferred - num_modules)

    cdef void add_delta(self, node_t u, Neighbours near) noexcept nogil:
        cdef node_t count = self.num_modules, j
        cdef bint alone = self.size[near.modules[0]] == 1  # and not offered an empty module
        cdef double joins = self.more(count, count - alone), leaves = self.more(count, count + 1)
        for j in range(1, near.count):
            near.delta[j] += joins if self.size[near.modules[j]] > 0 else leaves

    cdef void move(self, node_t u, node_t source, node_t target) noexcept nogil:
        self.num_modules += self.size[target] == 0
        self.size[target] += 1
        self.size[source] -= 1
        self.num_modules -= self.size[source] == 0

    cdef bint is_local(self, node_t u) noexcept nogil:
        # Another module costs as much as the last one, whatever their number: above both bends.
        return self.within or (self.num_modules > 2 and self.num_modules > self.preferred
                               and not self.is_offered[u])

    cdef double magnitude(self) noexcept nogil:
        return self.per_codeword

    cdef void suggest(self, node_t u, Assignment nodes, Neighbours near) noexcept nogil:
        cdef node_t _
        cdef bint may_leave = self.size[near.modules[0]] > 1
        if near.count > 1 + may_leave:
            return
        self.is_offered[u] = 1
        for _ in range(min(self.num_nodes, OFFERS)):
            near.offer(nodes, u, self.turn)
            self.turn = self.turn + 1 if self.turn + 1 < self.num_nodes else 0
