"""Links that wait until there are enough of them to number their ends together.

Looked up one by one, ids that are far apart in memory would each be waited for.
"""

from libc.stdint cimport int64_t

from infomap_py._core.identifiers cimport Identifiers
from infomap_py._core.links cimport LinkList
from infomap_py._core.types cimport node_t


cdef class LinkBatch:
    """Up to BATCH links with their lines, which errors are about."""

    cdef int add(self, Identifiers ids, LinkList links, int64_t* line) except -1 nogil:
        """Take the link that was written behind the last, from this line."""
        self.lines[self.count] = line[0]
        self.count += 1
        return self.number(ids, links, line) if self.count == BATCH else 0

    cdef int number(self, Identifiers ids, LinkList links, int64_t* line) except -1 nogil:
        """Number the ends of the links and add these to the list; none wait afterwards.

        ``line`` is that of the link at work, and what it was again in the end.
        """
        cdef int64_t line_before = line[0]
        cdef Py_ssize_t k = 0, count = self.count
        cdef node_t[2 * BATCH] positions
        self.count = 0
        ids.touch(self.words, self.integers, 2 * count)
        while k < 2 * count:
            if not ids.use_words:
                k = ids.integers.find_some(self.integers, k, 2 * count, positions)
                if k == 2 * count:
                    break
            line[0] = self.lines[k // 2]
            if ids.use_words:
                positions[k] = ids.word(&self.words[k])
            else:
                positions[k] = ids.integers.position(self.integers[k])
            k += 1
        line[0] = line_before
        for k in range(count):
            links.append(positions[2 * k], positions[2 * k + 1], self.weights[k])
        return 0
