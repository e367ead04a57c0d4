from infomap_py._core.types cimport link_t


cdef link_t longest_row(const link_t[::1] offsets) noexcept nogil
