"""The graph that the search sees; see graph.pxd."""

import numpy as np

from infomap_py._core.csr cimport longest_row
from infomap_py._core.types cimport link_t, node_t

cdef const double[::1] NO_WEIGHTS = np.empty(0)
cdef const uint32_t[::1] NO_COUNTS = np.empty(0, dtype=np.uint32)


cdef class FlowGraph:
    """Symmetric rows without self-links; ``weights`` are float64, or uint32 where they are whole
    numbers, which takes half the memory, or None where all are 1."""

    def __init__(self, const link_t[::1] offsets not None, const node_t[::1] targets not None,
                 weights, double scale):
        self.num_nodes = <node_t>(offsets.shape[0] - 1)
        self.offsets = offsets
        self.targets = targets
        self.weights, self.counts, self.kind = NO_WEIGHTS, NO_COUNTS, ONES
        if weights is not None and weights.dtype == np.uint32:
            self.counts, self.kind = weights, COUNTS
        elif weights is not None:
            self.weights, self.kind = weights, WEIGHTS
        self.scale = scale
        self.max_degree = longest_row(offsets)

    def num_leaves(self):
        """Nodes with one neighbour."""
        cdef node_t u, count = 0
        with nogil:
            for u in range(self.num_nodes):
                count += self.offsets[u + 1] - self.offsets[u] == 1
        return count

    def degree_classes(self):
        """Of every node: 0 without neighbours, 1 with one, 2 with two or three, 3 with up to seven,
        and so on."""
        result = np.empty(self.num_nodes, dtype=np.int32)
        cdef node_t[::1] classes = result
        cdef node_t u
        cdef link_t degree
        with nogil:
            for u in range(self.num_nodes):
                degree = self.offsets[u + 1] - self.offsets[u]
                classes[u] = 0
                while degree > 0:
                    classes[u] += 1
                    degree >>= 1
        return result

    @property
    def num_arcs(self):
        return self.targets.shape[0]

    @property
    def arrays(self):
        """(offsets, targets, weights or None), shared with the graph."""
        weights = None
        if self.kind == COUNTS:
            weights = np.asarray(self.counts)
        elif self.kind == WEIGHTS:
            weights = np.asarray(self.weights)
        return np.asarray(self.offsets), np.asarray(self.targets), weights
