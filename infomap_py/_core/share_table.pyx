"""The share that every attribute has in every module: one flat table for all.

Open addressing with linear probing: a look-up reads one or two places next to each other. What is
taken out leaves no gap, as those behind it move up (Knuth, The Art of Computer Programming, vol. 3,
algorithm 6.4 R); so a long search does not fill the table with the dead.
"""

import numpy as np

from libc.stdint cimport uint32_t

from infomap_py._core.hashing cimport mixed
from infomap_py._core.mathops cimport plogp
from infomap_py._core.types cimport link_t, node_t

SLOT = np.dtype([("key", "i8"), ("share", "f8"), ("count", "i4")], align=True)

cdef enum:
    FREE = -1
    LEAST = 8  # slots


cdef inline int64_t key_of(node_t attribute, node_t module) noexcept nogil:
    return (<int64_t>attribute << 32) | module


cdef inline node_t attribute_of(int64_t key) noexcept nogil:
    return <node_t>(key >> 32)


cdef inline node_t module_of(int64_t key) noexcept nogil:
    return <node_t><uint32_t>key


cdef class ShareTable:
    """Room for ``most_shares`` that are not 0, of which half the table stays free."""

    def __init__(self, link_t most_shares):
        cdef link_t size = LEAST
        while size < 2 * most_shares:
            size *= 2
        self.slots = np.empty(size, dtype=SLOT)
        self.mask = <uint64_t>size - 1

    cdef void clear(self) noexcept nogil:
        cdef Py_ssize_t k
        for k in range(self.slots.shape[0]):
            self.slots[k].key = FREE
        self.num_shares = 0

    cdef inline uint64_t place(self, node_t attribute, node_t module) noexcept nogil:
        """Of the key, or the free one where it belongs."""
        cdef int64_t key = key_of(attribute, module)
        cdef uint64_t k = mixed(<uint64_t>key) & self.mask
        while self.slots[k].key != key and self.slots[k].key != FREE:
            k = (k + 1) & self.mask
        return k

    cdef inline Slot* find(self, node_t attribute, node_t module) noexcept nogil:
        """NULL if the module has none of the attribute."""
        cdef Slot* slot = &self.slots[self.place(attribute, module)]
        return NULL if slot.key == FREE else slot

    cdef void add(self, node_t attribute, node_t module, double share) noexcept nogil:
        """A node joins the module with this share."""
        cdef Slot* slot = &self.slots[self.place(attribute, module)]
        if slot.key == FREE:
            slot.key, slot.share, slot.count = key_of(attribute, module), 0.0, 0
            self.num_shares += 1
        slot.share += share
        slot.count += 1

    cdef void take(self, node_t attribute, node_t module, double share) noexcept nogil:
        """A node leaves the module with its share; the last one takes all there is."""
        cdef uint64_t k = self.place(attribute, module)
        self.slots[k].share -= share
        self.slots[k].count -= 1
        if self.slots[k].count == 0:
            self.free(k)

    cdef void free(self, uint64_t place) noexcept nogil:
        """Those behind move up, unless their hash names a place behind this one."""
        cdef uint64_t k = place, home
        self.num_shares -= 1
        while True:
            self.slots[place].key = FREE
            while True:
                k = (k + 1) & self.mask
                if self.slots[k].key == FREE:
                    return
                home = mixed(<uint64_t>self.slots[k].key) & self.mask
                if ((k - home) & self.mask) >= ((k - place) & self.mask):
                    break
            self.slots[place] = self.slots[k]
            place = k

    cdef double sum_plogp(self) noexcept nogil:
        """Of all shares."""
        cdef Py_ssize_t k
        cdef double result = 0.0
        for k in range(self.slots.shape[0]):
            if self.slots[k].key != FREE:
                result += plogp(self.slots[k].share)
        return result

    def rows(self, const node_t[::1] row_of not None, node_t num_rows):
        """(offsets, attributes, shares): in row r, what module m with row_of[m] = r has."""
        offsets_array = np.zeros(num_rows + 1, dtype=np.int64)
        attributes_array = np.empty(self.num_shares, dtype=np.int32)
        shares_array = np.empty(self.num_shares)
        cdef link_t[::1] offsets = offsets_array
        cdef node_t[::1] attributes = attributes_array
        cdef double[::1] shares = shares_array
        cdef link_t[::1] end = np.zeros(num_rows + 1, dtype=np.int64)
        cdef Py_ssize_t k
        cdef node_t r
        with nogil:
            for k in range(self.slots.shape[0]):
                if self.slots[k].key != FREE:
                    offsets[row_of[module_of(self.slots[k].key)] + 1] += 1
            for r in range(num_rows):
                offsets[r + 1] += offsets[r]
                end[r] = offsets[r]
            for k in range(self.slots.shape[0]):
                if self.slots[k].key != FREE:
                    r = row_of[module_of(self.slots[k].key)]
                    attributes[end[r]] = attribute_of(self.slots[k].key)
                    shares[end[r]] = self.slots[k].share
                    end[r] += 1
        return offsets_array, attributes_array, shares_array
