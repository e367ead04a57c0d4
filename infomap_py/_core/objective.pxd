from infomap_py._core.assignment cimport Assignment
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.types cimport node_t


cdef class Objective:
    """What is minimised. The search calls these and knows nothing of the formula behind them."""
    cdef const char* records      # what it keeps of the modules, to be fetched ahead
    cdef Py_ssize_t record_size   # of one module, in bytes
    cdef node_t num_records       # ids of modules lie below
    cdef node_t most_suggested    # modules that ``suggest`` may add to the candidates of a node
    cdef int enlarge(self, node_t num_records) except -1
    cdef void expect_node(self, node_t u) noexcept nogil
    cdef void delta(self, node_t u, Neighbours near) noexcept nogil
    cdef void move(self, node_t u, node_t source, node_t target, double flow_source,
                   double flow_target, double term_source, double term_target) noexcept nogil
    cdef void vacate(self, node_t module) noexcept nogil
    cdef double shared(self, node_t u) noexcept nogil
    cdef double reach(self, node_t u, double margin) noexcept nogil
    cdef double magnitude(self) noexcept nogil
    cdef void suggest(self, node_t u, Assignment nodes, Neighbours near) noexcept nogil
