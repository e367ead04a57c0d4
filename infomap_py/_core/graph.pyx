"""The graph that the search sees; see graph.pxd."""

import numpy as np

from infomap_py._core.csr cimport longest_row
from infomap_py._core.types cimport link_t, node_t

cdef const double[::1] NO_WEIGHTS = np.empty(0)


cdef class FlowGraph:
    """Symmetric rows without self-links; ``weights`` may be None where all are 1."""

    def __init__(self, const link_t[::1] offsets not None, const node_t[::1] targets not None,
                 const double[::1] weights, double scale):
        self.num_nodes = <node_t>(offsets.shape[0] - 1)
        self.offsets = offsets
        self.targets = targets
        self.weights = weights if weights is not None else NO_WEIGHTS
        self.scale = scale
        self.max_degree = longest_row(offsets)

    @property
    def num_arcs(self):
        return self.targets.shape[0]

    @property
    def arrays(self):
        """(offsets, targets, weights or None), shared with the graph."""
        weights = np.asarray(self.weights)
        return np.asarray(self.offsets), np.asarray(self.targets), weights if len(weights) else None
