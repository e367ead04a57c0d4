"""What is minimised, as the search sees it: each variant of the map equation answers these."""

from infomap_py._core.assignment cimport Assignment
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.types cimport node_t


cdef class Objective:
    """The verbs of every objective: what a move would change, a move, and what a search has to know
    to find its way."""

    cdef int enlarge(self, node_t num_records) except -1:
        """Make room for so many modules; the new ones are empty."""

    cdef void expect_node(self, node_t u) noexcept nogil:
        """u will be visited soon."""

    cdef void delta(self, node_t u, Neighbours near) noexcept nogil:
        """near.delta[j] = change in bits if u left its own module, candidate 0, for candidate j;
        near.term[j] is for ``move``."""

    cdef void move(self, node_t u, node_t source, node_t target, double flow_source,
                   double flow_target, double term_source, double term_target) noexcept nogil:
        """u goes from source to target; the flows are those between u and either, u itself apart,
        and the terms what ``delta`` gave, if neither has changed since."""

    cdef void vacate(self, node_t module) noexcept nogil:
        """The last node has left: what rounding left behind is wiped."""

    cdef double shared(self, node_t u) noexcept nogil:
        """The one number besides the rates of the modules around u that its deltas depend on."""

    cdef double reach(self, node_t u, double margin) noexcept nogil:
        """How far ``shared`` may go without lowering any delta of u by as much as ``margin``
        bits."""

    cdef double magnitude(self) noexcept nogil:
        """What rounding errors are proportional to; at least 1."""

    cdef void suggest(self, node_t u, Assignment nodes, Neighbours near) noexcept nogil:
        """Add modules that u has no link to, but might join, to its candidates."""
