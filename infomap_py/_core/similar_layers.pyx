"""Relaxing to other layers in proportion to how similar a node's links are there.

From copy p of a node, links of its copy c have weight

    w                                                                if c is p
    w r / (1 - r) s_p similarity(p, c) / sum of similarity(p, c')    else; p itself is among the c'

where similarity is 1 less the Jensen-Shannon divergence of the two copies' links, pooled by weight:
with x = s_p + s_c, and sums over the targets that both have, as all other terms cancel,

    x JSD = plogp(x) - plogp(s_p) - plogp(s_c) - sum [plogp(w_p + w_c) - plogp(w_p) - plogp(w_c)]

Only copies that share a target are looked at. They are found in the list of holders, which has the
links of a node to another in all layers side by side: the cost is that of the links that come out.
"""

from cpython.exc cimport PyErr_CheckSignals
from libc.stdint cimport uint8_t

import numpy as np

from infomap_py._core.layer_rows cimport LayerRows, numbered
from infomap_py._core.links cimport LinkList
from infomap_py._core.mathops cimport plogp
from infomap_py._core.sorting cimport sort_row
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    BLOCK = 1 << 10  # copies between two looks for Ctrl-C


cdef class Holders:
    """The links of all copies, sorted by node, by the node that they lead to, and by layer.

    Link e stands at ``place[e]``, among the equals of its ``group``; ``copy`` has it in layer
    ``layer``, with that ``weight``.
    """

    cdef const link_t[::1] place, group
    cdef const node_t[::1] copy, layer
    cdef const double[::1] weight

    def __cinit__(self, const link_t[::1] place not None, const link_t[::1] group not None,
                  const node_t[::1] copy not None, const node_t[::1] layer not None,
                  const double[::1] weight not None):
        self.place, self.group = place, group
        self.copy, self.layer, self.weight = copy, layer, weight


cdef class Encounters:
    """Copies that share targets with the present one, and what they have in common with it."""

    cdef node_t[::1] copies, spare
    cdef double[::1] shared  # by copy: the sum over shared targets
    cdef uint8_t[::1] met    # by copy
    cdef node_t count

    def __cinit__(self, Py_ssize_t num_copies):
        self.copies = np.empty(num_copies, dtype=np.int32)
        self.spare = np.empty(num_copies, dtype=np.int32)
        self.shared = np.zeros(num_copies)
        self.met = np.zeros(num_copies, dtype=np.uint8)

    cdef void add(self, node_t copy, double shared) noexcept nogil:
        if not self.met[copy]:
            self.met[copy] = True
            self.copies[self.count] = copy
            self.count += 1
        self.shared[copy] += shared

    cdef void sort(self) noexcept nogil:
        if self.count > 1:
            sort_row(&self.copies[0], NULL, self.count, &self.spare[0], NULL)

    cdef void clear(self) noexcept nogil:
        cdef node_t k
        for k in range(self.count):
            self.shared[self.copies[k]] = 0.0
            self.met[self.copies[k]] = False
        self.count = 0


cdef void meet(LayerRows rows, Holders holders, node_t copy, node_t lowest, node_t highest,
               Encounters near) noexcept nogil:
    """Find the copies in those layers that share targets with this one, which is among them."""
    cdef link_t e, k, step, at
    near.add(copy, 0.0)
    for e in range(rows.offsets[copy], rows.offsets[copy + 1]):
        at = holders.place[e]
        for step in range(-1, 2, 2):
            k = at + step
            while (0 <= k < holders.group.shape[0] and holders.group[k] == holders.group[at]
                    and lowest <= holders.layer[k] < highest):
                if rows.weights[e] > 0.0 and holders.weight[k] > 0.0:
                    near.add(holders.copy[k], plogp(rows.weights[e] + holders.weight[k])
                             - plogp(rows.weights[e]) - plogp(holders.weight[k]))
                k += step
    near.sort()


cdef double similarity(LayerRows rows, Encounters near, node_t copy, node_t other) noexcept nogil:
    """1 less the Jensen-Shannon divergence of their links, in bits."""
    cdef double own = rows.strength[copy], strength = rows.strength[other]
    if copy == other:
        return 1.0
    return 1.0 - (plogp(own + strength) - plogp(own) - plogp(strength)
                  - near.shared[other]) / (own + strength)


cdef node_t relax_from(LayerRows rows, Encounters near, node_t copy, node_t[::1] state_of,
                       node_t count, LinkList links, double rate) except -1 nogil:
    """Add the links out of one copy, and number the states that they lead to; the number of all."""
    cdef double total = 0.0, factor
    cdef node_t k, other
    for k in range(near.count):
        total += similarity(rows, near, copy, near.copies[k])
    for k in range(near.count):
        other = near.copies[k]
        count = rows.number_targets(state_of, other, count)
        factor = 1.0
        if other != copy:
            factor = (rate / (1.0 - rate) * rows.strength[copy]
                      * similarity(rows, near, copy, other) / total)
        if factor > 0.0:
            rows.follow(links, copy, other, state_of, factor)
    return count


def relax_to_similar(LayerRows rows not None, Holders holders not None, LinkList links not None,
                     const node_t[::1] order not None, const node_t[::1] layer_of not None,
                     reach not None, double rate):
    """Add the links of the relaxed walk; the state that each copy is, in order of appearance.

    Copies are gone through in ``order``; a walker in layer a reaches layers reach[0][a] to
    reach[1][a] - 1.
    """
    result = np.full(order.shape[0], -1, dtype=np.int32)
    cdef node_t[::1] state_of = result
    cdef const node_t[::1] lowest = reach[0], highest = reach[1]
    cdef Encounters near = Encounters(order.shape[0])
    cdef Py_ssize_t k, start
    cdef node_t copy, layer, count = 0
    for start in range(0, order.shape[0], BLOCK):
        PyErr_CheckSignals()
        with nogil:
            for k in range(start, min(start + BLOCK, order.shape[0])):
                copy, layer = order[k], layer_of[order[k]]
                count = numbered(state_of, copy, count)
                meet(rows, holders, copy, lowest[layer], highest[layer], near)
                count = relax_from(rows, near, copy, state_of, count, links, rate)
                near.clear()
    return result
