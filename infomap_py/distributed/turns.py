"""A turn: the nodes of a shard whose turn it is move, while everyone else stays.

The search is that of one machine. What it does not see, nodes of other shards that move at the same
time, the next table shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py._core.control import Control
from infomap_py._core.grouping import grouped
from infomap_py._core.moves import move_nodes
from infomap_py.distributed.folder import save
from infomap_py.distributed.hashing import hashes
from infomap_py.distributed.modules import Surroundings, surroundings
from infomap_py.distributed.shards import Ids, Shards


def move(
    folder: Path, level: str, version: int, entered: float, turn: int, turns: int, salt: int, k: int
) -> int:
    """The assignment ``version + 1`` of a shard's nodes, of which those with this turn have moved;
    how many."""
    shards = Shards(folder / level)
    here = surroundings(shards, k, version)
    count, num_modules = here.count, len(here.modules)
    table = shards.gathered(here.modules, f"table-{version}")
    rests = table - shards.array(k, f"shares-{version}")
    objective = here.objective(rests, entered - float(table[2].sum()))
    objective.recompute(here.graph, here.module_of)
    mixed = hashes(shards.ids(k), salt)
    waits = (mixed % np.uint64(turns)) != np.uint64(turn)
    order = np.argsort(mixed, kind="stable").astype(np.int32)
    order = grouped(order[~waits[order]], here.graph.degree_classes())
    frozen = np.concatenate([waits, np.ones(num_modules, dtype=bool)]).astype(np.uint8)
    module_of = here.module_of.copy()
    move_nodes(here.graph, objective, module_of, order, Control(), frozen=frozen)
    labels = new_labels(here, version, module_of[:count])
    save(shards.path(k, f"labels-{version + 1}"), labels)
    return int(np.count_nonzero(labels != shards.array(k, f"labels-{version}")))


def new_labels(here: Surroundings, version: int, module_of: Ids) -> Ids:
    """Ids for positions. Modules that were made, behind those that were around, get ids of nodes of
    the shard that no module has; should there be too few, some nodes stay."""
    shards, k = here.shards, here.k
    table = shards.array(k, f"table-{version}")
    free = shards.ids(k)[(table[0] == 0.0) & (shards.array(k, "flow") > 0.0)]
    made = np.unique(module_of)
    made = made[made >= len(here.modules)]
    ids = np.full(int(module_of.max(initial=0)) + 1, -1, dtype=np.int32)
    ids[: len(here.modules)] = here.modules[: len(ids)]
    ids[made[: len(free)]] = free[: len(made)]
    labels = ids[module_of]
    return np.where(labels < 0, shards.array(k, f"labels-{version}"), labels)
