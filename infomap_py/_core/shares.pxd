cimport cython

from infomap_py._core.addend cimport Addend
from infomap_py._core.holdings cimport Holdings
from infomap_py._core.share_table cimport ShareTable
from infomap_py._core.types cimport link_t, node_t


@cython.final
cdef class Shares(Addend):
    # Invariants, true between any two calls:
    #   table           = sum of the shares of each attribute over the nodes of each module
    #   total_share[m]  = sum of total_share[u] over the nodes u in m; empty if num_columns is 0
    cdef readonly Holdings holdings
    cdef double unit             # bits per unit of x log2 x
    cdef double per_share        # units for every share that is not 0
    cdef node_t num_columns      # how often a module's total share is coded
    cdef double in_one_module    # units
    cdef double sum_shares       # of all nodes
    cdef ShareTable table
    cdef double[::1] total_share
    cdef link_t turn             # where to look next for those who share an attribute

    cdef sum_up(self)
    cdef int make_room(self, node_t num_records) except -1
    cdef void clear(self) noexcept nogil
    cdef void join(self, node_t u, node_t m) noexcept nogil
    cdef double leaving(self, node_t u, node_t m) noexcept nogil
    cdef double joining(self, node_t u, node_t m) noexcept nogil
