"""Links to arcs, those of a range of sources together: the first half of a sort by source.

Rows are then made bucket by bucket, within what the cache holds; placed at once all over the rows,
each arc would miss it. Within its bucket a source takes 16 bits, so an arc takes 6 bytes. Every
bucket has its exact size and its own memory, given back as soon as its rows are made; the blocks of
links are given back before, while the buckets fill.

Weights that are whole multiples of 1, 0.1, 0.01, ... are found out here, as rows keep those in four
bytes.
"""

from cpython.exc cimport PyErr_CheckSignals
from libc.stdint cimport uint16_t
from libc.stdlib cimport free

from infomap_py._core.links cimport SMALL, Block, Link, LinkList
from infomap_py._core.memory cimport zeros
from infomap_py._core.multiples cimport FINEST, is_multiple, multiples_fit
from infomap_py._core.pages cimport return_pages, take_pages
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    FEWEST_BITS = 13   # rows of 8,192 nodes: with 20 arcs each 0.6 MB, and as many places to fill
    MOST_BITS = 16
    MOST_BUCKETS = 512  # unless that takes more bits: as many pages are written to in turns


cdef inline void put(Bucket* buckets, int bits, node_t source, node_t target,
                     double weight) noexcept nogil:
    """Put an arc into the bucket of its source."""
    cdef Bucket* bucket = &buckets[source >> bits]
    cdef link_t place = bucket.count
    bucket.count = place + 1
    bucket.arcs[place].source = <uint16_t>(source & ((1 << bits) - 1))
    bucket.arcs[place].target = target
    if bucket.weights != NULL:
        bucket.weights[place] = weight


cdef class Buckets:
    """The arcs of a list of links, which is empty afterwards.

    An undirected link is one arc from each end, but a self-link is one; a directed link is one.
    """

    def __cinit__(self, Py_ssize_t num_nodes, LinkList links not None, bint undirected):
        cdef Py_ssize_t b
        self.weighted, self.undirected = links.weighted, undirected
        self.resolution = 1.0
        self.paged = links.num_blocks > SMALL
        self.bits = FEWEST_BITS
        while self.bits < MOST_BITS and num_nodes >> self.bits > MOST_BUCKETS:
            self.bits += 1
        cdef Py_ssize_t count = (num_nodes + (1 << self.bits) - 1) >> self.bits
        with nogil:
            self.buckets = <Bucket*>zeros(max(1, count), sizeof(Bucket))
        self.count = count  # only now: what is counted is given back
        try:
            for b in range(links.num_blocks):
                PyErr_CheckSignals()
                with nogil:
                    self.measure(links, b)
                    if links.blocks[b].weights != NULL:
                        self.resolve(links.blocks[b].weights, links.count_in(b))
            if not multiples_fit(self.heaviest, self.resolution):
                self.resolution = 0.0
            with nogil:
                self.allocate()
            for b in range(links.num_blocks):
                PyErr_CheckSignals()
                with nogil:
                    self.take(links, b)
                    links.release(b)
        finally:  # some of its blocks may be gone
            links.clear()

    def __dealloc__(self):
        cdef Py_ssize_t b
        for b in range(self.count):
            self.release(b)
        free(self.buckets)

    @property
    def num_arcs(self):
        cdef link_t total = 0
        cdef Py_ssize_t b
        for b in range(self.count):
            total += self.buckets[b].capacity
        return total

    cdef void measure(self, LinkList links, Py_ssize_t b) noexcept nogil:
        """Count the arcs of a block of links."""
        cdef Link* ends = links.blocks[b].links
        cdef link_t e
        for e in range(links.count_in(b)):
            self.buckets[ends[e].source >> self.bits].capacity += 1
            if self.undirected and ends[e].source != ends[e].target:
                self.buckets[ends[e].target >> self.bits].capacity += 1

    cdef void resolve(self, const double* weights, link_t count) noexcept nogil:
        """Refine the resolution until it is that of these weights, too, or there is none.

        What is a multiple of 1 / 100 is one of 1 / 1000 as well, unless that takes too many.
        """
        cdef double resolution = self.resolution, heaviest = self.heaviest
        cdef link_t e
        for e in range(count):
            while resolution > 0.0 and not is_multiple(weights[e], resolution):
                resolution = 10.0 * resolution if resolution < FINEST else 0.0
            if resolution == 0.0:
                break
            heaviest = max(heaviest, weights[e])
        self.resolution, self.heaviest = resolution, heaviest

    cdef int allocate(self) except -1 nogil:
        cdef Bucket* bucket
        cdef Py_ssize_t b
        for b in range(self.count):
            bucket = &self.buckets[b]
            bucket.arcs = <Arc*>take_pages(bucket.capacity * sizeof(Arc), self.paged)
            if self.weighted:
                bucket.weights = <double*>take_pages(bucket.capacity * sizeof(double),
                                                     self.paged)
        return 0

    cdef void take(self, LinkList links, Py_ssize_t b) noexcept nogil:
        """Put the arcs of a block of links where they belong."""
        cdef Block block = links.blocks[b]
        cdef double weight = 1.0
        cdef node_t u, v
        cdef link_t e
        for e in range(links.count_in(b)):
            u, v = block.links[e].source, block.links[e].target
            if block.weights != NULL:
                weight = block.weights[e]
            put(self.buckets, self.bits, u, v, weight)
            if self.undirected and u != v:
                put(self.buckets, self.bits, v, u, weight)

    cdef void release(self, Py_ssize_t b) noexcept nogil:
        """Give the memory of a bucket back."""
        cdef Bucket* bucket = &self.buckets[b]
        return_pages(bucket.arcs, bucket.capacity * sizeof(Arc), self.paged)
        return_pages(bucket.weights, bucket.capacity * sizeof(double), self.paged)
        bucket.arcs = NULL
        bucket.weights = NULL
