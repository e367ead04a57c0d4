"""A hierarchy over the pieces of modules, in one task: the search of one machine, whose nodes are
pieces that stay whole.

    <level>/tree/lowest.npy    ids on the level below that lowest modules have, in order
    <level>/tree/path.npy      their modules from the outermost one on: a row each, then -1
    <level>/tree/inner.npy     the same of modules that hold modules
    <level>/tree/rates.npy     flow, exit and enter rate of those, in shares of a step
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

import infomap_py._core.sums as sums
from infomap_py._core.control import Control
from infomap_py._core.grouping import number_modules
from infomap_py._core.random import Generator
from infomap_py.distributed.folder import Array, save
from infomap_py.distributed.local_search import initial_modules, save_labels, whole
from infomap_py.distributed.shards import Shards
from infomap_py.hierarchy import HierarchySearch
from infomap_py.level import Level
from infomap_py.nesting import Nesting
from infomap_py.tree import ROOT, ModuleTree


def nest(
    folder: Path, level: str, version: int, below: str, parents: int, node_terms: float, seed: int
) -> dict[str, float]:
    """Find a tree, from two levels that the assignment ``parents`` of the level below says; lowest
    modules are the assignment of that version. What the tree costs, in bits, and its levels."""
    shards = Shards(folder / level)
    finest = whole(shards, node_terms)
    module_of = initial_modules(shards, Shards(folder / below), parents)
    number_modules(module_of)
    tree = HierarchySearch(finest, Generator(seed), Control()).run(module_of)
    bits = Nesting(finest, tree).bits
    flow = np.concatenate([shards.rates(k)[0] for k in shards.all])
    tree = tree.ordered(flow)
    rates = np.stack([tree.sums(flow), *_coded_rates(finest, tree)]) / shards.total
    enters = rates[2, tree.parent == ROOT]
    index = sums.plogp(sums.total(enters)) - sums.plogp_sum(enters)
    labels = save_labels(shards, version, tree.module_of)
    _save(shards, tree, rates, labels)
    return {"index": index, "bits": bits, "levels": tree.max_depth + 1}


def _coded_rates(finest: Level, tree: ModuleTree) -> Array:
    """Exit and enter rates of all modules."""
    rates = np.zeros((2, tree.num_modules))
    for depth in range(1, tree.max_depth + 1):
        ids = tree.at_depth(depth)[tree.module_of]
        old_ids = number_modules(ids)
        finest.objective.recompute(finest.graph, ids)
        rates[:, old_ids] = finest.objective.coded_rates(len(old_ids))
    return rates


def _save(shards: Shards, tree: ModuleTree, rates: Array, labels: Array) -> None:
    """The paths of all modules, of which the lowest have these labels."""
    path = np.full((tree.num_modules, tree.max_depth), -1, dtype=np.int32)
    sibling = np.arange(tree.num_modules) - np.searchsorted(tree.parent, tree.parent)
    for m, above in enumerate(tree.parent.tolist()):
        if above != ROOT:
            path[m] = path[above]
        path[m, tree.depth[m] - 1] = sibling[m]
    ids = np.concatenate([shards.array(k, "module_below") for k in shards.all])
    lowest, first = np.unique(ids[labels], return_index=True)
    inner = np.setdiff1d(np.arange(tree.num_modules), tree.module_of)
    place = shards.folder / "tree"
    save(place / "lowest.npy", lowest)
    save(place / "path.npy", path[tree.module_of[first]])
    save(place / "inner.npy", path[inner])
    save(place / "rates.npy", rates[:, inner])
