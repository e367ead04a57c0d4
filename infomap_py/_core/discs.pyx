"""Where discs come to rest, and discs pushed apart: see :mod:`infomap_py.pictures.layout`.

All pairs in every round, each once: what a disc gets from the others is added up in their order.
"""

import numpy as np

from libc.math cimport cos, sqrt


def settle(const double[::1] x_start not None, const double[::1] y_start not None,
           const double[:, ::1] pull not None, const double[::1] pull_x not None,
           const double[::1] pull_y not None, double gravity, double farthest, int steps):
    """Where discs are after so many steps along the forces on them, as x and y: each repels
    another by the inverse of their distance, and is pulled by the distance times ``pull``, and by
    ``pull_x`` and ``pull_y`` from outside; gravity pulls all to the middle. The longest step is
    ``farthest`` at first, and shrinks to nothing."""
    cdef Py_ssize_t count = x_start.shape[0], u, v
    cdef double[::1] x = np.array(x_start), y = np.array(y_start)
    cdef double[::1] move_x = np.empty(count), move_y = np.empty(count)
    cdef double dx, dy, force, length, reach
    cdef int step
    with nogil:
        for step in range(steps):
            for u in range(count):
                move_x[u] = pull_x[u] - gravity * x[u]
                move_y[u] = pull_y[u] - gravity * y[u]
            for u in range(count):
                for v in range(u + 1, count):
                    dx = x[u] - x[v]
                    dy = y[u] - y[v]
                    force = 1.0 / max(dx * dx + dy * dy, 1e-18) - pull[u, v]
                    move_x[u] += force * dx
                    move_y[u] += force * dy
                    move_x[v] -= force * dx
                    move_y[v] -= force * dy
            for u in range(count):
                length = max(sqrt(move_x[u] * move_x[u] + move_y[u] * move_y[u]), 1e-9)
                reach = min(length, farthest * (1.0 - <double>step / steps)) / length
                x[u] += reach * move_x[u]
                y[u] += reach * move_y[u]
    return np.asarray(x), np.asarray(y)


def push_apart(const double[::1] x_start not None, const double[::1] y_start not None,
               const double[::1] radius not None, double width, double height, double gap,
               int rounds):
    """Centres within the picture, as x and y, and whether all discs are half a gap apart.

    Of two that are nearer than a gap, the smaller one moves more.
    """
    cdef Py_ssize_t count = x_start.shape[0], u, v
    cdef double[::1] x = np.array(x_start), y = np.array(y_start)
    cdef double[::1] move_x = np.empty(count), move_y = np.empty(count)
    cdef double dx, dy, distance, lacking, most, mass_u, mass_v, push, yields
    cdef bint apart = False
    cdef int _round
    with nogil:
        for _round in range(rounds):
            for u in range(count):
                x[u] = min(max(x[u], radius[u] + gap / 2.0), width - radius[u] - gap / 2.0)
                y[u] = min(max(y[u], radius[u] + gap / 2.0), height - radius[u] - gap / 2.0)
                move_x[u] = 0.0
                move_y[u] = 0.0
            most = 0.0
            for u in range(count):
                for v in range(u + 1, count):
                    dx = x[u] - x[v]
                    dy = y[u] - y[v]
                    distance = sqrt(dx * dx + dy * dy)
                    lacking = radius[u] + radius[v] + gap - distance
                    if lacking <= 0.0:
                        continue
                    most = max(most, lacking)
                    push = lacking / max(distance, 1e-9)
                    if distance < 1e-9:
                        # Two at the same place go different ways: along a line that nobody else
                        # is on.
                        dx = cos(u) - cos(v)
                        push = lacking
                    mass_u = radius[u] * radius[u]
                    mass_v = radius[v] * radius[v]
                    yields = mass_v / (mass_u + mass_v) if mass_u + mass_v > 0.0 else 0.5
                    move_x[u] += push * yields * dx
                    move_y[u] += push * yields * dy
                    move_x[v] -= push * (1.0 - yields) * dx
                    move_y[v] -= push * (1.0 - yields) * dy
            if most <= gap / 2.0:
                apart = True
                break
            for u in range(count):
                x[u] += move_x[u]
                y[u] += move_y[u]
    return np.asarray(x), np.asarray(y), apart
