"""Every n-gram of a text, numbered in lexicographic order, and how freely text goes on after each.

An n-gram that is one letter longer begins with one that is known already. Positions are dealt out
by the letter that is added and then, in that order, by the n-gram they begin with: two counting
sorts per length, and no comparison of texts. The entropy of what follows is then a sum over n-grams
that begin alike.
"""

from cpython.exc cimport PyErr_CheckSignals

import numpy as np

from infomap_py._core.mathops cimport plogp
from infomap_py._core.types cimport node_t


def lengthened(const node_t[::1] text not None, const node_t[::1] grams not None, node_t length,
               node_t num_letters, node_t num_grams):
    """The n-grams of ``length + 1`` letters: (the number of the one at each position, how often
    each occurs, where first, the number of its first ``length`` letters).

    ``text`` has -1 between runs of letters and at its end; ``grams[p]`` is the number of the n-gram
    of ``length`` letters at p. Numbers are -1 where a run ends before the n-gram does.
    """
    PyErr_CheckSignals()
    numbers = np.full(text.shape[0], -1, dtype=np.int32)
    cdef node_t[::1] place = numbers
    cdef node_t[::1] by_letter = np.zeros(num_letters + 1, dtype=np.int32)
    cdef node_t[::1] by_gram = np.zeros(num_grams + 1, dtype=np.int32)
    cdef node_t p, k, count = 0, valid = 0, letter, gram
    with nogil:
        for p in range(<node_t>text.shape[0]):
            if grams[p] >= 0 and text[p + length] >= 0:
                by_letter[text[p + length] + 1] += 1
                by_gram[grams[p] + 1] += 1
                valid += 1
        accumulate(by_letter)
        accumulate(by_gram)
    cdef node_t[::1] half_sorted = np.empty(valid, dtype=np.int32)
    cdef node_t[::1] order = np.empty(valid, dtype=np.int32)
    PyErr_CheckSignals()
    with nogil:
        for p in range(<node_t>text.shape[0]):
            if grams[p] >= 0 and text[p + length] >= 0:
                letter = text[p + length]
                half_sorted[by_letter[letter]] = p
                by_letter[letter] += 1
        for k in range(valid):
            gram = grams[half_sorted[k]]
            order[by_gram[gram]] = half_sorted[k]
            by_gram[gram] += 1
        for k in range(valid):
            count += k == 0 or differ(text, grams, order[k - 1], order[k], length)
    occurrences = np.zeros(count, dtype=np.int32)
    firsts, parents = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
    cdef node_t[::1] often = occurrences, first = firsts, parent = parents
    PyErr_CheckSignals()
    count = 0
    with nogil:
        for k in range(valid):
            p = order[k]
            if k == 0 or differ(text, grams, order[k - 1], p, length):
                first[count] = p
                parent[count] = grams[p]
                count += 1
            place[p] = count - 1
            often[count - 1] += 1
    return numbers, occurrences, firsts, parents


def branching_entropies(const node_t[::1] parents not None, const node_t[::1] counts not None,
                        const node_t[::1] totals not None):
    """In bits, the entropy of what stands beside every n-gram.

    ``counts[k]`` of the ``totals[parents[k]]`` occurrences of an n-gram have the neighbour k. The
    rest stand at the end of a run, which counts as a neighbour of its own each time: what may stand
    beside punctuation is free.
    """
    result = np.zeros(totals.shape[0])
    cdef double[::1] entropy = result
    cdef Py_ssize_t k
    with nogil:
        for k in range(counts.shape[0]):
            entropy[parents[k]] += plogp(counts[k])
        for k in range(totals.shape[0]):
            entropy[k] = (plogp(totals[k]) - entropy[k]) / totals[k]
    return result


cdef inline bint differ(const node_t[::1] text, const node_t[::1] grams, node_t p, node_t q,
                        node_t length) noexcept nogil:
    """Whether other n-grams of ``length + 1`` letters begin at these positions."""
    return grams[p] != grams[q] or text[p + length] != text[q + length]


cdef inline void accumulate(node_t[::1] starts) noexcept nogil:
    """Counts, each one place up, to where the range of each begins."""
    cdef Py_ssize_t k
    for k in range(1, starts.shape[0]):
        starts[k] += starts[k - 1]
