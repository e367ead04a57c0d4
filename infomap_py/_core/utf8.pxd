"""Is this UTF-8? Asked of every new label, without the GIL (Unicode standard, table 3-7)."""

from libc.stdint cimport uint8_t


cdef inline Py_ssize_t sequence_length(const uint8_t* text, Py_ssize_t length) noexcept nogil:
    """Bytes of the character that begins here, or 0 if none does."""
    cdef uint8_t lead = text[0]
    cdef uint8_t low = 0x80, high = 0xbf  # of the second byte
    cdef Py_ssize_t k, size
    if lead < 0x80:
        return 1 if lead != 0 else 0  # NUL is a character, but of no text
    if lead < 0xc2 or lead > 0xf4:
        return 0
    size = 2 + (lead >= 0xe0) + (lead >= 0xf0)
    if lead == 0xe0:
        low = 0xa0   # below: overlong
    elif lead == 0xed:
        high = 0x9f  # above: surrogates
    elif lead == 0xf0:
        low = 0x90   # below: overlong
    elif lead == 0xf4:
        high = 0x8f  # above: beyond U+10FFFF
    if length < size or not low <= text[1] <= high:
        return 0
    for k in range(2, size):
        if text[k] & 0xc0 != 0x80:
            return 0
    return size


cdef inline Py_ssize_t bad_byte(const uint8_t* text, Py_ssize_t length) noexcept nogil:
    """Position of the first byte at which the text stops being UTF-8 without NUL, or -1."""
    cdef Py_ssize_t size, at = 0
    while at < length:
        size = sequence_length(text + at, length - at)
        if size == 0:
            return at
        at += size
    return -1
