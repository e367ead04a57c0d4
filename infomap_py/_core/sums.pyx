"""Sums that do not depend on the platform: in a fixed order, compensated (Neumaier 1974)."""

import numpy as np

from infomap_py._core cimport mathops


cdef inline void _add(double* total, double* lost, double term) noexcept nogil:
    """total + lost += term, with the rounding error of the addition collected in lost."""
    cdef double bigger = total[0] + term
    if abs(total[0]) >= abs(term):
        lost[0] += (total[0] - bigger) + term
    else:
        lost[0] += (term - bigger) + total[0]
    total[0] = bigger


def total(const double[::1] values not None):
    """Sum of the values."""
    cdef double result = 0.0, lost = 0.0
    cdef Py_ssize_t k
    with nogil:
        for k in range(values.shape[0]):
            _add(&result, &lost, values[k])
    return result + lost


def plogp_sum(const double[::1] values not None):
    """Sum of x log2 x over the values, in bits."""
    cdef double result = 0.0, lost = 0.0
    cdef Py_ssize_t k
    with nogil:
        for k in range(values.shape[0]):
            _add(&result, &lost, mathops.plogp(values[k]))
    return result + lost


def plogp(double value):
    """x log2 x of one value, in bits."""
    return mathops.plogp(value)


def log2(double value):
    """log2 of a positive normal double."""
    return mathops.log2(value)


cdef enum:
    LANES = 8  # partial sums that SIMD of any width can hold, so that its width does not change the result


cdef double lane_sum(const double* left, const double* right, Py_ssize_t count) noexcept nogil:
    """Inner product in eight interleaved sums: a fixed order that vectorises."""
    cdef double[LANES] lanes
    cdef double result = 0.0
    cdef Py_ssize_t k, lane, whole = count - count % LANES
    for lane in range(LANES):
        lanes[lane] = 0.0
    k = 0
    while k < whole:
        for lane in range(LANES):
            lanes[lane] += left[k + lane] * right[k + lane]
        k += LANES
    for lane in range(LANES):
        result += lanes[lane]
    for k in range(whole, count):
        result += left[k] * right[k]
    return result


def dot(const double[::1] left not None, const double[::1] right not None):
    """Inner product, in a fixed order."""
    cdef double result = 0.0
    with nogil:
        if left.shape[0]:
            result = lane_sum(&left[0], &right[0], left.shape[0])
    return result


def combination(const double[:, ::1] vectors not None, const double[::1] weights not None):
    """Sum of weights[i] * vectors[i], term by term in order."""
    result = np.zeros(vectors.shape[1])
    cdef double[::1] combined = result
    cdef Py_ssize_t i, k
    with nogil:
        for i in range(vectors.shape[0]):
            for k in range(vectors.shape[1]):
                combined[k] += weights[i] * vectors[i, k]
    return result
