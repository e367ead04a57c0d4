from infomap_py._core.types cimport link_t, node_t


cdef class FlowGraph:
    """What a search walks over: who neighbours whom, and how much flows between them.

    A move changes a module's enter and exit rate by the flow between the node and that module,
    *both directions added*; so directed and undirected graphs alike are symmetric rows here,
    without self-links.

    Invariants: offsets[num_nodes] = len(targets); v in row u exactly if u in row v, with equal
    weight; the flow between u and targets[e] is scale * weights[e], or scale where weights is
    empty.
    """
    cdef readonly node_t num_nodes
    cdef readonly link_t max_degree
    cdef readonly double scale
    cdef const link_t[::1] offsets
    cdef const node_t[::1] targets
    cdef const double[::1] weights
