from infomap_py._core.types cimport node_t


cdef void bucket(const node_t* order, const node_t[::1] module_of, node_t[::1] starts,
                 node_t[::1] members) noexcept nogil
