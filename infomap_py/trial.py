"""One trial of the search: from every node alone to a partition that no step here shortens.

    fold        nodes with one neighbour go along with it until the search settles
    move        best single moves of nodes; where that ends above the code of one module on a folded
                network, again from the start, unfolded
    climb       modules become nodes; best single moves of those, depth-first; repeat
    rearrange   single moves again; then every module is cut into pieces, and the pieces climb from
                where they are
    settle      single moves until none gains; disconnected modules fall apart
    kick        small networks only: deal two modules out at random, rearrange and settle, keep the
                better
    finish      one module, if that is not longer

The kernels in ``_core`` do all the work without the GIL; between them, a stopped trial returns what
it has.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

import infomap_py.orders as orders
from infomap_py._core.components import connected_pieces
from infomap_py._core.control import Control
from infomap_py._core.doubts import Doubts
from infomap_py._core.gathering import gather_followers
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import move_nodes
from infomap_py._core.random import Generator
from infomap_py._core.refinement import common_refinement, num_agreed
from infomap_py._core.scatter import scattered
from infomap_py._core.team import Team
from infomap_py.level import Level

ModuleIds = npt.NDArray[np.int32]

# Networks of so many arcs per node are not folded, and their modules are cut before they climb,
# once. Experiments: docs/decisions/0002*.
DENSE = 30

# Where single moves change the modules of no larger share of the nodes, there is nothing to
# rearrange.
FEW_MOVES = 1e-3

# Merging modules that makes them fewer by no more than this share is the last.
FEW_MERGERS = 0.02

# Visits per node that wake others, from the start with every node alone: what is left to gain there
# is gained later. Without a limit, planted groups (480,000 nodes) take 1.4 times as long.
FIRST_VISITS = 2.0

# The same on dense networks. Experiment: docs/decisions/0002*.
FIRST_VISITS_IF_DENSE = 0.8

# While modules change much, those are not considered that have less than this share of the flow
# that a node has with the module it is linked to most. Experiments: docs/decisions/0002*.
LEAST_SHARE = 0.2

# Bits that rounding may add to one of two equal codelengths.
SAME = 1e-13

# Networks up to so many arcs are kicked: so many times, but no more often than visits so many arcs
# in all, and once per two nodes. Experiments: docs/decisions/0003*.
KICKED_ARCS = 30_000
MAX_KICKS = 40
ARCS_OF_ALL_KICKS = 100_000


def _num_kicks(level: Level) -> int:
    num_nodes: int = level.graph.num_nodes
    num_arcs: int = level.graph.num_arcs
    if num_arcs == 0 or max(num_arcs, num_nodes) > KICKED_ARCS or level.books is not None:
        return 0
    return min(MAX_KICKS, ARCS_OF_ALL_KICKS // num_arcs, num_nodes // 2)


def num_modules(module_of: ModuleIds) -> int:
    """Of those that are not empty."""
    return int(np.count_nonzero(np.bincount(module_of)))


class Trial:
    """One search on a finest level, with a random stream of its own.

    ``report`` is called with the passes made over nodes and the codelength, in bits, after every
    climb. ``doubts`` are those of the partition that was last settled. With a ``team``, large
    levels are searched in batches, with the same result however many threads it has.
    """

    def __init__(
        self,
        level: Level,
        random: Generator,
        control: Control,
        report: Callable[[int, float], None] | None = None,
        team: Team | None = None,
    ) -> None:
        self.level = level.fresh(team)
        self.random = random
        self.control = control
        self.report = report
        self.sweeps = 0
        self.least_share = LEAST_SHARE
        self.doubts: Doubts | None = None  # made when it is needed: they take memory

    def run(self, initial: ModuleIds | None = None) -> ModuleIds:
        """The module of every node, numbered 0, 1, ... by first node."""
        return self.finished(*self.searched(initial))

    def searched(self, initial: ModuleIds | None = None) -> tuple[ModuleIds, float]:
        """The modules before the last step, and the bits."""
        if initial is not None:
            module_of = self.rearranged(self.level, initial.copy())
        elif self.level.graph.num_arcs >= DENSE * self.level.graph.num_nodes:
            module_of = self.from_pieces()
        else:
            module_of = self.from_modules()
        module_of, bits = self.settled(module_of)
        self.least_share = 0.0  # what is kicked is near an optimum
        for _ in range(_num_kicks(self.level)):
            if self.control.stop:
                break
            module_of, bits = self.kicked(module_of, bits)
        return module_of, bits

    def from_pieces(self) -> ModuleIds:
        """What single moves find, cut into pieces that climb from single ones."""
        order = orders.by_degree(self.level, self.random)
        module_of = self.moved(self.level, None, order, waking_visits=FIRST_VISITS_IF_DENSE)
        return self.rearranged(self.level, module_of, alone=True)

    def from_modules(self) -> ModuleIds:
        """What single moves find, climbed and rearranged, with leaves folded."""
        level, node_of = self.level.folded()
        module_of = self.moved(
            level, None, orders.by_degree(level, self.random), waking_visits=FIRST_VISITS
        )
        folded = node_of is not None and not self.control.stop
        if folded and level.objective.codelength() > level.objective.one_module_codelength():
            # Hardly any structure: modules that grow around all hubs and their leaves at once would
            # never merge; and weak candidates count, to the end of the trial. Experiment:
            # docs/decisions/0002*.
            level, node_of = self.level, None
            self.least_share = 0.0
            module_of = self.moved(level, None, waking_visits=FIRST_VISITS)
        # Coarse levels have no names here: who holds one, holds its memory.
        module_of = self.climbed(level.coarsened(module_of), None, in_depth=True)[module_of]
        self.level.leave_rooms()
        if not self.control.stop:
            other = self.moved(level, module_of)
            num_moved = np.count_nonzero(other != module_of)
            module_of = other
            if num_moved > FEW_MOVES * level.graph.num_nodes:
                module_of = self.rearranged(level, module_of)
        return module_of if node_of is None else module_of[node_of]

    def rearranged(self, level: Level, module_of: ModuleIds, alone: bool = False) -> ModuleIds:
        """Each module is cut into pieces, and they climb from the modules that they are in, or each
        alone."""
        number_modules(module_of)
        # One visit each: pieces need not be finished to be of use.
        piece_of = self.moved(level, None, parent_of=module_of, waking_visits=0)
        module_of = self.climbed_from_pieces(level, piece_of, None if alone else module_of)
        self.level.leave_rooms()
        return module_of

    def recombined(self, module_of: ModuleIds, other: ModuleIds) -> ModuleIds:
        """What two partitions agree upon moves as one, from the modules of the first; what comes of
        it is rearranged, if they differ much, and settled."""
        piece_of = common_refinement(module_of, other)
        alike = num_agreed(piece_of, module_of) >= (1.0 - FEW_MOVES) * len(module_of)
        self.level.objective.recompute(self.level.graph, piece_of)
        module_of = self.climbed_from_pieces(self.level, piece_of, module_of)
        self.level.leave_rooms()
        if not alike:
            module_of = self.rearranged(self.level, self.moved(self.level, module_of))
        module_of, bits = self.settled(module_of)
        return self.finished(module_of, bits)

    def climbed_from_pieces(
        self, level: Level, piece_of: ModuleIds, module_of: ModuleIds | None
    ) -> ModuleIds:
        """The pieces, whose rates the objective holds, climb from these modules, or each alone."""
        pieces = level.coarsened(piece_of)
        start = None
        if module_of is not None:
            start = np.empty(pieces.graph.num_nodes, dtype=np.int32)
            start[piece_of] = module_of
        return self.climbed(pieces, start, gather=start is None)[piece_of]

    def climbed(
        self,
        level: Level,
        start: ModuleIds | None,
        in_depth: bool = False,
        gather: bool = False,
    ) -> ModuleIds:
        """Move nodes, depth-first if so asked, then modules, then modules of modules, until hardly
        any moves; None starts from every node alone. In the end modules may gather others."""
        order = orders.depth_first(level, self.random) if in_depth else None
        module_of = self.moved(level, start, order)
        coarse = level.coarsened(module_of)
        while True:
            merged = self.moved(coarse, None)
            few = num_modules(merged) >= (1.0 - FEW_MERGERS) * coarse.graph.num_nodes
            if few or self.control.stop:
                break
            coarse = coarse.coarsened(merged)
            module_of = merged[module_of]
        if gather and level.books is None:
            order = orders.shuffled(coarse, self.random)
            gather_followers(
                coarse.graph, coarse.objective, merged, order, self.control, coarse.frozen
            )
        if self.report is not None:
            self.report(self.sweeps, coarse.objective.codelength())
        return merged[module_of]

    def kicked(self, module_of: ModuleIds, bits: float) -> tuple[ModuleIds, float]:
        """Deal a few modules out at random and climb again; what is not longer is kept."""
        count = len(number_modules(module_of))
        kicked = scattered(self.level.graph, module_of, count, self.random, self.level.frozen)
        other = self.moved(self.level, kicked, doubts=self.doubts)
        other = self.rearranged(self.level, other)
        number_modules(other)
        if np.array_equal(other, module_of):  # on some networks after two kicks out of three
            return module_of, bits
        other, other_bits = self.settled(other)
        return (other, other_bits) if other_bits <= bits else (module_of, bits)

    def finished(self, module_of: ModuleIds, bits: float) -> ModuleIds:
        """The modules, or what single moves find from one module, if that is not longer; of several
        books, those whose modules shorten the code."""
        if self.level.books is not None:
            return self.flattened(module_of)
        one_module = self.level.objective.one_module_codelength()
        if self.level.may_be_one_module and one_module <= bits + SAME:
            module_of, _ = self.settled(np.zeros_like(module_of))
        number_modules(module_of)
        return module_of

    def flattened(self, module_of: ModuleIds) -> ModuleIds:
        """The modules, but one for each book whose code they do not shorten."""
        books = self.level.books
        assert books is not None
        flat = self.level.objective.lengthened(module_of) > -SAME
        one_of = np.zeros(len(flat), dtype=np.int32)
        one_of[books] = module_of
        module_of = np.where(flat[books], one_of[books], module_of)
        number_modules(module_of)
        return module_of

    def settled(self, module_of: ModuleIds) -> tuple[ModuleIds, float]:
        """The modules, and the bits, after single moves until a visit to every node moves none and
        all modules are connected.

        A search that is stopped returns what it has.
        """
        if self.doubts is None:
            self.doubts = Doubts(self.level.graph.num_nodes)
        bits: float = self.level.objective.recompute(self.level.graph, module_of)
        while not self.control.stop:
            before = module_of
            module_of = self.moved(self.level, before, doubts=self.doubts, rates_known=True)
            bits = self.level.objective.codelength()
            if np.array_equal(before, module_of):
                pieces = self.apart(module_of, bits)
                if pieces is None:
                    break
                module_of = pieces
        return module_of, bits

    def apart(self, module_of: ModuleIds, bits: float) -> ModuleIds | None:
        """The connected pieces of the modules, if any is in several, and that is not longer."""
        pieces = connected_pieces(self.level.graph, module_of)
        if pieces.max(initial=-1) < num_modules(module_of):
            return None
        bits_apart = self.level.objective.recompute(self.level.graph, pieces)
        return pieces if bits_apart <= bits + SAME else None

    def moved(
        self,
        level: Level,
        start: ModuleIds | None,
        order: ModuleIds | None = None,
        parent_of: ModuleIds | None = None,
        doubts: Doubts | None = None,
        waking_visits: float = np.inf,
        rates_known: bool = False,
    ) -> ModuleIds:
        """The modules after single moves from ``start``, or from every node alone, until the active
        set is empty.

        It starts with all nodes, or with those that are in doubt. The level's objective then holds
        the rates of the modules; with ``rates_known``, those of ``start`` before.
        """
        self.sweeps += 1
        if start is None:
            module_of = np.arange(level.graph.num_nodes, dtype=np.int32)
            level.objective.separate()
        else:
            module_of = start.copy()
            if not rates_known:
                level.objective.recompute(level.graph, module_of)
        if doubts is not None:
            order = doubts.nodes(level.graph, level.objective, module_of)
            self.random.shuffle(order)
        elif order is None:
            order = orders.shuffled(level, self.random)
        if parent_of is not None:
            order = orders.within(level, order, parent_of)
        order = level.movable(order)
        move_nodes(
            level.graph,
            level.objective,
            module_of,
            order,
            self.control,
            parent_of,
            doubts,
            waking_visits * len(order),
            self.least_share if doubts is None else 0.0,
            level.team,
            level.frozen,
        )
        return module_of
