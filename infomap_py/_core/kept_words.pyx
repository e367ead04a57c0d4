"""Tokens of all words to those of a vocabulary, before the window is laid.

Words that are not in the vocabulary are taken out, so that those around them move together; breaks
between units of text stay, one where there are several.
"""

from infomap_py._core.types cimport node_t

cdef enum:
    BREAK = -1  # in what comes out, where words are 0 or more


def keep_words(const node_t[::1] tokens not None, const node_t[::1] word_of not None,
               node_t least_break, node_t[::1] kept not None, Py_ssize_t used):
    """Write the words of the tokens into ``kept``, from ``used`` on; where they end, and where
    the last unit does that is whole.

    ``word_of`` has the word of every token, or a negative number. Negative numbers, which tokens
    may be, too, are breaks if they are not above ``least_break``, and nothing otherwise.
    """
    cdef Py_ssize_t k, whole = 0
    cdef node_t word
    with nogil:
        for k in range(tokens.shape[0]):
            word = tokens[k]
            if word >= 0:
                word = word_of[word]
            if word >= 0:
                kept[used] = word
                used += 1
            elif word <= least_break:
                if used > 0 and kept[used - 1] != BREAK:
                    kept[used] = BREAK
                    used += 1
                whole = used
    return used, whole
