from infomap_py._core.links cimport LinkList
from infomap_py._core.types cimport link_t, node_t


cdef class LayerRows:
    # A copy is a node in a layer; copies are numbered by layer and then by node.
    #   targets[offsets[c]:offsets[c + 1]]  copies that links of copy c lead to; likewise weights
    #   strength[c]                         sum of those weights
    #   linked[first[c]:last[c]]            copies of c's node that a walker at c can relax to:
    #                                       those with strength, in layers within reach, by layer
    cdef const link_t[::1] offsets
    cdef const node_t[::1] targets
    cdef const double[::1] weights, strength
    cdef const node_t[::1] node_of, linked, first, last

    cdef int relax_from(self, LinkList links, node_t copy, const node_t[::1] state_of,
                        double rate) except -1 nogil
    cdef int follow(self, LinkList links, node_t source, node_t copy, const node_t[::1] state_of,
                    double factor) except -1 nogil
    cdef node_t number_targets(self, node_t[::1] state_of, node_t copy, node_t count) noexcept nogil


cdef inline node_t numbered(node_t[::1] state_of, node_t copy, node_t count) noexcept nogil:
    """Give a copy the next number unless it has one; how many copies have one."""
    if state_of[copy] < 0:
        state_of[copy] = count
        count += 1
    return count
