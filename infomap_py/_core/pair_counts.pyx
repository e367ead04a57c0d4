"""How often every two words stand near each other, row by row, without a list of pairs.

The occurrences of every word are put together, each with the stretch of text that lies within the
window around it. A row of counts is then one walk over the stretches of its word, which adds into a
dense row; each pair is seen from both its ends and kept at the more frequent word, the lower id.
That takes 12 bytes per token, whatever the window, and nothing is sorted: 7 to 9 ns per pair at
window 5, where ``numpy.sort`` with AVX-512 takes 6 for a key of 64 bits.

A run is what comes of some tokens: for every row its entries, ``count << bits | word`` with as many
bits as words need. ``pair_runs`` adds runs up.
"""

cimport cython
from libc.stdint cimport int64_t

import numpy as np

from infomap_py._core.pair_runs cimport entry_bits
from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    BREAK = -1        # between two units of text
    AHEAD = 8         # stretches that are asked of memory before they are read
    EFFORT = 1 << 25  # tokens looked at between two looks for Ctrl-C: some 50 ms


cdef struct Stretch:
    node_t start
    node_t end


@cython.final
cdef class PairCounter:
    """Counts the pairs of one piece of text after the other.

    Attributes
    ----------
    first_margins, second_margins : int64 arrays
        Pairs of each word so far: with it as first word and as second; the same array where order
        does not matter.
    """
    cdef node_t num_words, window
    cdef int bits
    cdef bint directed
    cdef const node_t[::1] tokens
    cdef Stretch[::1] stretches  # by word
    cdef link_t[::1] first       # word -> its first stretch; and where the last ends
    cdef int64_t[::1] row        # the row's counts by word, 0 between two calls
    cdef node_t[::1] touched     # words in the row
    cdef int64_t[::1] as_first, as_second
    cdef readonly object first_margins, second_margins

    def __cinit__(self, node_t num_words, node_t window, bint directed):
        """``window``: how far apart two words may stand; 0 for anywhere in the same unit."""
        self.num_words, self.window, self.directed = num_words, window, directed
        self.bits = entry_bits(num_words)
        self.row = np.zeros(num_words, dtype=np.int64)
        self.touched = np.empty(num_words + 1, dtype=np.int32)
        self.first = np.empty(num_words + 2, dtype=np.int64)
        self.first_margins = np.zeros(num_words, dtype=np.int64)
        self.second_margins = (np.zeros(num_words, dtype=np.int64) if directed
                               else self.first_margins)
        self.as_first, self.as_second = self.first_margins, self.second_margins

    def load(self, const node_t[::1] tokens not None):
        """Take the next piece: ids of words, and BREAK between units, which pairs do not cross."""
        self.tokens = tokens
        self.stretches = None  # not both at a time
        self.stretches = np.empty(tokens.shape[0], dtype=[("start", np.int32), ("end", np.int32)])
        with nogil:
            self.find_stretches()

    def unload(self):
        """Give the memory of the piece back."""
        self.tokens = self.stretches = None

    def count(self, node_t word, int64_t[::1] entries not None, link_t[::1] ends not None):
        """Write the rows from that word on, while there is room for one of ``num_words`` entries
        and for some 50 ms; the word of the next row, and how many entries were written.

        ``ends`` has for every word how many entries there are up to the end of its row.
        """
        cdef link_t used = 0, before = ends[word - 1] if word > 0 else 0, effort = 0
        with nogil:
            while (word < self.num_words and effort <= EFFORT
                   and used + self.num_words <= entries.shape[0]):
                used = self.write(word, self.add_up(word, &effort), entries, used)
                ends[word] = before + used
                word += 1
        return word, used

    cdef void find_stretches(self) noexcept nogil:
        """A counting sort of the occurrences by word."""
        cdef node_t position, unit_start, unit_end = -1, word, count
        cdef Stretch stretch
        count = <node_t>self.tokens.shape[0]
        self.first[:] = 0
        for position in range(count):
            word = self.tokens[position]
            if word != BREAK:
                self.first[word + 2] += 1
        for word in range(self.num_words):
            self.first[word + 2] += self.first[word + 1]
        while unit_end < count:
            unit_start = unit_end + 1
            unit_end = unit_start
            while unit_end < count and self.tokens[unit_end] != BREAK:
                unit_end += 1
            for position in range(unit_start, unit_end):
                stretch.start, stretch.end = unit_start, unit_end
                if self.window > 0:
                    stretch.start = max(unit_start, position - self.window)
                    if unit_end - position > self.window:
                        stretch.end = position + self.window + 1
                if self.directed:
                    stretch.start = position + 1
                word = self.tokens[position]
                self.stretches[self.first[word + 1]] = stretch
                self.first[word + 1] += 1

    cdef node_t add_up(self, node_t word, link_t* effort) noexcept nogil:
        """Add the stretches of a word into the row; how many words it has then."""
        cdef link_t k = self.first[word], end = self.first[word + 1]
        cdef node_t position, other, count = 0
        cdef int64_t times
        cdef Stretch stretch
        cdef int64_t* row = &self.row[0]
        cdef node_t* touched = &self.touched[0]
        cdef const node_t* tokens
        if k == end:
            return 0
        tokens = &self.tokens[0]  # pointers: 17 % less time than attributes, which are read anew
        while k < end:
            if k + AHEAD < end:
                prefetch(&self.tokens[self.stretches[k + AHEAD].start])
            stretch = self.stretches[k]
            times = 1
            k += 1
            # A word that is repeated within a unit has the same stretch each time.
            while (k < end and self.stretches[k].start == stretch.start
                   and self.stretches[k].end == stretch.end):
                times += 1
                k += 1
            for position in range(stretch.start, stretch.end):
                other = tokens[position]
                touched[count] = other
                count += row[other] == 0
                row[other] += times
            effort[0] += stretch.end - stretch.start
        return count

    cdef link_t write(self, node_t word, node_t count, int64_t[::1] entries,
                      link_t used) noexcept nogil:
        """Write the row's entries, clear it, and add to the margins; where the entries end."""
        cdef node_t k, other
        cdef int64_t times, total = 0
        for k in range(count):
            other = self.touched[k]
            times = self.row[other]
            self.row[other] = 0
            if other == word:
                continue
            total += times
            if self.directed:
                self.as_second[other] += times
            elif other < word:
                continue
            entries[used] = times << self.bits | other
            used += 1
        self.as_first[word] += total
        return used
