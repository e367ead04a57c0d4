"""Weights as whole multiples of 1, 0.1, 0.01, ...: four bytes instead of eight, for the same bits.

A decimal number is the double next to it, and so is the quotient of two whole numbers: 2.35 is
235 / 100 to the last bit.
"""

from libc.stdint cimport int64_t

cdef enum:
    FINEST = 1_000_000_000  # resolutions are powers of ten, up to this


cdef inline bint multiples_fit(double weight, double resolution) noexcept nogil:
    return weight * resolution < 4294967295.5  # what a uint32 holds


cdef inline int64_t multiple(double weight, double resolution) noexcept nogil:
    """The nearest; the weight is finite, and so many fit."""
    return <int64_t>(weight * resolution + 0.5)


cdef inline bint is_multiple(double weight, double resolution) noexcept nogil:
    return (multiples_fit(weight, resolution)
            and <double>multiple(weight, resolution) / resolution == weight)
