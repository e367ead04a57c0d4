"""A local kick out of a local optimum: a few neighbouring modules are dealt out anew, at random.

A random node's module and up to two modules linked to it lose their nodes to as many random modules
and one more. Among kicks of equal cost (dissolving them, merging two, moving a tenth of all nodes)
it was the one from which a new climb most often ended lower.
"""

import numpy as np

from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.random cimport Generator
from infomap_py._core.types cimport node_t

cdef enum:
    MODULES = 3  # at most so many are dealt out together


def scattered(FlowGraph graph not None, const node_t[::1] module_of not None, node_t num_modules,
              Generator random not None):
    """Module ids after the kick; those given lie in [0, num_modules), those returned below the
    number of nodes."""
    cdef node_t count = graph.num_nodes, u, k, chosen_count, first_new
    cdef node_t[MODULES] chosen
    cdef node_t[::1] kicked
    result = np.array(module_of)
    if count == 0:
        return result
    kicked = result
    with nogil:
        chosen_count = choose(graph, module_of, random, chosen)
        # The chosen modules' ids are free again, and one more is if any two nodes share a module.
        first_new = num_modules if num_modules < count else chosen[0]
        for u in range(count):
            for k in range(chosen_count):
                if module_of[u] == chosen[k]:
                    k = random.below(chosen_count + 1)
                    kicked[u] = chosen[k] if k < chosen_count else first_new
                    break
    return result


cdef node_t choose(FlowGraph graph, const node_t[::1] module_of, Generator random,
                   node_t* chosen) noexcept nogil:
    """The module of a random node, and those of random neighbours of random nodes of it; their
    number."""
    cdef node_t u = random.below(graph.num_nodes), v, k, degree, found = 1
    cdef int _
    chosen[0] = module_of[u]
    for _ in range(8 * MODULES):
        if found == MODULES:
            break
        # A random walk that turns back whenever it has left the first module.
        degree = <node_t>(graph.offsets[u + 1] - graph.offsets[u])
        if degree == 0:
            break
        v = graph.targets[graph.offsets[u] + random.below(degree)]
        if module_of[v] == chosen[0]:
            u = v
            continue
        for k in range(found):
            if chosen[k] == module_of[v]:
                break
        else:
            chosen[found] = module_of[v]
            found += 1
    return found
