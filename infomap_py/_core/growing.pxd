from infomap_py._core.types cimport link_t, node_t


cdef class LinkList:
    cdef node_t* sources
    cdef node_t* targets
    cdef readonly link_t count
    cdef link_t capacity

    cdef int append(self, node_t source, node_t target) except -1 nogil
    cdef void shift(self, link_t count, node_t distance) noexcept nogil


cdef class WeightList:
    cdef double* values
    cdef readonly link_t count
    cdef link_t capacity

    cdef int put(self, link_t position, double weight) except -1 nogil
