from libc.stdint cimport int64_t, uint8_t

from infomap_py._core.fields cimport Field


cdef class Columns:
    cdef readonly tuple names
    cdef readonly str optional
    cdef uint8_t separator
    cdef bint open_ended, between
    cdef int required, most
    cdef bint[5] is_layer

    cdef int fields_of(self, const uint8_t* at, const uint8_t* stop, Field* fields) except -1 nogil
    cdef str lacks(self, int k)
    cdef int read_integer(self, Field* field, int64_t* value) except -1 nogil
    cdef int check_layers(self, const uint8_t* at, const uint8_t* stop,
                          const int64_t* row) except -1 nogil
    cdef int read_weight_behind(self, const uint8_t* at, const uint8_t* stop, Field* fields,
                                int count, double* weight) except -1 nogil
    cdef int read_weight(self, Field* field, double* weight) except -1 nogil
