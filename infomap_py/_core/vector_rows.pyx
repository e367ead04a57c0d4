"""Bytes to words and rows of float32: lines of text, or what word2vec writes in binary.

A line is read from its end: its last numbers are the vector, and what stands before them is the
word, were there blanks in it. Where such a word would end with a number, there is one too many. A
number becomes the nearest double, and that the nearest float32, as in numpy. Nothing is said here
of what is wrong with a line; reading stops before it.
"""

from libc.math cimport isfinite
from libc.stdint cimport int64_t, uint8_t
from libc.string cimport memchr, memcpy

from infomap_py._core.decimals cimport HARD, NOT_A_NUMBER, NUMBER, Numeral, decimal

cdef enum Outcome:
    BAD
    EMPTY
    READ

cdef struct Part:
    const uint8_t* start
    const uint8_t* stop


def read_text(const uint8_t[::1] text not None, float[:, ::1] rows not None,
              int64_t[:, ::1] words not None):
    """Read complete lines until the rows are full; return how many rows there are now, how many
    bytes and how many lines (some may be empty) that took, and whether it was a bad line that ended
    it, which is not counted.

    ``words`` takes where each word starts and stops in the text, and the line, from 0.
    """
    cdef const uint8_t* begin = &text[0] if text.shape[0] > 0 else NULL
    cdef const uint8_t* at = begin
    cdef const uint8_t* stop = begin + text.shape[0]
    cdef const uint8_t* newline
    cdef int64_t line = 0
    cdef Py_ssize_t row = 0, count = rows.shape[0]
    cdef int outcome = READ
    cdef Part word
    with nogil:
        while row < count and at < stop:
            newline = <const uint8_t*>memchr(at, b"\n", stop - at)
            if newline == NULL:
                break
            outcome = read_line(at, newline, &rows[row, 0], rows.shape[1], &word)
            if outcome == BAD:
                break
            if outcome == READ:
                words[row, 0], words[row, 1], words[row, 2] = (
                    word.start - begin, word.stop - begin, line)
                row += 1
            line += 1
            at = newline + 1
    return row, at - begin, line, outcome == BAD


def read_binary(const uint8_t[::1] text not None, float[:, ::1] rows not None,
                int64_t[:, ::1] words not None):
    """Read complete ``word<blank>numbers[<newline>]`` until the rows are full; return how many rows
    there are now, and how many bytes that took. The numbers are little-endian, and taken as they
    are."""
    cdef const uint8_t* begin = &text[0] if text.shape[0] > 0 else NULL
    cdef const uint8_t* at = begin
    cdef const uint8_t* stop = begin + text.shape[0]
    cdef const uint8_t* word
    cdef const uint8_t* blank
    cdef Py_ssize_t row = 0, count = rows.shape[0], size = 4 * rows.shape[1]
    with nogil:
        while row < count:
            word = at
            while word < stop and word[0] == b"\n":
                word += 1
            blank = <const uint8_t*>memchr(word, b" ", stop - word) if word < stop else NULL
            if blank == NULL or stop - blank <= size:
                break
            memcpy(&rows[row, 0], blank + 1, size)
            words[row, 0], words[row, 1], words[row, 2] = word - begin, blank - begin, row
            row += 1
            at = blank + 1 + size
    return row, at - begin


cdef int read_line(const uint8_t* at, const uint8_t* stop, float* row, Py_ssize_t size,
                   Part* word) except -1 nogil:
    """Read a word and its numbers, from the right to the left."""
    cdef Part field
    cdef double number
    cdef Py_ssize_t k
    stop = without_blanks(at, stop)
    if at == stop:
        return EMPTY
    for k in range(size - 1, -1, -1):
        field = last_field(at, stop)
        if number_of(field, &number) == NOT_A_NUMBER:
            return BAD
        row[k] = <float>number
        if not isfinite(row[k]):
            return BAD
        stop = without_blanks(at, field.start)
    word.start, word.stop = at, stop
    if at == stop or is_blank(at[0]):
        return BAD
    field = last_field(at, stop)
    return BAD if field.start > at and number_of(field, &number) != NOT_A_NUMBER else READ


cdef int number_of(Part field, double* number) except -1 nogil:
    """Read a field as a number, with Python's help where that is needed."""
    cdef Numeral numeral = decimal(field.start, field.stop, number)
    if numeral == HARD:
        with gil:
            number[0] = float(field.start[:field.stop - field.start])
        return NUMBER
    return numeral


cdef inline Part last_field(const uint8_t* at, const uint8_t* stop) noexcept nogil:
    """What follows the last blank."""
    cdef Part field
    field.stop = stop
    while stop > at and not is_blank((stop - 1)[0]):
        stop -= 1
    field.start = stop
    return field


cdef inline const uint8_t* without_blanks(const uint8_t* at, const uint8_t* stop) noexcept nogil:
    """The end of the text less the blanks at its end."""
    while stop > at and is_blank((stop - 1)[0]):
        stop -= 1
    return stop


cdef inline bint is_blank(uint8_t byte) noexcept nogil:
    """Others are parts of words: vectors of the web have them."""
    return byte == b" " or byte == b"\t" or byte == b"\r"
