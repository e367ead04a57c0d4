"""Large blocks of memory that go back to the system at once when they are given back.

The allocator of the C library may keep them: blocks below a threshold, which it raises up to 32 MB
as blocks are freed, and among which one in use keeps all before it. Given back one by one while
something else grows, they would then count twice.
"""

from infomap_py._core.memory cimport no_memory

cdef extern from *:
    """
    #include <stdlib.h>
    #if defined(__unix__) || defined(__APPLE__)
    #include <sys/mman.h>
    #ifndef MAP_ANONYMOUS
    #define MAP_ANONYMOUS MAP_ANON
    #endif
    #define INFOMAP_PY_PAGES ((size_t)1 << 16)  /* less is not worth a call of the system */
    #define INFOMAP_PY_HUGE ((size_t)1 << 22)   /* from here on pages of 2 MB if possible */

    static void *infomap_py_take_pages(size_t size, int paged)
    {
        void *block;
        if (size < INFOMAP_PY_PAGES || !paged)
            return malloc(size ? size : 1);
        block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED)
            return NULL;
    #ifdef MADV_HUGEPAGE
        if (size >= INFOMAP_PY_HUGE)
            madvise(block, size, MADV_HUGEPAGE);
    #endif
        return block;
    }

    static void infomap_py_return_pages(void *block, size_t size, int paged)
    {
        if (block == NULL)
            return;
        if (size < INFOMAP_PY_PAGES || !paged)
            free(block);
        else
            munmap(block, size);
    }
    #else
    static void *infomap_py_take_pages(size_t size, int paged)
    {
        (void)paged;
        return malloc(size ? size : 1);
    }

    static void infomap_py_return_pages(void *block, size_t size, int paged)
    {
        (void)size;
        (void)paged;
        free(block);
    }
    #endif
    """
    void* infomap_py_take_pages(size_t size, int paged) noexcept nogil
    void return_pages "infomap_py_return_pages" (void* block, size_t size, int paged) noexcept nogil


cdef inline void* take_pages(size_t size, bint paged=True) except NULL nogil:
    """A block of that many bytes, to be given back as it was taken, paged or not; running out of
    memory is Python's MemoryError."""
    cdef void* block = infomap_py_take_pages(size, paged)
    if block == NULL:
        no_memory(size, 1)
    return block
