from libc.stdint cimport int64_t

from infomap_py._core.fields cimport Field
from infomap_py._core.identifiers cimport Identifiers
from infomap_py._core.links cimport LinkList
from infomap_py._core.types cimport node_t

cdef enum:
    BATCH = 256


cdef class LinkBatch:
    # The ends of link k < count are entries 2 k and 2 k + 1, of words if the ids are words.
    cdef Py_ssize_t count
    cdef int64_t[2 * BATCH] integers
    cdef Field[2 * BATCH] words
    cdef double[BATCH] weights
    cdef int64_t[BATCH] lines

    cdef int add(self, Identifiers ids, LinkList links, int64_t* line) except -1 nogil
    cdef int number(self, Identifiers ids, LinkList links, int64_t* line) except -1 nogil
