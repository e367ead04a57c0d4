"""Memory without the GIL; running out of it is Python's MemoryError."""

from libc.stdlib cimport calloc, realloc

cdef extern from *:
    """
    #ifdef __GLIBC__
    #include <malloc.h>
    #define infomap_py_trim() ((void)malloc_trim(0))
    #else
    #define infomap_py_trim() ((void)0)
    #endif
    """
    # Gives back to the system what the C library keeps of freed blocks: of arrays of up to 32 MB,
    # all that lie before one in use.
    void trim "infomap_py_trim" () noexcept nogil


cdef inline int no_memory(size_t count, size_t item) except -1 nogil:
    """Raise the error that says how much there is not."""
    with gil:
        raise MemoryError(f"there are no {count * item:,} bytes more")


cdef inline void* resized(void* block, Py_ssize_t count, size_t item) except NULL nogil:
    """The block with room for ``count`` items; if that fails, it is left as it was."""
    cdef void* moved = realloc(block, <size_t>count * item)
    if moved == NULL:
        no_memory(<size_t>count, item)
    return moved


cdef inline void* zeros(Py_ssize_t count, size_t item) except NULL nogil:
    """A new block of ``count`` items, all bytes 0; a large one takes memory where it is written."""
    cdef void* block = calloc(<size_t>count, item)
    if block == NULL:
        no_memory(<size_t>count, item)
    return block


cdef inline Py_ssize_t grown(Py_ssize_t capacity) noexcept nogil:
    """The next capacity of something that grows: half as much again."""
    return 1024 + capacity + capacity // 2
