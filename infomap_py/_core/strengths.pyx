"""Sums over the links of each node or module, in the order of the rows."""

import numpy as np

from libc.stdint cimport uint32_t

from infomap_py._core.types cimport link_t, node_t

cdef enum:
    SPARE = 8


ctypedef fused weight_t:
    double
    uint32_t

cdef const double[::1] ONES = np.empty(0)


def out_strengths(const link_t[::1] offsets not None, const node_t[::1] targets not None,
                  weights, bint self_links=True):
    """Sum of the weights in each row, with or without self-links; ``weights`` None counts links.

    They are float64, or uint32.
    """
    if weights is None and self_links:
        return np.diff(np.asarray(offsets)).astype(np.float64)
    return strengths_of(offsets, targets, weights, self_links, False)


def in_strengths(const link_t[::1] offsets not None, const node_t[::1] targets not None,
                 weights, bint self_links=True):
    """Sum of the weights that arrive at each node, with or without self-links."""
    return strengths_of(offsets, targets, weights, self_links, True)


cdef strengths_of(const link_t[::1] offsets, const node_t[::1] targets, weights, bint self_links,
                  bint inward):
    result = np.zeros(offsets.shape[0] - 1)
    cdef double[::1] strengths = result
    if weights is None:
        add_strengths[double](offsets, targets, ONES, self_links, inward, strengths)
    elif weights.dtype == np.uint32:
        add_strengths[uint32_t](offsets, targets, weights, self_links, inward, strengths)
    else:
        add_strengths[double](offsets, targets, weights, self_links, inward, strengths)
    return result


cdef add_strengths(const link_t[::1] offsets, const node_t[::1] targets,
                   const weight_t[::1] weights, bint self_links, bint inward,
                   double[::1] strengths):
    cdef Py_ssize_t u
    cdef link_t e
    cdef bint weighted = weights.shape[0] > 0
    with nogil:
        for u in range(offsets.shape[0] - 1):
            for e in range(offsets[u], offsets[u + 1]):
                if self_links or targets[e] != u:
                    strengths[targets[e] if inward else u] += weights[e] if weighted else 1.0


def spread(const link_t[::1] offsets not None, const node_t[::1] targets not None,
           const double[::1] weights, const double[::1] per_weight not None):
    """One step of a walk: result[v] = sum over links u -> v of per_weight[u] * weight."""
    result = np.zeros(offsets.shape[0] - 1)
    cdef double[::1] arrived = result
    cdef Py_ssize_t u
    cdef link_t e
    cdef bint weighted = weights is not None
    with nogil:
        for u in range(offsets.shape[0] - 1):
            if per_weight[u] == 0.0:
                continue
            for e in range(offsets[u], offsets[u + 1]):
                arrived[targets[e]] += per_weight[u] * weights[e] if weighted else per_weight[u]
    return result


def crossing(const link_t[::1] offsets not None, const node_t[::1] targets not None,
             weights, const double[::1] rates, const node_t[::1] module_of not None, node_t count,
             bint symmetric):
    """(out, in): sums of the flow on the links that leave and that enter each of the modules 0 to
    count - 1, the same array if symmetric; on a link out of u it is rates[u] times its weight,
    either 1 where there are none."""
    outward = np.zeros(count)
    # What stays inside is added to one of a few places behind the modules, in turns, as an addition
    # to a place waits for the one before it.
    inward = None if symmetric else np.zeros(count + SPARE)
    if weights is None:
        add_crossing[double](offsets, targets, ONES, rates, module_of, outward, inward)
    elif weights.dtype == np.uint32:
        add_crossing[uint32_t](offsets, targets, weights, rates, module_of, outward, inward)
    else:
        add_crossing[double](offsets, targets, weights, rates, module_of, outward, inward)
    return outward, outward if symmetric else inward[:count]


cdef add_crossing(const link_t[::1] offsets, const node_t[::1] targets,
                  const weight_t[::1] weights, const double[::1] rates,
                  const node_t[::1] module_of, double[::1] leaving, double[::1] entering):
    cdef Py_ssize_t u
    cdef node_t source, target, is_inside, count = <node_t>leaving.shape[0]
    cdef link_t e
    cdef bint weighted = weights.shape[0] > 0
    cdef double rate = 1.0, total
    cdef double* when = [0.0, 1.0]  # a factor, not a branch, which would be hard to predict
    with nogil:
        for u in range(offsets.shape[0] - 1):
            source = module_of[u]
            if rates is not None:
                rate = rates[u]
            total = leaving[source]
            for e in range(offsets[u], offsets[u + 1]):
                total += ((rate * weights[e] if weighted else rate)
                          * when[module_of[targets[e]] != source])
            leaving[source] = total
            if entering is None:
                continue
            for e in range(offsets[u], offsets[u + 1]):
                target = module_of[targets[e]]
                is_inside = target == source
                target += is_inside * (count + <node_t>(e % SPARE) - target)
                entering[target] += rate * weights[e] if weighted else rate
