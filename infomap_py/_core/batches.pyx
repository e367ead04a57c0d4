"""Best single moves of many nodes side by side.

All nodes of a batch are asked where they would go as the modules are at its beginning, by as many
threads as there are; then their moves are made one after the other. A proposal whose old or new
module has changed since, or that the shared sum has overtaken, is made anew first: so every move
gains, and the result does not depend on who asked whom. Those whom the moves wake are listed while
the next batch is asked.
"""

import numpy as np

from cpython.ref cimport PyObject

from infomap_py._core cimport scratch
from infomap_py._core.prefetch cimport prefetch
from infomap_py._core.visits cimport AHEAD, best_candidate, look_ahead, make_move, note_stay

cdef enum:
    MOST = 4096  # nodes in a batch
    LEAST = 256  # where fewer empty modules are left, more room is made
    LINKS_OF_A_NODE = 64  # a batch ends at MOST times so many links
    CHUNK = 64  # nodes that a thread takes at a time

REALS = ("flow_source", "flow_target", "term_source", "term_target", "shared", "reach")
PROPOSAL = np.dtype(
    [(name, "f8") for name in REALS]
    + [(name, "i4") for name in ("node", "source", "target")],
    align=True,
)

# A batch with so many proposals to be made anew, of those that were made, is followed by one of
# half its size; with so few, of twice.
cdef double MANY = 0.25
cdef double FEW = 0.0625


cdef class Batches(Work):
    """A search over those who wait."""

    def __init__(self, FlowGraph graph, Objective objective, Assignment nodes, Waiting waiting,
                 Doubts doubts, Team team, double min_gain, double least_share):
        self.graph, self.objective, self.nodes = graph, objective, nodes
        self.waiting, self.doubts, self.team = waiting, doubts, team
        self.min_gain = min_gain
        self.hands = team.hands()
        room = objective.num_records
        self.near = [Neighbours(graph, room, least_share) for _ in range(self.hands)]
        self.address = np.empty(self.hands, dtype=np.uintp)
        for hand in range(self.hands):
            self.address[hand] = <size_t><PyObject*>self.near[hand]
        self.proposals = np.empty(MOST, dtype=PROPOSAL)
        self.size = MOST
        self.touched = np.zeros(room, dtype=np.uint8)
        self.moved = scratch.nodes(MOST)
        self.num_moved = 0
        self.first_link = np.empty(MOST, dtype=np.int64)
        self.woken = scratch.nodes(MOST * LINKS_OF_A_NODE + graph.max_degree)
        self.num_woken = np.empty(MOST // CHUNK, dtype=np.int64)

    def enlarge(self, node_t num_modules):
        """Make room for so many modules, between two batches."""
        for near in self.near:
            near.enlarge(num_modules)
        self.touched = np.zeros(num_modules, dtype=np.uint8)

    cdef link_t visit_all(self, Control control, double* waking_visits) noexcept nogil:
        """Visit those who wait until nobody does, or there is no room for more modules; the number
        of moves."""
        cdef link_t moves = 0
        cdef node_t size
        while self.waiting.count + self.num_moved > 0 and not control.is_stopped():
            size = self.largest()
            if size < LEAST and self.waiting.count > 0:
                break
            self.draw(size)
            self.wake_chunks = (self.num_moved + CHUNK - 1) // CHUNK
            self.team.do_all(self, self.wake_chunks + (self.count + CHUNK - 1) // CHUNK)
            self.put_woken()
            moves += self.commit(waking_visits[0])
            waking_visits[0] -= self.count
        return moves

    cdef node_t largest(self) noexcept nogil:
        """How many nodes may be in the next batch, if each takes an empty module."""
        if self.nodes.size.shape[0] == self.nodes.module_of.shape[0]:
            return self.size
        return min(self.size, self.nodes.num_empty)

    cdef void draw(self, node_t size) noexcept nogil:
        """The next batch of up to ``size``, from those who wait."""
        cdef link_t links = 0
        cdef node_t u, ahead
        self.count = 0
        while self.count < size and self.waiting.count > 0 and links < MOST * LINKS_OF_A_NODE:
            if self.waiting.count > AHEAD:
                ahead = self.waiting.at(AHEAD)
                prefetch(&self.graph.offsets[ahead])
                prefetch(&self.waiting.waits[ahead])
            u = self.waiting.take()
            self.proposals[self.count].node = u
            links += self.graph.offsets[u + 1] - self.graph.offsets[u]
            self.count += 1

    cdef void do(self, link_t chunk, int hand) noexcept nogil:
        cdef node_t i, first
        if chunk < self.wake_chunks:
            self.list_woken(chunk)
            return
        first = <node_t>(chunk - self.wake_chunks) * CHUNK
        for i in range(first, min(first + CHUNK, self.count)):
            self.fetch(i, <Neighbours><PyObject*>self.address[hand])
            self.propose(i, <Neighbours><PyObject*>self.address[hand])

    cdef void fetch(self, node_t i, Neighbours near) noexcept nogil:
        """What the visits after this one need."""
        if i + 3 * AHEAD < self.count:
            look_ahead(self.graph, self.objective, self.nodes, near, self.proposals[i + 1].node,
                       self.proposals[i + AHEAD].node, self.proposals[i + 2 * AHEAD].node,
                       self.proposals[i + 3 * AHEAD].node)

    cdef void propose(self, node_t i, Neighbours near) noexcept nogil:
        """Where its node would go as the modules are."""
        cdef Proposal* proposal = &self.proposals[i]
        cdef node_t u = proposal.node, best
        near.gather(self.graph, self.nodes, u)
        self.objective.delta(u, near)
        best = best_candidate(near, self.min_gain)
        proposal.source = near.modules[0]
        proposal.target = near.modules[best]
        proposal.flow_source = near.link_flow[0]
        proposal.flow_target = near.link_flow[best]
        proposal.term_source = near.term[0]
        proposal.term_target = near.term[best]
        proposal.shared = self.objective.shared(u)
        if best > 0:
            proposal.reach = self.objective.reach(u, -near.delta[best] - self.min_gain)
        elif self.doubts is not None:
            note_stay(self.doubts, self.objective, near, u, self.min_gain)
        near.clear()

    cdef void list_woken(self, link_t chunk) noexcept nogil:
        """Neighbours outside a node's new module may want to follow; those inside are content."""
        cdef node_t first = <node_t>chunk * CHUNK, i, u, v
        cdef link_t e, start = self.first_link[first], end = start
        for i in range(first, min(first + CHUNK, self.num_moved)):
            u = self.moved[i]
            for e in range(self.graph.offsets[u], self.graph.offsets[u + 1]):
                v = self.graph.targets[e]
                self.woken[end] = v
                end += (self.nodes.module_of[v] != self.nodes.module_of[u]
                        and not self.waiting.waits[v])
        self.num_woken[chunk] = end - start

    cdef void put_woken(self) noexcept nogil:
        cdef link_t chunk, k
        for chunk in range(self.wake_chunks):
            for k in range(self.num_woken[chunk]):
                self.waiting.put(self.woken[self.first_link[chunk * CHUNK] + k])

    cdef bint still_holds(self, const Proposal* proposal) noexcept nogil:
        """Whether the move still gains after those that were made since it was proposed."""
        cdef double drift = self.objective.shared(proposal.node) - proposal.shared
        if self.touched[proposal.source] or self.touched[proposal.target]:
            return False
        return abs(drift) <= proposal.reach and self.nodes.may_be_joined(proposal.target)

    cdef inline void expect(self, const Proposal* proposal) noexcept nogil:
        """It will be committed soon."""
        if proposal.source == proposal.target:
            return
        self.objective.expect_node(proposal.node)
        prefetch(self.objective.records + proposal.source * self.objective.record_size)
        prefetch(self.objective.records + proposal.target * self.objective.record_size)
        prefetch(&self.nodes.module_of[proposal.node])
        prefetch(&self.nodes.size[proposal.source])
        prefetch(&self.nodes.size[proposal.target])
        prefetch(&self.touched[proposal.source])
        prefetch(&self.touched[proposal.target])
        prefetch(&self.graph.offsets[proposal.node])

    cdef link_t commit(self, double waking_visits) noexcept nogil:
        """Make the moves of the batch; how many there are."""
        cdef Proposal* proposal
        cdef node_t i, u, made = 0, again = 0
        cdef link_t links = 0
        self.num_moved = 0
        for i in range(self.count):
            if i + AHEAD < self.count:
                self.expect(&self.proposals[i + AHEAD])
            proposal = &self.proposals[i]
            if proposal.source == proposal.target:
                continue
            if not self.still_holds(proposal):
                again += 1
                self.propose(i, <Neighbours><PyObject*>self.address[0])
                if proposal.source == proposal.target:
                    continue
            u = proposal.node
            make_move(self.objective, self.nodes, u, proposal.source, proposal.target,
                      proposal.flow_source, proposal.flow_target, proposal.term_source,
                      proposal.term_target)
            if self.doubts is not None:
                self.doubts.moved(u, proposal.source, proposal.target)
            self.touched[proposal.source] = self.touched[proposal.target] = 1
            # The list of who moved, in place of the proposals that were looked at already.
            self.proposals[made] = proposal[0]
            made += 1
            if i < waking_visits:
                self.moved[self.num_moved] = u
                self.first_link[self.num_moved] = links
                links += self.graph.offsets[u + 1] - self.graph.offsets[u]
                self.num_moved += 1
        for i in range(made):
            self.touched[self.proposals[i].source] = self.touched[self.proposals[i].target] = 0
        if again > MANY * (made + again):
            self.size = max(self.size // 2, LEAST)
        elif again < FEW * (made + again):
            self.size = min(2 * self.size, MOST)
        return made
