cimport cython

from infomap_py._core.types cimport node_t


cdef node_t num_ids(const node_t[::1] module_of) noexcept nogil


@cython.final
cdef class Assignment:
    """Which module every node is in, and which modules are empty.

    Invariants: size[m] = number of nodes u with module_of[u] = m; empty[:num_empty] = the modules
    of size 0, of those that there is room for. parent_of is empty, or says within which group of
    nodes each may join modules.
    """
    cdef node_t[::1] module_of
    cdef const node_t[::1] parent_of
    cdef node_t[::1] size
    cdef node_t[::1] empty
    cdef node_t num_empty

    cdef bint may_be_joined(self, node_t target) noexcept nogil
    cdef bint lacks_empty(self) noexcept nogil
    cdef void take_up(self, node_t first) noexcept nogil
    cdef bint move(self, node_t u, node_t target) noexcept nogil
