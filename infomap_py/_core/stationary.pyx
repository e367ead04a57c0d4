"""The stationary distribution of a walk with teleportation.

    x = t v + P' beta x,  beta_u = 1 - alpha_u,  t the sum of all alpha_u x_u

where alpha_u is the probability of teleporting from u, and 1 for nodes without a way out. As t only
scales, x is y / sum(y) for the solution of y = v + P' beta y. That falls apart into the
strongly connected components, in the order in which links lead from one to the next: what arrives
in a component from v and from those before it is known, say b. Most are single nodes. In the
others the walk is followed until it settles, with all that leaves by links or by teleportation
coming back as b does:

    z <- (sum over u of z_u leave_u) b / sum(b) + P' beta z, within the component
    y = z sum(b) / (sum over u of z_u leave_u)

by an accelerated iteration. A sweep over the nodes in the order in which a depth-first walk found
them uses the new values at once (Gauss and Seidel), and needs half the steps or fewer than one that
does not. Anderson's mixing (Walker & Ni 2011, SIAM Journal on Numerical Anal. 49:1715) goes on
from that combination of the last few steps in which their residuals cancel best; it handles
eigenvalues near 1 and near -1 alike, where a chain nearly falls apart or is nearly periodic, and
costs vectors of nodes, not passes over links. All sums are in a fixed order that vectorises, so the
result is the same on every platform.

Steps to a change of 1.5e-13 on FOLDOC, Debian's dependencies and Linux's includes: 200 plain, 94,
70 and 88 with mixing alone, 35, 34 and 27 with both.
"""

import numpy as np

import infomap_py._core.sums as sums

from libc.float cimport DBL_MIN
from libc.math cimport INFINITY

from infomap_py._core.mixing cimport MEMORY, shortest_combination
from infomap_py._core.strong_components import strong_components
from infomap_py._core.sums cimport lane_sum, lane_total
from infomap_py._core.types cimport link_t, node_t

# A step brings any two distributions closer by the least alpha of their distance at least, so the
# error is at most the L1 change of a step over it: this much, unless rounding changes more. In
# codelengths it is below 1e-9 bits.
cdef double TOLERANCE = 3e-11
cdef double LEAST_CHANGE = 1e-15
cdef double ROUNDING_FLOOR = 1e-12  # below this, a change that no longer falls is rounding
# Stands for alpha = 0 where nothing else leaves a component: all flow ends in such components, in
# proportion to what arrives there.
cdef double LEAST_LEAVING = 1e-60


cdef class Walk:
    """A walk and how far its solution has come; ``advance`` until ``finished``.

    ``rate_per_weight[u]`` is 1 over the weight of all links out of u, and 0 where there are none;
    ``alpha[u]`` the probability of teleporting where there are.
    """
    # Component i is order[starts[i]:starts[i + 1]]. Vectors are in this order, and the links that
    # arrive at order[k] name the places in it that they come from, ascending: first those from
    # components before its own, then, from inner_start[k] on once that is the current one, its own.
    cdef const node_t[::1] order, starts
    cdef link_t[::1] offsets, inner_start
    cdef node_t[::1] sources
    cdef double[::1] weights
    cdef double[::1] arriving     # by teleportation; once a component is begun, by links, too
    cdef double[::1] leave        # share of each node's flow that leaves its component
    cdef double[::1] link_rate    # beta times rate_per_weight
    cdef double[::1] rates        # flow per weight of a link, times beta, up to the current one
    cdef double[::1] flow         # y, of the components that are solved, by node
    cdef double least_alpha
    # the current component
    cdef node_t component, first, size
    cdef link_t inner_links
    cdef double[::1] point
    cdef double total_arriving
    cdef double[:, ::1] arrivals, residuals  # of the last steps, the newest over the oldest
    cdef double[MEMORY][MEMORY] products     # inner products of the residuals
    cdef Py_ssize_t latest, max_steps
    cdef double best
    cdef int since_best
    cdef bint settled
    cdef readonly Py_ssize_t steps  # in the current component
    cdef readonly double change     # by the last step, of flow in the component
    cdef readonly double unsettled  # the largest change left where max_steps were not enough

    def __init__(self, const link_t[::1] offsets not None, const node_t[::1] targets not None,
                 const double[::1] weights, const double[::1] rate_per_weight not None,
                 const double[::1] teleport_weight not None, const double[:] alpha not None,
                 Py_ssize_t max_steps):
        count = len(teleport_weight)
        self.order, self.starts = strong_components(offsets, targets)
        self.offsets, self.inner_start = np.empty(count + 1, np.int64), np.empty(count, np.int64)
        self.sources = np.empty(len(targets), dtype=np.int32)
        self.weights = np.empty(0 if weights is None else len(targets))
        self.arriving, self.leave, self.link_rate, self.rates = np.empty((4, count))
        self.flow = np.zeros(count)
        self.least_alpha = 1.0
        self.component = self.size = 0
        self.max_steps, self.unsettled = max_steps, 0.0
        largest = np.diff(self.starts).max(initial=0)
        self.point = np.empty(largest)
        self.arrivals, self.residuals = np.zeros((2, MEMORY, largest))
        with nogil:
            self.turn(offsets, targets, weights, rate_per_weight, teleport_weight, alpha)

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

    cdef void turn(self, const link_t[::1] offsets, const node_t[::1] targets,
                   const double[::1] weights, const double[::1] rate_per_weight,
                   const double[::1] teleport_weight, const double[:] alpha) noexcept nogil:
        """Turn the links around, and everything into the order, by a counting sort.

        What leaves is what teleports, and what links take to later components, whose rows lie
        behind: all, where there are no links.
        """
        cdef Py_ssize_t i, k
        cdef link_t e, place, last, count = 0
        cdef link_t[::1] next_place = self.inner_start  # of each node; of no other use as yet
        cdef bint weighted = weights is not None
        cdef double share, weight = 1.0
        cdef double* when = [0.0, 1.0]  # looked up, as a branch would be hard to predict
        cdef node_t u, v
        next_place[:] = 0
        for e in range(targets.shape[0]):
            next_place[targets[e]] += 1
        for k in range(self.order.shape[0]):
            u = self.order[k]
            self.offsets[k] = count
            count += next_place[u]
            next_place[u] = self.offsets[k]
        self.offsets[self.order.shape[0]] = count
        for i in range(self.starts.shape[0] - 1):
            last = self.offsets[self.starts[i + 1]]
            for k in range(self.starts[i], self.starts[i + 1]):
                u = self.order[k]
                share = 0.0
                for e in range(offsets[u], offsets[u + 1]):
                    v = targets[e]
                    place = next_place[v]
                    next_place[v] = place + 1
                    self.sources[place] = <node_t>k
                    if weighted:
                        weight = weights[e]
                        self.weights[place] = weight
                    share += when[place >= last] * weight
                if rate_per_weight[u] > 0.0:
                    share *= rate_per_weight[u]
                    self.least_alpha = min(self.least_alpha, alpha[u])
                else:
                    share = 1.0
                self.leave[k] = max(alpha[u] + (1.0 - alpha[u]) * share, LEAST_LEAVING)
                self.link_rate[k] = (1.0 - alpha[u]) * rate_per_weight[u]
                self.arriving[k] = teleport_weight[u]

    cdef link_t begin(self) noexcept nogil:
        """Go on to the next component, and solve it if it is a single node; the links followed."""
        cdef node_t k
        cdef link_t num_links
        cdef double per_total
        cdef double* arriving
        self.first = self.starts[self.component]
        self.size = self.starts[self.component + 1] - self.first
        num_links = self.size + self.offsets[self.first + self.size] - self.offsets[self.first]
        arriving = &self.arriving[self.first]
        self.inner_links = self.size
        for k in range(self.size):
            arriving[k] += self.arriving_from_before(self.first + k)
            self.inner_links += (self.offsets[self.first + k + 1]
                                 - self.inner_start[self.first + k])
        self.total_arriving = lane_total(arriving, self.size, False)
        if self.total_arriving < DBL_MIN:  # too little for its shares to be numbers
            self.total_arriving = 0.0
        per_total = 1.0 / self.total_arriving if self.total_arriving > 0.0 else 0.0
        for k in range(self.size):
            self.point[k] = arriving[k] * per_total
        self.steps = self.since_best = 0
        self.change = self.best = INFINITY
        self.settled = False
        if self.size == 1 or self.total_arriving == 0.0:
            self.latest = 0
            for k in range(self.size):
                self.arrivals[0, k] = self.point[k]
            self.end()
        return num_links

    cdef double arriving_from_before(self, node_t k) noexcept nogil:
        """What comes to place k from components that are solved."""
        cdef link_t e = self.offsets[k]
        cdef bint weighted = self.weights.shape[0] > 0
        cdef double result = 0.0
        while e < self.offsets[k + 1] and self.sources[e] < self.first:
            result += self.rates[self.sources[e]] * (self.weights[e] if weighted else 1.0)
            e += 1
        self.inner_start[k] = e
        return result

    cdef void end(self) noexcept nogil:
        """Keep the component's flow, and go on to the next."""
        cdef node_t k
        cdef const double* shares = &self.arrivals[self.latest, 0]
        cdef double leaving = lane_sum(shares, &self.leave[self.first], self.size)
        cdef double scale = self.total_arriving / leaving if self.total_arriving > 0.0 else 0.0
        if self.steps > 0 and not self.settled and not self.change <= self.unsettled:
            self.unsettled = self.change  # or not a number
        for k in range(self.size):
            self.flow[self.order[self.first + k]] = scale * shares[k]
            self.rates[self.first + k] = scale * shares[k] * self.link_rate[self.first + k]
        self.component += 1
        self.size = 0

    cdef void step(self) noexcept nogil:
        """One sweep over the component, and whether it still changes anything."""
        cdef Py_ssize_t k
        cdef double* arrived
        cdef double* residual
        cdef double per_total
        self.latest = self.steps % MEMORY
        self.steps += 1
        arrived = &self.arrivals[self.latest, 0]
        residual = &self.residuals[self.latest, 0]
        if self.weights.shape[0] > 0:
            self.sweep(arrived, &self.weights[0])
        else:
            self.sweep(arrived, NULL)
        per_total = 1.0 / lane_total(arrived, self.size, False)
        for k in range(self.size):
            arrived[k] *= per_total
            residual[k] = arrived[k] - self.point[k]
        self.change = lane_total(residual, self.size, True)
        self.since_best = 0 if self.change < self.best else self.since_best + 1
        self.best = min(self.best, self.change)
        self.settled = self.change <= max(LEAST_CHANGE, TOLERANCE * self.least_alpha) or (
            self.best < ROUNDING_FLOOR and self.since_best >= 3
        )

    cdef inline void sweep(self, double* arrived, const double* weights) noexcept nogil:
        """Each node from what arrives there, in order; those before it have their new values."""
        cdef const double* link_rate = &self.link_rate[self.first]
        cdef const double* arriving = &self.arriving[self.first]
        cdef double* rates = &self.rates[self.first]
        cdef double back = (lane_sum(&self.point[0], &self.leave[self.first], self.size)
                            / self.total_arriving)
        cdef node_t k
        for k in range(self.size):
            rates[k] = self.point[k] * link_rate[k]
        for k in range(self.size):
            arrived[k] = back * arriving[k] + row_sum(
                &self.rates[0], &self.sources[0], weights, self.inner_start[self.first + k],
                self.offsets[self.first + k + 1])
            rates[k] = arrived[k] * link_rate[k]

    cdef void mix(self) noexcept nogil:
        """Go on from the combination of the last steps, with shares that sum to 1, whose residual
        is shortest; where that is no distribution (a negative entry), from the last step itself."""
        cdef Py_ssize_t k, i, used = min(self.steps, MEMORY)
        cdef Py_ssize_t stride = self.arrivals.shape[1]
        cdef double product, least = 0.0
        cdef double[MEMORY] shares
        cdef const double* arrivals = &self.arrivals[0, 0]
        for i in range(used):
            product = lane_sum(&self.residuals[self.latest, 0], &self.residuals[i, 0], self.size)
            self.products[self.latest][i] = self.products[i][self.latest] = product
        for i in range(MEMORY):
            shares[i] = 0.0
        shortest_combination(self.products, used, shares)
        for k in range(self.size):
            product = 0.0
            for i in range(MEMORY):
                product += shares[i] * arrivals[i * stride + k]
            self.point[k] = product
        for k in range(self.size):
            least = min(least, self.point[k])
        if least < 0.0:
            for k in range(self.size):
                self.point[k] = self.arrivals[self.latest, k]


cdef inline double row_sum(const double* rates, const node_t* sources, const double* weights,
                           link_t start, link_t end) noexcept nogil:
    """What arrives over the links start to end; ``weights`` NULL counts links.

    In four sums, as an addition need not wait for the one before it then.
    """
    cdef double[4] lanes
    cdef int lane
    cdef link_t e = start
    for lane in range(4):
        lanes[lane] = 0.0
    while e + 4 <= end:
        for lane in range(4):
            lanes[lane] += (rates[sources[e + lane]] if weights == NULL
                            else rates[sources[e + lane]] * weights[e + lane])
        e += 4
    while e < end:
        lanes[0] += rates[sources[e]] if weights == NULL else rates[sources[e]] * weights[e]
        e += 1
    return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
