"""A local kick out of a local optimum: two neighbouring modules are dealt out anew, to three.

Each node of a random node's module and of a module linked to it goes to one of the two or to a new
one, at random. Of kicks of equal cost this one led to a lower optimum most often; the others are in
docs/decisions/0003-kicks.md.
"""

import numpy as np

from libc.stdint cimport uint8_t

from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.random cimport Generator
from infomap_py._core.types cimport node_t

cdef enum:
    STEPS = 16  # of the random walk that looks for a neighbouring module


def scattered(FlowGraph graph not None, const node_t[::1] module_of not None, node_t num_modules,
              Generator random not None, const uint8_t[::1] frozen=None):
    """Module ids after the kick; those given lie in [0, num_modules), those returned below the
    number of nodes. Frozen nodes stay."""
    cdef node_t u, count = graph.num_nodes
    cdef node_t[3] dealt_to
    cdef node_t[::1] kicked
    result = np.array(module_of)
    if count == 0:
        return result
    kicked = result
    with nogil:
        u = random.below(count)
        dealt_to[0] = module_of[u]
        dealt_to[1] = linked_module(graph, module_of, u, random)
        # There is a free id unless every node is alone.
        dealt_to[2] = num_modules if num_modules < count else dealt_to[0]
        for u in range(count):
            if frozen is not None and frozen[u]:
                continue
            if module_of[u] == dealt_to[0] or module_of[u] == dealt_to[1]:
                kicked[u] = dealt_to[random.below(3)]
    return result


cdef node_t linked_module(FlowGraph graph, const node_t[::1] module_of, node_t u,
                          Generator random) noexcept nogil:
    """Where a random walk from u first leaves u's module; that module itself if it does not."""
    cdef node_t degree, start = module_of[u]
    cdef int _
    for _ in range(STEPS):
        degree = <node_t>(graph.offsets[u + 1] - graph.offsets[u])
        if degree == 0:
            break
        u = graph.targets[graph.offsets[u] + random.below(degree)]
        if module_of[u] != start:
            break
    return module_of[u]
