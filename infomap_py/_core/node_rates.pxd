cdef struct Teleport:
    double rate    # flow that leaves by teleportation
    double weight  # share of all teleportation that arrives here


cdef class NodeRates:
    # Three arrays, of which two may be the same: undirected, without self-links and at Markov time
    # 1, all are the flow's own.
    cdef const double[::1] flow        # visit rate, or that of the codeword that a node is
    cdef const double[::1] exit_flow   # link flow out, self-links apart
    cdef const double[::1] enter_flow  # link flow in; equal to exit_flow if the flow is symmetric
    cdef Teleport[::1] teleport        # empty unless teleportation is recorded
    cdef double sum_teleport_rate      # of all nodes of the finest level
    cdef readonly bint symmetric
    cdef readonly double total         # units that a step of the walk holds
