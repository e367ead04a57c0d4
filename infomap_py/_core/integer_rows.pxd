from libc.stdint cimport int64_t

from infomap_py._core.growing cimport WeightList


cdef class IntegerRows:
    cdef int64_t* values
    cdef readonly Py_ssize_t count, width
    cdef readonly WeightList weights
    cdef Py_ssize_t capacity

    cdef int64_t* next_row(self) except NULL nogil
    cdef int add(self, double weight) except -1 nogil
