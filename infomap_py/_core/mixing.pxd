"""Anderson's mixing: the combination of the last few steps in which their residuals cancel best."""

from libc.math cimport sqrt

cdef enum:
    # Steps that are combined. Steps to a change of 1.5e-13 on FOLDOC, Debian's dependencies and
    # Linux's includes: 40, 44 and 39 with 3; 35, 34 and 27 with 6; 35, 33 and 28 with 8.
    MEMORY = 6


cdef inline void shortest_combination(double[MEMORY][MEMORY] products, Py_ssize_t used,
                                      double* shares) noexcept nogil:
    """Shares a, of sum 1, that minimise a' G a for the inner products G: a is proportional to the
    solution of G a = 1.

    Rows and columns are scaled to a diagonal of 1, and a trace of it is added, so that nearly
    parallel residuals share their weight instead of taking huge opposite ones.
    """
    cdef Py_ssize_t i, j, k
    cdef double factor, total = 0.0
    cdef double[MEMORY] lengths
    cdef double[MEMORY][MEMORY] rows
    for i in range(used):
        lengths[i] = sqrt(products[i][i])
        shares[i] = 1.0 / lengths[i]
    for i in range(used):
        for j in range(used):
            rows[i][j] = products[i][j] / (lengths[i] * lengths[j])
        rows[i][i] += 1e-13
    for i in range(used):  # positive definite: no exchange of rows
        for k in range(i + 1, used):
            factor = rows[k][i] / rows[i][i]
            for j in range(i, used):
                rows[k][j] -= factor * rows[i][j]
            shares[k] -= factor * shares[i]
    for i in range(used - 1, -1, -1):
        for j in range(i + 1, used):
            shares[i] -= rows[i][j] * shares[j]
        shares[i] /= rows[i][i]
    for i in range(used):
        shares[i] /= lengths[i]
        total += shares[i]
    for i in range(used):
        shares[i] /= total
