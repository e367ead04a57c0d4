"""Trees of modules while they are searched: what each module costs, and cutting and thinning.

Modules 0, 1, ... are the lowest here, numbered by first node; those after them hold modules.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

import infomap_py._core.sums as sums
from infomap_py._core.combined import Combined
from infomap_py._core.grouping import number_modules
from infomap_py._core.singles import Singles
from infomap_py._core.thinning import thin
from infomap_py.arrays import ModuleIds, Vector
from infomap_py.level import Level, rooms_for
from infomap_py.tree import ROOT, ModuleTree, of_modules

# Bits by which a code has to be shorter to count as that.
LEAST_GAIN = 1e-10


def level_of_modules(level: Level, module_of: ModuleIds) -> Level:
    """The level whose nodes are these modules, each used as often as it is entered.

    The level's objective has to hold their rates, and they have to be numbered by first node.
    """
    apart = Level(level.graph, level.objective, rooms_for(level.graph))
    coarse = apart.coarsened(module_of)
    objective = coarse.objective.grouping_nodes()
    return Level(coarse.graph, objective, rooms_for(coarse.graph))


def without_singles(level: Level) -> Level:
    """The same level where a node that is alone needs no module."""
    count = level.graph.num_nodes
    level.objective.separate()
    exits, enters = level.objective.coded_rates(count)
    savings = sums.plogps(exits + enters) - sums.plogps(exits) - sums.plogps(enters)
    singles = Singles(np.ones(count, dtype=np.int32), savings / level.objective.total)
    return Level(level.graph, Combined(level.objective, singles), level.rooms)


class Nesting:
    """A tree over a finest level, and what it costs.

    ``modules`` is the level whose nodes are the lowest modules; trees that have the same ones share
    it.
    """

    modules: Level
    bits_of_two_levels: float  # if there were no others

    def __init__(
        self,
        finest: Level,
        tree: ModuleTree,
        like: Nesting | None = None,
        rates: tuple[Vector, Vector] | None = None,
    ) -> None:
        self.finest = finest
        self.tree = tree
        if rates is not None:
            self.rates = rates
        if like is not None and like.tree.module_of is tree.module_of:
            self.modules, self.bits_of_two_levels = like.modules, like.bits_of_two_levels
            return
        self.bits_of_two_levels = finest.objective.recompute(finest.graph, tree.module_of)
        self.modules = level_of_modules(finest, tree.module_of)

    @property
    def num_lowest(self) -> int:
        return int(self.modules.graph.num_nodes)

    @property
    def topmost_are_counted(self) -> bool:
        """Whether the number of modules that are in none costs bits of its own."""
        of_levels = self.finest.objective.of_levels
        return bool(of_levels(4, 2, 0) != of_levels(4, 3, 0))

    @cached_property
    def rates(self) -> tuple[Vector, Vector]:
        """Exit and enter rates of all modules, in the units of the objective."""
        exits, enters = np.empty((2, self.tree.num_modules))
        for depth in range(1, self.tree.max_depth + 1):
            ids = self.tree.at_depth(depth)[: self.num_lowest]
            old_ids = number_modules(ids)
            self.modules.objective.recompute(self.modules.graph, ids)
            exits[old_ids], enters[old_ids] = self.modules.objective.coded_rates(len(old_ids))
        return exits, enters

    @cached_property
    def bits(self) -> float:
        """Bits per step."""
        exits, enters = self.rates
        inside = np.zeros(self.tree.num_modules + 1)  # what enters the modules in each; the root
        np.add.at(inside, self.tree.parent, enters)
        inner = slice(self.num_lowest, self.tree.num_modules)
        more = (
            sums.plogp(inside[ROOT])
            - sums.plogp(sums.total(enters[: self.num_lowest]))
            + sums.plogp_sum(exits[inner] + inside[inner])
            - sums.plogp_sum(exits[inner])
            - sums.plogp_sum(enters[inner])
        )
        objective = self.finest.objective
        num_top = int(np.count_nonzero(self.tree.parent == ROOT))
        num_inner = self.tree.num_modules - self.num_lowest
        of_levels = objective.of_levels(self.num_lowest, num_top, num_inner)
        return self.bits_of_two_levels + of_levels + float(more / objective.total)

    def thinned(self) -> Nesting:
        """The tree without modules of modules that cost more than they save."""
        objective = self.finest.objective
        bits_of_module = objective.of_levels(4, 2, 1) - objective.of_levels(4, 2, 0)
        least = (LEAST_GAIN - bits_of_module) * objective.total
        stay = self.topmost_are_counted
        gone, parent = thin(self.tree.parent, *self.rates, self.num_lowest, least, stay)
        if not gone.any():
            return self
        kept = gone == 0
        new_id = np.append(np.cumsum(kept, dtype=np.int32) - np.int32(1), np.int32(ROOT))
        tree = ModuleTree(self.tree.module_of, new_id[parent[kept]])
        exits, enters = self.rates
        return Nesting(self.finest, tree, self, (exits[kept], enters[kept]))


def with_parts(tree: ModuleTree, part_of: ModuleIds) -> ModuleTree:
    """The tree whose lowest modules are these parts of the lowest modules of ``tree``; those of one
    part stay as they are."""
    num_lowest = int(tree.module_of.max()) + 1
    whole_of = of_modules(tree.module_of, part_of)
    cut = np.bincount(whole_of, minlength=num_lowest) > 1
    # Parts first, then the modules that were cut, then those above.
    first_cut = len(whole_of)
    first_above = first_cut + np.count_nonzero(cut)
    new_id = np.full(tree.num_modules + 1, ROOT, dtype=np.int32)
    new_id[:num_lowest][cut] = np.arange(first_cut, first_above)
    new_id[num_lowest:-1] = np.arange(first_above, first_above + tree.num_modules - num_lowest)
    above = new_id[tree.parent]
    of_parts = np.where(cut[whole_of], new_id[whole_of], above[whole_of])
    parent = np.concatenate([of_parts, above[:num_lowest][cut], above[num_lowest:]])
    return ModuleTree(part_of, parent)


def with_lowest(tree: ModuleTree, module_of: ModuleIds) -> ModuleTree:
    """The tree with other lowest modules, each of nodes whose lowest modules are in one module; its
    ids are renumbered by first node."""
    number_modules(module_of)
    parent = of_modules(tree.parent[tree.module_of], module_of)
    num_lowest = int(tree.module_of.max()) + 1
    shift = np.int32(len(parent) - num_lowest)
    parents = np.concatenate([parent, tree.parent[num_lowest:]])
    return ModuleTree(module_of, np.where(parents == ROOT, np.int32(ROOT), parents + shift))
