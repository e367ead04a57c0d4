"""Words as a tree of letters, and the cut of a text into words whose code is the shortest.

From every position the tree is walked down as far as its words go. Any run of letters may also be a
word that is not in it, at the cost of spelling it: each letter costs what it costs alone, at the
beginning, inside or at the end of a word, besides what a word of that length costs.
"""

import numpy as np

from libc.math cimport INFINITY
from libc.stdint cimport uint8_t, uint64_t

from infomap_py._core.hashing cimport mixed
from infomap_py._core.types cimport node_t

cdef enum:
    LETTER_BITS = 21  # of a code point
    ALONE = 0  # what a letter is in its word
    BEGIN = 1
    INSIDE = 2
    END = 3


cdef class Lexicon:
    """Words with their costs in bits, and what others cost.

    ``children`` are ``parent << 21 | code point``, ascending by the number of the child, from 1 on:
    0 is the root, and letters come first. ``cost`` is infinite at nodes where no word ends;
    ``spelling[role, node]`` is the cost of the letter in each of its four roles, with that of
    letters without a node at 0; ``length_cost[n - 1]`` that of a new word having n letters.
    """
    cdef uint64_t[::1] keys  # an open hash table of children; 0 where there is none
    cdef node_t[::1] nodes
    cdef uint64_t mask
    cdef const double[::1] cost, length_cost
    cdef const double[:, ::1] spelling

    def __cinit__(self, const uint64_t[::1] children not None, const double[::1] cost not None,
                  const double[:, ::1] spelling not None, const double[::1] length_cost not None):
        cdef Py_ssize_t size = 16, k
        while size < 2 * children.shape[0]:
            size *= 2
        self.keys, self.nodes = np.zeros(size, dtype=np.uint64), np.zeros(size, dtype=np.int32)
        self.mask = size - 1
        self.cost, self.spelling, self.length_cost = cost, spelling, length_cost
        with nogil:
            for k in range(children.shape[0]):
                self.insert(children[k], <node_t>(k + 1))

    def cut(self, const node_t[::1] text not None):
        """The number of letters of the word that begins at each code point, or 0."""
        result = np.zeros(text.shape[0], dtype=np.uint8)
        cdef uint8_t[::1] lengths = result
        cdef double[::1] best = np.full(text.shape[0] + 1, INFINITY)
        cdef uint8_t[::1] last = np.zeros(text.shape[0] + 1, dtype=np.uint8)
        cdef Py_ssize_t p
        cdef uint8_t n
        with nogil:
            best[0] = 0.0
            for p in range(text.shape[0]):
                self.go_on(text, p, best, last)
            p = text.shape[0]
            while p > 0:
                n = last[p]
                p -= n
                lengths[p] = n
        return result

    cdef void go_on(self, const node_t[::1] text, Py_ssize_t p, double[::1] best,
                    uint8_t[::1] last) noexcept nogil:
        """Improve the code of the text up to the end of each word that begins at p."""
        cdef node_t node = 0, letter
        cdef double spelt = 0.0, bits
        cdef Py_ssize_t n
        cdef bint known = True
        for n in range(1, min(self.length_cost.shape[0], text.shape[0] - p) + 1):
            letter = self.child(0, text[p + n - 1])
            if known:
                node = self.child(node, text[p + n - 1])
                known = node > 0
            if known and self.cost[node] < INFINITY:
                bits = self.cost[node]
            elif n == 1:
                bits = self.length_cost[0] + self.spelling[ALONE, letter]
            else:
                bits = self.length_cost[n - 1] + spelt + self.spelling[END, letter]
            if best[p] + bits < best[p + n]:
                best[p + n] = best[p] + bits
                last[p + n] = <uint8_t>n
            spelt += self.spelling[BEGIN if n == 1 else INSIDE, letter]

    cdef void insert(self, uint64_t key, node_t node) noexcept nogil:
        cdef uint64_t slot = mixed(key) & self.mask
        while self.keys[slot]:
            slot = (slot + 1) & self.mask
        self.keys[slot] = key
        self.nodes[slot] = node

    cdef inline node_t child(self, node_t parent, node_t letter) noexcept nogil:
        """The node that the letter leads to; 0 if none."""
        cdef uint64_t key = (<uint64_t>parent << LETTER_BITS) | <uint64_t>letter
        cdef uint64_t slot = mixed(key) & self.mask
        while self.keys[slot] and self.keys[slot] != key:
            slot = (slot + 1) & self.mask
        return self.nodes[slot] if self.keys[slot] else 0
