"""From two levels to as many as shorten the code (Rosvall & Bergstrom 2011, PLoS ONE 6:e18209).

    above   modules become nodes, and modules of modules are found, from the root downwards
    below   modules are found within all lowest modules at once
    tune    lowest modules are cut into pieces and exchange nodes, within the module above them

Each is a search of levels whose objective has a book, the codebook of a module, for every module
that is looked into; then modules that cost more than they save are taken out. What comes of it is
kept if the code is shorter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from infomap_py._core.control import Control
from infomap_py._core.grouping import number_modules
from infomap_py._core.random import Generator
from infomap_py.arrays import ModuleIds, Vector
from infomap_py.level import Level
from infomap_py.nesting import (
    LEAST_GAIN,
    Nesting,
    level_of_modules,
    with_lowest,
    with_parts,
    without_singles,
)
from infomap_py.steps import FEW_MERGERS
from infomap_py.tree import ROOT, ModuleTree, of_modules
from infomap_py.trial import Trial, num_kicks

# So many rounds as look at so many arcs in all, one at least; none after one that gains less than
# this share.
ARCS_OF_ALL_ROUNDS = 60_000
MAX_ROUNDS = 5
LITTLE = 2e-3

# Groups of so few modules, of networks that are kicked themselves, are kicked so often.
KICKED_ARCS = 100
MAX_KICKS = 12


@dataclass(frozen=True, eq=False)
class Books:
    """Codebooks of modules that are looked into: for every node the position of its own, or -1; and
    for each the module, and the rate at which it is used by its exit and by what is not searched.
    """

    book_of: ModuleIds
    modules: ModuleIds
    elsewhere: Vector


class HierarchySearch:
    """A search for a tree on a finest level."""

    def __init__(self, level: Level, random: Generator, control: Control) -> None:
        self.level = level.fresh()
        self.random = random
        self.control = control

    def run(self, module_of: ModuleIds, start: ModuleTree | None = None) -> ModuleTree:
        """The shortest tree found; at worst that of two levels which these modules, numbered 0, 1,
        ... by first node, are, or the one to start from, if there is one."""
        best = Nesting(self.level, ModuleTree.of_two_levels(module_of))
        if start is not None:
            best = self.shorter(best, start)
        rounds = ARCS_OF_ALL_ROUNDS // max(1, self.level.graph.num_arcs)
        for _ in range(max(1, min(rounds, MAX_ROUNDS))):
            before = best.bits
            best = self.shorter(best, self.below(best, self.above(best)))
            best = self.shorter(best, self.tuned(best))
            if best.bits >= (1.0 - LITTLE) * before or self.control.stop:
                break
        return best.tree

    def shorter(self, best: Nesting, tree: ModuleTree) -> Nesting:
        """The tree, thinned, if its code is shorter."""
        if tree is best.tree or self.control.stop:
            return best
        other = Nesting(self.level, tree, best).thinned()
        return other if other.bits < best.bits - LEAST_GAIN else best

    def above(self, best: Nesting) -> ModuleTree:
        """All that is above the lowest modules, found anew from the root downwards; but the topmost
        modules stay where a number of them is preferred."""
        level, count = best.modules, best.num_lowest
        everything = np.zeros(count, dtype=np.int32)
        books = Books(everything, np.array([ROOT], dtype=np.int32), np.zeros(1))
        parent = np.full(count, ROOT, dtype=np.int32)
        if best.topmost_are_counted:
            group_of = best.tree.at_depth(1)[:count]
            number_modules(group_of)
        else:
            group_of = self.topmost(level, books)
        while (made := np.bincount(group_of) > 1).any() and not self.control.stop:
            ids = np.full(len(made), ROOT, dtype=np.int32)
            ids[made] = np.arange(len(parent), len(parent) + np.count_nonzero(made))
            above = books.modules[of_modules(books.book_of, group_of)]
            parent = np.append(parent, above[made])
            inside = made[group_of]
            parent[:count][inside] = ids[group_of[inside]]
            level.objective.recompute(level.graph, group_of)
            exits, _ = level.objective.coded_rates(len(made))
            books = Books(np.where(inside, group_of, np.int32(-1)), ids, exits)
            group_of = self.topmost(level, books)
        return best.tree if len(parent) == count else ModuleTree(best.tree.module_of, parent)

    def topmost(self, level: Level, books: Books) -> ModuleIds:
        """Groups of the nodes in each book, groups of these, and so on as long as that shortens the
        code of the book: the last ones. Where none does, every node is a group."""
        level, nodes = level.inside(books.book_of, books.elsewhere)
        book_of, num_books = books.book_of[nodes], len(books.elsewhere)
        group_of = np.arange(len(nodes), dtype=np.int32)
        while not self.control.stop:
            found, _ = Trial(level, self.random, self.control).searched(kicks=self.num_kicks(level))
            trial = Trial(without_singles(level), self.random, self.control)
            found = trial.finished(*trial.settled(found))
            num_found = np.bincount(of_modules(book_of, found), minlength=num_books)
            num_nodes = np.bincount(book_of, minlength=num_books)
            gains = (num_found > 1) & (num_found < num_nodes)
            if not gains.any():
                break
            alone = np.arange(len(found), 2 * len(found), dtype=np.int32)
            found = np.where(gains[book_of], found, alone)
            num_groups = len(number_modules(found))
            few = num_groups >= (1.0 - FEW_MERGERS) * len(found)
            group_of, book_of = found[group_of], of_modules(book_of, found)
            if few:
                break
            level.objective.recompute(level.graph, found)
            level = level_of_modules(level, found)
        all_groups = np.arange(len(books.book_of), dtype=np.int32)
        all_groups[nodes] = len(all_groups) + group_of
        number_modules(all_groups)
        return all_groups

    def num_kicks(self, level: Level) -> int:
        """How often the search of this level for groups is kicked."""
        if level.graph.num_arcs > KICKED_ARCS or num_kicks(self.level) == 0:
            return 0
        return min(MAX_KICKS, int(level.graph.num_nodes) // 2)

    def below(self, best: Nesting, tree: ModuleTree) -> ModuleTree:
        """The tree, whose lowest modules are those of ``best``, with modules found within them."""
        exits, _ = best.rates
        whole_of = best.tree.module_of
        level, _ = self.level.inside(whole_of, exits[: best.num_lowest])
        trial = Trial(level, self.random, self.control)
        part_of = trial.rearranged(trial.level, whole_of.copy(), alone=True)
        trial.level.objective.recompute(trial.level.graph, part_of)
        part_of = trial.flattened(part_of)
        return with_parts(tree, part_of) if part_of.max() >= best.num_lowest else tree

    def tuned(self, best: Nesting) -> ModuleTree:
        """The tree after the lowest modules have been cut and have exchanged nodes within the
        module above."""
        tree, count = best.tree, best.num_lowest
        if tree.num_modules == count:
            return tree
        exits, enters = best.rates
        # A book for every module and the root, though most hold no lowest modules; modules in
        # them that hold others stay.
        elsewhere = np.append(exits, 0.0)
        np.add.at(elsewhere, tree.parent[count:], enters[count:])
        book_of = np.where(tree.parent[:count] == ROOT, tree.num_modules, tree.parent[:count])
        level, _ = self.level.inside(book_of.astype(np.int32)[tree.module_of], elsewhere)
        trial = Trial(level, self.random, self.control)
        module_of, _ = trial.settled(trial.rearranged(trial.level, tree.module_of.copy()))
        return with_lowest(tree, module_of)
