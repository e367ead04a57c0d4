/* x log2 x from fixed operations: the same bits on every compiler, platform and SIMD width.
 *
 * The C library's log2 differs in the last bit between systems, and a search that compares sums of such
 * values would then differ in its partitions. This one uses only additions, multiplications and one division of
 * IEEE doubles (contraction to fused multiply-add is switched off in setup.py), has no branch and no table,
 * and so vectorises. Error: at most 3 ulp of the result (tests/test_sums.py).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#ifndef INFOMAP_PY_MATHOPS_H
#define INFOMAP_PY_MATHOPS_H

#include <stdint.h>
#include <string.h>

/* log2 of a positive normal double.
 *
 * With x = 2**k * m, m in [sqrt(1/2), sqrt(2)), and s = (m - 1) / (m + 1):
 * log2(m) = 2 atanh(s) / ln 2 = s * series(s**2).
 */
static inline double fixed_log2(double x) {
    const uint64_t one = 0x3ff0000000000000u, root_half = 0x3fe6a09e667f3bcdu;
    uint64_t bits, exponent_bits;
    double m, exponent, s, t, series;
    memcpy(&bits, &x, sizeof bits);
    /* Add what lifts sqrt(1/2) to 1, so that the exponent field counts from sqrt(1/2). */
    bits += one - root_half;
    /* 2**52 + field, read as a double, less 2**52 + bias: an integer conversion that every SIMD has. */
    exponent_bits = (bits >> 52) | 0x4330000000000000u;
    memcpy(&exponent, &exponent_bits, sizeof exponent);
    bits = (bits & 0x000fffffffffffffu) + root_half;
    memcpy(&m, &bits, sizeof m);
    s = (m - 1.0) / (m + 1.0);
    t = s * s;
    /* Chebyshev interpolation of 2 atanh(s) / (s ln 2) in t over 0 <= t <= 0.02944; its relative error is
     * at most 1.2e-18 with these eight terms, 1.7e-16 with seven. */
    series = 0.220913084231176800 + t * 0.21365895694319271;
    series = 0.262334352504183000 + t * series;
    series = 0.320598534913959840 + t * series;
    series = 0.412198585840900500 + t * series;
    series = 0.577078016345520300 + t * series;
    series = 0.961796693925989800 + t * series;
    series = 2.885390081777926800 + t * series;
    return (exponent - 4503599627371519.0) + s * series;
}

/* p log2 p in bits, with 0 log2 0 = 0. Negative rounding dust and denormals count as 0. */
static inline double fixed_plogp(double p) {
    const double bits = p * fixed_log2(p);
    return p >= 2.2250738585072014e-308 ? bits : 0.0;
}

#endif
