"""One trial of the search: from every node alone to a partition that no step here shortens.

    move        best single moves of nodes
    rearrange   cut every module into pieces, and let the pieces climb: best single moves, the
                modules become nodes, repeat
    settle      single moves until none gains; disconnected modules fall apart
    kick        small networks only: deal two modules out at random, all of that again, keep the
                better
    finish      one module, if that is shorter

Moving and rearranging take turns until a round gains little. The kernels in ``_core`` do all the
work without the GIL; between them, a stopped trial returns what it has.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from infomap_py._core.coarsen import grouped, number_modules
from infomap_py._core.components import connected_pieces
from infomap_py._core.control import Control
from infomap_py._core.doubts import Doubts
from infomap_py._core.graph import FlowGraph
from infomap_py._core.moves import move_nodes
from infomap_py._core.random import Generator
from infomap_py._core.scatter import scattered
from infomap_py.level import Level

ModuleIds = npt.NDArray[np.int32]

# A round that gains less than this share of the codelength is the last; on networks of so many
# arcs per node the first is. Experiments: docs/decisions/0002*.
MIN_ROUND_GAIN = 6e-3
DENSE = 25

# Where single moves change the modules of no larger share of the nodes, there is nothing to
# rearrange.
FEW_MOVES = 1e-3

# Merging modules that makes them fewer by no more than this share is the last.
FEW_MERGERS = 0.02

# Visits per node from the start with every node alone: what is left to gain there is gained by the
# rounds to come. Against no limit, 1.5 took 15 % less time on dense networks and the same on sparse
# ones, at the same codelength.
FIRST_VISITS = 1.5

# The same on dense networks: email-eu-core, facebook-combined and wikispeedia take 8 % less time
# than with 1.5, at codelengths within 0.02 % (20 seeds).
FIRST_VISITS_IF_DENSE = 0.7

# Bits that rounding may add to one of two equal codelengths.
SAME = 1e-13

# Networks up to so many arcs are kicked: so many times, but no more often than visits so many arcs
# in all, and once per two nodes. Experiments: docs/decisions/0003*.
KICKED_ARCS = 30_000
MAX_KICKS = 32
ARCS_OF_ALL_KICKS = 100_000


def _num_kicks(graph: FlowGraph) -> int:
    num_nodes: int = graph.num_nodes
    num_arcs: int = graph.num_arcs
    if not 0 < num_arcs <= KICKED_ARCS:
        return 0
    return min(MAX_KICKS, ARCS_OF_ALL_KICKS // num_arcs, num_nodes // 2)


class Trial:
    """One search on a finest level, with a random stream of its own.

    ``report`` is called with the passes made over nodes and the codelength, in bits, after every
    climb. ``doubts`` are those of the partition that was last settled.
    """

    def __init__(
        self,
        level: Level,
        random: Generator,
        control: Control,
        report: Callable[[int, float], None] | None = None,
    ) -> None:
        self.level = level.fresh()
        self.random = random
        self.control = control
        self.report = report
        self.sweeps = 0
        self.doubts = Doubts(level.graph.num_nodes)

    def run(self, initial: ModuleIds | None = None) -> ModuleIds:
        """The module of every node, numbered 0, 1, ... by first node."""
        graph = self.level.graph
        dense = graph.num_arcs >= DENSE * graph.num_nodes
        if initial is None:
            first_visits = FIRST_VISITS_IF_DENSE if dense else FIRST_VISITS
            module_of = self.moved(self.level, None, waking_visits=first_visits)
            number_modules(module_of)
        else:
            module_of = initial
        module_of, bits = self.rearranged(module_of, from_modules=initial is not None)
        gain = 0.0 if dense else np.inf
        while gain > MIN_ROUND_GAIN * abs(bits) and not self.control.stop:
            longer, before = bits, module_of
            module_of = self.moved(self.level, module_of)
            if np.count_nonzero(module_of != before) <= FEW_MOVES * graph.num_nodes:
                break
            number_modules(module_of)
            module_of, bits = self.rearranged(module_of)
            gain = longer - bits
        module_of, bits = self.settled(module_of)
        for _ in range(_num_kicks(graph)):
            if self.control.stop:
                break
            module_of, bits = self.kicked(module_of, bits)
        return self.finished(module_of, bits)

    def rearranged(
        self, module_of: ModuleIds, from_modules: bool = True
    ) -> tuple[ModuleIds, float]:
        """Cut each module into pieces, and let the pieces climb, each alone at first or in the
        module it came from; the modules, and their codelength in bits."""
        # One visit each: pieces need not be finished to be of use.
        piece_of = self.moved(self.level, None, parent_of=module_of, waking_visits=0)
        pieces = self.level.coarsened(piece_of)
        module_of_piece = None
        if from_modules:
            module_of_piece = np.empty(pieces.graph.num_nodes, dtype=np.int32)
            module_of_piece[piece_of] = module_of
        module_of_piece, bits = self.climbed(pieces, module_of_piece)
        return module_of_piece[piece_of], bits

    def climbed(self, level: Level, start: ModuleIds | None) -> tuple[ModuleIds, float]:
        """Move nodes, then modules, then modules of modules, until hardly any moves; None starts
        from every node alone.

        The modules and their codelength in bits.
        """
        module_of = self.moved(level, start)
        coarse = level.coarsened(module_of)
        while not self.control.stop:
            merged = self.moved(coarse, None)
            coarser = coarse.coarsened(merged)
            fewer = coarse.graph.num_nodes - coarser.graph.num_nodes
            module_of, coarse = merged[module_of], coarser
            if fewer <= FEW_MERGERS * coarse.graph.num_nodes:
                break
        coarse.objective.separate()
        bits = coarse.objective.codelength()
        if self.report is not None:
            self.report(self.sweeps, bits)
        return module_of, bits

    def kicked(self, module_of: ModuleIds, bits: float) -> tuple[ModuleIds, float]:
        """Deal a few modules out at random and climb again; what is not longer is kept."""
        count = len(number_modules(module_of))
        kicked = scattered(self.level.graph, module_of, count, self.random)
        other = self.moved(self.level, kicked, doubts=self.doubts)
        number_modules(other)
        other, _ = self.rearranged(other)
        other, other_bits = self.settled(other)
        return (other, other_bits) if other_bits <= bits else (module_of, bits)

    def finished(self, module_of: ModuleIds, bits: float) -> ModuleIds:
        """The modules, or the local optimum that is reached from one module, if that is shorter."""
        if self.level.objective.one_module_codelength() <= bits:
            module_of, _ = self.settled(np.zeros_like(module_of))
        number_modules(module_of)
        return module_of

    def settled(self, module_of: ModuleIds) -> tuple[ModuleIds, float]:
        """The modules, and the bits, after single moves until a visit to every node moves none and
        all modules are connected.

        A search that is stopped returns what it has, without another look at the links.
        """
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
        if pieces.max(initial=-1) < len(np.bincount(module_of).nonzero()[0]):
            return None
        bits_apart = self.level.objective.recompute(self.level.graph, pieces)
        return pieces if bits_apart <= bits + SAME else None

    def moved(
        self,
        level: Level,
        start: ModuleIds | None,
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
        order = np.arange(level.graph.num_nodes, dtype=np.int32)
        if start is None:
            module_of = order.copy()
            level.objective.separate()
        else:
            module_of = start.copy()
            if not rates_known:
                level.objective.recompute(level.graph, module_of)
        if doubts is not None:
            order = doubts.nodes(level.graph, level.objective, module_of)
        self.random.shuffle(order)
        if parent_of is not None:
            # What happens in one parent does not concern another, and all of it stays in the cache.
            order = grouped(order, parent_of)
        move_nodes(
            level.graph,
            level.objective,
            module_of,
            order,
            self.control,
            parent_of,
            doubts,
            waking_visits * len(order),
        )
        return module_of
