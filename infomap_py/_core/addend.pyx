"""What is minimised besides the map equation: each such term answers these, and ``Combined`` asks.

A term also has the methods recompute(module_of, num_records), separate(num_records),
leave_records(), codelength(), one_module_codelength(), fresh() and coarsened(first_of), with the
meaning that they have in ``MapEquation``.
"""

from infomap_py._core.assignment cimport Assignment
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.types cimport node_t


cdef class Addend:
    """The verbs of every term."""

    cdef int enlarge(self, node_t num_records) except -1:
        """Make room for so many modules; the new ones are empty."""

    cdef void add_delta(self, node_t u, Neighbours near) noexcept nogil:
        """near.delta[j] += change of this term in bits if u went from candidate 0 to candidate j.
        """

    cdef void move(self, node_t u, node_t source, node_t target) noexcept nogil:
        """u goes from source to target."""

    cdef void vacate(self, node_t module) noexcept nogil:
        """The last node has left: what rounding left behind is wiped."""

    cdef bint is_local(self, node_t u) noexcept nogil:
        """Whether the deltas of u depend on nothing but the modules that it, or a neighbour, is in;
        and are the same whenever this is so."""

    cdef double magnitude(self) noexcept nogil:
        """What the rounding errors of this term are proportional to."""

    cdef void suggest(self, node_t u, Assignment nodes, Neighbours near) noexcept nogil:
        """Add modules that u has no link to, but might join, to its candidates."""
