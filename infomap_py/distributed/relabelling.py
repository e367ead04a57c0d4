"""Labels to ids, and which ids each shard has.

Labels are dealt out to buckets by their hash; a bucket sorts those that come to it. So ids depend
on the labels alone, and every shard has a random part of the nodes.

    read/<p>/order.npy, bounds.npy    its labels bucket by bucket; of each bucket, the first
    ids/<b>/labels.npy, ...           the labels of a bucket, in order of their ids
    ids/<b>/places.npy, bounds.npy    where the labels of each piece are among them; first of each
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from infomap_py.distributed.folder import load, save
from infomap_py.distributed.label_files import (
    buckets,
    decoded,
    encoded,
    load_labels,
    merged,
    save_labels,
)
from infomap_py.distributed.rows import deal
from infomap_py.distributed.shards import Shards


def sort_labels(folder: Path, piece: int, as_texts: bool, num_buckets: int) -> None:
    """The labels of a piece, bucket by bucket, and how many arcs end at each."""
    place = folder / "read" / str(piece)
    labels = encoded(decoded(load_labels(place)), as_texts)
    bucket = buckets(labels, num_buckets)
    order = np.argsort(bucket, kind="stable")
    if isinstance(labels, np.ndarray):
        save_labels(place / "sorted", labels[order])
    else:
        save_labels(place / "sorted", [labels[k] for k in order.tolist()])
    save(place / "order.npy", order)
    save(place / "bounds.npy", np.searchsorted(bucket[order], np.arange(num_buckets + 1)))


def merge_labels(
    folder: Path, bucket: int, pieces: int, most_arcs: int, directed: bool
) -> dict[str, Any]:
    """The ids of a bucket's labels, from 0; how many there are, where to cut so that shards have
    about so many arcs at most, and between how many shards to split the links of which hubs."""
    parts, degrees = [], []
    for piece in range(pieces):
        place = folder / "read" / str(piece)
        part = slice(*load(place / "bounds.npy")[bucket : bucket + 2].tolist())
        parts.append(load_labels(place / "sorted", part))
        degrees.append(_degrees(place, directed)[load(place / "order.npy")[part]])
    labels, places = merged(parts)
    arcs = np.zeros(len(labels), dtype=np.int64)
    for where, degree in zip(places, degrees, strict=True):
        arcs[where] += degree
    place = folder / "ids" / str(bucket)
    save_labels(place, labels)
    save(place / "places.npy", np.concatenate(places))
    save(place / "bounds.npy", np.cumsum([0, *map(len, places)]))
    hubs = [(u, -(-int(arcs[u]) // most_arcs)) for u in np.flatnonzero(arcs > most_arcs).tolist()]
    arcs[[u for u, _ in hubs]] = 0
    until = np.cumsum(arcs)
    num_parts = max(1, -(-int(arcs.sum()) // most_arcs))
    cuts = np.searchsorted(until, np.arange(1, num_parts) * (arcs.sum() / num_parts), side="right")
    cuts = sorted({0, *cuts.tolist()} - {len(labels)})
    return {"count": len(labels), "cuts": cuts, "hubs": hubs}


def _degrees(place: Path, directed: bool) -> Any:
    """Arcs out of every node of a piece, and into it."""
    degrees = np.diff(load(place / "offsets.npy"))
    if not directed:
        return degrees
    return degrees + np.bincount(load(place / "targets.npy"), minlength=len(degrees))


def deal_arcs(
    folder: Path, level: str, piece: int, firsts: list[int], unit: float, directed: bool
) -> None:
    """The arcs of a piece, with ids for positions, to the shards of their sources; weights in
    units."""
    place = folder / "read" / str(piece)
    order = load(place / "order.npy")
    ids = np.empty(len(order), dtype=np.int32)
    bounds = load(place / "bounds.npy").tolist()
    for bucket, first in enumerate(firsts):
        there = folder / "ids" / str(bucket)
        part = slice(*load(there / "bounds.npy")[piece : piece + 2].tolist())
        mine = order[bounds[bucket] : bounds[bucket + 1]]
        ids[mine] = load(there / "places.npy")[part] + first
    sources = np.repeat(ids, np.diff(load(place / "offsets.npy")))
    targets = ids[load(place / "targets.npy")]
    given = load(place / "weights.npy")
    weights = np.asarray(given) if len(given) else None
    if unit != 1.0:
        weights = np.ones(len(sources)) if weights is None else weights
        weights = np.maximum(np.rint(weights * unit), weights > 0.0)  # no link is lost
    if directed:
        ones = np.ones(len(sources)) if weights is None else weights
        weights = np.concatenate([ones, 1j * ones])
        sources, targets = np.concatenate([sources, targets]), np.concatenate([targets, sources])
    deal(Shards(folder / level), piece, sources, targets, weights)
