"""A hint that memory will be read soon; nothing where the compiler has no such hint."""

cdef extern from *:
    """
    #if defined(__GNUC__)
    #define infomap_py_prefetch(address) __builtin_prefetch(address)
    #else
    #define infomap_py_prefetch(address) ((void)(address))
    #endif
    """
    void prefetch "infomap_py_prefetch" (const void* address) noexcept nogil
