"""The table of modules: what flows through each, added up from the shards.

A module has the id of a node, and the shard of that node keeps its record. For one assignment v:

    labels-<v>     the module of every node of the shard
    around-<v>     modules of its nodes and of nodes beyond, in order
    places-<v>     where those of its nodes, and then of nodes beyond, are among them
    shares-<v>     what its nodes contribute to those: flow, exit and enter rate
    table-<v>      flow, exit and enter rate of all modules with ids of the shard
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

import infomap_py._core.sums as sums
from infomap_py._core.graph import FlowGraph
from infomap_py._core.map_equation import MapEquation
from infomap_py._core.node_rates import NodeRates
from infomap_py.distributed.folder import Array, save
from infomap_py.distributed.shards import Ids, Shards, distinct

RATES = ("flow", "exit_flow", "enter_flow")


@dataclass(frozen=True)
class Surroundings:
    """A shard as the search sees it: its own nodes, and behind them one node per module around
    them, the rest of it, which has no links and brings what flow the module has elsewhere.

    ``modules`` are ids in ascending order; ``module_of`` and ``graph`` have positions.
    """

    shards: Shards
    k: int
    modules: Ids
    module_of: Ids
    graph: FlowGraph

    @property
    def count(self) -> int:
        """Own nodes."""
        return len(self.module_of) - len(self.modules)

    def objective(self, rests: Array, elsewhere: float = 0.0) -> MapEquation:
        """Where the rests have these rates, and other modules are entered so often in all."""
        cut = self.shards.cut
        flow, leaving, entering = (
            np.concatenate(pair) for pair in zip(self.shards.rates(self.k), rests, strict=True)
        )
        nodes = NodeRates(
            flow,
            leaving,
            leaving if cut.symmetric else entering,
            None,
            self.shards.total,
            cut.symmetric,
        )
        return MapEquation(nodes, 0.0, None, np.array([elsewhere]))


def surroundings(shards: Shards, k: int, version: int) -> Surroundings:
    """Of a shard, with its nodes and those beyond in these modules."""
    modules = shards.array(k, f"around-{version}")
    position = shards.array(k, f"places-{version}")
    count, num_modules = len(shards.row_ids(k)), len(modules)
    leads_to = np.concatenate([shards.ids(k) - int(shards.starts[k]), count + position[count:]])
    offsets = shards.array(k, "offsets")
    offsets = np.concatenate([offsets, np.broadcast_to(offsets[-1], num_modules)])
    weights = shards.weights(k)
    scale = 1.0 if weights is not None else 2.0
    graph = FlowGraph(offsets, leads_to[shards.array(k, "targets")], weights, scale)
    rests = np.arange(num_modules, dtype=np.int32)
    return Surroundings(shards, k, modules, np.concatenate([position[:count], rests]), graph)


def share(folder: Path, level: str, version: int, k: int) -> None:
    """Which modules are around a shard, and what its nodes contribute to those."""
    shards = Shards(folder / level)
    own = shards.of_rows(k, f"labels-{version}")
    beyond = shards.gathered(shards.array(k, "beyond"), f"labels-{version}")
    modules, places = distinct(np.concatenate([own, beyond]))
    save(shards.path(k, f"around-{version}"), modules)
    save(shards.path(k, f"places-{version}"), places)
    here = surroundings(shards, k, version)
    objective = here.objective(np.zeros((3, len(here.modules))))
    objective.recompute(here.graph, here.module_of)
    rates = objective.module_rates()[: len(here.modules)]
    save(shards.path(k, f"shares-{version}"), np.stack([rates[name] for name in RATES]))


def tabulate(folder: Path, level: str, version: int, k: int) -> dict[str, float]:
    """The records of a shard: how many modules there are, how often all are entered, and what they
    add to the index codelength and to that of modules, times the total."""
    shards = Shards(folder / level)
    table = np.zeros((3, shards.count(k)))
    for other in shards.all:
        ids = shards.array(other, f"around-{version}")
        first, last = np.searchsorted(ids, shards.starts[k : k + 2])
        shares = shards.array(other, f"shares-{version}")[:, first:last]
        table[:, ids[first:last] - int(shards.starts[k])] += shares
    save(shards.path(k, f"table-{version}"), table)
    flow, leaving, entering = table
    return {
        "modules": int(np.count_nonzero(is_used(table))),
        "entered": float(entering.sum()),
        "index": -sums.plogp_sum(entering),
        "inside": sums.plogp_sum(leaving + flow) - sums.plogp_sum(leaving),
    }


def is_used(table: Array) -> Array:
    """Which records are those of modules with flow."""
    used: Array = (table[0] > 0.0) | (table[1] > 0.0)
    return used


def terms_of_nodes(folder: Path, level: str, k: int) -> float:
    """What no move changes of the codelength, times ``total``."""
    return float(sums.plogp_sum(np.asarray(Shards(folder / level).array(k, "flow"))))
