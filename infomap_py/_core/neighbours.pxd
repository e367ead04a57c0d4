cimport cython

from infomap_py._core.assignment cimport Assignment
from infomap_py._core.graph cimport FlowGraph, Kind
from infomap_py._core.types cimport link_t, node_t


@cython.final
cdef class Neighbours:
    """The modules around one node and the flow between it and each: scratch of one search.

    Candidate 0 is always the node's own module. Between two nodes, slot[m] < 0 for every m.
    """
    cdef node_t count
    cdef double least_share      # of the strongest link flow that a candidate has to have
    cdef node_t[::1] modules     # candidate -> module
    cdef double[::1] link_flow   # candidate -> flow between the node and that module
    cdef double[::1] delta       # candidate -> change of codelength; filled by the objective
    cdef double[::1] term        # candidate -> the objective's note on that change
    cdef double[::1] scratch     # four numbers per candidate and a few to spare, for the objective
    cdef node_t[::1] slot        # module -> candidate, or -1
    cdef node_t[::1] outside     # link out of the node's module -> module
    cdef double[::1] outside_weight

    cdef node_t sift(self, FlowGraph graph, Assignment nodes, node_t u, Kind kind,
                     bint within) noexcept nogil
    cdef node_t sum_flow(self, node_t outside, double scale, bint weighted) noexcept nogil

    cdef node_t prune(self, node_t count) noexcept nogil
    cdef double strongest(self, node_t count) noexcept nogil
    cdef void gather(self, FlowGraph graph, Assignment nodes, node_t u) noexcept nogil
    cdef void offer(self, Assignment nodes, node_t u, node_t other) noexcept nogil
    cdef void clear(self) noexcept nogil
