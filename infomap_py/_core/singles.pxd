cimport cython

from infomap_py._core.addend cimport Addend
from infomap_py._core.types cimport node_t


@cython.final
cdef class Singles(Addend):
    # Invariants: size[m] = sum of node_size[u] over the nodes u in m; saving[m] likewise of
    # node_saving.
    cdef const node_t[::1] node_size      # how many of the finest level each node consists of
    cdef const double[::1] node_saving    # bits
    cdef node_t[::1] size
    cdef double[::1] saving

    cdef int make_room(self, node_t num_records) except -1
    cdef double saved(self, node_t size, double saving) noexcept nogil
    cdef void join(self, node_t u, node_t m) noexcept nogil
