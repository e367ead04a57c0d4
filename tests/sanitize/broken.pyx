"""Mistakes, to see that they are found: built with the core in a copy of it, and nowhere else."""

from cpython.ref cimport Py_INCREF
from libc.stdint cimport int32_t
from libc.stdlib cimport malloc

cdef extern from "unistd.h" nogil:
    int usleep(unsigned int)


cdef double element(const double[::1] values, Py_ssize_t k) noexcept nogil:
    return values[k]


cdef int32_t successor(int32_t number) noexcept nogil:
    return number + 1


cdef int32_t as_integer(double number) noexcept nogil:
    return <int32_t>number


def past_the_end(const double[::1] values not None):
    return element(values, values.shape[0])


def after_it_was_given_back(size_t address):
    return (<const double*>address)[0]


def overflow(int32_t number):
    return successor(number)


def too_large_for_an_integer(double number):
    return as_integer(number)


def count_without_lock(double[::1] counter not None, Py_ssize_t times):
    with nogil:
        for _ in range(times):
            counter[0] += 1.0
            usleep(100)  # or one thread might be done before the other has begun


def unset():
    """Branches on memory that nothing was written to."""
    cdef double* values = <double*>malloc(1000)
    return "more" if values[7] > 0.5 else "less"


def lose_memory(size_t size):
    return <size_t>malloc(size) != 0


def lose_reference():
    lost = bytearray(10_000)
    Py_INCREF(lost)
