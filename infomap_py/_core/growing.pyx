"""An array that grows without the GIL and ends as a numpy array without a copy.

It grows by half with realloc, which moves the pages of a large block rather than their bytes where
the system can; pages not written to yet take no memory.
"""

from cython cimport view
from libc.stdlib cimport free

import numpy as np

from infomap_py._core.memory cimport grown, resized
from infomap_py._core.types cimport link_t


cdef object owned_doubles(double* block, link_t count):
    """A numpy array that frees the block when it goes."""
    cdef view.array array = <double[:count]><double*>resized(block, count, sizeof(double))
    array.callback_free_data = free
    return np.asarray(array)


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
