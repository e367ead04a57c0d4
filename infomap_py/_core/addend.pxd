from infomap_py._core.assignment cimport Assignment
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.types cimport node_t


cdef class Addend:
    """A term that is added to the map equation."""
    cdef node_t most_suggested  # modules that ``suggest`` may add to the candidates of a node
    cdef int enlarge(self, node_t num_records) except -1
    cdef void add_delta(self, node_t u, Neighbours near) noexcept nogil
    cdef void move(self, node_t u, node_t source, node_t target) noexcept nogil
    cdef void vacate(self, node_t module) noexcept nogil
    cdef bint is_local(self, node_t u) noexcept nogil
    cdef double magnitude(self) noexcept nogil
    cdef void suggest(self, node_t u, Assignment nodes, Neighbours near) noexcept nogil
