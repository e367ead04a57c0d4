cimport cython

from libc.stdint cimport uint8_t

from infomap_py._core.addend cimport Addend
from infomap_py._core.types cimport node_t


@cython.final
cdef class ModuleCount(Addend):
    # Invariants: size[m] = number of nodes in m; num_modules = number of m with size[m] > 0.
    cdef double per_codeword      # bits
    cdef node_t num_codewords     # of nodes, whatever the modules
    cdef node_t preferred         # number of modules; 0: none is
    cdef bint within              # modules within modules, or of modules
    cdef node_t num_nodes         # of this level
    cdef node_t[::1] size
    cdef readonly node_t num_modules
    cdef uint8_t[::1] is_offered  # whether the node, which has no links, was offered modules
    cdef node_t turn              # whose module is offered next

    cdef int make_room(self, node_t num_records) except -1
    cdef double bits(self, node_t num_modules) noexcept nogil
    cdef double more(self, node_t before, node_t after) noexcept nogil
    cdef node_t parameters(self, node_t num_modules) noexcept nogil
    cdef node_t amiss(self, node_t num_modules) noexcept nogil
