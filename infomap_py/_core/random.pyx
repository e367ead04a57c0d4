"""A seeded generator of our own: the same numbers on every platform and for every thread count.

SplitMix64 (Steele, Lea & Flood 2014, OOPSLA): a Weyl sequence through a 64-bit mixer. It passes
BigCrush, needs eight bytes of state, and every (seed, trial) pair gets a stream of its own.
"""

import numpy as np

from libc.stdint cimport uint64_t

from infomap_py._core.types cimport link_t, node_t


cdef inline uint64_t mix(uint64_t z) noexcept nogil:
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL
    return z ^ (z >> 31)


cdef class Generator:
    """Stream ``trial`` of ``seed``."""

    def __cinit__(self, uint64_t seed, uint64_t trial=0):
        self.state = mix(mix(seed + 0x9e3779b97f4a7c15ULL) ^ trial)

    cdef uint64_t next_bits(self) noexcept nogil:
        self.state += 0x9e3779b97f4a7c15ULL
        return mix(self.state)

    cdef node_t below(self, node_t bound) noexcept nogil:
        """An integer in [0, bound) from the upper 32 bits; its bias is below bound / 2**32."""
        return <node_t>(((self.next_bits() >> 32) * <uint64_t>bound) >> 32)

    cdef void permute(self, node_t* items, node_t count) noexcept nogil:
        """Fisher-Yates."""
        cdef node_t k, other, item
        for k in range(count - 1, 0, -1):
            other = self.below(k + 1)
            item = items[k]
            items[k] = items[other]
            items[other] = item

    def shuffle(self, node_t[::1] items not None):
        """Permute in place."""
        if items.shape[0] == 0:
            return
        with nogil:
            self.permute(&items[0], <node_t>items.shape[0])

    def order_of_blocks(self, node_t count, node_t size):
        """0 to count - 1, block by block of ``size`` successive ones: the blocks in random order,
        and those in a block, too."""
        order = np.empty(count, dtype=np.int32)
        cdef node_t[::1] view = order
        cdef node_t[::1] blocks = np.arange((<link_t>count + size - 1) // size,
                                            dtype=np.int32)
        cdef node_t i, k, length, filled = 0
        if count == 0:
            return order
        with nogil:
            self.permute(&blocks[0], <node_t>blocks.shape[0])
            for i in range(<node_t>blocks.shape[0]):
                length = min(size, count - blocks[i] * size)
                for k in range(length):
                    view[filled + k] = blocks[i] * size + k
                self.permute(&view[filled], length)
                filled += length
        return order

    def integers(self, node_t bound, Py_ssize_t count):
        """A list of ``count`` integers in [0, bound)."""
        return [self.below(bound) for _ in range(count)]
