"""Rows of several runs added up, with their words in order.

What runs have for one row is added into a dense row. Its words come out in order by way of a set of
bits with a second one that says where there are any, so that nothing is compared: 3 to 6 ns per
entry.
"""

cimport cython
from libc.stdint cimport int64_t, uint64_t

import numpy as np

from infomap_py._core.pair_runs cimport entry_bits
from infomap_py._core.types cimport link_t, node_t

cdef extern from *:
    """
    #include <stdint.h>
    #if defined(_MSC_VER)
    #include <intrin.h>
    static __inline int infomap_py_lowest_bit(uint64_t bits)
    {
        unsigned long place;
        _BitScanForward64(&place, bits);
        return (int)place;
    }
    #else
    #define infomap_py_lowest_bit(bits) __builtin_ctzll(bits)
    #endif
    """
    int lowest_bit "infomap_py_lowest_bit" (uint64_t bits) noexcept nogil


@cython.final
cdef class RunSum:
    """Adds up rows of runs that all have the same words."""
    cdef int bits
    cdef int64_t[::1] row     # the row's counts by word, 0 between two calls
    cdef uint64_t[::1] words  # a bit for each word of the row
    cdef uint64_t[::1] any    # a bit for each of ``words`` that is not 0

    def __cinit__(self, node_t num_words):
        self.bits = entry_bits(num_words)
        self.row = np.zeros(num_words, dtype=np.int64)
        self.words = np.zeros((num_words >> 6) + 1, dtype=np.uint64)
        self.any = np.zeros((num_words >> 12) + 1, dtype=np.uint64)

    def rows(self, node_t first, const int64_t[::1] entries not None,
             const link_t[:, ::1] begins not None):
        """The rows from ``first`` on: (rows, words, counts), in order.

        Run r has the entries from ``begins[r, k]`` to ``begins[r, k + 1]`` for row ``first + k``.
        """
        rows = np.empty(entries.shape[0], dtype=np.int32)
        words = np.empty(entries.shape[0], dtype=np.int32)
        counts = np.empty(entries.shape[0], dtype=np.int64)
        cdef node_t[::1] rows_view = rows, words_view = words
        cdef int64_t[::1] counts_view = counts
        cdef link_t used = 0, start
        cdef Py_ssize_t k, r
        with nogil:
            for k in range(begins.shape[1] - 1):
                for r in range(begins.shape[0]):
                    self.add(entries, begins[r, k], begins[r, k + 1])
                start = used
                used = self.take(words_view, counts_view, used)
                rows_view[start:used] = first + <node_t>k
        return rows[:used], words[:used], counts[:used]

    cdef void add(self, const int64_t[::1] entries, link_t start, link_t end) noexcept nogil:
        """Add these entries to the row."""
        cdef int64_t mask = (<int64_t>1 << self.bits) - 1
        cdef link_t k
        cdef node_t word
        for k in range(start, end):
            word = <node_t>(entries[k] & mask)
            self.row[word] += entries[k] >> self.bits
            self.words[word >> 6] |= <uint64_t>1 << (word & 63)
            self.any[word >> 12] |= <uint64_t>1 << (word >> 6 & 63)

    cdef link_t take(self, node_t[::1] words, int64_t[::1] counts, link_t used) noexcept nogil:
        """Take the row out, in order of words; where it ends."""
        cdef node_t block, group, word
        cdef uint64_t groups, bits
        for block in range(<node_t>self.any.shape[0]):
            groups = self.any[block]
            self.any[block] = 0
            while groups != 0:
                group = (block << 6) + lowest_bit(groups)
                groups &= groups - 1
                bits = self.words[group]
                self.words[group] = 0
                while bits != 0:
                    word = (group << 6) + lowest_bit(bits)
                    bits &= bits - 1
                    words[used] = word
                    counts[used] = self.row[word]
                    self.row[word] = 0
                    used += 1
        return used
