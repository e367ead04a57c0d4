"""The line of nearly every link list: two integers, one separator between them, perhaps a weight.

What is not exactly that is left to the general way, which splits a line into fields before it looks
at them and takes four times as long.
"""

from libc.float cimport DBL_MAX
from libc.stdint cimport int64_t, uint8_t

from infomap_py._core.decimals cimport NUMBER, decimal

cdef enum:
    MOST_DIGITS = 18  # any integer of so many fits into 64 bits


cdef inline const uint8_t* plain_integer(const uint8_t* at, int64_t* value) noexcept nogil:
    """Read an integer >= 0 without leading zeros; where it ends, or NULL."""
    cdef const uint8_t* start = at
    cdef int64_t number = 0
    while 48 <= at[0] <= 57:
        if at - start == MOST_DIGITS:
            return NULL
        number = number * 10 + (at[0] - 48)
        at += 1
    if at == start or (start[0] == 48 and at - start > 1):
        return NULL
    value[0] = number
    return at


cdef inline const uint8_t* plain_link(const uint8_t* at, uint8_t separator, uint8_t other_separator,
                                      bint weighted, int64_t* ends, double* weight) noexcept nogil:
    """Read a line into two ends and a weight; where the next begins, or NULL if it is not so plain.

    Behind the text must stand a byte that is neither a digit nor a newline, as 0 behind Python's.
    """
    cdef const uint8_t* start
    at = plain_integer(at, &ends[0])
    if at == NULL or (at[0] != separator and at[0] != other_separator):
        return NULL
    at = plain_integer(at + 1, &ends[1])
    if at == NULL:
        return NULL
    weight[0] = 1.0
    if weighted and (at[0] == separator or at[0] == other_separator):
        at += 1
        start = at
        while 43 <= at[0] <= 101:  # signs, digits, points and exponents are all in there
            at += 1
        if decimal(start, at, weight) != NUMBER or not 0.0 <= weight[0] <= DBL_MAX:
            return NULL
    at += at[0] == b"\r"
    return at + 1 if at[0] == b"\n" else NULL
