"""Links within layers to links of a walker that relaxes between layers.

At rate r the walker forgets which layer it is in, and follows a link of any copy of its node within
reach; else it follows one of its own layer. From copy p of a node, links of its copy c have weight

    w [r / sum of s_c' + (1 - r) / s_p if c is p]

with s the sum of a copy's weights, so that all links out of p weigh 1 (De Domenico et al. 2015, PRX
5:011027). The cost is that of the links that come out.
"""

from cpython.exc cimport PyErr_CheckSignals

import numpy as np

from infomap_py._core.links cimport LinkList
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    BLOCK = 1 << 12  # copies between two looks for Ctrl-C


cdef class LayerRows:
    """Rows of links within layers, and the copies that are within reach of each other."""

    def __cinit__(self, const link_t[::1] offsets not None, const node_t[::1] targets not None,
                  const double[::1] weights not None, const double[::1] strength not None,
                  const node_t[::1] node_of not None, reach not None):
        self.offsets, self.targets, self.weights = offsets, targets, weights
        self.strength, self.node_of = strength, node_of
        self.linked, self.first, self.last = reach

    def order_of_appearance(self, bint to_self=False):
        """The number of every copy: in order of first appearance, as the relaxed links of one copy
        after another are gone through; if ``to_self``, its own links and its node's other copies.

        Of each node's copies only those are gone through that were not before, in lower layers'
        turn: reach moves up with the layers.
        """
        result = np.full(self.node_of.shape[0], -1, dtype=np.int32)
        cdef node_t[::1] state_of = result
        cdef node_t[::1] through = np.zeros(np.max(self.node_of, initial=-1) + 1, dtype=np.int32)
        cdef node_t copy, k, node, count = 0
        with nogil:
            for copy in range(<node_t>self.node_of.shape[0]):
                node = self.node_of[copy]
                count = numbered(state_of, copy, count)
                if to_self:
                    count = self.number_targets(state_of, copy, count)
                for k in range(max(self.first[copy], through[node]), self.last[copy]):
                    if to_self:
                        count = numbered(state_of, self.linked[k], count)
                    else:
                        count = self.number_targets(state_of, self.linked[k], count)
                through[node] = self.last[copy]
        return result

    def relax(self, LinkList links not None, const node_t[::1] state_of not None, double rate):
        """Add the links of the relaxed walk, between states."""
        cdef node_t copy, count = <node_t>self.node_of.shape[0], start
        for start in range(0, count, BLOCK):
            PyErr_CheckSignals()
            with nogil:
                for copy in range(start, min(start + BLOCK, count)):
                    self.relax_from(links, copy, state_of, rate)

    cdef int relax_from(self, LinkList links, node_t copy, const node_t[::1] state_of,
                        double rate) except -1 nogil:
        """Add the links out of one copy."""
        cdef double own = (1.0 - rate) / self.strength[copy] if self.strength[copy] > 0.0 else 0.0
        cdef double within_reach = 0.0, relaxed = 0.0
        cdef node_t k
        if rate > 0.0:
            for k in range(self.first[copy], self.last[copy]):
                within_reach += self.strength[self.linked[k]]
        if within_reach > 0.0:
            relaxed = rate / within_reach
        self.follow(links, copy, copy, state_of, own + relaxed)
        if relaxed > 0.0:
            for k in range(self.first[copy], self.last[copy]):
                if self.linked[k] != copy:
                    self.follow(links, copy, self.linked[k], state_of, relaxed)
        return 0

    cdef int follow(self, LinkList links, node_t source, node_t copy, const node_t[::1] state_of,
                    double factor) except -1 nogil:
        """Add the links of ``copy`` as links out of ``source``, with weights times the factor."""
        cdef link_t e
        for e in range(self.offsets[copy], self.offsets[copy + 1]):
            links.append(state_of[source], state_of[self.targets[e]], factor * self.weights[e])
        return 0

    cdef node_t number_targets(self, node_t[::1] state_of, node_t copy,
                               node_t count) noexcept nogil:
        """Number the targets of a copy that have no number yet; how many copies have one."""
        cdef link_t e
        for e in range(self.offsets[copy], self.offsets[copy + 1]):
            count = numbered(state_of, self.targets[e], count)
        return count
