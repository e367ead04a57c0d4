cimport cython

from libc.stdint cimport uint8_t

from infomap_py._core.assignment cimport Assignment
from infomap_py._core.control cimport Control
from infomap_py._core.doubts cimport Doubts
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.objective cimport Objective
from infomap_py._core.team cimport Team, Work
from infomap_py._core.types cimport link_t, node_t
from infomap_py._core.waiting cimport Waiting


cdef struct Proposal:
    double flow_source, flow_target  # between the node and either module
    double term_source, term_target  # see Objective.move
    double shared                    # the sum that all modules share, as it was
    double reach                     # how far the shared sum may go without making it no gain
    node_t node, source, target      # target = source: the node stays


@cython.final
cdef class Batches(Work):
    cdef FlowGraph graph
    cdef Objective objective
    cdef Assignment nodes
    cdef Waiting waiting
    cdef Doubts doubts
    cdef Team team
    cdef double min_gain
    cdef list near                    # a Neighbours for every hand, at these addresses:
    cdef size_t[::1] address
    cdef Proposal[::1] proposals      # of the batch
    cdef node_t size, count           # of a batch; of this one
    cdef uint8_t[::1] touched         # modules that somebody left or joined in this batch
    cdef node_t[::1] moved            # nodes that moved in the last batch, and wake others;
    cdef node_t num_moved
    cdef link_t[::1] first_link       # where in ``woken`` those go that they wake
    cdef node_t[::1] woken
    cdef link_t[::1] num_woken        # by chunk
    cdef link_t wake_chunks

    cdef link_t visit_all(self, Control control, double* waking_visits) noexcept nogil
    cdef node_t largest(self) noexcept nogil
    cdef void draw(self, node_t size) noexcept nogil
    cdef void propose(self, node_t i, Neighbours near) noexcept nogil
    cdef void fetch(self, node_t i, Neighbours near) noexcept nogil
    cdef void list_woken(self, link_t chunk) noexcept nogil
    cdef void put_woken(self) noexcept nogil
    cdef bint still_holds(self, const Proposal* proposal) noexcept nogil
    cdef void expect(self, const Proposal* proposal) noexcept nogil
    cdef link_t commit(self, double waking_visits) noexcept nogil
