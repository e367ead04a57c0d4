"""The steps of a search: what a trial consists of, and what looks for modules within modules.

    move        best single moves of nodes
    climb       modules become nodes; best single moves of those, depth-first; repeat
    rearrange   every module is cut into pieces, and the pieces climb from where they are, or alone
    settle      single moves until none gains; disconnected modules fall apart

The kernels in ``_core`` do all the work without the GIL; between them, a search that is stopped
returns what it has.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import infomap_py.orders as orders
from infomap_py._core.components import connected_pieces
from infomap_py._core.control import Control
from infomap_py._core.doubts import Doubts
from infomap_py._core.gathering import gather_followers
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import move_nodes
from infomap_py._core.random import Generator
from infomap_py._core.team import Team
from infomap_py.arrays import ModuleIds
from infomap_py.level import Level

# Merging modules that makes them fewer by no more than this share is the last.
FEW_MERGERS = 0.02

# While modules change much, those are not considered that have less than this share of the flow
# that a node has with the module it is linked to most. Experiments: docs/decisions/0002*.
LEAST_SHARE = 0.2

# Bits that rounding may add to one of two equal codelengths.
SAME = 1e-13


def num_modules(module_of: ModuleIds) -> int:
    """Of those that are not empty."""
    return int(np.count_nonzero(np.bincount(module_of)))


class Steps:
    """Steps on a finest level, and levels coarser than it, with a random stream of their own.

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

    def rearranged(self, level: Level, module_of: ModuleIds, alone: bool = False) -> ModuleIds:
        """Each module is cut into pieces, and they climb from the modules that they are in, or each
        alone."""
        number_modules(module_of)
        # One visit each: pieces need not be finished to be of use.
        piece_of = self.moved(level, None, parent_of=module_of, waking_visits=0)
        module_of = self.climbed_from_pieces(level, piece_of, None if alone else module_of)
        self.level.leave_rooms()
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
