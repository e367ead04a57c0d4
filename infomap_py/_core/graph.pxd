from libc.stdint cimport uint32_t

from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    FETCHED_LINKS = 16  # of a node to come; the rest of a long row is left to the processor

cdef enum Kind:
    ONES     # every link weighs 1
    COUNTS   # whole numbers: links of an unweighted network, or multiples of its resolution
    WEIGHTS


cdef class FlowGraph:
    """What a search walks over: who neighbours whom, and how much flows between them.

    A move changes a module's enter and exit rate by the flow between the node and that module,
    *both directions added*; so directed and undirected graphs alike are symmetric rows here,
    without self-links.

    Invariants: offsets[num_nodes] = len(targets); v in row u exactly if u in row v, with equal
    weight; the flow between u and targets[e] is scale times weight_of(e), which comes from the
    array that ``kind`` names; the others are empty.
    """
    cdef readonly node_t num_nodes
    cdef readonly link_t max_degree
    cdef readonly double scale
    cdef const link_t[::1] offsets
    cdef const node_t[::1] targets
    cdef readonly Kind kind
    cdef const double[::1] weights
    cdef const uint32_t[::1] counts


cdef inline double weight_of(FlowGraph graph, link_t e, Kind kind) noexcept nogil:
    """Of an arc; ``kind`` is the graph's, as a loop would look it up for every arc."""
    return 1.0 if kind == ONES else <double>graph.counts[e] if kind == COUNTS else graph.weights[e]


cdef inline void prefetch_row(FlowGraph graph, node_t u) noexcept nogil:
    cdef link_t start = graph.offsets[u], last = graph.offsets[u + 1] - 1
    if start <= last:
        prefetch(&graph.targets[start])
        prefetch(&graph.targets[last])
        if graph.kind == WEIGHTS:
            prefetch(&graph.weights[start])
            prefetch(&graph.weights[last])
        elif graph.kind == COUNTS:
            prefetch(&graph.counts[start])
            prefetch(&graph.counts[last])


cdef inline void prefetch_modules(FlowGraph graph, const node_t[::1] module_of,
                                  node_t u) noexcept nogil:
    cdef link_t e, start = graph.offsets[u]
    for e in range(start, min(graph.offsets[u + 1], start + FETCHED_LINKS)):
        prefetch(&module_of[graph.targets[e]])
