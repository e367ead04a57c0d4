"""What a module that holds one module only saves by not being there.

Where modules are grouped, one that is alone needs no group: it stays in the module above, and the
group's codebook, as the map equation counts it, is saved,

    plogp(exit + enter) - plogp(exit) - plogp(enter).
"""

import numpy as np

from infomap_py._core cimport scratch
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.types cimport node_t

cdef node_t[::1] NO_SIZES = np.empty(0, dtype=np.int32)
cdef double[::1] NO_SAVINGS = np.empty(0)


cdef class Singles(Addend):
    """For nodes that consist of ``node_size`` modules; the saving of those that are one counts."""

    def __init__(self, const node_t[::1] node_size not None,
                 const double[::1] node_saving not None):
        self.node_size, self.node_saving = node_size, node_saving
        self.size, self.saving = NO_SIZES, NO_SAVINGS

    def fresh(self):
        """The same term for another search."""
        return Singles(self.node_size, self.node_saving)

    def coarsened(self, first_of):
        """The same term where module first_of[i] has become node i."""
        return Singles(np.asarray(self.size)[first_of], np.asarray(self.saving)[first_of])

    def in_books(self, nodes, book_of):
        """The same term for these nodes."""
        return Singles(np.asarray(self.node_size)[nodes], np.asarray(self.node_saving)[nodes])

    def grouping_nodes(self):
        """Nothing: groups of these groups are counted anew."""
        return None

    def recompute(self, const node_t[::1] module_of not None, node_t num_records):
        """Sizes of modules from scratch for this assignment."""
        cdef node_t u
        self.make_room(num_records)
        with nogil:
            for u in range(<node_t>module_of.shape[0]):
                self.join(u, module_of[u])

    def separate(self, node_t num_records):
        """Every node is alone, node u in module u."""
        cdef node_t u
        self.make_room(num_records)
        with nogil:
            for u in range(<node_t>self.node_size.shape[0]):
                self.join(u, u)

    def leave_records(self):
        """Give memory back until sizes are next computed."""
        self.size, self.saving = NO_SIZES, NO_SAVINGS

    cdef int make_room(self, node_t num_records) except -1:
        self.size, self.saving = scratch.filled(num_records, 0), np.zeros(num_records)
        return 0

    cdef int enlarge(self, node_t num_records) except -1:
        cdef node_t[::1] size = self.size
        cdef double[::1] saving = self.saving
        self.make_room(num_records)
        self.size[:size.shape[0]] = size
        self.saving[:saving.shape[0]] = saving
        return 0

    def codelength(self):
        """Bits for the modules as they are."""
        cdef double bits = 0.0
        cdef Py_ssize_t m
        for m in range(self.size.shape[0]):
            bits -= self.saved(self.size[m], self.saving[m])
        return bits

    def one_module_codelength(self):
        """Bits without groups, which takes none of them."""
        return 0.0

    def lengthened(self, const node_t[::1] module_of not None, book_of, node_t num_books):
        """Bits for the modules in each book."""
        _, first = np.unique(module_of, return_index=True)
        modules = np.asarray(module_of)[first]
        alone = np.asarray(self.size)[modules] == 1
        savings = np.where(alone, np.asarray(self.saving)[modules], 0.0)
        return -np.bincount(book_of[first], savings, num_books)

    cdef inline double saved(self, node_t size, double saving) noexcept nogil:
        return saving if size == 1 else 0.0

    cdef void join(self, node_t u, node_t m) noexcept nogil:
        self.size[m] += self.node_size[u]
        self.saving[m] += self.node_saving[u]

    cdef void move(self, node_t u, node_t source, node_t target) noexcept nogil:
        self.size[source] -= self.node_size[u]
        self.saving[source] -= self.node_saving[u]
        self.join(u, target)

    cdef void vacate(self, node_t m) noexcept nogil:
        self.saving[m] = 0.0

    cdef void add_delta(self, node_t u, Neighbours near) noexcept nogil:
        cdef node_t m = near.modules[0], j
        cdef node_t size = self.node_size[u]
        cdef double saving = self.node_saving[u]
        cdef double left = (self.saved(self.size[m], self.saving[m])
                            - self.saved(self.size[m] - size, self.saving[m] - saving))
        for j in range(1, near.count):
            m = near.modules[j]
            near.delta[j] += (left + self.saved(self.size[m], self.saving[m])
                              - self.saved(self.size[m] + size, self.saving[m] + saving))

    cdef bint is_local(self, node_t u) noexcept nogil:
        return True

    cdef double magnitude(self) noexcept nogil:
        return 1.0
