"""Nodes by module: modules numbered, and a counting sort."""

import numpy as np

from infomap_py._core cimport scratch
from infomap_py._core.assignment cimport num_ids
from infomap_py._core.types cimport node_t


def number_modules(node_t[::1] module_of not None):
    """Renumber modules 0, 1, ... by their first node, in place; the old id of each new one."""
    cdef node_t u, m, count = 0
    cdef node_t ids = num_ids(module_of)
    cdef node_t[::1] new_id = scratch.filled(ids, -1)
    cdef node_t[::1] old_id = scratch.nodes(ids)
    with nogil:
        for u in range(<node_t>module_of.shape[0]):
            m = module_of[u]
            if new_id[m] < 0:
                new_id[m] = count
                old_id[count] = m
                count += 1
            module_of[u] = new_id[m]
    return np.array(old_id[:count])


def grouped(const node_t[::1] order not None, const node_t[::1] module_of not None):
    """``order``, module by module: within each as given."""
    cdef node_t[::1] starts = scratch.filled(num_ids(module_of) + 1, 0)
    result = np.empty(order.shape[0], dtype=np.int32)
    cdef node_t[::1] members = result
    if order.shape[0] > 0:
        with nogil:
            bucket(&order[0], module_of, starts, members)
    return result


cdef void bucket(const node_t* order, const node_t[::1] module_of, node_t[::1] starts,
                 node_t[::1] members) noexcept nogil:
    """members[starts[i]:starts[i + 1]] = the nodes of module i, as they follow in ``order``, which
    has as many as ``members``; NULL: 0, 1, ..."""
    cdef node_t k, u, m, i, count = <node_t>starts.shape[0] - 1
    for k in range(<node_t>members.shape[0]):
        starts[module_of[k if order == NULL else order[k]] + 1] += 1
    for i in range(count):
        starts[i + 1] += starts[i]
    for k in range(<node_t>members.shape[0]):
        u = k if order == NULL else order[k]
        m = module_of[u]
        members[starts[m]] = u
        starts[m] += 1
    for i in range(count, 0, -1):
        starts[i] = starts[i - 1]
    starts[0] = 0
