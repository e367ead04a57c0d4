from infomap_py._core.types cimport link_t, node_t

cdef enum:
    BLOCK = 1 << 18  # links: 2 MB, and as much again if they have weights
    SMALL = 4        # blocks that are not given back to the system: a million links

cdef struct Link:
    node_t source
    node_t target

cdef struct Block:
    Link* links
    double* weights  # NULL: all are 1


cdef class LinkList:
    # Invariants, true between any two calls:
    #   blocks[e / BLOCK].links[e % BLOCK]  link e < count; likewise its weight
    #   num_blocks                          as many as that takes
    #   weighted                            some weight may not be 1
    cdef Block* blocks
    cdef readonly link_t count
    cdef readonly bint weighted
    cdef Py_ssize_t num_blocks, capacity

    cdef int append(self, node_t source, node_t target, double weight) except -1 nogil
    cdef int add_block(self) except -1 nogil
    cdef int put_weight(self, Block* block, link_t place, double weight) except -1 nogil
    cdef link_t count_in(self, Py_ssize_t b) noexcept nogil
    cdef void shift(self, link_t count, node_t distance) noexcept nogil
    cdef void clear(self) noexcept nogil
    cdef void release(self, Py_ssize_t b) noexcept nogil
