"""A turn: the nodes of a shard whose turn it is move, while everyone else stays.

The search is that of one machine. What it does not see, nodes of other shards that move at the same
time, the next table shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from infomap_py._core.control import Control
from infomap_py._core.grouping import grouped
from infomap_py._core.moves import move_nodes
from infomap_py.distributed.folder import save
from infomap_py.distributed.hashing import hashes
from infomap_py.distributed.modules import Surroundings, is_used, surroundings
from infomap_py.distributed.shards import Ids, Shards, distinct


class Visit(NamedTuple):
    """From an assignment ``version`` to one that is called ``to``: nodes whose hash says so move,
    within the modules of the assignment ``parents``, if there is one."""

    version: int
    to: int
    parents: int | None
    entered: float  # how often modules are, all of them
    turn: int
    num_turns: int
    salt: int


def alone(folder: Path, level: str, version: int, k: int) -> None:
    """Every node of a shard in a module of its own."""
    shards = Shards(folder / level)
    save(shards.path(k, f"labels-{version}"), shards.ids(k))


def first_with_flow(folder: Path, level: str, k: int) -> int | None:
    """The first node of a shard that has flow."""
    shards = Shards(folder / level)
    return next(iter(shards.ids(k)[shards.has_flow(k)].tolist()), None)


def join(folder: Path, level: str, version: int, module: int, k: int) -> None:
    """Every node of a shard that has flow in one module."""
    shards = Shards(folder / level)
    labels = np.where(shards.has_flow(k), np.int32(module), shards.ids(k))
    save(shards.path(k, f"labels-{version}"), labels)


def move(folder: Path, level: str, visit: Visit, k: int) -> int:
    """The next assignment of a shard's nodes; how many have moved."""
    shards = Shards(folder / level)
    here = surroundings(shards, k, visit.version)
    table = shards.gathered(here.modules, f"table-{visit.version}")
    rests = table - shards.array(k, f"shares-{visit.version}")
    objective = here.objective(rests, visit.entered - float(table[2].sum()))
    objective.recompute(here.graph, here.module_of)
    mixed = hashes(shards.ids(k), visit.salt)
    waits = (mixed % np.uint64(visit.num_turns) != visit.turn) | shards.is_hub(k)
    order = np.argsort(mixed, kind="stable").astype(np.int32)
    order = grouped(order[~waits[order]], here.graph.degree_classes())
    frozen = np.append(waits, np.ones(len(here.modules), dtype=bool)).astype(np.uint8)
    module_of = here.module_of.copy()
    parent_of = None if visit.parents is None else _parents(here, visit.parents)
    move_nodes(here.graph, objective, module_of, order, Control(), parent_of, frozen=frozen)
    before = shards.array(k, f"labels-{visit.version}")
    free = _free_ids(here, visit.version) if visit.parents is None else here.modules[:0]
    labels = _labels(here, free, module_of[: here.count], before)
    save(shards.path(k, f"labels-{visit.to}"), labels)
    return int(np.count_nonzero(labels != before))


def settle(folder: Path, level: str, version: int, to: int, k: int) -> None:
    """The same assignment, but that nodes without flow, which were alone, are in the module that
    most of their links lead to; of several, in that with the lowest id."""
    shards = Shards(folder / level)
    labels = np.array(shards.array(k, f"labels-{version}"))
    beyond = shards.array(k, "beyond")
    around = np.concatenate([labels, shards.gathered(beyond, f"labels-{version}")])
    visited = np.concatenate([shards.has_flow(k), shards.gathered(beyond, "flow") > 0.0])
    offsets, targets = shards.array(k, "offsets"), shards.array(k, "targets")
    for u in np.flatnonzero(~visited[: len(labels)]).tolist():
        linked = targets[offsets[u] : offsets[u + 1]]
        modules, counts = np.unique(around[linked[visited[linked]]], return_counts=True)
        if len(modules) > 0:
            labels[u] = modules[counts.argmax()]
    save(shards.path(k, f"labels-{to}"), labels)


def _parents(here: Surroundings, version: int) -> Ids:
    """Of a shard's nodes, and of the modules around them, which are those of the nodes whose ids
    they have: modules lie within their parents."""
    own = here.shards.array(here.k, f"labels-{version}")
    around = here.shards.gathered(here.modules, f"labels-{version}")
    return distinct(np.concatenate([own, around]))[1]


def _free_ids(here: Surroundings, version: int) -> Ids:
    """Ids of nodes of the shard that no module has; nodes without flow keep theirs."""
    shards, k = here.shards, here.k
    is_free = ~is_used(shards.array(k, f"table-{version}")) & shards.has_flow(k)
    free: Ids = shards.ids(k)[is_free]
    return free


def _labels(here: Surroundings, free: Ids, module_of: Ids, before: Ids) -> Ids:
    """Ids for positions. Modules that were made, behind those that were around, get free ids;
    should there be too few, their nodes stay where they were."""
    made = np.unique(module_of[module_of >= len(here.modules)])
    ids = np.full(len(here.module_of), -1, dtype=np.int32)
    ids[: len(here.modules)] = here.modules
    ids[made[: len(free)]] = free[: len(made)]
    labels = ids[module_of]
    placed: Ids = np.where(labels < 0, before, labels)
    return placed
