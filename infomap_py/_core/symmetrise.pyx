"""One-way links -> symmetric rows: the flow between two nodes, both directions added.

Row u holds what u links to and then what else links to u; a dense scratch row says where a node
stands in it, without a branch on whether it does. Merging sorted rows instead, whose comparisons
are hard to predict, took twice as long. Self-links are left out.
"""

import numpy as np

from infomap_py._core.transpose import transposed

from infomap_py._core.types cimport link_t, node_t


cdef link_t add_rows(const link_t[::1] offsets, const node_t[::1] targets,
                     const double[::1] weights, const double[::1] rates,
                     const link_t[::1] in_offsets, const node_t[::1] sources,
                     const double[::1] in_weights, link_t[::1] place, link_t[::1] both_offsets,
                     node_t[::1] both_targets, double[::1] both_weights, double[::1] leaving,
                     double[::1] entering) noexcept nogil:
    """Fill the symmetric rows and the sums; the number of arcs. place[v] is where the current row
    holds v, or below its start."""
    cdef Py_ssize_t u
    cdef node_t v
    cdef link_t e, row, here, is_new, count = 0
    cdef bint weighted = weights is not None
    cdef double flow, total
    cdef double* when = [0.0, 1.0]  # a factor, not a branch
    for u in range(offsets.shape[0] - 1):
        row = count
        total = 0.0
        for e in range(offsets[u], offsets[u + 1]):
            v = targets[e]
            flow = rates[u] * weights[e] if weighted else rates[u]
            place[v] = count
            both_targets[count] = v
            both_weights[count] = flow
            total += flow * when[v != u]
            count += v != u
        leaving[u] = total
        total = 0.0
        place[u] = -1
        both_weights[count] = 0.0
        for e in range(in_offsets[u], in_offsets[u + 1]):
            v = sources[e]
            flow = rates[v] * in_weights[e] if weighted else rates[v]
            is_new = (place[v] - row) >> 63  # all bits set, or none
            here = (count & is_new) | (place[v] & ~is_new)
            both_targets[here] = v
            both_weights[here] += flow
            total += flow * when[v != u]
            count += is_new & (v != u)
            both_weights[count] = 0.0
        entering[u] = total
        both_offsets[u + 1] = count
    return count


def symmetrise(const link_t[::1] offsets not None, const node_t[::1] targets not None,
               const double[::1] weights, const double[::1] rates=None):
    """Rows where u and v carry the flow of u -> v and of v -> u together; and the flow that leaves
    and that enters each node.

    The flow of a link out of u is rates[u] times its weight, either 1 where there are none. The
    rows given name each target once, and so do those of the result: (offsets, targets, weights,
    leaving, entering).
    """
    cdef Py_ssize_t num_nodes = offsets.shape[0] - 1, num_arcs = targets.shape[0]
    cdef const link_t[::1] in_offsets
    cdef const node_t[::1] sources
    cdef const double[::1] in_weights
    cdef link_t[::1] place = np.full(num_nodes, -1, dtype=np.int64)
    both_offsets = np.zeros(num_nodes + 1, dtype=np.int64)
    # One to spare: what is not kept is written, too, and then overwritten.
    both_targets = np.empty(2 * num_arcs + 1, dtype=np.int32)
    both_weights = np.empty(2 * num_arcs + 1)
    leaving, entering = np.empty((2, num_nodes))
    cdef link_t[::1] offsets_view = both_offsets
    cdef node_t[::1] targets_view = both_targets
    cdef double[::1] weights_view = both_weights, leaving_view = leaving, entering_view = entering
    cdef link_t count
    if rates is None:
        rates = np.ones(num_nodes)
    in_offsets, sources, in_weights = transposed(offsets, targets, weights)
    with nogil:
        count = add_rows(offsets, targets, weights, rates, in_offsets, sources, in_weights, place,
                         offsets_view, targets_view, weights_view, leaving_view, entering_view)
    # Views: what lies behind was never written, so the system never gave memory for it.
    return both_offsets, both_targets[:count], both_weights[:count], leaving, entering
