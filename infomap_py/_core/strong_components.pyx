"""Strongly connected components in the order in which links lead from one to the next.

Tarjan (1972), SIAM J. Computing 1:146, with a stack of its own in place of recursion. Time and
memory are proportional to nodes and links.
"""

import numpy as np

from infomap_py._core.types cimport link_t, node_t


def strong_components(const link_t[::1] offsets not None, const node_t[::1] targets not None):
    """(order, starts): component i is order[starts[i]:starts[i + 1]], its nodes as a depth-first
    walk found them; every link leads to its own component or to a later one."""
    cdef node_t count = <node_t>(offsets.shape[0] - 1)
    order_array = np.empty(count, dtype=np.int32)
    starts_array = np.empty(count + 1, dtype=np.int32)
    cdef node_t[::1] order = order_array, starts = starts_array
    cdef node_t[::1] found = np.zeros(count, dtype=np.int32)   # when, from 1 on
    cdef node_t[::1] lowest = np.empty(count, dtype=np.int32)  # earliest found that u leads back to
    cdef node_t[::1] path = np.empty(count, dtype=np.int32)
    cdef node_t[::1] open_ = np.empty(count, dtype=np.int32)   # found, and in no component yet
    cdef link_t[::1] following = np.empty(count, dtype=np.int64)
    cdef link_t e, end
    cdef node_t start, u, v, low, depth = 0, num_open = 0, clock = 0, left = count, first = count
    with nogil:
        for start in range(count):
            if found[start] == 0:
                path[0] = start
                depth = 1
            while depth > 0:
                u = path[depth - 1]
                if found[u] == 0:
                    clock += 1
                    found[u] = lowest[u] = clock
                    following[u] = offsets[u]
                    open_[num_open] = u
                    num_open += 1
                low, e, end, v = lowest[u], following[u], offsets[u + 1], -1
                while e < end:
                    v = targets[e]
                    e += 1
                    if found[v] == 0:
                        break
                    low = min(low, found[v])
                    v = -1
                lowest[u], following[u] = low, e
                if v >= 0:
                    path[depth] = v
                    depth += 1
                    continue
                depth -= 1
                if depth > 0:
                    lowest[path[depth - 1]] = min(lowest[path[depth - 1]], lowest[u])
                if lowest[u] == found[u]:  # u was found first: those found since are its component
                    v = -1
                    while v != u:
                        num_open -= 1
                        v = open_[num_open]
                        found[v] = count + 1
                        left -= 1
                        order[left] = v
                    first -= 1
                    starts[first] = left
    starts[count] = count
    return order_array, starts_array[first:].copy()
