"""A level that fits one machine: the search of one machine, in one task."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import infomap_py._core.sums as sums
from infomap_py._core.control import Control
from infomap_py._core.graph import FlowGraph
from infomap_py._core.map_equation import MapEquation
from infomap_py._core.node_rates import NodeRates
from infomap_py._core.random import Generator
from infomap_py.arrays import ModuleIds
from infomap_py.distributed.folder import save
from infomap_py.distributed.shards import Ids, Shards
from infomap_py.level import Level, rooms_for
from infomap_py.trial import Trial


def whole(shards: Shards, node_terms: float | None = None) -> Level:
    """All shards as one level; ``node_terms`` are the finest one's, which no move changes."""
    offsets, targets, weights = [np.zeros(1, dtype=np.int64)], [], []
    before = 0
    for k in shards.all:
        ids = np.concatenate([shards.ids(k), shards.array(k, "beyond")])
        offsets.append(shards.array(k, "offsets")[1:] + before)
        targets.append(ids[shards.array(k, "targets")])
        before += len(targets[-1])
        own = shards.weights(k)
        weights.append(np.full(len(targets[-1]), 2.0) if own is None else own.astype(np.float64))
    rows = np.concatenate(offsets), np.concatenate(targets), np.concatenate(weights)
    graph = FlowGraph(*rows, 1.0)
    flow, leaving, entering = map(np.concatenate, zip(*map(shards.rates, shards.all), strict=True))
    symmetric = shards.cut.symmetric
    entering = leaving if symmetric else entering
    nodes = NodeRates(flow, leaving, entering, None, shards.total, symmetric)
    terms = sums.plogp_sum(flow) if node_terms is None else node_terms
    return Level(graph, MapEquation(nodes, terms), rooms_for(graph))


def search(
    folder: Path, level: str, version: int, below: str, parents: int | None, seed: int
) -> None:
    """Modules of a level, as the assignment of that version; from those in which the level below
    has them in its assignment ``parents``, if there is one. Ids are those of first nodes."""
    shards = Shards(folder / level)
    start = None if parents is None else initial_modules(shards, Shards(folder / below), parents)
    trial = Trial(whole(shards), Generator(seed), Control())
    save_labels(shards, version, trial.run(start))


def save_labels(shards: Shards, version: int, module_of: ModuleIds) -> Ids:
    """Write modules down as an assignment: each has the id of its first node."""
    _, first, position = np.unique(module_of, return_index=True, return_inverse=True)
    labels: Ids = first.astype(np.int32)[position]
    for k in shards.all:
        save(shards.path(k, f"labels-{version}"), labels[shards.starts[k] : shards.starts[k + 1]])
    return labels


def initial_modules(shards: Shards, below: Shards, parents: int) -> ModuleIds:
    """Numbers of the modules that nodes, which are modules of the level below, are in there."""
    ids = np.concatenate([shards.array(k, "module_below") for k in shards.all])
    _, numbers = np.unique(below.looked_up(ids, f"labels-{parents}"), return_inverse=True)
    return numbers.astype(np.int32)
