"""Flow between a node and each module around it, gathered in one pass over the node's links.

Dense scratch with a list of what was touched: adding is two loads and two stores without a branch,
and clearing costs the number of candidates, not the number of modules.
"""

from infomap_py._core cimport scratch
from infomap_py._core.assignment cimport Assignment
from infomap_py._core.graph cimport ONES, FlowGraph, Kind, weight_of
from infomap_py._core.types cimport link_t, node_t


cdef class Neighbours:
    """Scratch for the nodes of a graph, whose modules have ids below ``num_modules``.

    Candidates with less than ``least_share`` of the flow that the strongest has, the own module
    included, are left out. There is room for ``most_offered`` that are not linked.
    """

    def __init__(self, FlowGraph graph not None, node_t num_modules, double least_share=0.0,
                 node_t most_offered=0):
        # One candidate per neighbour, the own module, an empty one, one to spare.
        cdef Py_ssize_t capacity = graph.max_degree + 3 + most_offered
        self.count = 0
        # What was not weighed may not be offered as if it had no link.
        self.least_share = least_share if most_offered == 0 else 0.0
        cdef double[::1] numbers = scratch.numbers(8 * capacity + 8)
        self.modules = scratch.nodes(capacity)
        self.link_flow = numbers[:capacity]
        self.delta = numbers[capacity:2 * capacity]
        self.outside_weight = numbers[2 * capacity:3 * capacity]
        self.term = numbers[3 * capacity:4 * capacity]
        self.scratch = numbers[4 * capacity:]
        self.outside = scratch.nodes(capacity)
        self.slot = scratch.filled(num_modules, -1)

    def enlarge(self, node_t num_modules):
        """Make room for so many modules, between two nodes."""
        self.slot = scratch.filled(num_modules, -1)

    cdef void gather(self, FlowGraph graph, Assignment nodes, node_t u) noexcept nogil:
        """All modules that u has a link to, or those within its parent only; and one empty module,
        unless u is alone."""
        cdef node_t own = nodes.module_of[u], count
        cdef bint within = nodes.parent_of.shape[0] > 0
        cdef node_t outside
        if within:
            outside = self.sift(graph, nodes, u, graph.kind, True)
        else:
            outside = self.sift(graph, nodes, u, graph.kind, False)
        self.modules[0] = own
        count = self.sum_flow(outside, graph.scale, graph.kind != ONES)
        if self.least_share > 0.0:
            count = self.prune(count)
        if nodes.size[own] > 1:
            self.modules[count] = nodes.empty[nodes.num_empty - 1]
            self.link_flow[count] = 0.0
            self.slot[self.modules[count]] = count
            count += 1
        self.count = count

    cdef inline node_t sift(self, FlowGraph graph, Assignment nodes, node_t u, Kind kind,
                            bint within) noexcept nogil:
        """Links inside u's module are added up as candidate 0; the others, whose number is
        returned, are listed one by one, without those that leave u's parent.

        Which links those are is hard to predict: all are listed, but each over the last if that one
        was not to be. So no link waits for the one before it, as it would to look up whether its
        module is new: 2 ns a link against 5.
        """
        cdef const node_t* module_of = &nodes.module_of[0]
        cdef node_t* modules = &self.outside[0]
        cdef double* weights = &self.outside_weight[0]
        cdef node_t own = module_of[u], count = 0, num_inside = 0, module
        cdef double inside = 0.0, weight
        cdef bint is_out
        cdef link_t e
        for e in range(graph.offsets[u], graph.offsets[u + 1]):
            module = module_of[graph.targets[e]]
            is_out = module != own
            modules[count] = module
            if kind != ONES:
                weight = weight_of(graph, e, kind)
                weights[count] = weight
                inside += (1 - is_out) * weight
            else:
                num_inside += 1 - is_out
            if within:
                is_out &= nodes.parent_of[graph.targets[e]] == nodes.parent_of[u]
            count += is_out
        self.link_flow[0] = graph.scale * (inside if kind != ONES else num_inside)
        return count

    cdef inline node_t sum_flow(self, node_t outside, double scale, bint weighted) noexcept nogil:
        """The links listed by ``sift``, added up by module; the number of candidates.

        Again without a branch, on whether a module is new, which would take 15 % longer.
        """
        cdef node_t* modules = &self.modules[0]
        cdef double* link_flow = &self.link_flow[0]
        cdef node_t* slot = &self.slot[0]
        cdef node_t count = 1, k, module, candidate, is_new
        link_flow[1] = 0.0
        for k in range(outside):
            module = self.outside[k]
            is_new = slot[module] >> 31  # all bits set for a module not yet seen, whose slot is -1
            candidate = (count & is_new) | (slot[module] & ~is_new)
            slot[module] = candidate
            modules[candidate] = module
            link_flow[candidate] += self.outside_weight[k] if weighted else 1.0
            count -= is_new
            link_flow[count] = 0.0
        for candidate in range(1, count):
            link_flow[candidate] *= scale
        return count

    cdef inline node_t prune(self, node_t count) noexcept nogil:
        """The number of candidates that are kept, moved together."""
        cdef node_t j, kept = 1
        cdef double least = self.least_share * self.strongest(count)
        for j in range(1, count):
            self.slot[self.modules[j]] = -1
            self.modules[kept] = self.modules[j]
            self.link_flow[kept] = self.link_flow[j]
            kept += self.link_flow[j] >= least
        return kept

    cdef inline double strongest(self, node_t count) noexcept nogil:
        """The largest flow; of four maxima, as one after the other would wait for each other."""
        cdef const double* flow = &self.link_flow[0]
        cdef double[4] most
        cdef node_t j = 0
        cdef int lane
        for lane in range(4):
            most[lane] = 0.0
        while j + 4 <= count:
            for lane in range(4):
                most[lane] = max(most[lane], flow[j + lane])
            j += 4
        while j < count:
            most[0] = max(most[0], flow[j])
            j += 1
        return max(max(most[0], most[1]), max(most[2], most[3]))

    cdef void offer(self, Assignment nodes, node_t u, node_t other) noexcept nogil:
        """The module of another node becomes a candidate, if it is not, and u may join it."""
        cdef node_t module = nodes.module_of[other]
        if module == nodes.module_of[u] or self.slot[module] >= 0:
            return
        if nodes.parent_of.shape[0] > 0 and nodes.parent_of[other] != nodes.parent_of[u]:
            return
        self.modules[self.count] = module
        self.link_flow[self.count] = 0.0
        self.slot[module] = self.count
        self.count += 1

    cdef void clear(self) noexcept nogil:
        cdef node_t j
        for j in range(1, self.count):
            self.slot[self.modules[j]] = -1
