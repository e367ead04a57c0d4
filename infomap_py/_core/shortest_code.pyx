"""The cut of a text into words whose code is the shortest: a shortest path over its positions.

A word costs what its entry in the dictionary says, and each cut what its place says besides. Where
the text is cut already, a word of that cut is priced as if it did not occur there: else every word
that occurs once would be a reason for itself.
"""

from cpython.exc cimport PyErr_CheckSignals

import numpy as np

from libc.math cimport INFINITY
from libc.stdint cimport uint8_t

from infomap_py._core.types cimport node_t

cdef enum:
    BLOCK = 1 << 18  # positions between two looks for Ctrl-C


def shortest_code(const node_t[:, ::1] words not None, const double[::1] cost not None,
                  const double[::1] cost_elsewhere not None, const double[::1] cut_cost not None,
                  uint8_t[::1] lengths not None):
    """Cut the text again; return the bits of the code.

    ``words[n - 1, p]`` is the number of the word of n letters at position p, or -1; a position
    without one of a single letter is no letter. ``lengths[p]`` is the number of letters of the word
    that begins at p, or 0, before and after; ``cost_elsewhere`` prices words of the cut before.
    Of two cuts of equal cost, the one whose last word is shorter is taken.
    """
    cdef node_t count = <node_t>words.shape[1], start, p
    cdef uint8_t n
    cdef double[::1] best = np.empty(count + 1)
    cdef uint8_t[::1] last = np.empty(count + 1, dtype=np.uint8)
    best[0] = 0.0
    for start in range(0, count, BLOCK):
        PyErr_CheckSignals()
        with nogil:
            for p in range(start, min(start + BLOCK, count)):
                reach(p + 1, words, cost, cost_elsewhere, cut_cost, lengths, best, last)
    with nogil:
        lengths[:] = 0
        p = count
        while p > 0:
            n = last[p]
            p -= max(n, 1)
            lengths[p] = n
    return best[count]


cdef inline void reach(node_t end, const node_t[:, ::1] words, const double[::1] cost,
                       const double[::1] cost_elsewhere, const double[::1] cut_cost,
                       const uint8_t[::1] lengths, double[::1] best,
                       uint8_t[::1] last) noexcept nogil:
    """The shortest code of the text up to ``end``, and the length of its last word."""
    cdef node_t n, p, word
    cdef double bits
    best[end] = INFINITY
    last[end] = 0
    if words[0, end - 1] < 0:
        best[end] = best[end - 1]
        return
    for n in range(1, min(<node_t>words.shape[0], end) + 1):
        p = end - n
        word = words[n - 1, p]
        if word < 0:
            break
        bits = best[p] + cut_cost[p]
        bits += cost_elsewhere[word] if lengths[p] == n else cost[word]
        if bits < best[end]:
            best[end] = bits
            last[end] = <uint8_t>n
