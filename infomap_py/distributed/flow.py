"""The flow of a walk, in whole numbers of a unit."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from infomap_py.distributed.rows import rows, save_rates, save_rows, save_weights
from infomap_py.distributed.shards import Shards


def undirected(folder: Path, level: str, k: int, pieces: int, self_links: bool) -> float:
    """The rows and rates of a shard's nodes, whose flow is the weight of their links; the sum of
    their flow."""
    shards = Shards(folder / level)
    matrix = rows(shards, k, pieces)
    ids = shards.ids(k)
    sources = np.repeat(ids, np.diff(matrix.indptr))
    is_self = matrix.indices == sources
    count = shards.count(k)
    own = np.bincount(sources[is_self] - ids[0], matrix.data[is_self], count) if is_self.any() else np.zeros(count)
    leaving = np.asarray(matrix.sum(axis=1)).ravel() - own
    matrix.data[is_self] = 0.0
    matrix.eliminate_zeros()
    matrix.data *= 2.0
    save_rows(shards, k, matrix)
    save_weights(shards, k, matrix.data)
    flow = leaving + own if self_links else leaving
    save_rates(shards, k, flow, leaving, leaving)
    return float(flow.sum())
