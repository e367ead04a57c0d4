"""One-way links -> symmetric rows: the flow between two nodes, both directions added.

Row u holds what u links to and then what else links to u; a dense scratch row says where a node
stands in it. Merging sorted rows instead, whose comparisons are hard to predict, took twice as
long. Self-links are left out.
"""

import numpy as np

from infomap_py._core.transpose import transposed

from infomap_py._core.types cimport link_t, node_t


cdef link_t add_rows(const link_t[::1] offsets, const node_t[::1] targets,
                     const double[::1] weights, const link_t[::1] in_offsets,
                     const node_t[::1] sources, const double[::1] in_weights, link_t[::1] place,
                     link_t[::1] both_offsets, node_t[::1] both_targets,
                     double[::1] both_weights) noexcept nogil:
    """Fill the symmetric rows; the number of arcs. place[v] is where the current row holds v, or
    below its start."""
    cdef Py_ssize_t u
    cdef node_t v
    cdef link_t e, row, here, count = 0
    cdef bint is_known
    for u in range(offsets.shape[0] - 1):
        row = count
        for e in range(offsets[u], offsets[u + 1]):
            v = targets[e]
            place[v] = count
            both_targets[count] = v
            both_weights[count] = weights[e]
            count += v != u
        place[u] = -1
        for e in range(in_offsets[u], in_offsets[u + 1]):
            v = sources[e]
            is_known = place[v] >= row
            here = place[v] if is_known else count
            both_targets[here] = v
            both_weights[here] = (both_weights[here] if is_known else 0.0) + in_weights[e]
            count += not is_known and v != u
        both_offsets[u + 1] = count
    return count


def symmetrise(const link_t[::1] offsets not None, const node_t[::1] targets not None,
               const double[::1] weights not None):
    """Rows where u and v carry the weight of u -> v and v -> u together.

    The rows given name each target once, and so do the (offsets, targets, weights) returned.
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
    cdef link_t[::1] offsets_view = both_offsets
    cdef node_t[::1] targets_view = both_targets
    cdef double[::1] weights_view = both_weights
    cdef link_t count
    in_offsets, sources, in_weights = transposed(offsets, targets, weights)
    with nogil:
        count = add_rows(offsets, targets, weights, in_offsets, sources, in_weights, place,
                         offsets_view, targets_view, weights_view)
    # Views: what lies behind was never written, so the system never gave memory for it.
    return both_offsets, both_targets[:count], both_weights[:count]
