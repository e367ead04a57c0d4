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
from infomap_py.distributed.folder import save
from infomap_py.distributed.shards import Shards
from infomap_py.level import Level, rooms_for
from infomap_py.trial import Trial


def whole(shards: Shards) -> Level:
    """All shards as one level."""
    offsets = [np.zeros(1, dtype=np.int64)]
    targets, weights = [], []
    for k in shards.all:
        count, first = shards.count(k), int(shards.starts[k])
        ids = np.concatenate([shards.ids(k), shards.array(k, "beyond")])
        targets.append(ids[shards.array(k, "targets")])
        offsets.append(shards.array(k, "offsets")[1:] + offsets[-1][-1])
        own = shards.weights(k)
        weights.append(np.full(len(targets[-1]), 2.0) if own is None else own)
    graph = FlowGraph(
        np.concatenate(offsets), np.concatenate(targets), np.concatenate(weights).astype(float), 1.0
    )
    flow, leaving, entering = (
        np.concatenate(parts) for parts in zip(*map(shards.rates, shards.all), strict=True)
    )
    cut = shards.cut
    nodes = NodeRates(
        flow, leaving, leaving if cut.symmetric else entering, None, shards.total, cut.symmetric
    )
    objective = MapEquation(nodes, sums.plogp_sum(flow))
    return Level(graph, objective, rooms_for(graph))


def search(folder: Path, level: str, version: int, seed: int) -> None:
    """Modules of a level, as the assignment of that version; ids are those of their first nodes."""
    shards = Shards(folder / level)
    trial = Trial(whole(shards), Generator(seed), Control())
    module_of = trial.run()
    _, first = np.unique(module_of, return_index=True)
    labels = first.astype(np.int32)[module_of]
    for k in shards.all:
        save(shards.path(k, f"labels-{version}"), labels[shards.starts[k] : shards.starts[k + 1]])
