"""Rows of a line graph: from every state to the links out of the node that it is at.

State e is link e of the network, or a walker who begins at a node; its targets are the links out of
that node, whose positions in the rows of the network follow each other. So a row of the line graph
is a range, and nothing has to be sorted.
"""

import numpy as np

from infomap_py._core.types cimport link_t, node_t


def line_rows(const link_t[::1] offsets not None, const node_t[::1] node_of not None):
    """Offsets and targets of the line graph of rows with these offsets, whose states are at these
    nodes."""
    cdef Py_ssize_t state
    cdef link_t e, arc = 0
    row_ends = np.zeros(node_of.shape[0] + 1, dtype=np.int64)
    np.cumsum(np.diff(offsets)[node_of], out=row_ends[1:])
    row_targets = np.empty(row_ends[node_of.shape[0]], dtype=np.int32)
    cdef node_t[::1] targets = row_targets
    with nogil:
        for state in range(node_of.shape[0]):
            for e in range(offsets[node_of[state]], offsets[node_of[state] + 1]):
                targets[arc] = <node_t>e
                arc += 1
    return row_ends, row_targets
