from libc.stdint cimport uint16_t

from infomap_py._core.links cimport LinkList
from infomap_py._core.types cimport link_t, node_t

cdef packed struct Arc:
    uint16_t source  # less the first node of the bucket
    node_t target

cdef struct Bucket:
    Arc* arcs
    double* weights  # NULL: all are 1
    link_t count, capacity


cdef class Buckets:
    cdef Bucket* buckets
    cdef readonly Py_ssize_t count
    cdef readonly int bits  # a bucket holds the arcs of 2**bits nodes
    cdef readonly bint weighted, undirected
    cdef readonly double resolution  # all weights are multiples of 1 / resolution; 0: not known
    cdef double heaviest
    cdef bint paged

    cdef void resolve(self, const double* weights, link_t count) noexcept nogil
    cdef void measure(self, LinkList links, Py_ssize_t b) noexcept nogil
    cdef int allocate(self) except -1 nogil
    cdef void take(self, LinkList links, Py_ssize_t b) noexcept nogil
    cdef void release(self, Py_ssize_t b) noexcept nogil
