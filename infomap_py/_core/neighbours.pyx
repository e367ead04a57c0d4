"""Flow between a node and each module around it, gathered in one pass over the node's links.

Dense scratch with a list of what was touched: adding is two loads and two stores without a branch, and
clearing costs the number of candidates, not the number of modules.
"""

import numpy as np

from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.types cimport link_t, node_t


cdef class Neighbours:
    """Scratch for graphs of ``num_nodes`` nodes, whose modules have ids below that."""

    def __init__(self, node_t num_nodes, node_t max_degree):
        # One candidate per neighbour, the own module, an empty one, and a place to spare.
        cdef node_t capacity = max_degree + 3
        self.count = 0
        self.modules = np.empty(capacity, dtype=np.int32)
        self.link_flow = np.empty(capacity)
        self.delta = np.empty(capacity)
        self.scratch = np.empty(4 * <Py_ssize_t>capacity + 8)
        self.slot = np.full(num_nodes, -1, dtype=np.int32)

    cdef inline void begin(self, node_t module) noexcept nogil:
        self.modules[0] = module
        self.link_flow[0] = self.link_flow[1] = 0.0
        self.slot[module] = 0
        self.count = 1

    cdef inline void add(self, node_t module, double flow) noexcept nogil:
        # Without a branch, which would be mispredicted for about every new module; link_flow[count] is 0.
        cdef node_t known = self.slot[module]
        cdef bint is_new = known < 0
        cdef node_t candidate = self.count if is_new else known
        self.slot[module] = candidate
        self.modules[candidate] = module
        self.link_flow[candidate] += flow
        self.count += is_new
        self.link_flow[self.count] = 0.0

    cdef inline void scale_flow(self, double scale) noexcept nogil:
        cdef node_t j
        for j in range(self.count):
            self.link_flow[j] *= scale

    cdef void gather(self, FlowGraph graph, const node_t[::1] module_of, node_t u) noexcept nogil:
        """All modules that u has a link to."""
        cdef link_t e
        self.begin(module_of[u])
        if graph.weights.shape[0] == 0:
            for e in range(graph.offsets[u], graph.offsets[u + 1]):
                self.add(module_of[graph.targets[e]], 1.0)
        else:
            for e in range(graph.offsets[u], graph.offsets[u + 1]):
                self.add(module_of[graph.targets[e]], graph.weights[e])
        self.scale_flow(graph.scale)

    cdef void gather_within(self, FlowGraph graph, const node_t[::1] module_of, const node_t[::1] parent_of,
                            node_t u) noexcept nogil:
        """The same, but only modules inside u's parent."""
        cdef link_t e
        cdef node_t v
        self.begin(module_of[u])
        for e in range(graph.offsets[u], graph.offsets[u + 1]):
            v = graph.targets[e]
            if parent_of[v] == parent_of[u]:
                self.add(module_of[v], graph.weights[e] if graph.weights.shape[0] > 0 else 1.0)
        self.scale_flow(graph.scale)

    cdef void add_empty(self, node_t module) noexcept nogil:
        """A module without nodes as the last candidate."""
        self.modules[self.count] = module
        self.link_flow[self.count] = 0.0
        self.slot[module] = self.count
        self.count += 1

    cdef void clear(self) noexcept nogil:
        cdef node_t j
        for j in range(self.count):
            self.slot[self.modules[j]] = -1
