"""A hierarchy over the pieces of modules, in one task: the search of one machine, whose nodes are
pieces that stay whole.

    <level>/tree/lowest.npy    ids on the level below that lowest modules have, in order
    <level>/tree/path.npy      their modules from the outermost one on: a row each, then -1
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
    nesting = Nesting(finest, tree)
    _, enters = nesting.rates
    top = enters[tree.parent == ROOT]
    index = (sums.plogp(sums.total(top)) - sums.plogp_sum(top)) / shards.total
    flow = np.concatenate([shards.rates(k)[0] for k in shards.all])
    labels = save_labels(shards, version, tree.module_of)
    _save_paths(shards, tree.ordered(flow), labels)
    return {"index": index, "bits": nesting.bits, "levels": tree.max_depth + 1}


def _save_paths(shards: Shards, tree: ModuleTree, labels: Array) -> None:
    """The paths of lowest modules, which have these labels."""
    ids = np.concatenate([shards.array(k, "module_below") for k in shards.all])
    lowest, first = np.unique(ids[labels], return_index=True)
    sibling = np.arange(tree.num_modules) - np.searchsorted(tree.parent, tree.parent)
    path = np.full((len(lowest), tree.max_depth), -1, dtype=np.int32)
    module = tree.module_of[first]
    while np.any(inside := module != ROOT):
        path[inside, tree.depth[module[inside]] - 1] = sibling[module[inside]]
        module = np.where(inside, tree.parent[module], ROOT)
    save(shards.folder / "tree" / "lowest.npy", lowest)
    save(shards.folder / "tree" / "path.npy", path)
