"""Modules become nodes: the shards of a coarser level."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from infomap_py._core.coarsen import Room, coarsen
from infomap_py.distributed.folder import Array, save
from infomap_py.distributed.modules import is_used, surroundings
from infomap_py.distributed.rows import deal, rows, save_rates, save_rows, save_weights
from infomap_py.distributed.shards import Shards, distinct


def count_modules(folder: Path, level: str, version: int, k: int) -> int:
    """Of those with ids of a shard."""
    return int(np.count_nonzero(_is_module(Shards(folder / level), version, k)))


def number_modules(folder: Path, level: str, version: int, first: int, k: int) -> None:
    """The node of the coarser level for every id of the shard that a module has, else -1."""
    shards = Shards(folder / level)
    is_module = _is_module(shards, version, k)
    numbers = np.full(len(is_module), -1, dtype=np.int32)
    numbers[is_module] = np.arange(first, first + np.count_nonzero(is_module), dtype=np.int32)
    save(shards.path(k, f"coarse-{version}"), numbers)


def _is_module(shards: Shards, version: int, k: int) -> Array:
    """Nodes without flow are alone, and stay so."""
    is_module: Array = is_used(shards.array(k, f"table-{version}")) | ~shards.has_flow(k)
    return is_module


def deal_links(folder: Path, level: str, version: int, coarser: str, k: int) -> int:
    """The links out of the modules that the nodes of a shard are in, as far as they are theirs; how
    many."""
    here = surroundings(Shards(folder / level), k, version)
    graph = coarsen(here.graph, here.module_of, len(here.modules), Room(here.graph.num_arcs))
    offsets, targets, weights = graph.arrays
    numbers = here.shards.gathered(here.modules, f"coarse-{version}")
    sources = np.repeat(numbers, np.diff(offsets))
    both = np.full(len(targets), 1.0) if weights is None else weights.astype(np.float64)
    deal(Shards(folder / coarser), k, sources, numbers[targets], both * graph.scale)
    return len(targets)


def make_shard(folder: Path, coarser: str, level: str, version: int, k: int) -> None:
    """A shard of the coarser level: rows of its nodes, and their rates, which are those of modules
    of the level below."""
    below, shards = Shards(folder / level), Shards(folder / coarser)
    matrix = rows(shards, k, len(below.all))
    save_rows(shards, k, matrix)
    save_weights(shards, k, matrix.data)
    first, count = int(shards.starts[k]), shards.count(k)
    rates = np.zeros((3, count))
    members = np.full(count, -1, dtype=np.int32)
    for other in below.with_nodes:
        numbers = np.asarray(below.array(other, f"coarse-{version}"))
        here = np.flatnonzero((numbers >= first) & (numbers < first + count))
        rates[:, numbers[here] - first] = below.array(other, f"table-{version}")[:, here]
        members[numbers[here] - first] = here + below.starts[other]
    save(shards.path(k, "module_below"), members)
    save_rates(shards, k, *rates)


def find_parents(
    folder: Path, coarser: str, level: str, parents: int, version: int, k: int
) -> None:
    """The modules of an assignment of the level below that a shard's nodes are in, and the first of
    its nodes in each."""
    shards, below = Shards(folder / coarser), Shards(folder / level)
    found = below.looked_up(shards.array(k, "module_below"), f"labels-{parents}")
    above, first, places = np.unique(found, return_index=True, return_inverse=True)
    save(shards.path(k, f"parents-{version}"), above)
    save(shards.path(k, f"firsts-{version}"), shards.ids(k)[first])
    save(shards.path(k, f"within-{version}"), places.astype(np.int32))


def join_parents(folder: Path, coarser: str, version: int, k: int) -> None:
    """The assignment of a shard's nodes to those modules: each has the id of its first node."""
    shards = Shards(folder / coarser)
    above = shards.array(k, f"parents-{version}")
    first = np.array(shards.array(k, f"firsts-{version}"))
    for other in shards.with_nodes:
        _, here, there = np.intersect1d(
            above, shards.array(other, f"parents-{version}"), True, return_indices=True
        )
        first[here] = np.minimum(first[here], shards.array(other, f"firsts-{version}")[there])
    save(shards.path(k, f"labels-{version}"), first[shards.array(k, f"within-{version}")])


def descend(
    folder: Path, level: str, version: int, coarser: str, top: int, to: int, k: int
) -> None:
    """The assignment ``to`` of a shard's nodes: where the modules of ``version`` went on the
    coarser level in its assignment ``top``. A module gets an id that one of them has; nodes without
    flow stay alone."""
    below, shards = Shards(folder / level), Shards(folder / coarser)
    labels = below.array(k, f"labels-{version}")
    modules, position = distinct(labels)
    numbers = below.gathered(modules, f"coarse-{version}")
    above = shards.looked_up(numbers, f"labels-{top}")
    ids, place = distinct(above)
    found = shards.gathered(ids, "module_below")[place][position]
    save(below.path(k, f"labels-{to}"), np.where(below.has_flow(k), found, below.ids(k)))
