"""Shards: ranges of node ids, with the rows of their nodes, as arrays in files.

A hub, which has more links than a shard may, has no links in the shard that its id belongs to. They
are split between shards without nodes, which have one row each, and do not move.

    <level>/shards.json             first id of every shard, and the number of nodes; hubs of parts
    <level>/total.json              units of the flow in a step of the walk
    <level>/<k>/offsets.npy         rows of the nodes of shard k, without self-links
    <level>/<k>/targets.npy         positions: among the shard's nodes, or behind them in ``beyond``
    <level>/<k>/beyond.npy          nodes of other shards that links lead to, in order
    <level>/<k>/weights.npy         flow of links, both directions added; empty, where all are 2
    <level>/<k>/flow.npy, exit.npy, enter.npy   rates of nodes; no enter.npy where the flow is
                                    symmetric, as they are those of exit.npy
    <level>/<k>/<name>-<v>.npy      what belongs to one assignment of nodes to modules

All rates are whole numbers of units, so that their sums are the same in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from infomap_py._core.numbering import IntegerNumbering
from infomap_py.arrays import Vector
from infomap_py.distributed.folder import Array, load, load_numbers, remove_file, save_numbers
from infomap_py.distributed.hashing import hashes

OF_AN_ASSIGNMENT = (
    *("labels", "around", "places", "shares", "table", "coarse"),
    *("parents", "firsts", "within"),
)

Ids = npt.NDArray[np.int32]


def distinct(ids: Ids) -> tuple[Ids, Ids]:
    """The different ids in ascending order, and where each of ``ids`` is among them. Of 4 M
    ids of 10^4 modules that takes a sixth of the time of numpy.unique, which sorts all; where
    nearly all are different, two to three times as much."""
    numbering = IntegerNumbering()
    first_seen = numbering.number(ids.astype(np.int64))
    labels = numbering.labels().astype(np.int32)
    order = np.argsort(labels)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return labels[order], place[first_seen]


@dataclass(frozen=True)
class Cut:
    """Which ids each shard has, and the units of the flow."""

    starts: list[int]
    symmetric: bool
    hubs: list[int] = field(default_factory=list)  # whose links each of the last shards has some of


@dataclass(frozen=True)
class Shards:
    """The shards of one level, in a folder."""

    folder: Path

    def make(self, cut: Cut) -> None:
        """Say how the level is cut, before its arrays are written."""
        save_numbers(self.folder / "shards.json", asdict(cut))

    @cached_property
    def cut(self) -> Cut:
        return Cut(**load_numbers(self.folder / "shards.json"))

    def set_total(self, total: float) -> None:
        """Say how many units a step of the walk holds."""
        save_numbers(self.folder / "total.json", total)

    @cached_property
    def total(self) -> float:
        """Units of the flow in a step of the walk."""
        return float(load_numbers(self.folder / "total.json"))

    @cached_property
    def starts(self) -> npt.NDArray[np.int64]:
        """The first id of every shard; and the number of nodes."""
        end = self.cut.starts[-1:] * len(self.cut.hubs)
        return np.array(self.cut.starts + end, dtype=np.int64)

    @property
    def all(self) -> range:
        """The number of every shard."""
        return range(len(self.starts) - 1)

    @property
    def with_nodes(self) -> range:
        """Of every shard that has nodes, or might."""
        return range(len(self.cut.starts) - 1)

    @property
    def of_hubs(self) -> range:
        """Of every shard that has part of a hub's links."""
        return range(len(self.with_nodes), len(self.all))

    @property
    def num_nodes(self) -> int:
        return int(self.starts[-1])

    def count(self, k: int) -> int:
        """Nodes of a shard."""
        return int(self.starts[k + 1] - self.starts[k])

    def ids(self, k: int) -> Ids:
        """The nodes of a shard."""
        return np.arange(self.starts[k], self.starts[k + 1], dtype=np.int32)

    def row_ids(self, k: int) -> Ids:
        """The nodes that rows of a shard belong to."""
        if k in self.of_hubs:
            return np.array([self.cut.hubs[k - self.of_hubs[0]]], dtype=np.int32)
        return self.ids(k)

    def is_hub(self, k: int) -> npt.NDArray[np.bool_]:
        """Which nodes of a shard have their links elsewhere."""
        return np.isin(self.ids(k), np.array(self.cut.hubs, dtype=np.int32))

    def owners(self, sources: Ids, targets: Ids) -> npt.NDArray[np.int64]:
        """The shards that arcs belong to."""
        owner = np.searchsorted(self.starts, sources, side="right") - 1
        for hub in dict.fromkeys(self.cut.hubs):
            mine = np.flatnonzero(sources == hub)
            first, count = self.cut.hubs.index(hub), self.cut.hubs.count(hub)
            part = hashes(targets[mine]) % np.uint64(count)
            owner[mine] = self.of_hubs[first] + part.astype(np.int64)
        return owner

    def path(self, k: int, name: str) -> str:
        """The file of an array of a shard, of which a step opens so many that a Path for each would
        take longer than to read them."""
        return f"{self.folder}/{k}/{name}.npy"

    def array(self, k: int, name: str) -> Array:
        """An array of a shard, mapped into memory."""
        return load(self.path(k, name))

    def of_rows(self, k: int, name: str) -> Array:
        """What the arrays of that name hold for the rows of a shard."""
        return self.gathered(self.row_ids(k), name) if k in self.of_hubs else self.array(k, name)

    def with_parts(self, k: int, values: Vector, name: str) -> Vector:
        """Values of a shard's nodes, with those of that name that parts of its hubs have."""
        total = np.array(values)
        for part in self.of_hubs:
            place = int(self.row_ids(part)[0] - self.starts[k])
            if 0 <= place < len(total):
                total[place] += self.array(part, name)[0]
        return total

    def weights(self, k: int) -> Array | None:
        """Of the links of a shard; None: all are 2, 1 either way."""
        weights = np.asarray(self.array(k, "weights"))
        return weights if len(weights) else None

    def rates(self, k: int) -> tuple[Vector, Vector, Vector]:
        """Flow, exit and enter rate of the rows of a shard. Of a hub, its own shard has the flow,
        and the parts have the others."""
        flow, leaving = (np.asarray(self.array(k, name)) for name in ("flow", "exit"))
        return flow, leaving, leaving if self.cut.symmetric else np.asarray(self.array(k, "enter"))

    def has_flow(self, k: int) -> npt.NDArray[np.bool_]:
        """Which nodes of a shard something flows through, or out of: where walks begin, links carry
        flow that no visit is recorded for."""
        flow, leaving, _ = self.rates(k)
        has: npt.NDArray[np.bool_] = (flow > 0.0) | (self.with_parts(k, leaving, "exit") > 0.0)
        return has

    def runs(self, ids: Ids) -> Iterator[tuple[int, slice]]:
        """The shards that ids in ascending order belong to, and which of the ids do."""
        bounds = np.searchsorted(ids, self.starts)
        for k in np.flatnonzero(np.diff(bounds)).tolist():
            yield k, slice(int(bounds[k]), int(bounds[k + 1]))

    def gathered(self, ids: Ids, name: str) -> Array:
        """What the arrays of that name hold for ids in ascending order, along their last axis."""
        parts = [self.array(0, name)[..., :0]]
        parts += [
            np.take(self.array(k, name), ids[run] - int(self.starts[k]), axis=-1)
            for k, run in self.runs(ids)
        ]
        return np.concatenate(parts, axis=-1)

    def looked_up(self, ids: Ids, name: str) -> Array:
        """The same of one number each, for ids in any order."""
        order = np.argsort(ids)
        found = self.gathered(ids[order], name)
        values = np.empty_like(found)
        values[order] = found
        return values

    def forget(self, version: int) -> None:
        """Remove what belongs to an assignment."""
        for k in self.all:
            for name in OF_AN_ASSIGNMENT:
                remove_file(self.path(k, f"{name}-{version}"))
