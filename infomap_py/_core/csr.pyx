"""Links to compressed sparse rows: counting sort by source, rows sorted, parallel links summed.

Each undirected link is stored once per direction and a self-link once; each directed link once, at
its source. Rows are sorted by target and, among parallel links, by weight, so that their sum is
taken in one order: the result does not depend on the order of the links, not even in the last bit,
and both copies of an undirected link carry the same bits.
Memory: the rows themselves, one row of scratch, and nothing per link besides.
"""

from libc.string cimport memcpy

import numpy as np

from infomap_py._core.types cimport link_t, node_t

cdef enum:
    RUN = 32  # rows up to this length are sorted by insertion alone


cdef void count_rows(const node_t[::1] sources, const node_t[::1] targets, bint undirected,
                     link_t[::1] offsets) noexcept nogil:
    """offsets[u] = position of the first arc of row u; one entry more than there are nodes."""
    cdef link_t e
    cdef Py_ssize_t u
    for e in range(sources.shape[0]):
        offsets[sources[e] + 1] += 1
        if undirected and sources[e] != targets[e]:
            offsets[targets[e] + 1] += 1
    for u in range(1, offsets.shape[0]):
        offsets[u] += offsets[u - 1]


cdef void fill_rows(const node_t[::1] sources, const node_t[::1] targets, const double[::1] weights,
                    bint undirected, link_t[::1] offsets, node_t[::1] row_targets,
                    double[::1] row_weights) noexcept nogil:
    """Place every arc in its row, in input order; on return offsets[u] is the *end* of row u."""
    cdef link_t e
    cdef node_t u, v
    cdef bint weighted = weights.shape[0] > 0
    for e in range(sources.shape[0]):
        u = sources[e]
        v = targets[e]
        row_targets[offsets[u]] = v
        if weighted:
            row_weights[offsets[u]] = weights[e]
        offsets[u] += 1
        if undirected and u != v:
            row_targets[offsets[v]] = u
            if weighted:
                row_weights[offsets[v]] = weights[e]
            offsets[v] += 1


cdef inline bint is_before(node_t key, double value, node_t other_key,
                           double other_value) noexcept nogil:
    """Order of the arcs in a row: by target, then by weight."""
    return key < other_key or (key == other_key and value < other_value)


cdef void insertion_sort(node_t* keys, double* values, link_t count) noexcept nogil:
    """Sort a short run of a row; values may be NULL."""
    cdef link_t j, k
    cdef node_t key
    cdef double value = 0.0
    for j in range(1, count):
        key = keys[j]
        k = j
        if values == NULL:
            while k > 0 and key < keys[k - 1]:
                keys[k] = keys[k - 1]
                k -= 1
        else:
            value = values[j]
            while k > 0 and is_before(key, value, keys[k - 1], values[k - 1]):
                keys[k] = keys[k - 1]
                values[k] = values[k - 1]
                k -= 1
            values[k] = value
        keys[k] = key


cdef void merge_runs(node_t* keys, double* values, link_t left, link_t count, node_t* spare_keys,
                     double* spare_values) noexcept nogil:
    """Merge the sorted runs [0, left) and [left, count) in place; the left one is set aside."""
    cdef link_t i = 0, j = left, k = 0
    cdef bint weighted = values != NULL
    memcpy(spare_keys, keys, left * sizeof(node_t))
    if weighted:
        memcpy(spare_values, values, left * sizeof(double))
    while i < left:
        if j < count and is_before(keys[j], values[j] if weighted else 0.0,
                                   spare_keys[i], spare_values[i] if weighted else 0.0):
            keys[k] = keys[j]
            if weighted:
                values[k] = values[j]
            j += 1
        else:
            keys[k] = spare_keys[i]
            if weighted:
                values[k] = spare_values[i]
            i += 1
        k += 1


cdef void sort_row(node_t* keys, double* values, link_t count, node_t* spare_keys,
                   double* spare_values) noexcept nogil:
    """Merge sort from runs that are sorted by insertion; values may be NULL."""
    cdef link_t start = 0, width = RUN, middle, end
    while start < count:
        insertion_sort(keys + start, values + start if values != NULL else NULL,
                       min(width, count - start))
        start += width
    while width < count:
        start = 0
        while start + width < count:
            middle = start + width
            end = min(middle + width, count)
            if keys[middle] <= keys[middle - 1]:
                merge_runs(keys + start, values + start if values != NULL else NULL, width,
                           end - start, spare_keys, spare_values)
            start = end
        width *= 2


cdef link_t sum_parallel(link_t[::1] offsets, node_t[::1] targets,
                         double[::1] weights) noexcept nogil:
    """Merge equal targets of each sorted row, moving the rows together; the number of arcs left."""
    cdef link_t e, end, start = 0, kept = 0, row
    cdef Py_ssize_t u
    for u in range(offsets.shape[0] - 1):
        end = offsets[u + 1]
        row = kept
        for e in range(start, end):
            if kept > row and targets[kept - 1] == targets[e]:
                weights[kept - 1] += weights[e]
            else:
                targets[kept] = targets[e]
                weights[kept] = weights[e]
                kept += 1
        start = end
        offsets[u + 1] = kept
    return kept


cdef link_t count_parallel(const link_t[::1] offsets, const node_t[::1] targets) noexcept nogil:
    """Arcs that repeat their predecessor in a sorted row."""
    cdef link_t e, repeated = 0
    cdef Py_ssize_t u
    for u in range(offsets.shape[0] - 1):
        for e in range(offsets[u] + 1, offsets[u + 1]):
            repeated += targets[e] == targets[e - 1]
    return repeated


cdef void turn_ends_into_starts(link_t[::1] offsets) noexcept nogil:
    """After fill_rows: offsets[u] is again where row u begins."""
    cdef Py_ssize_t u
    for u in range(offsets.shape[0] - 1, 0, -1):
        offsets[u] = offsets[u - 1]
    offsets[0] = 0


cdef link_t longest_row(const link_t[::1] offsets) noexcept nogil:
    cdef link_t longest = 0
    cdef Py_ssize_t u
    for u in range(offsets.shape[0] - 1):
        longest = max(longest, offsets[u + 1] - offsets[u])
    return longest


cdef sort_rows(const link_t[::1] offsets, node_t[::1] targets, double[::1] weights):
    """Sort every row; ``weights`` is empty where every link counts 1."""
    cdef bint weighted = weights.shape[0] > 0
    cdef link_t longest = longest_row(offsets), start, length
    cdef node_t[::1] spare_targets = np.empty(longest, dtype=np.int32)
    cdef double[::1] spare_weights = np.empty(longest if weighted else 0)
    cdef Py_ssize_t u
    with nogil:
        for u in range(offsets.shape[0] - 1):
            start = offsets[u]
            length = offsets[u + 1] - start
            if length > 1:
                sort_row(&targets[start], &weights[start] if weighted else NULL, length,
                         &spare_targets[0], &spare_weights[0] if weighted else NULL)


def build(Py_ssize_t num_nodes, const node_t[::1] sources not None,
          const node_t[::1] targets not None, const double[::1] weights, bint undirected):
    """Rows of the graph with these links: (offsets, targets, weights or None).

    Ids must lie in [0, num_nodes). ``weights`` is None where every link counts 1; the result then
    has weights only if links are parallel.
    """
    cdef bint weighted = weights is not None
    cdef const double[::1] link_weights = weights if weighted else np.empty(0)
    offsets_array = np.zeros(num_nodes + 1, dtype=np.int64)
    cdef link_t[::1] offsets = offsets_array
    cdef link_t num_arcs, repeated
    with nogil:
        count_rows(sources, targets, undirected, offsets)
    num_arcs = offsets[num_nodes]
    targets_array = np.empty(num_arcs, dtype=np.int32)
    weights_array = np.empty(num_arcs if weighted else 0)
    cdef node_t[::1] row_targets = targets_array
    cdef double[::1] row_weights = weights_array
    with nogil:
        fill_rows(sources, targets, link_weights, undirected, offsets, row_targets, row_weights)
        turn_ends_into_starts(offsets)
    sort_rows(offsets, row_targets, row_weights)
    with nogil:
        repeated = count_parallel(offsets, row_targets)
    if repeated == 0:
        return offsets_array, targets_array, weights_array if weighted else None
    if not weighted:
        weights_array = np.ones(num_arcs)
        row_weights = weights_array
    with nogil:
        num_arcs = sum_parallel(offsets, row_targets, row_weights)
    return offsets_array, targets_array[:num_arcs].copy(), weights_array[:num_arcs].copy()


def sources_of(const link_t[::1] offsets not None):
    """The row of every arc: the inverse of ``offsets``, as int32."""
    result = np.empty(offsets[offsets.shape[0] - 1], dtype=np.int32)
    cdef node_t[::1] rows = result
    cdef link_t e
    cdef Py_ssize_t u
    with nogil:
        for u in range(offsets.shape[0] - 1):
            for e in range(offsets[u], offsets[u + 1]):
                rows[e] = <node_t>u
    return result


def count_self_links(const link_t[::1] offsets not None, const node_t[::1] targets not None):
    """The arcs whose target is their own row."""
    cdef link_t e, count = 0
    cdef node_t u
    with nogil:
        for u in range(<node_t>(offsets.shape[0] - 1)):
            for e in range(offsets[u], offsets[u + 1]):
                count += targets[e] == u
    return count
