"""From arcs that were dealt out to the shards of their sources, to the rows of a shard.

<level>/dealt/<p>/arcs.npy, weights.npy   arcs of piece p, shard by shard, and their weights
<level>/dealt/<p>/bounds.npy              where those of each shard begin
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from infomap_py.arrays import Vector
from infomap_py.distributed.folder import NO_WEIGHTS, Array, load, save
from infomap_py.distributed.shards import Ids, Shards

ARC = np.dtype([("source", "<i4"), ("target", "<i4")])


def deal(shards: Shards, piece: int, sources: Ids, targets: Ids, weights: Array | None) -> None:
    """Write arcs down, those of a shard together; weights of two-way flow are complex: out of the
    source, and into it."""
    owner = shards.owners(sources, targets)
    order = np.argsort(owner, kind="stable")
    arcs = np.empty(len(order), dtype=ARC)
    arcs["source"], arcs["target"] = sources[order], targets[order]
    folder = _dealt(shards, piece)
    save(folder / "bounds.npy", np.searchsorted(owner[order], np.arange(len(shards.starts))))
    save(folder / "arcs.npy", arcs)
    save(folder / "weights.npy", NO_WEIGHTS if weights is None else weights[order])


def _dealt(shards: Shards, piece: int) -> Path:
    return shards.folder / "dealt" / str(piece)


def rows(shards: Shards, k: int, pieces: int) -> csr_array:
    """The rows of a shard: all arcs that were dealt to it, parallel ones added up."""
    ids = shards.row_ids(k)
    sources, targets, weights = [], [], []
    for piece in range(pieces):
        folder = _dealt(shards, piece)
        part = slice(*load(folder / "bounds.npy")[k : k + 2].tolist())
        arcs = load(folder / "arcs.npy")[part]
        sources.append(arcs["source"] - ids[0] if len(ids) else arcs["source"])
        targets.append(arcs["target"])
        given = load(folder / "weights.npy")
        weights.append(given[part] if len(given) else np.ones(len(arcs)))
    matrix = csr_array(
        (np.concatenate(weights), (np.concatenate(sources), np.concatenate(targets))),
        shape=(len(ids), shards.num_nodes),
    )
    matrix.sum_duplicates()
    return matrix


def save_rows(shards: Shards, k: int, matrix: csr_array) -> None:
    """Write targets down as positions, and which nodes of other shards they are."""
    first, count = int(shards.starts[k]), shards.count(k)
    targets = matrix.indices.astype(np.int32)
    is_own = (targets >= first) & (targets < first + count)
    beyond, position = np.unique(targets[~is_own], return_inverse=True)
    targets[is_own] -= first
    targets[~is_own] = count + position
    save(shards.path(k, "offsets"), matrix.indptr.astype(np.int64))
    save(shards.path(k, "targets"), targets)
    save(shards.path(k, "beyond"), beyond)


def save_weights(shards: Shards, k: int, weights: npt.NDArray[np.float64]) -> None:
    """Write the weights of links down, in as few bytes as they need; none where all are 2."""
    if np.all(weights == 2.0):
        weights = NO_WEIGHTS
    fits = weights.max(initial=0.0) < 2**32 and np.all(weights == np.rint(weights))
    save(shards.path(k, "weights"), weights.astype(np.uint32) if fits else weights)


def save_rates(shards: Shards, k: int, flow: Vector, leaving: Vector, entering: Vector) -> None:
    """Write the rates of nodes down."""
    save(shards.path(k, "flow"), flow)
    save(shards.path(k, "exit"), leaving)
    if not shards.cut.symmetric:
        save(shards.path(k, "enter"), entering)
