"""What two partitions have in common: nodes that share a module in both."""

import numpy as np

from infomap_py._core.grouping import grouped

from infomap_py._core cimport scratch
from infomap_py._core.types cimport node_t


def common_refinement(const node_t[::1] one not None, const node_t[::1] other not None):
    """The piece of every node, numbered from 0: the same for two nodes exactly if they share a
    module in ``one`` and in ``other``. Module ids lie below the number of nodes."""
    cdef node_t count = <node_t>one.shape[0], k, u, m, first = 0, pieces = 0
    cdef const node_t[::1] by_module = grouped(np.arange(count, dtype=np.int32), one)
    cdef node_t[::1] piece_here = scratch.filled(count, -1)  # module of other -> piece, or an older
    piece_array = np.empty(count, dtype=np.int32)
    cdef node_t[::1] piece_of = piece_array
    with nogil:
        for k in range(count):
            u = by_module[k]
            if k > 0 and one[u] != one[by_module[k - 1]]:
                first = pieces
            m = other[u]
            if piece_here[m] < first:
                piece_here[m] = pieces
                pieces += 1
            piece_of[u] = piece_here[m]
    return piece_array


def num_agreed(const node_t[::1] piece_of not None, const node_t[::1] module_of not None):
    """The number of nodes that are in the largest piece of their module."""
    cdef node_t count = <node_t>piece_of.shape[0], u, agreed = 0
    cdef node_t[::1] size = scratch.filled(count, 0)     # of every piece
    cdef node_t[::1] largest = scratch.filled(count, 0)  # of every module
    with nogil:
        for u in range(count):
            size[piece_of[u]] += 1
        for u in range(count):
            largest[module_of[u]] = max(largest[module_of[u]], size[piece_of[u]])
        for u in range(count):
            agreed += largest[u]
    return agreed
