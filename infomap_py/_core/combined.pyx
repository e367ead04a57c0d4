"""An objective and one more term: every verb asks both. Of several terms, each is added to what the
others make with the map equation."""

from libc.math cimport NAN

from infomap_py._core.addend cimport Addend
from infomap_py._core.assignment cimport Assignment
from infomap_py._core.graph cimport FlowGraph
from infomap_py._core.neighbours cimport Neighbours
from infomap_py._core.objective cimport Objective
from infomap_py._core.types cimport node_t


cdef class Combined(Objective):
    """The sum of ``rest``, which keeps the rates of modules, and ``addend``."""

    def __init__(self, Objective rest not None, Addend addend not None):
        self.rest, self.addend = rest, addend
        self.most_suggested = rest.most_suggested + addend.most_suggested
        self.adopt_records()

    cdef adopt_records(self):
        """What the search fetches ahead is what ``rest`` has at the moment."""
        self.records = self.rest.records
        self.record_size = self.rest.record_size
        self.num_records = self.rest.num_records

    def fresh(self):
        """The same objective for another search."""
        return Combined(self.rest.fresh(), self.addend.fresh())

    def coarsened(self, const node_t[::1] first_of not None):
        """The same objective where module first_of[i] has become node i."""
        return Combined(self.rest.coarsened(first_of), self.addend.coarsened(first_of))

    def recompute(self, FlowGraph graph not None, const node_t[::1] module_of not None):
        """All sums from scratch for this assignment; the codelength in bits per step."""
        self.rest.recompute(graph, module_of)
        self.adopt_records()
        self.addend.recompute(module_of, self.num_records)
        return self.codelength()

    def separate(self):
        """All sums for every node alone, node u in module u."""
        self.rest.separate()
        self.adopt_records()
        self.addend.separate(self.num_records)

    def leave_records(self):
        """Give memory back, if it is much, until the sums are next computed."""
        self.rest.leave_records()
        self.adopt_records()
        if self.num_records == 0:
            self.addend.leave_records()

    def codelength(self):
        """Bits per step for the modules as they are."""
        return self.rest.codelength() + self.addend.codelength()

    def one_module_codelength(self):
        """Bits per step with all nodes in one module."""
        return self.rest.one_module_codelength() + self.addend.one_module_codelength()

    def of_levels(self, node_t num_lowest, node_t num_top, node_t num_inner):
        """See MapEquation."""
        return (self.rest.of_levels(num_lowest, num_top, num_inner)
                + self.addend.of_levels(num_lowest, num_top, num_inner))

    def in_books(self, const node_t[::1] nodes not None, const node_t[::1] book_of not None,
                 const double[::1] elsewhere not None):
        """See MapEquation."""
        return Combined(self.rest.in_books(nodes, book_of, elsewhere),
                        self.addend.in_books(nodes, book_of))

    def grouping_nodes(self):
        """See MapEquation."""
        rest, addend = self.rest.grouping_nodes(), self.addend.grouping_nodes()
        return rest if addend is None else Combined(rest, addend)

    def books(self):
        """The book of every node, or None if there is one."""
        return self.rest.books()

    def lengthened(self, const node_t[::1] module_of not None):
        """See MapEquation."""
        of_rest = self.rest.lengthened(module_of)
        return of_rest + self.addend.lengthened(module_of, self.books(), of_rest.shape[0])

    def coded_rates(self, node_t count):
        """(exit, enter) of the first modules."""
        return self.rest.coded_rates(count)

    @property
    def total(self):
        """The units that a step of the walk holds."""
        return self.rest.total

    def node_rates(self):
        """(flow, exit_flow, enter_flow) of every node, for tests."""
        return self.rest.node_rates()

    cdef int enlarge(self, node_t num_records) except -1:
        self.rest.enlarge(num_records)
        self.addend.enlarge(num_records)
        self.adopt_records()
        return 0

    cdef void expect_node(self, node_t u) noexcept nogil:
        self.rest.expect_node(u)

    cdef void delta(self, node_t u, Neighbours near) noexcept nogil:
        self.rest.delta(u, near)
        self.addend.add_delta(u, near)

    cdef void move(self, node_t u, node_t source, node_t target, double flow_source,
                   double flow_target, double term_source, double term_target) noexcept nogil:
        self.rest.move(u, source, target, flow_source, flow_target, term_source, term_target)
        self.addend.move(u, source, target)

    cdef void vacate(self, node_t m) noexcept nogil:
        self.rest.vacate(m)
        self.addend.vacate(m)

    cdef double shared(self, node_t u) noexcept nogil:
        # Not a number lies in no range: u is in doubt.
        return self.rest.shared(u) if self.addend.is_local(u) else NAN

    cdef double reach(self, node_t u, double margin) noexcept nogil:
        return self.rest.reach(u, margin)

    cdef double magnitude(self) noexcept nogil:
        return self.rest.magnitude() + self.addend.magnitude()

    cdef void suggest(self, node_t u, Assignment nodes, Neighbours near) noexcept nogil:
        if self.rest.most_suggested:
            self.rest.suggest(u, nodes, near)
        if self.addend.most_suggested:
            self.addend.suggest(u, nodes, near)
