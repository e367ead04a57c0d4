"""The flow of a walk, in whole numbers of a unit: rows of shards, and rates of their nodes.

Undirected, the unit is that of the weights. Directed, the walk teleports, by the equations of
``infomap_py.teleportation``; what a step sends along links is in the files of all shards,

    <level>/<k>/sent-<i>.npy      visits of step i, per weight of a link out of every node

and once it has settled, flow is counted in shares of 2^-52 of a step.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from infomap_py.arrays import Vector
from infomap_py.distributed.folder import save
from infomap_py.distributed.rows import rows, save_rates, save_rows, save_weights
from infomap_py.distributed.shards import Ids, Shards
from infomap_py.teleportation import inverse

UNITS = 2.0**52


def undirected(folder: Path, level: str, pieces: int, self_links: bool, k: int) -> float:
    """The rows of a shard and the rates of its nodes, whose flow is the weight of their links; its
    sum."""
    shards = Shards(folder / level)
    matrix = rows(shards, k, pieces)
    matrix, own = _without_self_links(matrix, shards.row_ids(k))
    leaving = np.asarray(matrix.sum(axis=1)).ravel()
    flow = leaving + own if self_links else leaving
    save_rows(shards, k, matrix)
    save_weights(shards, k, 2.0 * matrix.data)
    return _save_rates(shards, k, flow, leaving, leaving)


def _save_rates(shards: Shards, k: int, flow: Vector, leaving: Vector, entering: Vector) -> float:
    """Write rates down; the sum of the flow. That of a hub is its own shard's, which comes after
    the parts."""
    if k in shards.of_hubs:
        save(shards.path(k, "part"), flow)
        flow = np.zeros(len(flow))
    else:
        flow = shards.with_parts(k, flow, "part")
    save_rates(shards, k, flow, leaving, entering)
    return float(flow.sum())


def _without_self_links(matrix: csr_array, ids: Ids) -> tuple[csr_array, Vector]:
    """The rows without self-links, and the weights of those; real or complex."""
    sources = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    loops = matrix.indices == ids[sources]
    weights: Vector = np.zeros(matrix.shape[0], dtype=matrix.dtype)
    weights[sources[loops]] = matrix.data[loops]
    offsets = (
        matrix.indptr - np.append(0, np.cumsum(loops, dtype=matrix.indptr.dtype))[matrix.indptr]
    )
    others = csr_array((matrix.data[~loops], matrix.indices[~loops], offsets), matrix.shape)
    return others, weights


def directed_rows(folder: Path, level: str, pieces: int, self_links: bool, k: int) -> float:
    """The rows of a shard, with the weights of links out of its nodes and into them; the weight of
    all that lead out."""
    shards = Shards(folder / level)
    matrix = rows(shards, k, pieces)
    matrix, own = _without_self_links(matrix, shards.row_ids(k))
    own = own.real * self_links
    save_rows(shards, k, matrix)
    save(shards.path(k, "out"), matrix.data.real)
    save(shards.path(k, "in"), matrix.data.imag)
    save(shards.path(k, "own"), own)
    out = _row_sums(shards, k, matrix.data.real) + own
    if k in shards.of_hubs:
        save(shards.path(k, "part"), out)
        return 0.0
    out = shards.with_parts(k, out, "part")
    save(shards.path(k, "strength"), out)
    return float(out.sum())


def _row_sums(shards: Shards, k: int, values: Vector) -> Vector:
    """Sums of what there is for every link of a shard, node by node."""
    offsets = shards.array(k, "offsets")
    sums: Vector = np.zeros(len(offsets) - 1)
    filled = np.flatnonzero(np.diff(offsets))
    sums[filled] = np.add.reduceat(values, offsets[filled]) if len(filled) else 0.0
    return sums


class Teleportation(NamedTuple):
    """How often the walk teleports, and where it lands: on nodes alike, or on links by weight, of
    which there is so much."""

    probability: float
    to_nodes: bool
    weight: float

    def lands(self, shards: Shards, k: int) -> Vector:
        """The share of all of it that each node of a shard receives."""
        if self.to_nodes:
            return np.full(shards.count(k), 1.0 / shards.num_nodes)
        return np.asarray(shards.array(k, "strength")) / self.weight


def begin(folder: Path, level: str, teleportation: Teleportation, k: int) -> dict[str, float]:
    """Visits before the first step: as teleportation lands."""
    shards = Shards(folder / level)
    return _sent(shards, k, 0, teleportation.lands(shards, k))


def step(
    folder: Path, level: str, number: int, teleportation: Teleportation, lost: float, k: int
) -> dict[str, float]:
    """Visits after one more step: what comes along links, and a share of what does not, which is
    ``lost``. Parts of hubs come first, and only say what has come to them."""
    shards = Shards(folder / level)
    arriving = (1.0 - teleportation.probability) * _arriving(shards, k, number)
    if k in shards.of_hubs:
        save(shards.path(k, f"arrived-{number}"), arriving)
        return {"visits": 0.0, "followed": 0.0, "change": 0.0}
    arriving = shards.with_parts(k, arriving, f"arrived-{number}")
    visits = arriving + lost * teleportation.lands(shards, k)
    before = shards.array(k, f"visits-{number}")
    return {**_sent(shards, k, number + 1, visits), "change": float(np.abs(visits - before).sum())}


def _sent(shards: Shards, k: int, number: int, visits: Vector) -> dict[str, float]:
    """Write visits down, and what they send along links; those that have links to follow."""
    rate = inverse(np.asarray(shards.array(k, "strength")))
    save(shards.path(k, f"visits-{number}"), visits)
    save(shards.path(k, f"sent-{number}"), visits * rate)
    return {"visits": float(visits.sum()), "followed": float(visits[rate > 0.0].sum())}


def _arriving(shards: Shards, k: int, number: int) -> Vector:
    """What comes along links to the nodes that have rows in a shard."""
    own = np.asarray(shards.of_rows(k, f"sent-{number}"))
    sent = _sent_from(shards, k, number)
    along = sent[shards.array(k, "targets")] * shards.array(k, "in")
    arriving: Vector = _row_sums(shards, k, along) + own * shards.array(k, "own")
    return arriving


def _sent_from(shards: Shards, k: int, number: int) -> Vector:
    """Per weight of a link, from the nodes of a shard, and from those beyond."""
    name = f"sent-{number}"
    beyond = shards.gathered(shards.array(k, "beyond"), name)
    return beyond if k in shards.of_hubs else np.concatenate([shards.array(k, name), beyond])


def directed(folder: Path, level: str, number: int, followed: float, k: int) -> float:
    """The rates of a shard's rows, of one more step that follows links only; the sum of their
    flow."""
    shards = Shards(folder / level)
    units = UNITS / followed
    from_rows = shards.of_rows(k, f"sent-{number}")
    from_targets = _sent_from(shards, k, number)
    sources = np.repeat(np.arange(len(from_rows)), np.diff(shards.array(k, "offsets")))
    # Only what is sent along a link is a share, which units fit.
    leaving = np.rint(from_rows[sources] * shards.array(k, "out") * units)
    entering = np.rint(from_targets[shards.array(k, "targets")] * shards.array(k, "in") * units)
    save_weights(shards, k, leaving + entering)
    own = np.rint(from_rows * shards.array(k, "own") * units)
    exits, enters = _row_sums(shards, k, leaving), _row_sums(shards, k, entering)
    return _save_rates(shards, k, enters + own, exits, enters)
