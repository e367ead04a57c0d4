"""Squared distances of pairs of rows, dense or sparse, added in a fixed order.

As in ``dots``: what BLAS finds to be near is measured again here, for k pairs per row and not n, to
the same bytes everywhere, and the same from both ends of a pair. Differences are squared, rather
than products taken from squares, which would leave nothing of the distance of rows that are near
each other and far from the origin.
"""

from cpython.exc cimport PyErr_CheckSignals

import numpy as np

from infomap_py._core.types cimport link_t, node_t

cdef enum:
    ROWS = 1 << 10  # between two looks for Ctrl-C


def squared_distances(const double[:, ::1] rows not None, const node_t[:, ::1] near not None):
    """From every row i to the rows ``near[i]``."""
    result = np.zeros((near.shape[0], near.shape[1]))
    cdef double[:, ::1] squares = result
    cdef Py_ssize_t i, k, start, count = near.shape[0]
    for start in range(0, count, ROWS):
        PyErr_CheckSignals()
        with nogil:
            for i in range(start, min(start + ROWS, count)):
                for k in range(near.shape[1]):
                    squares[i, k] = squared(rows, i, near[i, k])
    return result


def sparse_squared_distances(const link_t[::1] offsets not None, const node_t[::1] columns not None,
                             const double[::1] values not None,
                             const node_t[:, ::1] near not None):
    """The same for rows in CSR, whose columns ascend."""
    result = np.zeros((near.shape[0], near.shape[1]))
    cdef double[:, ::1] squares = result
    cdef Py_ssize_t i, k, start, count = near.shape[0]
    for start in range(0, count, ROWS):
        PyErr_CheckSignals()
        with nogil:
            for i in range(start, min(start + ROWS, count)):
                for k in range(near.shape[1]):
                    squares[i, k] = sparse_squared(
                        columns, values, offsets[i], offsets[i + 1],
                        offsets[near[i, k]], offsets[near[i, k] + 1])
    return result


def sums_of_squares(const link_t[::1] offsets not None, const double[::1] values not None):
    """Over the values of every row, which lie between its offset and the next."""
    result = np.zeros(offsets.shape[0] - 1)
    cdef double[::1] sums = result
    cdef Py_ssize_t i
    cdef link_t e
    with nogil:
        for i in range(sums.shape[0]):
            for e in range(offsets[i], offsets[i + 1]):
                sums[i] += values[e] * values[e]
    return result


cdef inline double squared(const double[:, ::1] rows, Py_ssize_t i, Py_ssize_t j) noexcept nogil:
    """Between two dense rows."""
    cdef double total = 0.0, apart
    cdef Py_ssize_t column
    for column in range(rows.shape[1]):
        apart = rows[i, column] - rows[j, column]
        total += apart * apart
    return total


cdef inline double sparse_squared(const node_t[::1] columns, const double[::1] values, link_t a,
                                  link_t a_end, link_t b, link_t b_end) noexcept nogil:
    """Between two rows of ascending columns, walked along side by side."""
    cdef double total = 0.0, apart
    while a < a_end or b < b_end:
        if b == b_end or (a < a_end and columns[a] < columns[b]):
            apart = values[a]
            a += 1
        elif a == a_end or columns[b] < columns[a]:
            apart = values[b]
            b += 1
        else:
            apart = values[a] - values[b]
            a += 1
            b += 1
        total += apart * apart
    return total
