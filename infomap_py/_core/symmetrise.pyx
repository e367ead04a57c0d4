"""One-way links -> symmetric rows: the flow between two nodes, both directions added.

The transpose of sorted rows, made by a counting sort, is sorted too; so each symmetric row is a
merge of two sorted ones, without a sort. Self-links are left out.
"""

import numpy as np

from infomap_py._core.transpose import transposed

from infomap_py._core.types cimport link_t, node_t


cdef link_t merge_rows(const link_t[::1] offsets, const node_t[::1] targets,
                       const double[::1] weights, const link_t[::1] in_offsets,
                       const node_t[::1] sources, const double[::1] in_weights,
                       link_t[::1] both_offsets, node_t[::1] both_targets,
                       double[::1] both_weights) noexcept nogil:
    """Fill the symmetric rows; the number of arcs."""
    cdef Py_ssize_t u
    cdef node_t v
    cdef link_t out, into, count = 0
    cdef double weight
    for u in range(offsets.shape[0] - 1):
        out, into = offsets[u], in_offsets[u]
        while out < offsets[u + 1] or into < in_offsets[u + 1]:
            if into == in_offsets[u + 1] or (
                out < offsets[u + 1] and targets[out] <= sources[into]
            ):
                v = targets[out]
            else:
                v = sources[into]
            weight = 0.0
            if out < offsets[u + 1] and targets[out] == v:
                weight += weights[out]
                out += 1
            if into < in_offsets[u + 1] and sources[into] == v:
                weight += in_weights[into]
                into += 1
            if v != u:
                both_targets[count] = v
                both_weights[count] = weight
                count += 1
        both_offsets[u + 1] = count
    return count


def symmetrise(const link_t[::1] offsets not None, const node_t[::1] targets not None,
               const double[::1] weights not None):
    """Rows where u and v carry the weight of u -> v and v -> u together.

    The rows given are sorted and name each target once; the result is (offsets, targets, weights).
    """
    cdef Py_ssize_t num_nodes = offsets.shape[0] - 1, num_arcs = targets.shape[0]
    cdef link_t[::1] in_offsets
    cdef node_t[::1] sources
    cdef double[::1] in_weights
    both_offsets = np.zeros(num_nodes + 1, dtype=np.int64)
    both_targets = np.empty(2 * num_arcs, dtype=np.int32)
    both_weights = np.empty(2 * num_arcs)
    cdef link_t[::1] offsets_view = both_offsets
    cdef node_t[::1] targets_view = both_targets
    cdef double[::1] weights_view = both_weights
    cdef link_t count
    in_offsets, sources, in_weights = transposed(offsets, targets, weights)
    with nogil:
        count = merge_rows(offsets, targets, weights, in_offsets, sources, in_weights, offsets_view,
                           targets_view, weights_view)
    return both_offsets, both_targets[:count].copy(), both_weights[:count].copy()
