cimport cython

from infomap_py._core.types cimport link_t, node_t


@cython.final
cdef class Holdings:
    """Which attributes every node of a level has, and how much of each.

    Invariants: node u has shares[k] of attributes[k] for k in offsets[u] to offsets[u + 1] - 1, and
    of all together total_share[u], which is empty where nobody asks; holders[starts[a]] to
    holders[starts[a + 1] - 1] are the nodes that have attribute a, empty likewise.
    """
    cdef const link_t[::1] offsets
    cdef const node_t[::1] attributes
    cdef const double[::1] shares
    cdef const double[::1] total_share
    cdef readonly node_t num_attributes
    cdef link_t[::1] starts
    cdef node_t[::1] holders
