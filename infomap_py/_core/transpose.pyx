"""Rows of the links that arrive at each node, made by a counting sort of the rows of those that
leave it."""

import numpy as np

from infomap_py._core.types cimport link_t, node_t


cdef void count_sort(const link_t[::1] offsets, const node_t[::1] targets,
                     const double[::1] weights, link_t[::1] in_offsets, node_t[::1] sources,
                     double[::1] in_weights) noexcept nogil:
    cdef Py_ssize_t u, num_nodes = offsets.shape[0] - 1
    cdef bint weighted = weights is not None
    cdef link_t e, place
    for e in range(targets.shape[0]):
        in_offsets[targets[e] + 1] += 1
    for u in range(num_nodes):
        in_offsets[u + 1] += in_offsets[u]
    for u in range(num_nodes):
        for e in range(offsets[u], offsets[u + 1]):
            place = in_offsets[targets[e]]
            in_offsets[targets[e]] += 1
            sources[place] = <node_t>u
            if weighted:
                in_weights[place] = weights[e]
    for u in range(num_nodes, 0, -1):  # each start had moved on to its row's end
        in_offsets[u] = in_offsets[u - 1]
    in_offsets[0] = 0


def transposed(const link_t[::1] offsets not None, const node_t[::1] targets not None,
               const double[::1] weights):
    """(offsets, sources, weights or None): row v holds the sources of the links to v, ascending."""
    in_offsets = np.zeros(offsets.shape[0], dtype=np.int64)
    sources = np.empty(targets.shape[0], dtype=np.int32)
    in_weights = None if weights is None else np.empty(targets.shape[0])
    cdef link_t[::1] offsets_view = in_offsets
    cdef node_t[::1] sources_view = sources
    cdef double[::1] weights_view = in_weights
    with nogil:
        count_sort(offsets, targets, weights, offsets_view, sources_view, weights_view)
    return in_offsets, sources, in_weights
