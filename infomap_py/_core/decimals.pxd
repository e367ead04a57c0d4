"""Decimal numbers to the nearest double, whatever the locale and without the GIL.

Up to 19 digits are an exact 64-bit integer. With at most 15 of them and a power of ten up to 22,
both are exact doubles, and one rounded multiplication or division gives the nearest double (Clinger
1990). Otherwise the same operation is done in pairs of doubles (Dekker 1971), with an error of some
2**-100: unless that could change the rounding, the result is the nearest double again. What is left
(more digits, larger powers, near ties) is for Python's float().
"""

from libc.stdint cimport uint8_t, uint64_t

cdef enum Numeral:
    NOT_A_NUMBER
    NUMBER
    HARD  # a number, to be read by float()

cdef struct Pair:
    double high
    double low


cdef inline double power_of_ten(int exponent) noexcept nogil:
    """10**exponent; every step is exact up to 22."""
    cdef double power = 1.0
    for _ in range(exponent):
        power *= 10.0
    return power


cdef inline Pair halves(double x) noexcept nogil:
    """x as the sum of two doubles of 26 bits each."""
    cdef Pair half
    cdef double spread = 134217729.0 * x  # 2**27 + 1
    half.high = spread - (spread - x)
    half.low = x - half.high
    return half


cdef inline Pair product(double x, double y) noexcept nogil:
    """x * y exactly, as the nearest double and the rest."""
    cdef Pair exact, a = halves(x), b = halves(y)
    exact.high = x * y
    exact.low = ((a.high * b.high - exact.high) + a.high * b.low + a.low * b.high) + a.low * b.low
    return exact


cdef inline bint certain(double high, double low, double* value) noexcept nogil:
    """Round high + low; whether low, were it wrong by one part in 2**40, would round the same."""
    cdef double doubt = low * 9.094947017729282e-13
    value[0] = high + low
    return high + (low - doubt) == high + (low + doubt)


cdef inline Numeral scaled(uint64_t digits, int exponent, double* value) noexcept nogil:
    """digits * 10**exponent."""
    cdef Pair power, first
    cdef double high, low, quotient
    cdef int size = abs(exponent)
    if digits == 0:
        value[0] = 0.0
        return NUMBER
    if digits < 1000000000000000ULL and size <= 22:
        value[0] = digits / power_of_ten(size) if exponent < 0 else digits * power_of_ten(size)
        return NUMBER
    if size > 44:
        return HARD
    power = product(power_of_ten(min(size, 22)), power_of_ten(size - min(size, 22)))
    high = <double>(digits & ~<uint64_t>0x7ff)
    low = <double>(digits & 0x7ff)
    if exponent >= 0:
        first = product(high, power.high)
        return NUMBER if certain(first.high, first.low + (high * power.low + low * power.high),
                                 value) else HARD
    quotient = high / power.high
    first = product(quotient, power.high)
    low = (high - first.high - first.low) + (low - quotient * power.low)
    return NUMBER if certain(quotient, low / power.high, value) else HARD


cdef inline Numeral decimal(const uint8_t* at, const uint8_t* stop, double* value) noexcept nogil:
    """Read [sign] digits [. digits] [e [sign] digits]."""
    cdef uint64_t digits = 0
    cdef int num_digits = 0, exponent = 0, shift = 0
    cdef bint negative = False, any_digit = False, small = False, fraction = False
    cdef Numeral numeral
    if at < stop and (at[0] == b"-" or at[0] == b"+"):
        negative = at[0] == b"-"
        at += 1
    while at < stop and (48 <= at[0] <= 57 or (at[0] == b"." and not fraction)):
        if at[0] == b".":
            fraction = True
        else:
            any_digit = True
            digits = digits * 10 + (at[0] - 48)
            num_digits += num_digits > 0 or digits != 0  # leading zeros do not count
            shift -= fraction
        at += 1
    if not any_digit:
        return NOT_A_NUMBER
    if at < stop and (at[0] == b"e" or at[0] == b"E"):
        at += 1
        if at < stop and (at[0] == b"-" or at[0] == b"+"):
            small = at[0] == b"-"
            at += 1
        if at == stop:
            return NOT_A_NUMBER
        while at < stop and 48 <= at[0] <= 57:
            exponent = min(exponent * 10 + (at[0] - 48), 100000)
            at += 1
    if at < stop:
        return NOT_A_NUMBER
    if num_digits > 19:
        return HARD
    numeral = scaled(digits, (-exponent if small else exponent) + shift, value)
    if negative and numeral == NUMBER:
        value[0] = -value[0]
    return numeral
