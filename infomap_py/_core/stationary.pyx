"""The stationary distribution of a walk with teleportation.

    x = (alpha + beta d) v + beta P'x,  beta = 1 - alpha,  d the visits to nodes without a way out

As d only scales, x is y / sum(y) for the solution of y = v + beta P'y. That falls apart into the
strongly connected components, in the order in which links lead from one to the next: what arrives
in a component from v and from those before it is known, say b. Most are single nodes. In the
others the walk is followed until it settles, with all that leaves by links or by teleportation
coming back as b does:

    z <- (sum over u of z_u leave_u) b / sum(b) + beta P'z, within the component
    y = z sum(b) / (sum over u of z_u leave_u)

by an accelerated iteration. A sweep over the nodes in the order in which a depth-first walk found
them uses the new values at once (Gauss and Seidel), and needs half the steps or fewer than one that
does not. Anderson's mixing (Walker & Ni 2011, SIAM Journal on Numerical Anal. 49:1715) goes on
from that combination of the last few steps in which their residuals cancel best; it handles
eigenvalues near 1 and near -1 alike, where a chain nearly falls apart or is nearly periodic, and
costs vectors of nodes, not passes over links. All sums are in a fixed order that vectorises, so the
result is the same on every platform.

Steps on FOLDOC, Debian's dependencies and Linux's includes: 200 plain, 94, 70 and 88 with mixing
alone, 35, 34 and 27 with both.
"""

import numpy as np

import infomap_py._core.sums as sums

from libc.float cimport DBL_MIN
from libc.math cimport INFINITY, fabs, sqrt

from infomap_py._core.strong_components import strong_components
from infomap_py._core.sums cimport lane_sum
from infomap_py._core.transpose import transposed
from infomap_py._core.types cimport link_t, node_t

cdef enum:
    # Steps that are combined. Steps on FOLDOC, Debian's dependencies and Linux's includes: 40, 44
    # and 39 with 3; 35, 34 and 27 with 6; 35, 33 and 28 with 8.
    MEMORY = 6

# A step brings any two distributions closer by alpha of their distance at least, so the error is at
# most the L1 change of a step over alpha: this much, unless rounding changes more.
cdef double TOLERANCE = 1e-12
cdef double LEAST_CHANGE = 1e-15
cdef double ROUNDING_FLOOR = 1e-12  # below this, a change that no longer falls is rounding
# Stands for alpha = 0 where nothing else leaves a component: all flow ends in such components, in
# proportion to what arrives there.
cdef double LEAST_LEAVING = 1e-60


cdef class Walk:
    """A walk and how far its solution has come; ``advance`` until ``finished``.

    ``rate_per_weight[u]`` is 1 over the weight of all links out of u, and 0 where there are none.
    """
    # component i is order[starts[i]:starts[i + 1]]; of the links that arrive at v, those from its
    # own component come first, up to inner_end[v], once that is the current one
    cdef const node_t[::1] order, starts, component_of
    cdef const link_t[::1] offsets
    cdef node_t[::1] sources
    cdef double[::1] weights
    cdef link_t[::1] inner_end
    cdef const double[::1] rate_per_weight, teleport_weight
    cdef double[::1] leave  # share of each node's flow that leaves its component
    cdef double[::1] flow   # y, of the components that are solved
    cdef double[::1] rates  # beta times flow per weight of a link, of those and the current one
    cdef double alpha, beta
    # the current component: vectors of its nodes, in order
    cdef node_t component, size
    cdef link_t inner_links
    cdef double[::1] arriving, inner_leave, point
    cdef double total_arriving
    cdef double[:, ::1] arrivals, residuals  # of the last steps, the newest over the oldest
    cdef double[MEMORY][MEMORY] products     # inner products of the residuals
    cdef double[::1] ones
    cdef Py_ssize_t latest, max_steps
    cdef double best
    cdef int since_best
    cdef bint settled
    cdef readonly Py_ssize_t steps  # in the current component
    cdef readonly double change     # by the last step, of flow in the component
    cdef readonly double unsettled  # the largest change left where max_steps were not enough

    def __init__(self, const link_t[::1] offsets not None, const node_t[::1] targets not None,
                 const double[::1] weights, const double[::1] rate_per_weight not None,
                 const double[::1] teleport_weight not None, double alpha, Py_ssize_t max_steps):
        count = len(teleport_weight)
        self.order, self.starts = strong_components(offsets, targets)
        sizes = np.diff(self.starts)
        component_of = np.empty(count, dtype=np.int32)
        component_of[self.order] = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        self.component_of = component_of
        self.offsets, self.sources, in_weights = transposed(offsets, targets, weights)
        self.weights = in_weights if in_weights is not None else np.empty(0)
        self.inner_end = np.empty(count, dtype=np.int64)
        self.rate_per_weight, self.teleport_weight = rate_per_weight, teleport_weight
        self.alpha, self.beta = alpha, 1.0 - alpha
        self.leave = np.empty(count)
        self.flow = np.zeros(count)
        self.rates = np.zeros(count)
        self.component = self.size = 0
        self.max_steps, self.unsettled = max_steps, 0.0
        largest = sizes.max(initial=0)
        self.arriving, self.inner_leave, self.point = np.empty((3, largest))
        self.arrivals, self.residuals = np.empty((2, MEMORY, largest))
        self.ones = np.ones(largest)
        with nogil:
            self.see_what_leaves(offsets, targets, weights)

    @property
    def finished(self):
        """Whether every component is solved."""
        return self.component == len(self.starts) - 1

    @property
    def distribution(self):
        """The share of all visits at each node; it sums to 1, to rounding."""
        return np.asarray(self.flow) / sums.total(self.flow)

    def advance(self, link_t num_links):
        """Until so many links more have been followed, or until finished."""
        with nogil:
            while num_links > 0 and self.component < self.starts.shape[0] - 1:
                if self.size == 0:
                    num_links -= self.begin()
                else:
                    num_links -= self.inner_links
                    self.step()
                    if not (self.settled or self.steps == self.max_steps):
                        self.mix()
                        continue
                    self.end()

    cdef void see_what_leaves(self, const link_t[::1] offsets, const node_t[::1] targets,
                              const double[::1] weights) noexcept nogil:
        """By teleportation, and by links to other components; all, where there are no links."""
        cdef Py_ssize_t u
        cdef link_t e
        cdef double share
        for u in range(offsets.shape[0] - 1):
            share = 0.0
            for e in range(offsets[u], offsets[u + 1]):
                if self.component_of[targets[e]] != self.component_of[u]:
                    share += weights[e] if weights is not None else 1.0
            share = share * self.rate_per_weight[u] if self.rate_per_weight[u] > 0.0 else 1.0
            self.leave[u] = max(self.alpha + self.beta * share, LEAST_LEAVING)

    cdef link_t begin(self) noexcept nogil:
        """Go on to the next component, and solve it if it is a single node; the links followed."""
        cdef node_t first = self.starts[self.component], k, v
        cdef link_t num_links = 0
        cdef double per_total
        self.size = self.starts[self.component + 1] - first
        self.inner_links = self.size
        for k in range(self.size):
            v = self.order[first + k]
            self.arriving[k] = self.teleport_weight[v] + self.arriving_from_before(v)
            self.inner_leave[k] = self.leave[v]
            num_links += self.offsets[v + 1] - self.offsets[v] + 1
            self.inner_links += self.inner_end[v] - self.offsets[v]
        self.total_arriving = lane_sum(&self.arriving[0], &self.ones[0], self.size)
        if self.total_arriving < DBL_MIN:  # too little for its shares to be numbers
            self.total_arriving = 0.0
        per_total = 1.0 / self.total_arriving if self.total_arriving > 0.0 else 0.0
        for k in range(self.size):
            self.point[k] = self.arriving[k] * per_total
        self.steps = self.since_best = 0
        self.change = self.best = INFINITY
        self.settled = False
        if self.size == 1 or self.total_arriving == 0.0:
            self.latest = 0
            for k in range(self.size):
                self.arrivals[0, k] = self.point[k]
            self.end()
        return num_links

    cdef double arriving_from_before(self, node_t v) noexcept nogil:
        """What comes to v from components that are solved; links within v's own are put first."""
        cdef link_t e, inner = self.offsets[v]
        cdef bint weighted = self.weights.shape[0] > 0
        cdef double result = 0.0
        for e in range(self.offsets[v], self.offsets[v + 1]):
            if self.component_of[self.sources[e]] != self.component:
                result += self.rates[self.sources[e]] * (self.weights[e] if weighted else 1.0)
            else:
                self.sources[e], self.sources[inner] = self.sources[inner], self.sources[e]
                if weighted:
                    self.weights[e], self.weights[inner] = self.weights[inner], self.weights[e]
                inner += 1
        self.inner_end[v] = inner
        return result

    cdef void end(self) noexcept nogil:
        """Keep the component's flow, and go on to the next."""
        cdef node_t k, v
        cdef double leaving = lane_sum(&self.arrivals[self.latest, 0], &self.inner_leave[0],
                                       self.size)
        cdef double scale = self.total_arriving / leaving if self.total_arriving > 0.0 else 0.0
        if self.steps > 0 and not self.settled and not self.change <= self.unsettled:
            self.unsettled = self.change  # or not a number
        for k in range(self.size):
            v = self.order[self.starts[self.component] + k]
            self.flow[v] = scale * self.arrivals[self.latest, k]
            self.rates[v] = self.beta * self.flow[v] * self.rate_per_weight[v]
        self.component += 1
        self.size = 0

    cdef void step(self) noexcept nogil:
        """One sweep over the component, and whether it still changes anything."""
        cdef Py_ssize_t k
        cdef double* arrived
        cdef double* residual
        self.latest = self.steps % MEMORY
        self.steps += 1
        arrived = &self.arrivals[self.latest, 0]
        residual = &self.residuals[self.latest, 0]
        self.sweep(arrived)
        for k in range(self.size):
            residual[k] = fabs(arrived[k] - self.point[k])
        self.change = lane_sum(residual, &self.ones[0], self.size)
        for k in range(self.size):
            residual[k] = arrived[k] - self.point[k]
        self.since_best = 0 if self.change < self.best else self.since_best + 1
        self.best = min(self.best, self.change)
        self.settled = self.change <= max(LEAST_CHANGE, TOLERANCE * self.alpha) or (
            self.best < ROUNDING_FLOOR and self.since_best >= 3
        )

    cdef void sweep(self, double* arrived) noexcept nogil:
        """Each node from what arrives there, in order; those before it have their new values."""
        cdef const node_t* nodes = &self.order[self.starts[self.component]]
        cdef bint weighted = self.weights.shape[0] > 0
        cdef double back = (lane_sum(&self.point[0], &self.inner_leave[0], self.size)
                            / self.total_arriving)
        cdef double flow, total
        cdef node_t k, v
        cdef link_t e
        for k in range(self.size):
            v = nodes[k]
            self.rates[v] = self.beta * self.point[k] * self.rate_per_weight[v]
        for k in range(self.size):
            v = nodes[k]
            flow = back * self.arriving[k]
            for e in range(self.offsets[v], self.inner_end[v]):
                flow += self.rates[self.sources[e]] * (self.weights[e] if weighted else 1.0)
            arrived[k] = flow
            self.rates[v] = self.beta * flow * self.rate_per_weight[v]
        total = lane_sum(arrived, &self.ones[0], self.size)
        for k in range(self.size):
            arrived[k] /= total

    cdef void mix(self) noexcept nogil:
        """Go on from the combination of the last steps, with shares that sum to 1, whose residual
        is shortest; where that is no distribution (a negative entry), from the last step itself."""
        cdef Py_ssize_t k, i, used = min(self.steps, MEMORY)
        cdef double product, least = 0.0
        cdef double[MEMORY] shares
        for i in range(used):
            product = lane_sum(&self.residuals[self.latest, 0], &self.residuals[i, 0], self.size)
            self.products[self.latest][i] = self.products[i][self.latest] = product
        shortest_combination(self.products, used, shares)
        for k in range(self.size):
            self.point[k] = shares[0] * self.arrivals[0, k]
        for i in range(1, used):
            for k in range(self.size):
                self.point[k] += shares[i] * self.arrivals[i, k]
        for k in range(self.size):
            least = min(least, self.point[k])
        if least < 0.0:
            for k in range(self.size):
                self.point[k] = self.arrivals[self.latest, k]


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
