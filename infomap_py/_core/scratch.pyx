"""See scratch.pxd."""

import numpy as np

from infomap_py._core.types cimport node_t

cdef object EMPTY = np.empty, INT32 = np.dtype(np.int32)


cdef node_t[::1] nodes(Py_ssize_t count):
    """Room for that many node ids."""
    return EMPTY(count, INT32)


cdef node_t[::1] filled(Py_ssize_t count, node_t value):
    """That many of one value."""
    cdef node_t[::1] result = EMPTY(count, INT32)
    result[:] = value
    return result


cdef double[::1] numbers(Py_ssize_t count):
    """Room for that many numbers."""
    return EMPTY(count)
