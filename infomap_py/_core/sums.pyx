"""Sums that do not depend on the platform: in a fixed order, compensated (Neumaier 1974)."""

import numpy as np

from infomap_py._core cimport mathops
from infomap_py._core.types cimport node_t


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


def plogp_sums(const double[::1] values not None, const node_t[::1] groups not None,
               node_t num_groups):
    """Sum of x log2 x over the values in each group, in bits."""
    sums, lost = np.zeros((2, num_groups))
    cdef double[::1] total = sums, rest = lost
    cdef Py_ssize_t k
    with nogil:
        for k in range(values.shape[0]):
            _add(&total[groups[k]], &rest[groups[k]], mathops.plogp(values[k]))
    return sums + lost


def plogps(const double[::1] values not None):
    """x log2 x of every value, in bits."""
    result = np.empty(values.shape[0])
    cdef double[::1] bits = result
    cdef Py_ssize_t k
    with nogil:
        for k in range(values.shape[0]):
            bits[k] = mathops.plogp(values[k])
    return result


def log2(double value):
    """log2 of a positive normal double."""
    return mathops.log2(value)
