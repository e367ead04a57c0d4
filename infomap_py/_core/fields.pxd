"""A line to its fields, and a field to an integer.

A field ends at white space, at a tab or at a comma, whichever the file uses; between double quotes
anything goes, and a doubled quote stands for one. Blanks around a field do not belong to it.
"""

from libc.stdint cimport int64_t, uint8_t, uint64_t

cdef enum:
    MAX_FIELDS = 6   # one more than any line may have: enough to see that it has too many
    BAD_QUOTES = -1
    ANY_BLANKS = 10  # as separator: fields end at white space (no line contains a newline)

cdef enum Kind:
    WORD
    INTEGER
    OUT_OF_RANGE

cdef struct Field:
    const uint8_t* start
    const uint8_t* stop
    bint quoted
    bint doubled  # contains doubled quotes


cdef inline bint is_blank(uint8_t byte) noexcept nogil:
    return byte == 32 or 9 <= byte <= 13


cdef inline const uint8_t* skip_blanks(const uint8_t* at, const uint8_t* stop,
                                       uint8_t separator) noexcept nogil:
    """The first byte that is a separator or not blank."""
    while at < stop and is_blank(at[0]) and at[0] != separator:
        at += 1
    return at


cdef inline const uint8_t* read_quoted(const uint8_t* at, const uint8_t* stop,
                                       Field* field) noexcept nogil:
    """Read the field whose opening quote is at ``at``; its end, or NULL if it is not closed."""
    at += 1
    field.start = at
    field.quoted = True
    while at < stop:
        if at[0] == b'"':
            if at + 1 == stop or at[1] != b'"':
                field.stop = at
                return at + 1
            field.doubled = True
            at += 1
        at += 1
    return NULL


cdef inline const uint8_t* read_field(const uint8_t* at, const uint8_t* stop, uint8_t separator,
                                      Field* field) noexcept nogil:
    """Read the field that begins at ``at``; where it ends, or NULL if its quotes are not closed."""
    field.quoted = False
    field.doubled = False
    if at < stop and at[0] == b'"':
        return read_quoted(at, stop, field)
    field.start = at
    if separator == ANY_BLANKS:
        while at < stop and not is_blank(at[0]):
            at += 1
        field.stop = at
        return at
    while at < stop and at[0] != separator:
        at += 1
    field.stop = at
    while field.stop > field.start and is_blank((field.stop - 1)[0]):
        field.stop -= 1
    return at


cdef inline int split(const uint8_t* at, const uint8_t* stop, uint8_t separator,
                      Field* fields, int most) noexcept nogil:
    """The first fields of a line, at most as many; their number, or BAD_QUOTES."""
    cdef int count = 0
    cdef bint promised = False  # a tab or comma promises a field, were it empty
    at = skip_blanks(at, stop, separator)
    while (at < stop or promised) and count < most:
        at = read_field(at, stop, separator, &fields[count])
        if at == NULL:
            return BAD_QUOTES
        count += 1
        if separator == ANY_BLANKS:
            if at < stop and not is_blank(at[0]):
                return BAD_QUOTES
            at = skip_blanks(at, stop, separator)
            continue
        at = skip_blanks(at, stop, separator)
        if at < stop and at[0] != separator:
            return BAD_QUOTES
        promised = at < stop
        at = skip_blanks(at + promised, stop, separator)
    return count


cdef inline Kind integer(const uint8_t* at, const uint8_t* stop, int64_t* value) noexcept nogil:
    """Read an integer in its one canonical form: no plus, no leading zeros, no -0."""
    cdef bint negative = at < stop and at[0] == b"-"
    cdef uint64_t number = 0
    cdef uint8_t digit
    at += negative
    cdef Py_ssize_t length = stop - at
    if length == 0 or (at[0] == b"0" and (length > 1 or negative)):
        return WORD
    while at < stop:
        digit = at[0] - 48
        if digit > 9:
            return WORD
        number = number * 10 + digit  # exact up to 19 digits
        at += 1
    if length > 19 or number > <uint64_t>9223372036854775807ULL + negative:
        return OUT_OF_RANGE
    value[0] = <int64_t>(0 - number if negative else number)
    return INTEGER
