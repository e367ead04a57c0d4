"""Arrays that grow without the GIL and end as numpy arrays without a copy.

They grow by half with realloc, which moves the pages of a large block rather than their bytes where
the system can; pages not written to yet take no memory.
"""

from cython cimport view
from libc.stdlib cimport free

import numpy as np

from infomap_py._core.memory cimport grown, resized
from infomap_py._core.types cimport link_t, node_t


cdef object owned_nodes(node_t* block, link_t count):
    """A numpy array that frees the block when it goes."""
    cdef view.array array
    if count == 0:
        free(block)
        return np.empty(0, dtype=np.int32)
    array = <node_t[:count]><node_t*>resized(block, count, sizeof(node_t))
    array.callback_free_data = free
    return np.asarray(array)


cdef object owned_doubles(double* block, link_t count):
    """A numpy array that frees the block when it goes."""
    cdef view.array array = <double[:count]><double*>resized(block, count, sizeof(double))
    array.callback_free_data = free
    return np.asarray(array)


cdef class LinkList:
    """Sources and targets of links, as node positions."""

    def __dealloc__(self):
        free(self.sources)
        free(self.targets)

    cdef int append(self, node_t source, node_t target) except -1 nogil:
        cdef link_t capacity
        if self.count == self.capacity:
            capacity = grown(self.capacity)
            self.sources = <node_t*>resized(self.sources, capacity, sizeof(node_t))
            self.targets = <node_t*>resized(self.targets, capacity, sizeof(node_t))
            self.capacity = capacity
        self.sources[self.count] = source
        self.targets[self.count] = target
        self.count += 1
        return 0

    cdef void shift(self, link_t count, node_t distance) noexcept nogil:
        """Add the distance to the ends of the first ``count`` links."""
        cdef link_t e
        for e in range(count):
            self.sources[e] += distance
            self.targets[e] += distance

    def take(self):
        """(sources, targets) as int32 arrays; the list is empty afterwards."""
        cdef link_t count = self.count
        cdef node_t* sources = self.sources
        cdef node_t* targets = self.targets
        self.sources = self.targets = NULL
        self.count = self.capacity = 0
        return owned_nodes(sources, count), owned_nodes(targets, count)


cdef class WeightList:
    """Weights that are 1 unless given; nothing is kept before the first that is given."""

    def __dealloc__(self):
        free(self.values)

    cdef int put(self, link_t position, double weight) except -1 nogil:
        """Give the weight at ``position``; those skipped since the last one are 1."""
        cdef link_t capacity
        if position >= self.capacity:
            capacity = grown(position)
            self.values = <double*>resized(self.values, capacity, sizeof(double))
            self.capacity = capacity
        while self.count < position:
            self.values[self.count] = 1.0
            self.count += 1
        self.values[position] = weight
        self.count = position + 1
        return 0

    def take(self, link_t count):
        """The first ``count`` weights as float64, or None if none was given."""
        cdef double* values = self.values
        if self.count == 0:
            return None
        if self.count < count:
            self.put(count - 1, 1.0)
            values = self.values
        self.values = NULL
        self.count = self.capacity = 0
        return owned_doubles(values, count)
