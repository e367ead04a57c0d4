from infomap_py._core.types cimport link_t


cdef class WeightList:
    cdef double* values
    cdef readonly link_t count
    cdef link_t capacity

    cdef int put(self, link_t position, double weight) except -1 nogil
