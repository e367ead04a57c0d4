cimport cython

from libc.stdint cimport int64_t, uint64_t

from infomap_py._core.types cimport link_t, node_t


cdef struct Slot:
    int64_t key    # attribute and module, or FREE
    double share   # that the attribute has in the module
    node_t count   # of the nodes in the module that have a share of the attribute


@cython.final
cdef class ShareTable:
    # Invariants: every key is in one slot, and there is no free slot between that and the one its
    # hash names; count > 0 in slots that are not free; num_shares of them are not.
    cdef Slot[::1] slots
    cdef uint64_t mask
    cdef readonly link_t num_shares

    cdef void clear(self) noexcept nogil
    cdef uint64_t place(self, node_t attribute, node_t module) noexcept nogil
    cdef Slot* find(self, node_t attribute, node_t module) noexcept nogil
    cdef void add(self, node_t attribute, node_t module, double share) noexcept nogil
    cdef void take(self, node_t attribute, node_t module, double share) noexcept nogil
    cdef void free(self, uint64_t place) noexcept nogil
    cdef double sum_plogp(self) noexcept nogil
