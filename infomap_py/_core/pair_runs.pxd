from infomap_py._core.types cimport node_t


cdef inline int entry_bits(node_t num_words) noexcept nogil:
    """The bits that a word takes in an entry, ``count << bits | word``."""
    cdef int bits = 1
    while num_words >> bits > 0:
        bits += 1
    return bits
