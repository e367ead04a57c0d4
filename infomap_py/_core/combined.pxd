cimport cython

from infomap_py._core.addend cimport Addend
from infomap_py._core.objective cimport Objective


@cython.final
cdef class Combined(Objective):
    cdef readonly Objective rest
    cdef readonly Addend addend

    cdef adopt_records(self)
