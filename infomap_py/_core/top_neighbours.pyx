"""From blocks of similarities the nearest of every row: a heap per row, its worst on top.

What is better is more similar, or as similar and of a lower position: a strict order, so that the
nearest are the same whatever the order of the blocks, and whoever brings them. Similarities of 0
and less are none.

Nearly all of a block is worse than what the heaps hold after a while. So it is read LANES numbers
at a time, in vectors that are compared with the worst of the row's heap and of each column's; only
where one may be better are the numbers looked at one by one. A row is offered n numbers and takes
some k log(n / k) of them, which is why the cost stays a fraction of that of the products. Where
rows and columns are the same vectors, blocks above the diagonal serve both ends.
"""

from cpython.exc cimport PyErr_CheckSignals

import numpy as np

from infomap_py._core.types cimport node_t

cdef enum:
    LANES = 16
    ROWS = 256  # of a block between two looks for Ctrl-C

cdef float LEAST = np.finfo(np.float32).smallest_subnormal  # the least that is above 0


cdef class TopNeighbours:
    """The best columns of every row among those seen so far.

    Invariants, true between any two calls:
        similarities[i, :counts[i]] is a heap, with its indices: no parent is better than its child
        least[i] = what row i takes at least: that of its top once there are k, LEAST before

    Several threads may add at a time if they share neither rows nor, where columns learn as well,
    columns.
    """

    cdef float[:, ::1] similarities
    cdef node_t[:, ::1] indices
    cdef node_t[::1] counts
    cdef float[::1] least

    def __cinit__(self, Py_ssize_t num_rows, Py_ssize_t k):
        self.similarities = np.zeros((num_rows, k), dtype=np.float32)
        self.indices = np.full((num_rows, k), -1, dtype=np.int32)
        self.counts = np.zeros(num_rows, dtype=np.int32)
        self.least = np.full(num_rows, LEAST if k > 0 else np.inf, dtype=np.float32)

    def add(self, const float[:, ::1] block not None, node_t first_row, node_t first_column, *,
            bint both=False):
        """Offer ``block[i, j]``, the similarity of row ``first_row + i`` and column
        ``first_column + j``, to its row; if ``both``, to the row of its column's number, too.

        With both, only what is above the diagonal counts: of the others the mirror image does.
        """
        cdef node_t i, start, count = <node_t>block.shape[0]
        for start in range(0, count, ROWS):
            PyErr_CheckSignals()
            with nogil:
                for i in range(start, min(start + ROWS, count)):
                    if both:
                        self.add_to_both(block, i, first_row + i, first_column)
                    else:
                        self.add_to_row(block, i, first_row + i, first_column)

    def sort(self):
        """The indices and similarities of every row, the best first; -1 and 0 where there are no
        more. What was found is used up."""
        cdef node_t i
        with nogil:
            for i in range(<node_t>self.counts.shape[0]):
                self.sort_row(i)
        return np.asarray(self.indices), np.asarray(self.similarities)

    cdef void add_to_row(self, const float[:, ::1] block, node_t i, node_t row,
                         node_t first_column) noexcept nogil:
        """Offer row i of a block to its row."""
        cdef Py_ssize_t j = 0, lane, width = block.shape[1]
        while j + LANES <= width:
            if any_of_lanes(&block[i, j], self.least[row]):
                for lane in range(j, j + LANES):
                    self.offer(row, first_column + <node_t>lane, block[i, lane])
            j += LANES
        for lane in range(j, width):
            self.offer(row, first_column + <node_t>lane, block[i, lane])

    cdef void add_to_both(self, const float[:, ::1] block, node_t i, node_t row,
                          node_t first_column) noexcept nogil:
        """Offer what stands above the diagonal in row i of a block to its row and its columns."""
        cdef Py_ssize_t j = max(0, row + 1 - first_column), lane, width = block.shape[1]
        while j + LANES <= width:
            if any_of_pairs(&block[i, j], self.least[row], &self.least[first_column + j]):
                for lane in range(j, j + LANES):
                    self.offer(row, first_column + <node_t>lane, block[i, lane])
                    self.offer(first_column + <node_t>lane, row, block[i, lane])
            j += LANES
        for lane in range(j, width):
            self.offer(row, first_column + <node_t>lane, block[i, lane])
            self.offer(first_column + <node_t>lane, row, block[i, lane])

    cdef inline void offer(self, node_t row, node_t index, float similarity) noexcept nogil:
        """Take a column into the heap of a row if it is one of the best so far."""
        cdef node_t count, k
        if not similarity >= self.least[row]:
            return
        count, k = self.counts[row], <node_t>self.indices.shape[1]
        if count < k:
            self.counts[row] = count + 1
            self.rise(row, count, index, similarity)
        elif worse(self.similarities[row, 0], self.indices[row, 0], similarity, index):
            self.sink(row, k, index, similarity)
        else:
            return
        if self.counts[row] == k:
            self.least[row] = self.similarities[row, 0]

    cdef inline void put(self, node_t row, node_t place, node_t index,
                         float similarity) noexcept nogil:
        self.similarities[row, place] = similarity
        self.indices[row, place] = index

    cdef void rise(self, node_t row, node_t place, node_t index, float similarity) noexcept nogil:
        """Put a neighbour at the end of a heap and let it rise above those that are better."""
        cdef node_t parent
        while place > 0:
            parent = (place - 1) // 2
            if not worse(similarity, index, self.similarities[row, parent],
                         self.indices[row, parent]):
                break
            self.put(row, place, self.indices[row, parent], self.similarities[row, parent])
            place = parent
        self.put(row, place, index, similarity)

    cdef void sink(self, node_t row, node_t count, node_t index, float similarity) noexcept nogil:
        """Put a neighbour in the place of the top and let it sink below those that are worse."""
        cdef node_t place = 0, child = 1
        while child < count:
            if child + 1 < count and worse(
                    self.similarities[row, child + 1], self.indices[row, child + 1],
                    self.similarities[row, child], self.indices[row, child]):
                child += 1
            if not worse(self.similarities[row, child], self.indices[row, child],
                         similarity, index):
                break
            self.put(row, place, self.indices[row, child], self.similarities[row, child])
            place = child
            child = 2 * place + 1
        self.put(row, place, index, similarity)

    cdef void sort_row(self, node_t row) noexcept nogil:
        """A heap to its entries in order: the worst goes behind all that are left, and so on."""
        cdef node_t last, index
        cdef float similarity
        for last in range(self.counts[row] - 1, 0, -1):
            index, similarity = self.indices[row, last], self.similarities[row, last]
            self.put(row, last, self.indices[row, 0], self.similarities[row, 0])
            self.sink(row, last, index, similarity)


cdef inline bint worse(float similarity, node_t index, float other,
                       node_t other_index) noexcept nogil:
    """Whether a neighbour is worse than the other."""
    return similarity < other or (similarity == other and index > other_index)


cdef inline bint any_of_lanes(const float* similarity, float least) noexcept nogil:
    """Whether one of the next is as good as the worst of the row's heap."""
    cdef int lane, found = 0
    for lane in range(LANES):
        found |= similarity[lane] >= least
    return found


cdef inline bint any_of_pairs(const float* similarity, float least,
                              const float* least_of_columns) noexcept nogil:
    """Whether one of the next is as good as the worst of the row's heap or of its column's."""
    cdef int lane, found = 0
    for lane in range(LANES):
        found |= (similarity[lane] >= least) | (similarity[lane] >= least_of_columns[lane])
    return found
