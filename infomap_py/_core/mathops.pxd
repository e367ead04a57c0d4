"""x log2 x from fixed operations: the same bits on every compiler, platform and SIMD width.

The C library's log2 differs in the last bit between systems, and a search that compares sums of such
values would then differ in its partitions. This one uses only additions, multiplications and one
division of IEEE doubles (with contraction to fused multiply-add switched off in setup.py), has no
branch and no table, and so vectorises. Error: below 2 ulp of the result (tests/test_sums.py).
"""

from libc.stdint cimport int64_t, uint64_t

cdef union Bits:
    double value
    uint64_t bits


cdef inline double log2(double x) noexcept nogil:
    """log2 of a positive normal double.

    With x = 2**k * m, m in [sqrt(1/2), sqrt(2)), and s = (m - 1) / (m + 1):
    log2(m) = 2 atanh(s) / ln 2 = s * series(s**2).
    """
    cdef Bits number, exponent
    cdef double s, t, series
    number.value = x
    # Add what lifts sqrt(1/2) to 1, so that the exponent field counts from sqrt(1/2).
    number.bits += 0x3ff0000000000000ULL - 0x3fe6a09e667f3bcdULL
    # 2**52 + field, read as a double, minus 2**52 + bias: an integer conversion that every SIMD has.
    exponent.bits = (number.bits >> 52) | 0x4330000000000000ULL
    number.bits = (number.bits & 0x000fffffffffffffULL) + 0x3fe6a09e667f3bcdULL
    s = (number.value - 1.0) / (number.value + 1.0)
    t = s * s
    # Chebyshev interpolation of 2 atanh(s) / (s ln 2) in t over 0 <= t <= 0.02944; its relative error
    # is at most 1.2e-18 with these eight terms, 1.7e-16 with seven.
    series = 0.220913084231176800 + t * 0.21365895694319271
    series = 0.262334352504183000 + t * series
    series = 0.320598534913959840 + t * series
    series = 0.412198585840900500 + t * series
    series = 0.577078016345520300 + t * series
    series = 0.961796693925989800 + t * series
    series = 2.885390081777926800 + t * series
    return (exponent.value - 4503599627371519.0) + s * series


cdef inline double plogp(double p) noexcept nogil:
    """p log2 p in bits, with 0 log2 0 = 0. Negative rounding dust and denormals count as 0."""
    return p * log2(p) if p >= 2.2250738585072014e-308 else 0.0
