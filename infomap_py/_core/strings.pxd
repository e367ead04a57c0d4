from libc.stdint cimport int64_t, uint8_t, uint32_t

from infomap_py._core.types cimport node_t

cdef struct Slot:
    uint32_t hash
    node_t entry  # position plus 1, or 0 where the slot is free


cdef class StringNumbering:
    # Invariants, true between any two calls:
    #   arena[ends[k]:ends[k + 1]]  string k < count, in UTF-8; ends[0] = 0, and a byte is spare
    #   slots                       every string, in the chain of its hash; at most 3 in 4 are taken
    cdef uint8_t* arena
    cdef int64_t* ends
    cdef Slot* slots
    cdef readonly node_t count
    cdef Py_ssize_t max_count, arena_size, capacity, num_slots

    cdef node_t position(self, const uint8_t* text, Py_ssize_t length) except -1 nogil
    cdef int64_t touch(self, const uint8_t* text, Py_ssize_t length) noexcept nogil
    cdef bint is_at(self, node_t position, const uint8_t* text, Py_ssize_t length) noexcept nogil
    cdef node_t append(self, const uint8_t* text, Py_ssize_t length) except -1 nogil
    cdef int reserve(self, Py_ssize_t length) except -1 nogil
    cdef int rehash(self, Py_ssize_t num_slots) except -1 nogil
