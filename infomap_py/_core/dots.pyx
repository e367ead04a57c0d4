"""Products of pairs of rows in float64, added in a fixed order.

BLAS adds in an order that depends on the processor, the number of its threads and the place of a
row in a block. What it finds to be near is multiplied again here, at k products per row and not n,
and that has the same bytes everywhere, and the same from both ends of a pair.
"""

from cpython.exc cimport PyErr_CheckSignals

import numpy as np

from infomap_py._core.types cimport node_t

cdef enum:
    LANES = 4  # sums side by side, which the processor adds at once
    ROWS = 1 << 12  # between two looks for Ctrl-C


def dots(const float[:, ::1] left not None, const float[:, ::1] right not None,
         const node_t[:, ::1] indices not None, node_t first=0):
    """The products of every row ``first + i`` on the left with the rows ``indices[i]`` on the
    right, as float32; 0 where the index is negative."""
    result = np.zeros((indices.shape[0], indices.shape[1]), dtype=np.float32)
    cdef float[:, ::1] products = result
    cdef Py_ssize_t i, k, start, count = indices.shape[0] if left.shape[1] > 0 else 0
    for start in range(0, count, ROWS):
        PyErr_CheckSignals()
        with nogil:
            for i in range(start, min(start + ROWS, count)):
                for k in range(indices.shape[1]):
                    if indices[i, k] >= 0:
                        products[i, k] = <float>dot(
                            &left[first + i, 0], &right[indices[i, k], 0], left.shape[1])
    return result


def lengths(const float[:, ::1] rows not None):
    """The length of every row, in float64."""
    result = np.zeros(rows.shape[0])
    cdef double[::1] squares = result
    cdef Py_ssize_t i, start, count = rows.shape[0] if rows.shape[1] > 0 else 0
    for start in range(0, count, ROWS):
        PyErr_CheckSignals()
        with nogil:
            for i in range(start, min(start + ROWS, count)):
                squares[i] = dot(&rows[i, 0], &rows[i, 0], rows.shape[1])
    return np.sqrt(result)


cdef inline double dot(const float* left, const float* right, Py_ssize_t size) noexcept nogil:
    """The sum over all dimensions: of every LANES-th, and of those sums."""
    cdef double[LANES] sums
    cdef Py_ssize_t j = 0, lane
    for lane in range(LANES):
        sums[lane] = 0.0
    while j + LANES <= size:
        for lane in range(LANES):
            sums[lane] += <double>left[j + lane] * <double>right[j + lane]
        j += LANES
    for lane in range(size - j):
        sums[lane] += <double>left[j + lane] * <double>right[j + lane]
    return (sums[0] + sums[2]) + (sums[1] + sums[3])
