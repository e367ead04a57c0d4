"""What flows through every node of a level: no search changes it."""

import numpy as np

TELEPORT = np.dtype([("rate", "f8"), ("weight", "f8")])
cdef Teleport[::1] NO_TELEPORT = np.empty(0, dtype=TELEPORT)


cdef class NodeRates:
    """``teleport`` is None unless teleportation is recorded; then ``sum_teleport_rate`` is that of
    these nodes, or more, where they are not all."""

    def __init__(self, const double[::1] flow not None, const double[::1] exit_flow not None,
                 const double[::1] enter_flow not None, Teleport[::1] teleport, double total,
                 bint symmetric, sum_teleport_rate=None):
        cdef Py_ssize_t u
        self.flow, self.exit_flow, self.enter_flow = flow, exit_flow, enter_flow
        self.teleport = NO_TELEPORT if teleport is None else teleport
        self.total, self.symmetric = total, symmetric
        self.sum_teleport_rate = 0.0
        if sum_teleport_rate is not None:
            self.sum_teleport_rate = sum_teleport_rate
            return
        for u in range(self.teleport.shape[0]):
            self.sum_teleport_rate += self.teleport[u].rate

    def of(self, flow, exit_flow, enter_flow, teleport):
        """Those of other nodes of the same walk."""
        return NodeRates(flow, exit_flow, exit_flow if self.symmetric else enter_flow, teleport,
                         self.total, self.symmetric, self.sum_teleport_rate)

    def teleports(self):
        """Whether teleportation is recorded."""
        return self.teleport.shape[0] > 0

    def taken(self, nodes):
        """Those of these nodes alone."""
        return self.of(np.asarray(self.flow)[nodes], np.asarray(self.exit_flow)[nodes],
                       np.asarray(self.enter_flow)[nodes],
                       self.teleport.base[nodes] if self.teleports() else None)

    def entered(self):
        """Those of nodes that are modules: codewords that are used when they are entered, by links
        or by teleportation."""
        use = np.array(self.enter_flow)
        if self.teleports():
            teleport = self.teleport.base
            use += (self.sum_teleport_rate - teleport["rate"]) * teleport["weight"]
        return self.of(use, self.exit_flow, self.enter_flow,
                       self.teleport if self.teleports() else None)

    def arrays(self):
        """(flow, exit_flow, enter_flow)"""
        return np.asarray(self.flow), np.asarray(self.exit_flow), np.asarray(self.enter_flow)
