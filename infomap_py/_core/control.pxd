cimport cython

cdef extern from *:
    """
    #ifdef _MSC_VER
    #define infomap_py_read(flag) (*(const volatile int*)(flag))
    #define infomap_py_write(flag, value) (*(volatile int*)(flag) = (value))
    #else
    #define infomap_py_read(flag) __atomic_load_n(flag, __ATOMIC_RELAXED)
    #define infomap_py_write(flag, value) __atomic_store_n(flag, value, __ATOMIC_RELAXED)
    #endif
    """
    int read "infomap_py_read" (const int* flag) noexcept nogil
    void write "infomap_py_write" (int* flag, int value) noexcept nogil


@cython.final
cdef class Control:
    cdef int flag

    cdef inline bint is_stopped(self) noexcept nogil:
        return read(&self.flag)
