"""Nodes in modules: who is where, how many are there, and which modules nobody is in."""

import numpy as np

from infomap_py._core cimport scratch
from infomap_py._core.types cimport node_t

cdef const node_t[::1] NOBODY = np.empty(0, dtype=np.int32)


cdef class Assignment:
    """``module_of`` is changed in place; module ids lie below the number of nodes."""

    def __init__(self, node_t[::1] module_of not None, const node_t[::1] parent_of=None):
        cdef node_t u, m, count = <node_t>module_of.shape[0]
        self.module_of = module_of
        self.parent_of = parent_of if parent_of is not None else NOBODY
        self.size = scratch.filled(count, 0)
        self.empty = scratch.nodes(count)
        self.num_empty = 0
        with nogil:
            for u in range(count):
                self.size[module_of[u]] += 1
            for m in range(count):
                if self.size[m] == 0:
                    self.empty[self.num_empty] = m
                    self.num_empty += 1

    cdef inline bint may_be_joined(self, node_t target) noexcept nogil:
        """Any module that is not empty, and the last of ``empty``."""
        return self.size[target] > 0 or self.empty[self.num_empty - 1] == target

    cdef bint move(self, node_t u, node_t target) noexcept nogil:
        """Put u into target; whether that left its old module empty.

        The only empty module that may be a target is the last of ``empty``.
        """
        cdef node_t source = self.module_of[u]
        self.module_of[u] = target
        if self.size[target] == 0:
            self.num_empty -= 1
        self.size[target] += 1
        self.size[source] -= 1
        if self.size[source] > 0:
            return False
        self.empty[self.num_empty] = source
        self.num_empty += 1
        return True
