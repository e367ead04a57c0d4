from libc.stdint cimport uint64_t

from infomap_py._core.types cimport node_t


cdef class Generator:
    cdef uint64_t state
    cdef uint64_t next_bits(self) noexcept nogil
    cdef node_t below(self, node_t bound) noexcept nogil
    cdef void permute(self, node_t* items, node_t count) noexcept nogil
