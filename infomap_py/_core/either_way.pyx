"""What is linked to what whichever way links point: connected components, and links with one back.

One pass over all links each. Components grow together as trees whose root is their first node; the
way to a root is halved whenever it is gone. Whether a link has one back is seen without a search,
as rows are sorted and their nodes come in order: what a row was asked for last is a place in it
from which the next question goes on.
"""

import numpy as np

from infomap_py._core.roots cimport root_of
from infomap_py._core.types cimport link_t, node_t


def connected_components(const link_t[::1] offsets not None, const node_t[::1] targets not None):
    """The component of every node, numbered 0, 1, ... by first node."""
    cdef node_t count = <node_t>(offsets.shape[0] - 1)
    component_array = np.empty(count, dtype=np.int32)
    cdef node_t[::1] component_of = component_array
    cdef node_t[::1] parent = np.arange(count, dtype=np.int32)  # the same or earlier, in its tree
    cdef node_t u, root, other, components = 0
    cdef link_t e
    with nogil:
        for u in range(count):
            root = root_of(parent, u)
            for e in range(offsets[u], offsets[u + 1]):
                other = root_of(parent, targets[e])
                if other != root:
                    parent[max(root, other)] = min(root, other)
                    root = min(root, other)
        for u in range(count):
            root = root_of(parent, u)
            if root == u:
                component_of[u] = components
                components += 1
            else:
                component_of[u] = component_of[root]
    return component_array


def count_mutual(const link_t[::1] offsets not None, const node_t[::1] targets not None):
    """The links u -> v, u other than v, for which there is v -> u, in rows that are sorted."""
    cdef node_t count = <node_t>(offsets.shape[0] - 1)
    cdef link_t[::1] next_in = np.array(offsets[:count])  # of each row: what is not below u
    cdef link_t e, end, place, mutual = 0
    cdef node_t u, v
    with nogil:
        for u in range(count):
            for e in range(offsets[u], offsets[u + 1]):
                v = targets[e]
                place, end = next_in[v], offsets[v + 1]
                while place < end and targets[place] < u:
                    place += 1
                next_in[v] = place
                mutual += u != v and place < end and targets[place] == u
    return mutual
