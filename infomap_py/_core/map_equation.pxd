cimport cython

from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.node_rates cimport NodeRates, Teleport
from infomap_py._core.objective cimport Objective
from infomap_py._core.types cimport node_t


cdef struct Rates:
    double flow        # visit rate
    double exit_flow   # link flow out, self-links apart
    double enter_flow  # link flow in; equal to exit_flow if the flow is symmetric
    double term        # what a module adds to the codelength


@cython.final
cdef class MapEquation(Objective):
    # Invariants, true between any two calls (checked by the tests):
    #   modules[m].flow       = sum of node_flow[u] over the nodes u in m
    #   modules[m].exit_flow  = link flow crossing out of m; enter_flow likewise inward
    #   modules[m].term       = term of m with teleportation included
    #   use[b]                = elsewhere[b] + sum over m in book b of its enter rate with
    #                           teleportation included
    #   modules[m] is 0 where m is empty
    cdef NodeRates nodes
    cdef const double[::1] node_flow, node_exit, node_enter  # those of ``nodes``
    cdef Rates[::1] modules
    cdef Teleport[::1] node_teleport
    cdef Teleport[::1] module_teleport
    cdef bint teleports                 # whether teleportation is recorded
    cdef const node_t[::1] book_of      # of every node; empty if there is one book
    cdef bint has_books                 # whether there are several, or some without nodes
    cdef node_t[::1] module_book        # of every module that is not empty, likewise
    cdef double[::1] use                # of every book
    cdef const double[::1] elsewhere    # use of every book by what is not searched here
    cdef double sum_teleport_rate
    cdef double node_terms              # sum of plogp(flow) over the finest level's nodes
    cdef readonly bint symmetric
    cdef readonly double total
    cdef double per_total
    cdef node_t turn                    # whose module is offered next
    cdef double busiest                 # rate at which nodes are left, of all; at least 1

    cdef int make_records(self, node_t num_records) except -1
    cdef void sum_rates(self, FlowGraph graph, const node_t[::1] module_of) noexcept nogil
    cdef void separate_nodes(self) noexcept nogil
    cdef void sum_terms(self) noexcept nogil
    cdef double teleport_exit(self, node_t m) noexcept nogil
    cdef double teleport_enter(self, node_t m) noexcept nogil
    cdef double enter_of(self, node_t m) noexcept nogil
    cdef node_t book(self, node_t u) noexcept nogil
    cdef node_t book_of_module(self, node_t m) noexcept nogil
    cdef void empty(self, node_t m) noexcept nogil
    cdef Rates rates_of(self, node_t u) noexcept nogil
    cdef void rates_after(self, node_t u, const Rates* node, node_t m, double sign,
                          double link_flow, Rates* after) noexcept nogil
    cdef void shift(self, node_t u, node_t m, double sign, double link_flow) noexcept nogil
