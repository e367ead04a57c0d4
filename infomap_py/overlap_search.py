"""One trial on the links of a graph as states: where nodes may be in several modules.

Single moves from every state alone end far from the optimum: what is right for one of a node's
links is right for all that come from the same module, but the first of them to move would be alone
there, with a codeword of its own. So links are moved together. Every node has a home, the module
that it is visited in most; the links of a node that come from its home stay there, and those that
come from nodes with another home are a piece, one per node and home, which starts alone and joins
what it belongs to, or goes back.

    alone      from every state alone; then from pieces by the homes found, while that is shorter
    nodes      all states of a node as one, which is the walk without overlap; then from pieces by
               its modules
    recombine  the two

Experiments: docs/decisions/0012*.
"""

from __future__ import annotations

import numpy as np

from infomap_py._core.grouping import number_modules
from infomap_py._core.refinement import common_refinement
from infomap_py.arrays import ModuleIds, Vector
from infomap_py.line_graph import LineGraph
from infomap_py.nesting import LEAST_GAIN
from infomap_py.overlap import homes
from infomap_py.tree import of_modules
from infomap_py.trial import Trial

Found = tuple[ModuleIds, float]  # the module of every state, and bits per step

MAX_ROUNDS = 3  # from pieces by the homes last found; a fourth hardly ever gains


class OverlapSearch:
    """A search on a finest level whose nodes are the states of a line graph, by these visits."""

    def __init__(self, trial: Trial, network: LineGraph, visits: Vector) -> None:
        self.trial = trial
        self.node_of = network.physical
        self.origin_of = network.origins
        self.visits = visits

    def run(self, initial: ModuleIds | None = None) -> ModuleIds:
        """The module of every state, numbered 0, 1, ... by first state.

        The code is never longer than that of the partition without overlap that it finds on the
        way.
        """
        best = self.from_homes(self.measured(self.trial.run(initial)))
        if initial is None and not self.trial.control.stop:
            best = self.with_nodes(best)
        return best[0]

    def from_homes(self, best: Found) -> Found:
        """Again from pieces by the homes in the best so far, while that is shorter."""
        for _ in range(MAX_ROUNDS):
            if self.trial.control.stop:
                break
            home_of = homes(self.node_of, best[0], self.visits)
            found = self.measured(self.trial.run(self.pieces(home_of)))
            if found[1] > best[1] - LEAST_GAIN:
                break
            best = found
        return best

    def with_nodes(self, best: Found) -> Found:
        """The shortest of the best so far, what comes of the partition without overlap, and both
        recombined."""
        module_of, home_of = self.without_overlap()
        other = self.measured(self.trial.run(self.pieces(home_of)))
        whole = self.trial.settled(module_of)
        one, other = sorted((best, other), key=_bits)
        both = self.measured(self.trial.recombined(one[0], other[0]))
        shortest, _ = min((one, both, whole), key=_bits)
        number_modules(shortest)
        return self.measured(shortest)

    def without_overlap(self) -> tuple[ModuleIds, ModuleIds]:
        """What a trial finds where all states of a node are one: the module of every state, and of
        every node."""
        place = self.node_of.copy()
        level = self.trial.level.with_anchors(place)
        search = Trial(level, self.trial.random, self.trial.control)
        module_of = search.run()[place]
        return module_of, of_modules(module_of, self.node_of)

    def pieces(self, home_of: ModuleIds) -> ModuleIds:
        """The modules to start from: homes, with the links that come to a node from other homes cut
        off, those of one home together."""
        here, origin = home_of[self.node_of], home_of[self.origin_of]
        piece_of = common_refinement(origin, self.node_of)
        apart = int(home_of.max(initial=-1)) + 1 + piece_of
        start: ModuleIds = np.where(here == origin, here, apart).astype(np.int32)
        number_modules(start)
        return start

    def measured(self, module_of: ModuleIds) -> Found:
        """The modules, and their codelength."""
        level = self.trial.level
        return module_of, level.objective.recompute(level.graph, module_of)


def _bits(found: Found) -> float:
    return found[1]
