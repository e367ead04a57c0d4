"""Sums that do not depend on the platform: in a fixed order, compensated (Neumaier 1974)."""

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
