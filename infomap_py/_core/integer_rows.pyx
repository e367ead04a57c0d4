"""Rows of a few integers and a weight each, which grow without the GIL."""

from libc.stdint cimport int64_t
from libc.stdlib cimport free

import numpy as np

from infomap_py._core.growing cimport WeightList
from infomap_py._core.memory cimport grown, resized


cdef class IntegerRows:
    """Rows of ``width`` integers; a weight is 1 unless given."""

    def __cinit__(self, Py_ssize_t width):
        self.width = width
        self.weights = WeightList()

    def __dealloc__(self):
        free(self.values)

    cdef int64_t* next_row(self) except NULL nogil:
        """Where the integers of the next row are to be written, before it is added."""
        if self.count == self.capacity:
            capacity = grown(self.capacity)
            self.values = <int64_t*>resized(self.values, capacity, self.width * sizeof(int64_t))
            self.capacity = capacity
        return self.values + self.count * self.width

    cdef int add(self, double weight) except -1 nogil:
        """Add the row that has been written."""
        if weight != 1.0:
            self.weights.put(self.count, weight)
        self.count += 1
        return 0

    def columns(self):
        """The integers, one array per column."""
        result = np.empty((self.width, self.count), dtype=np.int64)
        cdef int64_t[:, ::1] columns = result
        cdef Py_ssize_t k, row
        with nogil:
            for row in range(self.count):
                for k in range(self.width):
                    columns[k, row] = self.values[row * self.width + k]
        return tuple(result)
