"""What a search walks over: a graph and its objective, from a flow, or coarser ones from finer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py._core.coarsen import Room, coarsen
from infomap_py._core.graph import FlowGraph
from infomap_py._core.grouping import number_modules
from infomap_py._core.induced import induced
from infomap_py._core.map_equation import MapEquation
from infomap_py._core.node_rates import TELEPORT, NodeRates
from infomap_py._core.symmetrise import symmetrise
from infomap_py._core.team import Team
from infomap_py.added_terms import NOTHING_ADDED, AddedTerms
from infomap_py.addends import Objective, with_added_terms
from infomap_py.arrays import ModuleIds, Vector
from infomap_py.flow import Flow

NodeIds = npt.NDArray[np.int32]
Flags = npt.NDArray[np.uint8]

# Levels with a smaller share of nodes that have one neighbour are not folded, which takes a pass
# over the links. Chosen, not tuned.
FEW_LEAVES = 0.05

SAMPLED_LINKS = 5000  # to judge by whether neighbours have ids near each other

# Levels of fewer arcs are not worth sharing: a pass over them takes some 20 ms.
SHARED_ARCS = 1_000_000


@dataclass(frozen=True)
class Level:
    """A graph whose nodes may be modules of a finer one, and its objective.

    ``rooms`` are for coarser graphs: the next goes to the first of them, its own next to the
    second, and the one after that to the first again, in place of the one that was there. ``crew``
    are the threads that may lend a search a hand. ``frozen`` flags the nodes that a search never
    moves, so that no two of them ever share a module; None: there are none.
    """

    graph: FlowGraph
    objective: Objective
    rooms: tuple[Room, Room]
    crew: Team | None = None
    frozen: Flags | None = None

    def fresh(self, crew: Team | None = None) -> Level:
        """The same level for another search, which shares what no search changes."""
        objective = self.objective.fresh()
        return Level(self.graph, objective, rooms_for(self.graph), crew, self.frozen)

    @property
    def team(self) -> Team | None:
        """Who shares the work on this level: the crew, if it is large."""
        return self.crew if self.graph.num_arcs >= SHARED_ARCS else None

    @property
    def books(self) -> ModuleIds | None:
        """The book of every node; None: there is one for all."""
        books: ModuleIds | None = self.objective.books()
        return books

    def coarsened(self, module_of: ModuleIds, all_differ: bool = False) -> Level:
        """The level whose nodes are these modules, which are renumbered 0, 1, ... in place.

        It lasts until this level is coarsened again, or one that was coarsened from it. This
        level's objective may not hold the rates of modules any more. With ``all_differ``, no two
        links that leave a module lead to the same one.
        """
        old_ids = number_modules(module_of)
        here, there = self.rooms
        objective = self.objective.coarsened(old_ids)
        self.objective.leave_records()
        graph = coarsen(self.graph, module_of, len(old_ids), here, all_differ, self.team)
        frozen = None if self.frozen is None else _frozen_modules(self.frozen, module_of)
        return Level(graph, objective, (there, here), self.crew, frozen)

    def with_anchors(
        self, anchor_of: ModuleIds, is_anchored: npt.NDArray[np.bool_] | None = None
    ) -> Level:
        """A level on which nodes with the same ``anchor_of`` are one, for good, and those that
        ``is_anchored`` are frozen; None: none are. Ids in ``anchor_of`` are renumbered in place:
        the node there of every node here."""
        self.objective.recompute(self.graph, anchor_of)
        apart = Level(
            self.graph,
            self.objective,
            rooms_for(self.graph),
            self.crew,
            None if is_anchored is None else is_anchored.astype(np.uint8),
        )
        apart = apart.coarsened(anchor_of)
        return Level(apart.graph, apart.objective, rooms_for(apart.graph), self.crew, apart.frozen)

    def movable(self, order: ModuleIds) -> ModuleIds:
        """Those of these nodes that are not frozen."""
        return order if self.frozen is None else order[self.frozen[order] == 0]

    @property
    def may_be_one_module(self) -> bool:
        """Whether all nodes may share a module."""
        return self.frozen is None or int(self.frozen.sum()) < 2

    def leave_rooms(self) -> None:
        """Give the memory of all coarser levels back, which may not be used any more."""
        for room in self.rooms:
            room.leave()

    def folded(self) -> tuple[Level, ModuleIds | None]:
        """A level on which each leaf, a node with one neighbour, is one with it, and the node there
        of every node here; this level itself and None if it has few leaves."""
        if self.graph.num_leaves() <= FEW_LEAVES * self.graph.num_nodes:
            return self, None
        offsets, targets, _ = self.graph.arrays
        degrees = np.diff(offsets)
        leaves = np.flatnonzero(degrees == 1)
        neighbours = targets[offsets[leaves]]
        fold = (degrees[neighbours] > 1) | (neighbours < leaves)  # of two leaves, one stays
        if self.frozen is not None:
            fold &= self.frozen[leaves] == 0
        node_of = np.arange(self.graph.num_nodes, dtype=np.int32)
        node_of[leaves[fold]] = neighbours[fold]
        self.objective.recompute(self.graph, node_of)
        # In a room of its own: it lasts as long as the search. Of the nodes in a module only one
        # has links out of it, and to nodes of different modules.
        apart = Level(self.graph, self.objective, rooms_for(self.graph), self.crew, self.frozen)
        apart = apart.coarsened(node_of, True)
        return Level(apart.graph, apart.objective, self.rooms, self.crew, apart.frozen), node_of

    def inside(self, book_of: ModuleIds, elsewhere: Vector) -> tuple[Level, NodeIds]:
        """A level on which modules are found inside books, the codebooks of modules, and its nodes
        here: those whose book is not negative.

        The book of each is used at rate ``elsewhere`` by its exit and by what is not searched.
        """
        nodes: NodeIds = np.flatnonzero(book_of >= 0).astype(np.int32)
        graph = induced(self.graph, book_of, nodes)
        objective = self.objective.in_books(nodes, book_of[nodes], elsewhere)
        frozen = None if self.frozen is None else self.frozen[nodes]
        return Level(graph, objective, rooms_for(graph), frozen=frozen), nodes

    def share_near(self, distance: int) -> float:
        """The share of links between ids that differ by less than ``distance``, judged by some
        thousand links."""
        offsets, targets, _ = self.graph.arrays
        if len(targets) == 0:
            return 0.0
        arcs = np.linspace(0, len(targets) - 1, SAMPLED_LINKS).astype(np.int64)
        sources = np.searchsorted(offsets, arcs, side="right") - 1
        return float(np.mean(np.abs(sources - targets[arcs]) < distance))


def _frozen_modules(frozen: Flags, module_of: ModuleIds) -> Flags:
    """Which modules hold a frozen node."""
    modules = np.zeros(int(module_of.max(initial=-1)) + 1, dtype=np.uint8)
    modules[module_of[frozen == 1]] = 1
    return modules


def rooms_for(graph: FlowGraph) -> tuple[Room, Room]:
    """What levels coarser than this one live in."""
    return Room(graph.num_arcs), Room(graph.num_arcs)


def finest_level(flow: Flow, added: AddedTerms = NOTHING_ADDED) -> Level:
    """The search's view of a flow, and of what is coded besides: symmetric rows without self-links,
    and the rates of every node."""
    graph, exit_flow, enter_flow = _search_graph(flow)
    visits, total = flow.counted(flow.visits), flow.total * flow.unit
    exit_flow *= flow.markov_time * flow.unit
    if not flow.symmetric:
        enter_flow *= flow.markov_time * flow.unit
    elif np.array_equal(exit_flow, visits):
        exit_flow = enter_flow = visits  # once in the memory
    teleport = None
    if flow.teleport_rate is not None:
        teleport = np.zeros(graph.num_nodes, dtype=TELEPORT)
        teleport["rate"] = flow.counted(flow.teleport_rate)
        teleport["weight"] = flow.teleport_weight
    node_terms = sums.plogp_sum(visits) if added.physical is None else 0.0
    nodes = NodeRates(visits, exit_flow, enter_flow, teleport, total, flow.symmetric)
    objective = MapEquation(nodes, node_terms)
    return Level(graph, with_added_terms(objective, flow, added), rooms_for(graph))


def _search_graph(flow: Flow) -> tuple[FlowGraph, Vector, Vector]:
    """The graph, and the flow that leaves and that enters every node, before Markov time."""
    network, weights = flow.network, flow.arc_weights
    rows = network.offsets, network.targets, weights
    if not flow.symmetric:
        offsets, targets, both, leaving, entering = symmetrise(*rows, flow.rates)
        scale = flow.markov_time * flow.unit
        return FlowGraph(offsets, targets, both, scale), leaving, entering
    # Both arcs of a link carry half of its flow, and a move changes both.
    scale = 2.0 * flow.markov_time * flow.unit
    # There may be none to take out, and looking takes time.
    strength = strengths.out_strengths(*rows, network.num_self_links == 0)
    if network.num_self_links == 0:
        return FlowGraph(*rows, scale), strength, strength
    sources = network.sources
    kept = sources != network.targets
    degrees = np.bincount(sources[kept], minlength=network.num_nodes)
    offsets = np.concatenate([[0], np.cumsum(degrees)])
    graph = FlowGraph(
        offsets, network.targets[kept], None if weights is None else weights[kept], scale
    )
    return graph, strength, strength
