"""Any 64-bit integers to positions 0, 1, 2, ... in order of first appearance.

Ids in files are mostly small, so a value below a few times the number of different values is
looked up in a table of its own: one memory access. Wild ids (hashes, phone numbers, negatives) go
to a hash table with open addressing whose slots hold positions alone; the value is compared where
it is kept.
Memory per different value: 8 bytes, and at most 16 more in either table.
"""

from cpython.exc cimport PyErr_CheckSignals
from libc.stdint cimport int64_t, uint64_t
from libc.stdlib cimport free
from libc.string cimport memset

import numpy as np

from infomap_py._core.hashing cimport mixed
from infomap_py._core.memory cimport grown, resized, zeros
from infomap_py._core.pages cimport return_pages, take_pages
from infomap_py._core.types cimport MAX_NODES, node_t

from infomap_py.errors import NetworkError

cdef enum:
    FIRST_SIZE = 1 << 10
    SMALL = 1 << 20  # values below this always use the direct table: 4 MB at most
    SPREAD = 4       # the table has room for this many times the number of different values
    BLOCK = 1 << 18  # values numbered between two looks for Ctrl-C
    BATCH = 256      # values whose memory is asked for together


cdef class IntegerNumbering:
    """Positions of 64-bit integers in order of first appearance."""

    def __cinit__(self, Py_ssize_t max_count=MAX_NODES):
        self.max_count = max_count
        with nogil:
            self.widen_table(FIRST_SIZE)

    def __dealloc__(self):
        free(self.values)
        return_pages(self.table, self.table_size * sizeof(node_t), True)
        free(self.slots)

    def number(self, const int64_t[::1] values not None):
        """The position of every value, as int32; a value not seen before gets the next one."""
        result = np.empty(values.shape[0], dtype=np.int32)
        cdef node_t[::1] positions = result
        cdef Py_ssize_t k, start, size = values.shape[0]
        for start in range(0, size, BLOCK):
            PyErr_CheckSignals()
            with nogil:
                for k in range(start, min(start + BLOCK, size)):
                    if k % BATCH == 0:
                        self.touch(&values[k], min(BATCH, size - k))
                    positions[k] = self.position(values[k])
        return result

    def labels(self):
        """The different values in order of first appearance, as int64."""
        result = np.empty(self.count, dtype=np.int64)
        cdef int64_t[::1] values = result
        cdef Py_ssize_t k
        with nogil:
            for k in range(self.count):
                values[k] = self.values[k]
        return result

    cdef node_t position(self, int64_t value) except -1 nogil:
        """The position of the value, which is given the next one if it is new."""
        cdef node_t found = self.find(value)
        if found >= 0:
            return found
        if value >= self.table_size and value < max(SMALL, SPREAD * <int64_t>self.count):
            self.widen_table(value + 1)
        found = self.append(value)
        if 0 <= value < self.table_size:
            self.table[value] = found + 1
            return found
        if 2 * self.num_hashed >= self.num_slots:
            self.rehash(2 * self.num_slots)
        else:
            enter(self.slots, self.num_slots, value, found)
            self.num_hashed += 1
        return found

    cdef int64_t touch(self, const int64_t* values, Py_ssize_t count) noexcept nogil:
        """Bring the memory in which the values will be looked up closer; the result has no meaning.

        Without a branch these loads overlap, and numbering wild ids takes half the time.
        """
        cdef int64_t total = 0
        cdef uint64_t slot
        cdef Py_ssize_t k
        if self.num_hashed == 0:
            return 0
        for k in range(count):
            slot = mixed(<uint64_t>values[k]) & <uint64_t>(self.num_slots - 1)
            total ^= self.values[self.slots[slot] - (self.slots[slot] > 0)]
        return total

    cdef node_t find(self, int64_t value) noexcept nogil:
        """The position of the value, or -1."""
        cdef uint64_t slot
        cdef node_t entry
        if 0 <= value < self.table_size:
            return self.table[value] - 1
        slot = mixed(<uint64_t>value) & <uint64_t>(self.num_slots - 1)
        while True:
            entry = self.slots[slot]
            if entry == 0 or self.values[entry - 1] == value:
                return entry - 1
            slot = (slot + 1) & <uint64_t>(self.num_slots - 1)

    cdef Py_ssize_t find_some(self, const int64_t* values, Py_ssize_t k, Py_ssize_t count,
                              node_t* positions) noexcept nogil:
        """Find the values from k on as far as the direct table has them; which comes next.

        These loads do not wait for one another, as they do between calls of ``position``.
        """
        cdef const node_t* table = self.table
        cdef uint64_t size = <uint64_t>self.table_size
        while k < count and <uint64_t>values[k] < size and table[values[k]] != 0:
            positions[k] = table[values[k]] - 1
            k += 1
        return k

    cdef node_t append(self, int64_t value) except -1 nogil:
        """Keep a new value; its position."""
        cdef Py_ssize_t capacity
        if self.count >= self.max_count:
            with gil:
                raise NetworkError(
                    f"{value} would be one node more than the {self.max_count:,} that are "
                    "supported; take a smaller part of the network."
                )
        if self.count == self.capacity:
            capacity = grown(self.capacity)
            self.values = <int64_t*>resized(self.values, capacity, sizeof(int64_t))
            self.capacity = capacity
        self.values[self.count] = value
        self.count += 1
        return self.count - 1

    cdef int widen_table(self, Py_ssize_t size) except -1 nogil:
        """Let the direct table hold all values below ``size``; those in the hash table move in."""
        cdef Py_ssize_t k, num_outside = 0, num_slots = FIRST_SIZE
        cdef Py_ssize_t table_size = max(self.table_size, FIRST_SIZE)
        cdef node_t* table
        while table_size < size:
            table_size *= 2
        table = <node_t*>take_pages(table_size * sizeof(node_t))
        memset(table, 0, table_size * sizeof(node_t))
        return_pages(self.table, self.table_size * sizeof(node_t), True)
        self.table, self.table_size = table, table_size
        for k in range(self.count):
            if 0 <= self.values[k] < table_size:
                table[self.values[k]] = <node_t>k + 1
            else:
                num_outside += 1
        while num_slots <= 2 * num_outside:
            num_slots *= 2
        return self.rehash(num_slots)

    cdef int rehash(self, Py_ssize_t num_slots) except -1 nogil:
        """Make the hash table anew with that many slots, of the values outside the direct table."""
        cdef Py_ssize_t k
        cdef node_t* slots = <node_t*>zeros(num_slots, sizeof(node_t))
        free(self.slots)
        self.slots = slots
        self.num_slots = num_slots
        self.num_hashed = 0
        for k in range(self.count):
            if not 0 <= self.values[k] < self.table_size:
                enter(slots, num_slots, self.values[k], <node_t>k)
                self.num_hashed += 1
        return 0


cdef void enter(node_t* slots, Py_ssize_t num_slots, int64_t value, node_t position) noexcept nogil:
    """Put the position into the first free slot of the value's chain."""
    cdef uint64_t slot = mixed(<uint64_t>value) & <uint64_t>(num_slots - 1)
    while slots[slot] != 0:
        slot = (slot + 1) & <uint64_t>(num_slots - 1)
    slots[slot] = position + 1
