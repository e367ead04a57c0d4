"""Which words are in which cluster, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from infomap_py.arrays import Positions, Vector, frozen
from infomap_py.overlap import Memberships


@dataclass(frozen=True, eq=False)
class Contents:
    """Words by cluster, in one by decreasing flow, equal flows by position."""

    word: Positions
    flow: Vector
    first: Positions  # of each cluster, and one more
    cluster_flow: Vector

    @classmethod
    def of(cls, found: Memberships, cluster_flow: Vector) -> Contents:
        order = np.lexsort((found.node, -found.flow, found.module))
        first = np.searchsorted(found.module[order], np.arange(len(cluster_flow) + 1))
        word, flow = found.node[order].astype(np.int64), found.flow[order]
        return cls(frozen(word), frozen(flow), first, frozen(cluster_flow))

    def words_of(self, cluster: int) -> Positions:
        return self.word[self.first[cluster] : self.first[cluster + 1]]

    def flows_of(self, cluster: int) -> Vector:
        return self.flow[self.first[cluster] : self.first[cluster + 1]]
