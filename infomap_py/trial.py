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
"""

from __future__ import annotations

import numpy as np

import infomap_py.orders as orders
from infomap_py._core.grouping import number_modules
from infomap_py._core.refinement import common_refinement, num_agreed
from infomap_py._core.scatter import scattered
from infomap_py.arrays import ModuleIds
from infomap_py.level import Level
from infomap_py.steps import SAME, Steps

# Networks of so many arcs per node are not folded, and their modules are cut before they climb,
# once. Experiments: docs/decisions/0002*.
DENSE = 30

# Where single moves change the modules of no larger share of the nodes, there is nothing to
# rearrange.
FEW_MOVES = 1e-3

# Visits per node that wake others, from the start with every node alone: what is left to gain there
# is gained later. Without a limit, planted groups (480,000 nodes) take 1.4 times as long.
FIRST_VISITS = 2.0

# The same on dense networks. Experiment: docs/decisions/0002*.
FIRST_VISITS_IF_DENSE = 0.8

# Networks up to so many arcs are kicked: so many times, but no more often than visits so many arcs
# in all, and once per two nodes. Experiments: docs/decisions/0003*.
KICKED_ARCS = 30_000
MAX_KICKS = 40
ARCS_OF_ALL_KICKS = 100_000


def num_kicks(level: Level) -> int:
    """Of a finest level."""
    num_nodes: int = level.graph.num_nodes
    num_arcs: int = level.graph.num_arcs
    if num_arcs == 0 or max(num_arcs, num_nodes) > KICKED_ARCS:
        return 0
    return min(MAX_KICKS, ARCS_OF_ALL_KICKS // num_arcs, num_nodes // 2)


class Trial(Steps):
    """One search on a finest level."""

    def run(self, initial: ModuleIds | None = None) -> ModuleIds:
        """The module of every node, numbered 0, 1, ... by first node."""
        return self.finished(*self.searched(initial))

    def searched(
        self, initial: ModuleIds | None = None, kicks: int | None = None
    ) -> tuple[ModuleIds, float]:
        """The modules before the last step, and the bits; with so many kicks, or as many as a
        network of this size gets."""
        if initial is not None:
            module_of = self.rearranged(self.level, initial.copy())
        elif self.level.graph.num_arcs >= DENSE * self.level.graph.num_nodes:
            module_of = self.from_pieces()
        else:
            module_of = self.from_modules()
        module_of, bits = self.settled(module_of)
        self.least_share = 0.0  # what is kicked is near an optimum
        for _ in range(num_kicks(self.level) if kicks is None else kicks):
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
