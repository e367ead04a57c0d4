from libc.stdint cimport int64_t

from infomap_py._core.types cimport node_t


cdef class IntegerNumbering:
    # Invariants, true between any two calls:
    #   values[k], k < count           the values in order of first appearance
    #   table[v], 0 <= v < table_size  position of v plus 1, or 0 where v has not appeared
    #   slots                          positions plus 1 of at least all values outside the table
    cdef int64_t* values
    cdef node_t* table
    cdef node_t* slots
    cdef readonly node_t count
    cdef Py_ssize_t max_count, capacity, table_size, num_slots, num_hashed

    cdef node_t position(self, int64_t value) except -1 nogil
    cdef int64_t touch(self, const int64_t* values, Py_ssize_t count) noexcept nogil
    cdef Py_ssize_t find_some(self, const int64_t* values, Py_ssize_t k, Py_ssize_t count,
                              node_t* positions) noexcept nogil
    cdef node_t find(self, int64_t value) noexcept nogil
    cdef node_t append(self, int64_t value) except -1 nogil
    cdef int widen_table(self, Py_ssize_t size) except -1 nogil
    cdef int rehash(self, Py_ssize_t num_slots) except -1 nogil
