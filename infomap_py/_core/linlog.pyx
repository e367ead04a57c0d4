"""Between a number and its logarithm, from fixed operations: the same bits on every platform.

    linlog(k) = T ((1 - s) ln 2 + s) + 1 - s,  s = q (2 - q),  T = (k^(1 - q) - 1) / ((1 - q) ln 2)

T is the logarithm of Tsallis: for damping q = 0 linlog is k itself, for q = 1 it is log2 k. The
power is taken as e^y - 1, which does not cancel where q is near 1.
"""

import numpy as np

from libc.math cimport ldexp, rint

from infomap_py._core.mathops cimport log2

cdef double LN2 = 0.6931471805599453

cdef enum:
    TERMS = 14  # of the series for |y| <= ln 2 / 2: the next is below 1e-18


cdef inline double exp_minus_one(double y) noexcept nogil:
    """e^y - 1, as 2^n (e^z - 1) + 2^n - 1 with z = y - n ln 2 near 0."""
    cdef double n = rint(y / LN2)
    cdef double z = y - n * LN2, series = 1.0
    cdef int k
    for k in range(TERMS, 1, -1):
        series = 1.0 + series * z / k
    return ldexp(z * series, <int>n) + (ldexp(1.0, <int>n) - 1.0)


def linlog(const double[::1] values not None, double damping):
    """linlog of every value, all positive; ``damping`` from 0 to 1."""
    result = np.empty(len(values))
    cdef double[::1] scales = result
    cdef double rest = (1.0 - damping) * (1.0 - damping)  # 1 - s
    cdef double logarithm
    cdef Py_ssize_t u
    with nogil:
        for u in range(values.shape[0]):
            logarithm = log2(values[u])
            if damping < 1.0:
                logarithm = (exp_minus_one((1.0 - damping) * LN2 * logarithm)
                             / ((1.0 - damping) * LN2))
            scales[u] = logarithm * (rest * LN2 + 1.0 - rest) + rest
    return result
