cdef class Control:
    cdef public bint stop
