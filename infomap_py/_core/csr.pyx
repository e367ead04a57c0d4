"""Arcs to compressed sparse rows: counting sort by source, rows sorted, parallel links summed.

Each undirected link is stored once per direction and a self-link once; each directed link once, at
its source. Rows are sorted by target and, among parallel links, by weight, so that their sum is
taken in one order: the result does not depend on the order of the links, not even in the last bit,
and both copies of an undirected link carry the same bits.

Bucket by bucket, the arcs are placed where their rows end up, sorted and merged there, and the
bucket is given back. Memory per arc: 6 bytes in the bucket or 4 in the row, and 8 more if weighted.
"""

from cpython.exc cimport PyErr_CheckSignals

import numpy as np

from infomap_py._core.buckets cimport Bucket, Buckets
from infomap_py._core.links cimport LinkList
from infomap_py._core.sorting cimport sort_row
from infomap_py._core.types cimport link_t, node_t


cdef link_t place_arcs(Bucket bucket, link_t start, link_t[::1] ends, node_t[::1] targets,
                       double[::1] weights) noexcept nogil:
    """Place the arcs of a bucket in its rows, which begin at start; ends[k] = end of its k-th row.

    The length of the longest.
    """
    cdef Py_ssize_t k
    cdef link_t e, place, count, longest = 0
    for k in range(ends.shape[0]):
        ends[k] = 0
    for e in range(bucket.count):
        ends[bucket.arcs[e].source] += 1
    for k in range(ends.shape[0]):
        count = ends[k]
        longest = max(longest, count)
        ends[k] = start
        start += count
    for e in range(bucket.count):
        place = ends[bucket.arcs[e].source]
        ends[bucket.arcs[e].source] = place + 1
        targets[place] = bucket.arcs[e].target
        if bucket.weights != NULL:
            weights[place] = bucket.weights[e]
    return longest


cdef link_t sort_rows(const link_t[::1] ends, link_t start, node_t[::1] targets,
                      double[::1] weights, node_t[::1] spare_targets,
                      double[::1] spare_weights) noexcept nogil:
    """Sort the rows from start on; the number of arcs that repeat their predecessor."""
    cdef link_t e, repeated = 0
    cdef Py_ssize_t k
    cdef bint weighted = weights.shape[0] > 0
    for k in range(ends.shape[0]):
        if ends[k] - start > 1:
            sort_row(&targets[start], &weights[start] if weighted else NULL, ends[k] - start,
                     &spare_targets[0], &spare_weights[0] if weighted else NULL)
            for e in range(start + 1, ends[k]):
                repeated += targets[e] == targets[e - 1]
        start = ends[k]
    return repeated


cdef void sum_parallel(link_t[::1] ends, link_t start, node_t[::1] targets,
                       double[::1] weights) noexcept nogil:
    """Merge equal targets of each sorted row from start on, moving the rows together."""
    cdef link_t e, kept = start, row
    cdef Py_ssize_t k
    for k in range(ends.shape[0]):
        row = kept
        for e in range(start, ends[k]):
            if kept > row and targets[kept - 1] == targets[e]:
                weights[kept - 1] += weights[e]
            else:
                targets[kept] = targets[e]
                weights[kept] = weights[e]
                kept += 1
        start = ends[k]
        ends[k] = kept


cdef class Rows:
    """Rows that are made bucket by bucket; ``weights`` is None until one is not 1."""

    cdef readonly object offsets, targets, weights
    cdef link_t num_arcs  # so far

    def __cinit__(self, Py_ssize_t num_nodes, Buckets buckets not None):
        cdef Py_ssize_t b
        self.offsets = np.zeros(num_nodes + 1, dtype=np.int64)
        # As many as there are before parallel links are merged: what is never written takes no
        # memory, and what is merged away is given back.
        self.targets = np.empty(buckets.num_arcs, dtype=np.int32)
        self.weights = np.empty(buckets.num_arcs) if buckets.weighted else None
        for b in range(buckets.count):
            PyErr_CheckSignals()
            self.add(buckets.buckets[b], b << buckets.bits,
                     min((b + 1) << buckets.bits, num_nodes))
            buckets.release(b)
        self.targets.resize(self.num_arcs, refcheck=False)
        if self.weights is not None:
            self.weights.resize(self.num_arcs, refcheck=False)

    cdef int add(self, Bucket bucket, Py_ssize_t first, Py_ssize_t stop) except -1:
        """Add the rows first to stop, whose arcs the bucket holds."""
        cdef link_t[::1] ends = self.offsets[first + 1:stop + 1]
        cdef node_t[::1] targets = self.targets, spare_targets
        cdef double[::1] weights = self.weights if self.weights is not None else NO_WEIGHTS
        cdef double[::1] spare_weights
        cdef link_t start = self.num_arcs, longest, repeated
        with nogil:
            longest = place_arcs(bucket, start, ends, targets, weights)
        if bucket.weights == NULL and weights.shape[0] > 0:  # a bucket before had parallel links
            weights[start:start + bucket.count] = 1.0
        spare_targets = np.empty(longest, dtype=np.int32)
        spare_weights = np.empty(longest if weights.shape[0] > 0 else 0)
        with nogil:
            repeated = sort_rows(ends, start, targets, weights, spare_targets, spare_weights)
        if repeated > 0 and weights.shape[0] == 0:
            self.weights = np.empty(targets.shape[0])
            weights = self.weights
            weights[:start + bucket.count] = 1.0
        if repeated > 0:
            with nogil:
                sum_parallel(ends, start, targets, weights)
        self.num_arcs = start + bucket.count - repeated
        return 0


cdef double[::1] NO_WEIGHTS = np.empty(0)


def build(Py_ssize_t num_nodes, LinkList links not None, bint undirected):
    """Rows of the graph with these links: (offsets, targets, weights or None).

    Ids must lie in [0, num_nodes). The list is empty afterwards. The result has weights if a link
    has a weight other than 1 or links are parallel.
    """
    cdef Rows rows = Rows(num_nodes, Buckets(num_nodes, links, undirected))
    return rows.offsets, rows.targets, rows.weights


cdef link_t longest_row(const link_t[::1] offsets) noexcept nogil:
    cdef link_t longest = 0
    cdef Py_ssize_t u
    for u in range(offsets.shape[0] - 1):
        longest = max(longest, offsets[u + 1] - offsets[u])
    return longest


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
