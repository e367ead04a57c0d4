"""Flow between a node and each module around it, gathered in one pass over the node's links.

Dense scratch with a list of what was touched: adding is two loads and two stores without a branch,
and clearing costs the number of candidates, not the number of modules.
"""

import numpy as np

from infomap_py._core.assignment cimport Assignment
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.types cimport link_t, node_t


cdef class Neighbours:
    """Scratch for the nodes of a graph, whose modules have ids below their number."""

    def __init__(self, FlowGraph graph not None):
        degrees = np.diff(np.asarray(graph.offsets))
        # One candidate per neighbour, the own module, those elsewhere, an empty one, one to spare.
        cdef Py_ssize_t capacity = degrees.max(initial=0) + 4
        self.count = 0
        self.modules = np.empty(capacity, dtype=np.int32)
        self.link_flow = np.empty(capacity)
        self.delta = np.empty(capacity)
        self.scratch = np.empty(4 * capacity + 8)
        self.slot = np.full(graph.num_nodes + 1, -1, dtype=np.int32)

    cdef void gather(self, FlowGraph graph, Assignment nodes, node_t u) noexcept nogil:
        """All modules that u has a link to, or those within its parent only; and one empty module,
        unless u is alone.

        There is no branch on what a link leads to, which is hard to predict: whether a module is
        new costs 15 % of a sweep as a branch, whether it lies in the parent doubles one.
        """
        cdef node_t* modules = &self.modules[0]
        cdef double* link_flow = &self.link_flow[0]
        cdef node_t* slot = &self.slot[0]
        cdef bint weighted = graph.weights.shape[0] > 0, within = nodes.parent_of.shape[0] > 0
        cdef node_t count = 1, elsewhere = graph.num_nodes, module, candidate, v, is_new, is_out
        cdef link_t e
        modules[0] = nodes.module_of[u]
        link_flow[0] = link_flow[1] = 0.0
        slot[modules[0]] = 0
        for e in range(graph.offsets[u], graph.offsets[u + 1]):
            v = graph.targets[e]
            module = nodes.module_of[v]
            if within:  # all bits of is_out are set where the link leaves the parent
                is_out = -<node_t>(nodes.parent_of[v] != nodes.parent_of[u])
                module = (elsewhere & is_out) | (module & ~is_out)
            is_new = slot[module] >> 31  # all bits set for a module not yet seen, whose slot is -1
            candidate = (count & is_new) | (slot[module] & ~is_new)
            slot[module] = candidate
            modules[candidate] = module
            link_flow[candidate] += graph.weights[e] if weighted else 1.0
            count -= is_new
            link_flow[count] = 0.0
        if slot[elsewhere] > 0:  # what lies outside the parent is no candidate
            count -= 1
            candidate = slot[elsewhere]
            modules[candidate] = modules[count]
            link_flow[candidate] = link_flow[count]
            slot[modules[candidate]] = candidate
            slot[elsewhere] = -1
        for candidate in range(count):
            link_flow[candidate] *= graph.scale
        if nodes.size[modules[0]] > 1:
            modules[count] = nodes.empty[nodes.num_empty - 1]
            link_flow[count] = 0.0
            slot[modules[count]] = count
            count += 1
        self.count = count

    cdef void clear(self) noexcept nogil:
        cdef node_t j
        for j in range(self.count):
            self.slot[self.modules[j]] = -1
