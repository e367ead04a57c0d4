from libc.math cimport fabs

cdef enum:
    # partial sums that SIMD of any width can hold, so that its width does not change the result
    LANES = 8


cdef inline double lane_sum(const double* left, const double* right,
                            Py_ssize_t count) noexcept nogil:
    """Inner product in eight interleaved sums: a fixed order that vectorises."""
    cdef double[LANES] lanes
    cdef double result = 0.0
    cdef Py_ssize_t k = 0, lane, whole = count - count % LANES
    for lane in range(LANES):
        lanes[lane] = 0.0
    while k < whole:
        for lane in range(LANES):
            lanes[lane] += left[k + lane] * right[k + lane]
        k += LANES
    for lane in range(LANES):
        result += lanes[lane]
    for k in range(whole, count):
        result += left[k] * right[k]
    return result


cdef inline double lane_total(const double* values, Py_ssize_t count,
                              bint absolute) noexcept nogil:
    """Sum of the values, or of their absolute values, in the same order."""
    cdef double[LANES] lanes
    cdef double result = 0.0
    cdef Py_ssize_t k = 0, lane, whole = count - count % LANES
    for lane in range(LANES):
        lanes[lane] = 0.0
    while k < whole:
        for lane in range(LANES):
            lanes[lane] += fabs(values[k + lane]) if absolute else values[k + lane]
        k += LANES
    for lane in range(LANES):
        result += lanes[lane]
    for k in range(whole, count):
        result += fabs(values[k]) if absolute else values[k]
    return result
