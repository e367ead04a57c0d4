"""The odds that words meet in a gap, as a quadratic function of what is measured at it.

A logistic regression, by Newton's method with a small ridge:

    odds = exp(x), x = sum_i w_i f_i,  f = 1, every measure, every product of two
    w <- w + (sum p (1 - p) f f' + ridge)^-1 (sum (y - p) f - ridge w)

Everything is in a fixed order and of fixed operations.
"""

from cpython.exc cimport PyErr_CheckSignals

import numpy as np

from libc.math cimport ldexp, rint, sqrt
from libc.stdint cimport uint8_t

cdef double LN2 = 0.6931471805599453
cdef double RIDGE = 1e-3  # per gap; measures have unit variance
cdef double FURTHEST = 60.0  # bits: odds beyond say nothing more

cdef enum:
    ROUNDS = 6  # the weights then change by less than 1e-3
    TERMS = 14  # of the series for |y| <= ln 2 / 2: the next is below 1e-18
    BLOCK = 1 << 14  # gaps between two looks for Ctrl-C
    TOGETHER = 4  # gaps to a pass over the curvature; with 1, fits take a third longer


def fitted(const float[:, ::1] measures not None, const uint8_t[::1] is_cut not None):
    """The weights that predict best which gaps are cut."""
    cdef Py_ssize_t count = terms_of(measures.shape[1]), k, i, start, stop, _
    weights = np.zeros(count)
    cdef double[::1] weight = weights, gradient = np.empty(count)
    cdef double[:, ::1] terms = np.zeros((TOGETHER, count)), curvature = np.empty((count, count))
    cdef double size = measures.shape[0]
    for _ in range(ROUNDS):
        gradient[:] = 0.0
        curvature[:, :] = 0.0
        for start in range(0, measures.shape[0], BLOCK):
            PyErr_CheckSignals()
            k, stop = start, min(start + BLOCK, measures.shape[0])
            with nogil:
                while k < stop:
                    learn(measures, is_cut, k, min(k + TOGETHER, stop), terms, weight, gradient,
                          curvature)
                    k += TOGETHER
        with nogil:
            for i in range(count):
                gradient[i] -= RIDGE * size * weight[i]
                curvature[i, i] += RIDGE * size
            solve(curvature, gradient)
            for i in range(count):
                weight[i] += gradient[i]
    return weights


def log_odds(const float[:, ::1] measures not None, const double[::1] weights not None):
    """In bits, the odds of every gap."""
    result = np.empty(measures.shape[0])
    cdef double[::1] bits = result
    cdef double[:, ::1] terms = np.empty((1, weights.shape[0]))
    cdef Py_ssize_t k, start
    for start in range(0, measures.shape[0], BLOCK):
        PyErr_CheckSignals()
        with nogil:
            for k in range(start, min(start + BLOCK, measures.shape[0])):
                expand(measures, k, terms, 0)
                bits[k] = weighted(terms, 0, weights) / LN2
    return result


cdef Py_ssize_t terms_of(Py_ssize_t num_measures) noexcept nogil:
    return 1 + num_measures + num_measures * (num_measures + 1) // 2


cdef void expand(const float[:, ::1] measures, Py_ssize_t k, double[:, ::1] terms,
                 Py_ssize_t row) noexcept nogil:
    """A row of terms: 1, every measure of gap k, and every product of two."""
    cdef Py_ssize_t i, j, place = 1
    terms[row, 0] = 1.0
    for i in range(measures.shape[1]):
        terms[row, place] = measures[k, i]
        place += 1
    for i in range(measures.shape[1]):
        for j in range(i, measures.shape[1]):
            terms[row, place] = <double>measures[k, i] * measures[k, j]
            place += 1


cdef inline double weighted(const double[:, ::1] terms, Py_ssize_t row,
                            const double[::1] weight) noexcept nogil:
    cdef double result = 0.0
    cdef Py_ssize_t i
    for i in range(terms.shape[1]):
        result += terms[row, i] * weight[i]
    return result


cdef void learn(const float[:, ::1] measures, const uint8_t[::1] is_cut, Py_ssize_t first,
                Py_ssize_t stop, double[:, ::1] terms, const double[::1] weight,
                double[::1] gradient, double[:, ::1] curvature) noexcept nogil:
    """Add what the gaps from first to stop - 1, TOGETHER at most, say of the weights; of the
    curvature, which is symmetric, the lower half."""
    cdef double[TOGETHER] importance, scaled
    cdef double probability, surprise, total
    cdef Py_ssize_t g, i, j
    for g in range(TOGETHER):
        importance[g] = 0.0
    for g in range(stop - first):
        expand(measures, first + g, terms, g)
        probability = logistic(weighted(terms, g, weight))
        surprise = is_cut[first + g] - probability
        importance[g] = probability * (1.0 - probability)
        for i in range(terms.shape[1]):
            gradient[i] += surprise * terms[g, i]
    for i in range(terms.shape[1]):
        for g in range(TOGETHER):
            scaled[g] = importance[g] * terms[g, i]
        for j in range(i + 1):
            total = curvature[i, j]
            for g in range(TOGETHER):
                total += scaled[g] * terms[g, j]
            curvature[i, j] = total


cdef void solve(double[:, ::1] matrix, double[::1] vector) noexcept nogil:
    """matrix^-1 vector in place of the vector, by Cholesky's factors in place of the lower half."""
    cdef Py_ssize_t i, j, k, count = vector.shape[0]
    for i in range(count):
        for j in range(i + 1):
            for k in range(j):
                matrix[i, j] -= matrix[i, k] * matrix[j, k]
            matrix[i, j] = sqrt(matrix[i, i]) if i == j else matrix[i, j] / matrix[j, j]
        for k in range(i):
            vector[i] -= matrix[i, k] * vector[k]
        vector[i] /= matrix[i, i]
    for j in range(count):
        i = count - 1 - j
        for k in range(i + 1, count):
            vector[i] -= matrix[k, i] * vector[k]
        vector[i] /= matrix[i, i]


cdef inline double logistic(double x) noexcept nogil:
    """1 / (1 + e^-x), with e^-x as 2^n e^z."""
    cdef double bits = min(max(-x / LN2, -FURTHEST), FURTHEST)
    cdef double n = rint(bits)
    cdef double z = (bits - n) * LN2, series = 1.0
    cdef int k
    for k in range(TERMS, 0, -1):
        series = 1.0 + series * z / k
    return 1.0 / (1.0 + ldexp(series, <int>n))
