"""Arcs to compressed sparse rows: counting sort by source, rows sorted, parallel links summed.

Each undirected link is stored once per direction and a self-link once; each directed link once, at
its source. Rows are sorted by target and, among parallel links, by weight, so that their sum is
taken in one order: the result does not depend on the order of the links, not even in the last bit,
and both copies of an undirected link carry the same bits.

Bucket by bucket, the arcs are placed where their rows end up, sorted and merged there, and the
bucket is given back. Memory per arc: 6 bytes in the bucket or 4 in the row; and if weighted, 8 more
in the bucket, and in the row 8, or 4 where all weights are multiples of the same 1, 0.1, 0.01, ...
"""

from cpython.exc cimport PyErr_CheckSignals
from libc.stdint cimport uint32_t

import numpy as np

from infomap_py._core.buckets cimport Bucket, Buckets
from infomap_py._core.links cimport LinkList
from infomap_py._core.multiples cimport multiple, multiples_fit
from infomap_py._core.sorting cimport sort_row
from infomap_py._core.types cimport link_t, node_t


cdef link_t place_arcs(Bucket bucket, link_t[::1] ends, node_t[::1] targets,
                       double[::1] weights) noexcept nogil:
    """Place the arcs of a bucket in its rows; ends[k] = end of its k-th row.

    The length of the longest.
    """
    cdef Py_ssize_t k
    cdef link_t e, place, count, start = 0, longest = 0
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


cdef link_t sort_rows(const link_t[::1] ends, node_t[::1] targets, double[::1] weights,
                      node_t[::1] spare_targets, double[::1] spare_weights) noexcept nogil:
    """Sort the rows of a bucket; the number of arcs that repeat their predecessor."""
    cdef link_t e, start = 0, repeated = 0
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


cdef void sum_parallel(link_t[::1] ends, node_t[::1] targets, double[::1] weights) noexcept nogil:
    """Merge equal targets of each sorted row of a bucket, moving the rows together."""
    cdef link_t e, start = 0, kept = 0, row
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


cdef bint round_sums(double[::1] weights, double resolution) noexcept nogil:
    """Sums of multiples of 1 / resolution to what they would be without rounding; whether all are
    so few multiples as can be kept."""
    cdef Py_ssize_t e
    cdef bint fit = True
    for e in range(weights.shape[0]):
        fit &= multiples_fit(weights[e], resolution)
    if resolution > 1.0:
        for e in range(weights.shape[0]):
            weights[e] = <double>multiple(weights[e], resolution) / resolution
    return fit


cdef void keep_multiples(const double[::1] weights, double resolution,
                         uint32_t[::1] multiples) noexcept nogil:
    cdef Py_ssize_t e
    for e in range(weights.shape[0]):
        multiples[e] = <uint32_t>multiple(weights[e], resolution)


cdef class Rows:
    """Rows that are made bucket by bucket.

    ``weights`` is None until one is not 1; then float64, or uint32 if ``counted``: multiples of
    1 / resolution.
    """

    cdef readonly object offsets, targets, weights
    cdef readonly double resolution
    cdef readonly bint counted
    cdef link_t num_arcs  # so far

    def __cinit__(self, Py_ssize_t num_nodes, Buckets buckets not None):
        cdef Py_ssize_t b
        cdef link_t[::1] offsets
        cdef node_t[::1] targets
        self.resolution, self.counted = buckets.resolution, buckets.resolution > 0.0
        self.offsets = np.zeros(num_nodes + 1, dtype=np.int64)
        # As many as there are before parallel links are merged: what is never written takes no
        # memory, and what is merged away is given back.
        self.targets = np.empty(buckets.num_arcs, dtype=np.int32)
        if buckets.weighted:
            self.weights = np.empty(buckets.num_arcs, np.uint32 if self.counted else np.float64)
        offsets, targets = self.offsets, self.targets
        for b in range(buckets.count):
            PyErr_CheckSignals()
            self.add(buckets.buckets[b], targets[self.num_arcs:],
                     offsets[(b << buckets.bits) + 1:min((b + 1) << buckets.bits, num_nodes) + 1])
            buckets.release(b)
        offsets = targets = None  # arrays are not to be resized in use
        self.targets.resize(self.num_arcs, refcheck=False)
        if self.weights is not None:
            self.weights.resize(self.num_arcs, refcheck=False)

    cdef int add(self, Bucket bucket, node_t[::1] targets, link_t[::1] ends) except -1:
        """Add the rows of a bucket, from the first of these targets on."""
        cdef node_t[::1] spare_targets
        cdef double[::1] weights = NO_WEIGHTS, spare_weights
        cdef link_t longest, repeated
        cdef Py_ssize_t k
        if self.weights is not None:
            weights = np.ones(bucket.count) if bucket.weights == NULL else np.empty(bucket.count)
        with nogil:
            longest = place_arcs(bucket, ends, targets, weights)
        spare_targets = np.empty(longest, dtype=np.int32)
        spare_weights = np.empty(longest if self.weights is not None else 0)
        with nogil:
            repeated = sort_rows(ends, targets, weights, spare_targets, spare_weights)
        if repeated > 0:
            if self.weights is None:
                weights = np.ones(bucket.count)
                self.weights = np.empty(self.targets.shape[0], dtype=np.uint32)
                self.weights[:self.num_arcs] = 1
            with nogil:
                sum_parallel(ends, targets, weights)
            weights = weights[:bucket.count - repeated]
            if self.resolution > 0.0 and not round_sums(weights, self.resolution):
                self.widen()
        if self.weights is not None:
            self.keep(weights)
        for k in range(ends.shape[0]):
            ends[k] += self.num_arcs
        self.num_arcs += bucket.count - repeated
        return 0

    cdef int keep(self, const double[::1] weights) except -1:
        """Put the weights of the next arcs into the rows."""
        kept = self.weights[self.num_arcs:self.num_arcs + weights.shape[0]]
        if self.counted:
            keep_multiples(weights, self.resolution, kept)
        else:
            kept[:] = weights
        return 0

    cdef int widen(self) except -1:
        """Keep weights as numbers from now on: there is a sum of too many multiples."""
        if self.counted:
            multiples, self.weights = self.weights, np.empty(self.weights.shape[0])
            np.divide(multiples[:self.num_arcs], self.resolution,
                      out=self.weights[:self.num_arcs])
            self.counted = False
        return 0


cdef double[::1] NO_WEIGHTS = np.empty(0)


def build(Py_ssize_t num_nodes, LinkList links not None, bint undirected):
    """Rows of the graph with these links: (offsets, targets, weights, resolution).

    Ids must lie in [0, num_nodes). The list is empty afterwards. ``weights`` is None unless a link
    has a weight other than 1 or links are parallel; uint32 where the weights are that many times
    1 / resolution, and otherwise float64, with a resolution of 1.
    """
    cdef Rows rows = Rows(num_nodes, Buckets(num_nodes, links, undirected))
    resolution = int(rows.resolution) if rows.counted else 1
    return rows.offsets, rows.targets, rows.weights, resolution


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
