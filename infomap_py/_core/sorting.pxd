"""Sort a row: targets, and their weights with them.

Runs of up to RUN targets are sorted by rank: how many of the others are less, which is counted
without a branch and by several lanes at once. Longer rows are merged from runs.
"""

from libc.string cimport memcpy

from infomap_py._core.types cimport link_t, node_t

cdef enum:
    RUN = 32
    LANES = 8     # the compiler's vectors divide it
    NO_NODE = -1  # ids are 0 or more
    HIGHEST = 0x7fffffff  # and less than this


cdef inline void insertion_sort(double* values, link_t count) noexcept nogil:
    cdef link_t j, k
    cdef double value
    for j in range(1, count):
        value = values[j]
        k = j
        while k > 0 and value < values[k - 1]:
            values[k] = values[k - 1]
            k -= 1
        values[k] = value


cdef inline void sort_run(node_t* keys, double* values, int count) noexcept nogil:
    """Sort up to RUN keys, equal ones by value; values may be NULL."""
    cdef node_t[RUN] given, placed
    cdef double[RUN] given_values
    cdef int j, k, rank, padded = (count + LANES - 1) // LANES * LANES
    cdef node_t key
    for k in range(padded):
        given[k] = keys[k] if k < count else <node_t>HIGHEST
        placed[k] = NO_NODE
    if values != NULL:
        memcpy(given_values, values, count * sizeof(double))
    for k in range(count):
        key = given[k]
        rank = 0
        for j in range(padded):
            rank += given[j] < key
        while placed[rank] != NO_NODE:  # equal keys have the same rank: one behind the other
            rank += 1
        placed[rank] = key
        if values != NULL:
            values[rank] = given_values[k]
    memcpy(keys, placed, count * sizeof(node_t))
    if values == NULL:
        return
    j = 0
    for k in range(1, count + 1):
        if k == count or keys[k] != keys[j]:
            if k - j > 1:
                insertion_sort(values + j, k - j)
            j = k


cdef inline bint is_before(node_t key, double value, node_t other_key,
                           double other_value) noexcept nogil:
    """Order of the arcs in a row: by target, then by weight."""
    return key < other_key or (key == other_key and value < other_value)


cdef inline void merge_runs(node_t* keys, double* values, link_t left, link_t count,
                            node_t* spare_keys, double* spare_values) noexcept nogil:
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


cdef inline void sort_row(node_t* keys, double* values, link_t count, node_t* spare_keys,
                          double* spare_values) noexcept nogil:
    """Merge sort from runs that are sorted by rank; values may be NULL.

    Many files list links in order, whose rows are found to be sorted at a glance.
    """
    cdef link_t start = 1, width = RUN, middle, end
    while start < count and keys[start - 1] < keys[start]:
        start += 1
    if start >= count:
        return
    start = 0
    while start < count:
        sort_run(keys + start, values + start if values != NULL else NULL,
                 <int>min(width, count - start))
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
