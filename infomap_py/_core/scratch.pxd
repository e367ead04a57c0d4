"""Arrays for the length of one call, with one crossing to Python each, as small searches make
thousands."""

from infomap_py._core.types cimport node_t


cdef node_t[::1] nodes(Py_ssize_t count)
cdef node_t[::1] filled(Py_ssize_t count, node_t value)
cdef double[::1] numbers(Py_ssize_t count)
