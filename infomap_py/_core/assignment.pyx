"""Nodes in modules: who is where, how many are there, and which modules nobody is in."""

import numpy as np

from infomap_py._core cimport scratch
from infomap_py._core.types cimport node_t

cdef const node_t[::1] NOBODY = np.empty(0, dtype=np.int32)


cdef node_t num_ids(const node_t[::1] module_of) noexcept nogil:
    """The number that all module ids lie below."""
    cdef node_t count = 0
    cdef Py_ssize_t u
    for u in range(module_of.shape[0]):
        count = max(count, module_of[u] + 1)
    return count


cdef class Assignment:
    """``module_of`` is changed in place; module ids lie below ``num_modules``, which is at most the
    number of nodes."""

    def __init__(self, node_t[::1] module_of not None, node_t num_modules,
                 const node_t[::1] parent_of=None):
        cdef node_t u
        self.module_of = module_of
        self.parent_of = parent_of if parent_of is not None else NOBODY
        self.size = scratch.filled(num_modules, 0)
        self.empty = scratch.nodes(num_modules)
        self.num_empty = 0
        with nogil:
            for u in range(<node_t>module_of.shape[0]):
                self.size[module_of[u]] += 1
            self.take_up(0)

    def enlarge(self, node_t num_modules):
        """Make room for so many modules."""
        cdef node_t[::1] size = self.size
        cdef node_t[::1] empty = self.empty
        self.size = scratch.filled(num_modules, 0)
        self.size[:size.shape[0]] = size
        self.empty = scratch.nodes(num_modules)
        self.empty[:self.num_empty] = empty[:self.num_empty]
        self.take_up(<node_t>size.shape[0])

    cdef void take_up(self, node_t first) noexcept nogil:
        """Take the modules from ``first`` on up in ``empty``, if they are."""
        cdef node_t m
        for m in range(first, <node_t>self.size.shape[0]):
            if self.size[m] == 0:
                self.empty[self.num_empty] = m
                self.num_empty += 1

    cdef inline bint lacks_empty(self) noexcept nogil:
        """Whether more room has to be made before a node may look for an empty module. With room
        for as many modules as nodes, there is one unless every node is alone and needs none."""
        return self.num_empty == 0 and self.size.shape[0] < self.module_of.shape[0]

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
