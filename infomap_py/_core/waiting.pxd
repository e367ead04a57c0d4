cimport cython

from libc.stdint cimport uint8_t

from infomap_py._core.types cimport node_t


@cython.final
cdef class Waiting:
    """A queue of nodes, each in it at most once: a ring of one place more than there are nodes, as
    the place behind the last is written, too."""
    cdef node_t[::1] ring
    cdef uint8_t[::1] waits
    cdef node_t first, count

    cdef inline Py_ssize_t place(self, node_t k) noexcept nogil:
        cdef Py_ssize_t straight = <Py_ssize_t>self.first + k
        return straight if straight < self.ring.shape[0] else straight - self.ring.shape[0]

    cdef inline node_t at(self, node_t k) noexcept nogil:
        """The one that waits behind k others."""
        return self.ring[self.place(k)]

    cdef inline void put(self, node_t u) noexcept nogil:
        if self.waits[u]:
            return
        self.waits[u] = 1
        self.ring[self.place(self.count)] = u
        self.count += 1

    cdef inline node_t take(self) noexcept nogil:
        cdef node_t u = self.ring[self.first]
        self.waits[u] = 0
        self.first = self.first + 1 if self.first + 1 < self.ring.shape[0] else 0
        self.count -= 1
        return u
