"""The graph that the search sees; see graph.pxd."""

import numpy as np

from infomap_py._core.csr cimport longest_row
from infomap_py._core.types cimport link_t, node_t

cdef const double[::1] NO_WEIGHTS = np.empty(0)
cdef const uint32_t[::1] NO_COUNTS = np.empty(0, dtype=np.uint32)


cdef class FlowGraph:
    """Symmetric rows without self-links; ``weights`` are float64, or uint32 where they count links
    of an unweighted network, which takes half the memory, or None where all are 1."""

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
