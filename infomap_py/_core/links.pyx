"""Links as they come, in blocks that go back to the system one by one as rows are made of them.

Nothing is ever moved: a block that is full is followed by another. A block has room for weights
from the first that is not 1 on, so that none are kept where every link counts 1.
"""

from cpython.exc cimport PyErr_CheckSignals
from libc.stdlib cimport free
from libc.string cimport memcpy

import numpy as np

from infomap_py._core.memory cimport grown, resized
from infomap_py._core.pages cimport return_pages, take_pages
from infomap_py._core.types cimport link_t, node_t


cdef class LinkList:
    """Sources and targets of links, as node positions, and their weights."""

    def __dealloc__(self):
        self.clear()
        free(self.blocks)

    def __len__(self):
        return self.count

    def __getitem__(self, link_t e):
        """(source, target) of a link."""
        if not 0 <= e < self.count:
            raise IndexError(e)
        link = self.blocks[e // BLOCK].links[e % BLOCK]
        return link.source, link.target

    def extend(self, const node_t[::1] sources not None, const node_t[::1] targets not None):
        """Add links that weigh 1."""
        cdef Link* links
        cdef Block* block
        cdef link_t e = 0, end, place
        with nogil:
            while e < sources.shape[0]:
                place = self.count % BLOCK
                if place == 0:
                    self.add_block()
                block = &self.blocks[self.num_blocks - 1]
                links = block.links + place - e
                end = min(<link_t>sources.shape[0], e + BLOCK - place)
                self.count += end - e
                if block.weights != NULL:
                    for place in range(place, place + end - e):
                        block.weights[place] = 1.0
                for e in range(e, end):
                    links[e].source = sources[e]
                    links[e].target = targets[e]
                e = end

    def extend_pairs(self, const node_t[::1] ends not None):
        """Add links that weigh 1: source, target, source, target, ..."""
        cdef Py_ssize_t e
        with nogil:
            for e in range(ends.shape[0] // 2):
                self.append(ends[2 * e], ends[2 * e + 1], 1.0)

    def weigh(self, const double[::1] weights not None):
        """Give every link its weight."""
        cdef Py_ssize_t e, b, count
        cdef Block* block
        cdef const double* given
        for b in range(self.num_blocks):
            PyErr_CheckSignals()
            block = &self.blocks[b]
            with nogil:
                given = &weights[b * BLOCK]
                count = self.count_in(b)
                e = 0
                while e < count and given[e] == 1.0 and block.weights == NULL:
                    e += 1
                if e < count:
                    self.put_weight(block, e, given[e])
                    memcpy(block.weights + e, given + e, (count - e) * sizeof(double))

    def add_reversed(self, link_t start, link_t stop):
        """Add the reverse of the links from start to stop that are no self-links."""
        cdef Block block
        cdef Link link
        cdef link_t e, place
        with nogil:
            for e in range(start, stop):
                block, place = self.blocks[e // BLOCK], e % BLOCK
                link = block.links[place]
                if link.source != link.target:
                    self.append(link.target, link.source,
                                1.0 if block.weights == NULL else block.weights[place])

    def arrays(self):
        """(sources, targets, weights or None) as arrays, which are copies."""
        sources = np.empty(self.count, dtype=np.int32)
        targets = np.empty(self.count, dtype=np.int32)
        weights = np.ones(self.count) if self.weighted else None
        cdef node_t[::1] sources_view = sources, targets_view = targets
        cdef double[::1] weights_view = weights
        cdef Block block
        cdef link_t e
        with nogil:
            for e in range(self.count):
                block = self.blocks[e // BLOCK]
                sources_view[e] = block.links[e % BLOCK].source
                targets_view[e] = block.links[e % BLOCK].target
                if block.weights != NULL:
                    weights_view[e] = block.weights[e % BLOCK]
        return sources, targets, weights

    cdef int append(self, node_t source, node_t target, double weight) except -1 nogil:
        cdef link_t place = self.count % BLOCK
        cdef Block* block
        if place == 0:
            self.add_block()
        block = &self.blocks[self.num_blocks - 1]
        block.links[place].source = source
        block.links[place].target = target
        if weight != 1.0 or block.weights != NULL:
            self.put_weight(block, place, weight)
        self.count += 1
        return 0

    cdef int add_block(self) except -1 nogil:
        cdef Py_ssize_t capacity
        if self.num_blocks == self.capacity:
            capacity = grown(self.capacity)
            self.blocks = <Block*>resized(self.blocks, capacity, sizeof(Block))
            self.capacity = capacity
        self.blocks[self.num_blocks].weights = NULL
        self.blocks[self.num_blocks].links = <Link*>take_pages(
            BLOCK * sizeof(Link), self.num_blocks >= SMALL)
        self.num_blocks += 1
        return 0

    cdef int put_weight(self, Block* block, link_t place, double weight) except -1 nogil:
        """Give the link at that place its weight; those before it in the block have theirs."""
        cdef link_t k
        if block.weights == NULL:
            block.weights = <double*>take_pages(BLOCK * sizeof(double),
                                                block - self.blocks >= SMALL)
            for k in range(place):
                block.weights[k] = 1.0
            self.weighted = True
        block.weights[place] = weight
        return 0

    cdef link_t count_in(self, Py_ssize_t b) noexcept nogil:
        """The links in a block."""
        return min(<link_t>BLOCK, self.count - b * <link_t>BLOCK)

    cdef void shift(self, link_t count, node_t distance) noexcept nogil:
        """Add the distance to the ends of the first ``count`` links."""
        cdef Link* link
        cdef link_t e
        for e in range(count):
            link = &self.blocks[e // BLOCK].links[e % BLOCK]
            link.source += distance
            link.target += distance

    cdef void clear(self) noexcept nogil:
        """Make the list empty."""
        cdef Py_ssize_t b
        for b in range(self.num_blocks):
            self.release(b)
        self.count = self.num_blocks = 0
        self.weighted = False

    cdef void release(self, Py_ssize_t b) noexcept nogil:
        """Give the memory of a block back, whose links must not be asked for again."""
        return_pages(self.blocks[b].links, BLOCK * sizeof(Link), b >= SMALL)
        return_pages(self.blocks[b].weights, BLOCK * sizeof(double), b >= SMALL)
        self.blocks[b].links = NULL
        self.blocks[b].weights = NULL
