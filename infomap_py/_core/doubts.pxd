cimport cython

from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.types cimport node_t


@cython.final
cdef class Doubts:
    """For every node, how long its last visit, which found it in its best module, will hold.

    Invariants between two searches: a node u whose range low[u] to high[u] holds the objective's
    shared sum gains by no single move, if the modules are those of ``partition``.
    """
    cdef readonly double[::1] low, high
    cdef node_t[::1] partition
    cdef node_t[::1] visited_at, touched_at  # node, module: in moves of this search; 0: not yet
    cdef node_t num_moves   # no further than MAX_NODES: who was visited when is then not known
    cdef bint settled  # whether there was a search; until then every node is in doubt

    cdef void visited(self, node_t u, double low, double high) noexcept nogil
    cdef void moved(self, node_t u, node_t source, node_t target) noexcept nogil
    cdef void renew(self, FlowGraph graph, const node_t[::1] module_of) noexcept nogil
    cdef void doubt(self, node_t u, node_t since) noexcept nogil
    cdef void doubt_around(self, FlowGraph graph, node_t u, node_t since) noexcept nogil
