from libc.stdint cimport int64_t, uint8_t

from infomap_py._core.fields cimport Field
from infomap_py._core.numbering cimport IntegerNumbering
from infomap_py._core.strings cimport StringNumbering
from infomap_py._core.types cimport node_t

cdef object refusal(const uint8_t* start, const uint8_t* stop, str rule)


cdef class Identifiers:
    # Invariants, true between any two calls:
    #   use_words  words is not None
    #   of links   the last of integers and words to be there numbers the nodes
    #   listed     integers[k] is the id, words[k] (if there are words) the name of vertex k
    cdef readonly IntegerNumbering integers
    cdef readonly StringNumbering words
    cdef bint use_words
    cdef str what, plural, heading, line
    cdef Py_ssize_t max_count
    cdef uint8_t* scratch

    cdef int begin_words(self) except -1
    cdef int add_integers(self) except -1
    cdef node_t vertex(self, Field* field) except -1 nogil
    cdef int name(self, node_t vertex, Field* field) except -1 nogil
    cdef node_t listed(self, Field* field) except -1 nogil
    cdef int64_t touch(self, const Field* words, const int64_t* integers,
                       Py_ssize_t count) noexcept nogil
    cdef int kind_of(self, Field* field, int64_t* value) except -1 nogil
    cdef node_t word(self, Field* field) except -1 nogil
    cdef node_t text(self, Field* field) except -1 nogil
    cdef Py_ssize_t undouble(self, Field* field) except -1 nogil
