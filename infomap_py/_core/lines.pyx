"""Integers to lines of text: the usual result of a search, a node and its module per line.

A million lines take 0.02 s; made by Python they take 0.4 s, as long as reading the links.
"""

from cpython.unicode cimport PyUnicode_DecodeASCII
from libc.stdint cimport int64_t, uint8_t, uint64_t
from libc.stdlib cimport free

from infomap_py._core.memory cimport resized
from infomap_py._core.types cimport node_t

cdef enum:
    LONGEST = 20  # bytes of a 64-bit integer


cdef uint8_t* written(int64_t value, uint8_t* at) noexcept nogil:
    """Write the integer; where it ends."""
    cdef uint8_t[LONGEST] digits
    cdef uint64_t rest = <uint64_t>value
    cdef int count = 0
    if value < 0:
        rest = 0 - rest
        at[0] = b"-"
        at += 1
    while True:
        digits[count] = 48 + rest % 10
        rest //= 10
        count += 1
        if rest == 0:
            break
    while count > 0:
        count -= 1
        at[0] = digits[count]
        at += 1
    return at


def pairs(const int64_t[::1] nodes not None, const node_t[::1] modules not None):
    """One line ``node<TAB>module`` for each."""
    cdef Py_ssize_t k, count = nodes.shape[0]
    cdef uint8_t* text
    cdef uint8_t* at
    with nogil:
        text = at = <uint8_t*>resized(NULL, max(1, count * (2 * LONGEST + 2)), 1)
        for k in range(count):
            at = written(nodes[k], at)
            at[0] = b"\t"
            at = written(modules[k], at + 1)
            at[0] = b"\n"
            at += 1
    try:
        return PyUnicode_DecodeASCII(<const char*>text, at - text, NULL)
    finally:
        free(text)
