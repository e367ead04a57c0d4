"""Hashes of our own: fixed, so that no run depends on PYTHONHASHSEED."""

from libc.stdint cimport uint64_t


cdef inline uint64_t mixed(uint64_t bits) noexcept nogil:
    """Every input bit reaches every output bit (the finaliser of MurmurHash3, public domain)."""
    bits = (bits ^ (bits >> 33)) * 0xff51afd7ed558ccdULL
    bits = (bits ^ (bits >> 33)) * 0xc4ceb9fe1a85ec53ULL
    return bits ^ (bits >> 33)
