# Widths of every integer in the core. Change them here, nowhere else.
from libc.stdint cimport int32_t, int64_t

ctypedef int32_t node_t  # node or module id: dense, 0-based, at most 2**31 - 2
ctypedef int64_t link_t  # position in the CSR link arrays: may exceed 2**31
