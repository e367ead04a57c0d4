"""Strings to positions 0, 1, 2, ... in order of first appearance.

The bytes of all different strings lie one behind the other; a hash table with open addressing holds
positions and 32 bits of each hash, so that a string is compared only where it very likely is, and
growing the table does not touch the strings.
"""

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free
from libc.string cimport memcmp, memcpy

from infomap_py._core.hashing cimport mixed
from infomap_py._core.memory cimport grown, resized, zeros
from infomap_py._core.types cimport MAX_NODES, node_t

from infomap_py.errors import NetworkError

cdef enum:
    FIRST_SIZE = 1 << 10


cdef inline uint64_t eight_bytes(const uint8_t* text) noexcept nogil:
    cdef uint64_t bits
    memcpy(&bits, text, 8)
    return bits


cdef inline uint64_t few_bytes(const uint8_t* text, Py_ssize_t length) noexcept nogil:
    """At most seven bytes as one number, in loads of fixed size that may overlap.

    A copy of varying size would have to be written before it can be read, which keeps the processor
    from going on to the next string while it waits for memory.
    """
    cdef uint32_t first, last
    if length >= 4:
        memcpy(&first, text, 4)
        memcpy(&last, text + length - 4, 4)
        return first | <uint64_t>last << 32
    if length == 0:
        return 0
    return text[0] | <uint64_t>text[length // 2] << 8 | <uint64_t>text[length - 1] << 16


cdef uint32_t hash_of(const uint8_t* text, Py_ssize_t length) noexcept nogil:
    """A hash of the bytes, eight at a time; its value depends on the byte order, no result does."""
    cdef uint64_t state = <uint64_t>length
    cdef Py_ssize_t at
    if length < 8:
        return <uint32_t>mixed(state ^ few_bytes(text, length))
    for at in range(0, length - 8, 8):
        state = mixed(state ^ eight_bytes(text + at))
    return <uint32_t>mixed(state ^ eight_bytes(text + length - 8))


cdef class StringNumbering:
    """Positions of strings in order of first appearance."""

    def __cinit__(self, Py_ssize_t max_count=MAX_NODES):
        self.max_count = max_count
        with nogil:
            self.reserve(0)
            self.rehash(FIRST_SIZE)
        self.ends[0] = 0

    def __dealloc__(self):
        free(self.arena)
        free(self.ends)
        free(self.slots)

    def number(self, list strings not None):
        """The position of every string, as a list; a string not seen before gets the next one."""
        cdef bytes text
        positions = []
        for string in strings:
            text = string.encode()
            positions.append(self.position(text, len(text)))
        return positions

    def texts(self, Py_ssize_t start, Py_ssize_t stop):
        """The strings at positions start to stop as a list; in slices, to let other threads run."""
        cdef Py_ssize_t k
        return [self.arena[self.ends[k]:self.ends[k + 1]].decode("utf-8")
                for k in range(start, min(stop, self.count))]

    cdef node_t position(self, const uint8_t* text, Py_ssize_t length) except -1 nogil:
        """The position of the string, which is given the next one if it is new."""
        cdef uint32_t hashed = hash_of(text, length)
        cdef Py_ssize_t slot = hashed & (self.num_slots - 1)
        cdef node_t found
        while self.slots[slot].entry != 0:
            if self.slots[slot].hash == hashed:
                if self.is_at(self.slots[slot].entry - 1, text, length):
                    return self.slots[slot].entry - 1
            slot = (slot + 1) & (self.num_slots - 1)
        found = self.append(text, length)
        self.slots[slot].hash = hashed
        self.slots[slot].entry = found + 1
        if 4 * <Py_ssize_t>self.count >= 3 * self.num_slots:
            self.rehash(2 * self.num_slots)
        return found

    cdef int64_t touch(self, const uint8_t* text, Py_ssize_t length) noexcept nogil:
        """Bring the memory in which the string will be looked up closer; see IntegerNumbering."""
        cdef node_t entry
        if self.count == 0:
            return 0
        entry = self.slots[hash_of(text, length) & (self.num_slots - 1)].entry
        return self.arena[self.ends[entry - (entry > 0)]]

    cdef bint is_at(self, node_t position, const uint8_t* text, Py_ssize_t length) noexcept nogil:
        """Is this the string at that position?"""
        cdef int64_t start = self.ends[position]
        return (self.ends[position + 1] - start == length
                and memcmp(self.arena + start, text, length) == 0)

    cdef node_t append(self, const uint8_t* text, Py_ssize_t length) except -1 nogil:
        """Keep a new string; its position."""
        if self.count >= self.max_count:
            with gil:
                raise NetworkError(
                    f"{text[:length].decode('utf-8', 'backslashreplace')!r} would be one node more "
                    f"than the {self.max_count:,} that are supported; "
                    "take a smaller part of the network."
                )
        self.reserve(length)
        memcpy(self.arena + self.ends[self.count], text, length)
        self.count += 1
        self.ends[self.count] = self.ends[self.count - 1] + length
        return self.count - 1

    cdef int reserve(self, Py_ssize_t length) except -1 nogil:
        """Make room for one more string of that length."""
        cdef Py_ssize_t size, used = self.ends[self.count] if self.count > 0 else 0
        if self.count + 2 > self.capacity:
            size = grown(self.capacity)
            self.ends = <int64_t*>resized(self.ends, size, sizeof(int64_t))
            self.capacity = size
        if used + length >= self.arena_size:
            size = grown(self.arena_size) + length
            self.arena = <uint8_t*>resized(self.arena, size, 1)
            self.arena_size = size
        return 0

    cdef int rehash(self, Py_ssize_t num_slots) except -1 nogil:
        """Move the entries to a new table with that many slots."""
        cdef Py_ssize_t k, slot
        cdef Slot* slots = <Slot*>zeros(num_slots, sizeof(Slot))
        for k in range(self.num_slots):
            if self.slots[k].entry != 0:
                slot = self.slots[k].hash & (num_slots - 1)
                while slots[slot].entry != 0:
                    slot = (slot + 1) & (num_slots - 1)
                slots[slot] = self.slots[k]
        free(self.slots)
        self.slots = slots
        self.num_slots = num_slots
        return 0
