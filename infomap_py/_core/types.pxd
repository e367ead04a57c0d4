# Widths of every integer in the core. Change them here, nowhere else.
from libc.stdint cimport int32_t, int64_t

ctypedef int32_t node_t  # node or module id: dense, 0-based, less than MAX_NODES
ctypedef int64_t link_t  # position in the CSR link arrays: may exceed 2**31

cdef enum:
    MAX_NODES = 0x7fff0000  # 2**31 - 2**16: an id and the length of a block fit a node_t, too
