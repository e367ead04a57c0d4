"""Who is to be visited: see waiting.pxd."""

import numpy as np

from libc.stdint cimport uint8_t

from infomap_py._core cimport scratch


cdef class Waiting:
    def __init__(self, node_t num_nodes, const node_t[::1] order not None,
                 const uint8_t[::1] frozen=None):
        """Those of ``order`` wait, in this order; none of them may be frozen, who never join them,
        as if they waited elsewhere."""
        cdef Py_ssize_t k
        self.waits = np.zeros(num_nodes, dtype=np.uint8)
        if frozen is not None:
            self.waits[:] = frozen
        self.ring = scratch.nodes(num_nodes + 1)
        self.ring[:order.shape[0]] = order
        for k in range(order.shape[0]):
            self.waits[order[k]] = True
        self.first = 0
        self.count = <node_t>order.shape[0]
