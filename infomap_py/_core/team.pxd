from cpython.pythread cimport PyThread_type_lock
from cpython.ref cimport PyObject

from infomap_py._core.types cimport link_t


cdef class Work:
    """What falls into chunks that may be done in any order, and at the same time.

    ``hands`` says for how many at once it has scratch.
    """
    cdef int hands
    cdef void do(self, link_t chunk, int hand) noexcept nogil


cdef class Team:
    cdef PyThread_type_lock lock  # held while any of these is read or written:
    cdef PyObject* work           # what is being done, or NULL
    cdef link_t next_chunk, num_chunks
    cdef int busy                 # helpers at a chunk
    cdef int helpers              # threads that are in help, or will be
    cdef int calls                # that may want help soon
    cdef int dismissed            # whether
    cdef object called            # a condition on which helpers sleep between calls

    cdef int hands(self) noexcept nogil
    cdef void count(self, int* number, int change) noexcept nogil
    cdef bint all_done(self) noexcept nogil
    cdef void do_all(self, Work work, link_t num_chunks) noexcept nogil
    cdef void lend(self, int hand) noexcept nogil
    cdef bint do_chunks(self, int hand) noexcept nogil
    cdef bint is_called(self) noexcept nogil
