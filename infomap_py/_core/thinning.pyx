"""Modules of modules that cost more than they save leave their children to the module above them.

A module m is entered by a codeword of the codebook above, and left by one of its own. Without it,
its children are entered from above:

    change = plogp(use_above - enter_m + inside_m) - plogp(use_above) + plogp(enter_m)
             - plogp(exit_m + inside_m) + plogp(exit_m)

with inside_m the sum of its children's enter rates, and use_above that of the codebook above, its
exit included. Each module looks at two codebooks, so a sweep over all takes time proportional to
their number.
"""

import numpy as np

from libc.stdint cimport uint8_t

from infomap_py._core.mathops cimport plogp
from infomap_py._core.types cimport node_t


cdef node_t next_above(const node_t[::1] parent, const uint8_t[::1] gone, node_t m) noexcept nogil:
    """The module above m of those that are there; -1 for the root."""
    m = parent[m]
    while m >= 0 and gone[m]:
        m = parent[m]
    return m


def thin(const node_t[::1] parent not None, const double[::1] exits not None,
         const double[::1] enters not None, node_t num_lowest, double least_gain,
         bint topmost_stay=False):
    """(gone, parent): which modules are taken out, and the module above each of the others.

    Modules below ``num_lowest`` stay, and those in none if so asked; the parent of modules in none
    is -1. Rates and ``least_gain`` are in one unit.
    """
    cdef node_t count = <node_t>parent.shape[0], m, above, taken = 1
    cdef double[::1] inside = np.zeros(count + 1)  # the root's is last
    cdef double of_above, exit_above, change
    gone_array, above_array = np.zeros(count, dtype=np.uint8), np.array(parent)
    cdef uint8_t[::1] gone = gone_array
    cdef node_t[::1] above_of = above_array
    with nogil:
        for m in range(count):
            inside[parent[m] if parent[m] >= 0 else count] += enters[m]
        while taken > 0:
            taken = 0
            for m in range(num_lowest, count):
                if gone[m] or (topmost_stay and parent[m] < 0):
                    continue
                above = next_above(parent, gone, m)
                exit_above = exits[above] if above >= 0 else 0.0
                above = above if above >= 0 else count
                of_above = exit_above + inside[above]
                change = (plogp(of_above - enters[m] + inside[m]) - plogp(of_above)
                          + plogp(enters[m]) - plogp(exits[m] + inside[m]) + plogp(exits[m]))
                if change < -least_gain or inside[m] == 0.0:
                    gone[m] = 1
                    inside[above] += inside[m] - enters[m]
                    taken += 1
        for m in range(count):
            above_of[m] = next_above(parent, gone, m)
    return gone_array, above_array
