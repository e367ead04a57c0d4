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

    cdef void gather(self, FlowGraph graph, const node_t[::1] module_of, const node_t[::1] parent_of,
                     node_t u) noexcept nogil:
        """All modules that u has a link to; with ``parent_of``, those links only that stay in u's parent."""
        cdef node_t* modules = &self.modules[0]
        cdef double* link_flow = &self.link_flow[0]
        cdef node_t* slot = &self.slot[0]
        cdef bint weighted = graph.weights.shape[0] > 0, within = parent_of.shape[0] > 0
        cdef node_t count = 1, module, candidate, v, is_new
        cdef link_t e
        modules[0] = module_of[u]
        link_flow[0] = link_flow[1] = 0.0
        slot[modules[0]] = 0
        for e in range(graph.offsets[u], graph.offsets[u + 1]):
            v = graph.targets[e]
            if within and parent_of[v] != parent_of[u]:
                continue
            module = module_of[v]
            # All bits set for a module not yet seen, whose slot is -1. A branch here would be mispredicted about
            # once per candidate; it cost 15 % of a sweep.
            is_new = slot[module] >> 31
            candidate = (count & is_new) | (slot[module] & ~is_new)
            slot[module] = candidate
            modules[candidate] = module
            link_flow[candidate] += graph.weights[e] if weighted else 1.0
            count -= is_new
            link_flow[count] = 0.0
        for candidate in range(count):
            link_flow[candidate] *= graph.scale
        self.count = count

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
