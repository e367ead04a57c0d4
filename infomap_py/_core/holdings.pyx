"""The attributes of nodes, and the nodes of attributes; see holdings.pxd."""

import numpy as np

from infomap_py._core cimport scratch
from infomap_py._core.types cimport link_t, node_t

cdef link_t[::1] NO_STARTS = np.empty(0, dtype=np.int64)
cdef node_t[::1] NO_HOLDERS = np.empty(0, dtype=np.int32)
cdef const double[::1] NO_SHARES = np.empty(0)


cdef class Holdings:
    """Lists by node; with ``holders``, those by attribute as well. A node has each attribute once.
    """

    def __init__(self, const link_t[::1] offsets not None, const node_t[::1] attributes not None,
                 const double[::1] shares not None, node_t num_attributes,
                 const double[::1] total_share=None, bint holders=False):
        self.offsets, self.attributes, self.shares = offsets, attributes, shares
        self.num_attributes = num_attributes
        self.total_share = NO_SHARES if total_share is None else total_share
        self.starts, self.holders = NO_STARTS, NO_HOLDERS
        if holders:
            self.list_holders()

    def list_holders(self):
        cdef node_t u, a
        cdef link_t k
        self.starts = np.zeros(self.num_attributes + 2, dtype=np.int64)
        self.holders = scratch.nodes(self.attributes.shape[0])
        with nogil:
            # Counted one place further on than they start, so that filling leaves them in place.
            for k in range(self.attributes.shape[0]):
                self.starts[self.attributes[k] + 2] += 1
            for a in range(self.num_attributes):
                self.starts[a + 2] += self.starts[a + 1]
            for u in range(<node_t>self.offsets.shape[0] - 1):
                for k in range(self.offsets[u], self.offsets[u + 1]):
                    a = self.attributes[k]
                    self.holders[self.starts[a + 1]] = u
                    self.starts[a + 1] += 1

    def sums(self):
        """The share of every attribute in all nodes together."""
        result = np.zeros(self.num_attributes)
        cdef double[::1] sums = result
        cdef link_t k
        with nogil:
            for k in range(self.attributes.shape[0]):
                sums[self.attributes[k]] += self.shares[k]
        return result
