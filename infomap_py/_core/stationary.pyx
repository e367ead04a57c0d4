"""The stationary distribution of a walk with teleportation, by an accelerated power iteration.

    x <- (alpha + beta d) v + beta P'x,  beta = 1 - alpha,  d the visits to nodes without a way out

A plain iteration needs as many steps as the chain's second eigenvalue dictates: 200 with alpha =
0.15, 10**4 and more when the chain nearly falls apart or is nearly periodic. Anderson's mixing
(Walker & Ni 2011, SIAM Journal on Numerical Anal. 49:1715) goes on from that combination of the
last few steps in which their residuals cancel best; it handles eigenvalues near 1 and near -1
alike, and costs vectors of nodes, not passes over links. All sums are in a fixed order that
vectorises, so the result is the same on every platform.
"""

import numpy as np

from libc.math cimport fabs, sqrt

from infomap_py._core.sums cimport lane_sum
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    # Steps that are combined. Milliseconds on FOLDOC, Debian's dependencies and Linux's includes:
    # 24, 91 and 140 with 3; 17, 91 and 99 with 6; 24, 106 and 106 with 12.
    MEMORY = 6

cdef double TOLERANCE = 1e-15  # L1 change of one step, in flow
cdef double ROUNDING_FLOOR = 1e-12  # below this, a change that no longer falls is rounding


cdef class Walk:
    """A walk and where its iteration stands; ``advance`` until ``converged``.

    ``rate_per_weight[u]`` is 1 over the weight of all links out of u, and 0 where there are none.
    """
    cdef const link_t[::1] offsets
    cdef const node_t[::1] targets
    cdef const double[::1] weights, rate_per_weight, teleport_weight
    cdef double[::1] point, stuck, ones
    # of the last steps, the oldest overwritten by the newest
    cdef double[:, ::1] arrivals, residuals
    cdef double[MEMORY][MEMORY] products     # inner products of the residuals
    cdef double alpha, best
    cdef int since_best
    cdef Py_ssize_t latest
    cdef readonly Py_ssize_t steps
    cdef readonly double change
    cdef readonly bint converged

    def __init__(self, const link_t[::1] offsets not None, const node_t[::1] targets not None,
                 const double[::1] weights, const double[::1] rate_per_weight not None,
                 const double[::1] teleport_weight not None, double alpha):
        self.offsets, self.targets = offsets, targets
        self.weights = weights if weights is not None else np.empty(0)
        self.rate_per_weight, self.teleport_weight = rate_per_weight, teleport_weight
        self.alpha = alpha
        self.point = np.array(teleport_weight)
        self.stuck = (np.asarray(rate_per_weight) == 0.0).astype(np.float64)
        self.ones = np.ones(len(teleport_weight))
        self.arrivals = np.zeros((MEMORY, len(teleport_weight)))
        self.residuals = np.zeros((MEMORY, len(teleport_weight)))
        self.steps = self.since_best = 0
        self.change = self.best = np.inf
        self.converged = False

    @property
    def distribution(self):
        """Where the walk is after the last step; the sum is 1 to rounding."""
        return np.array(self.arrivals[self.latest])

    def advance(self, Py_ssize_t steps):
        """So many steps, or fewer if they converge."""
        cdef Py_ssize_t _
        with nogil:
            for _ in range(steps):
                self.step()
                if self.converged:
                    break
                self.mix()

    cdef void step(self) noexcept nogil:
        """One step of the walk from ``point``, and whether it still changes anything."""
        cdef Py_ssize_t u, count = self.point.shape[0]
        cdef double* arrived
        cdef double* residual
        self.latest = self.steps % MEMORY
        self.steps += 1
        arrived = &self.arrivals[self.latest, 0]
        residual = &self.residuals[self.latest, 0]
        self.follow_links(arrived)
        for u in range(count):
            residual[u] = fabs(arrived[u] - self.point[u])
        self.change = lane_sum(residual, &self.ones[0], count)
        for u in range(count):
            residual[u] = arrived[u] - self.point[u]
        self.since_best = 0 if self.change < self.best else self.since_best + 1
        self.best = min(self.best, self.change)
        self.converged = self.change <= TOLERANCE or (
            self.best < ROUNDING_FLOOR and self.since_best >= 3
        )

    cdef void follow_links(self, double* arrived) noexcept nogil:
        cdef Py_ssize_t u, count = self.point.shape[0]
        cdef link_t e
        cdef double rate, beta = 1.0 - self.alpha
        cdef double teleported = self.alpha + beta * lane_sum(&self.point[0], &self.stuck[0], count)
        cdef bint weighted = self.weights.shape[0] > 0
        for u in range(count):
            arrived[u] = teleported * self.teleport_weight[u]
        for u in range(count):
            rate = beta * self.point[u] * self.rate_per_weight[u]
            for e in range(self.offsets[u], self.offsets[u + 1]):
                arrived[self.targets[e]] += rate * self.weights[e] if weighted else rate

    cdef void mix(self) noexcept nogil:
        """Go on from the combination of the last steps, with weights that sum to 1, whose residual
        is shortest;
        where that leaves the distributions (a negative entry), from the last step itself."""
        cdef Py_ssize_t u, i, count = self.point.shape[0], used = min(self.steps, MEMORY)
        cdef double product, total, least = 0.0
        cdef double[MEMORY] shares
        for i in range(used):
            product = lane_sum(&self.residuals[self.latest, 0], &self.residuals[i, 0], count)
            self.products[self.latest][i] = self.products[i][self.latest] = product
        shortest_combination(self.products, used, shares)
        for u in range(count):
            self.point[u] = shares[0] * self.arrivals[0, u]
        for i in range(1, used):
            for u in range(count):
                self.point[u] += shares[i] * self.arrivals[i, u]
        for u in range(count):
            least = min(least, self.point[u])
        if least < 0.0:
            for u in range(count):
                self.point[u] = self.arrivals[self.latest, u]
        total = lane_sum(&self.point[0], &self.ones[0], count)
        for u in range(count):
            self.point[u] /= total


cdef void shortest_combination(double[MEMORY][MEMORY] products, Py_ssize_t used,
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
