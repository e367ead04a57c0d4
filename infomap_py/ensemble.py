"""Several partitions of the same nodes, by groups of nodes that all of them keep together.

Nodes that share a module in every partition cannot be told apart by any: they are one group, with
their flow. All that is asked of the partitions is computed from the groups, of which there are
mostly few, and never from pairs of nodes.

How far apart two partitions are is told node by node: 1 - |A n B| / |A u B| for the modules A and B
that a node is in, by flow, the Jaccard distance; of the partitions it is the mean over nodes by
flow. Both are distances, and so a node's share in what differs is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Ids, ModuleIds, Vector, shares
from infomap_py.contingency import Contingency
from infomap_py.similarity import jaccard, mean_jaccard


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Groups of nodes, and the modules that they are in.

    Attributes
    ----------
    group_of : int64 array
        The group of every node, numbered by first node.
    sizes, weights : float64 arrays
        The number of nodes of each group, and their flow as a share of all.
    module_of : sequence of int32 arrays
        For every partition, the module of each group.
    """

    group_of: Ids
    sizes: Vector
    weights: Vector
    module_of: tuple[ModuleIds, ...]

    @classmethod
    def of(cls, partitions: Sequence[ModuleIds], flow: Vector) -> Ensemble:
        """Of the module of every node in each partition, and the flow of the nodes; where there is
        none at all, every node counts the same."""
        group_of, first = np.zeros(len(flow), dtype=np.int64), np.zeros(1, dtype=np.int64)
        for labels in partitions:
            keys = group_of * (int(labels.max(initial=-1)) + 1) + labels
            _, first, group_of = np.unique(keys, return_index=True, return_inverse=True)
        order = np.argsort(first)
        rank = np.empty(len(first), dtype=np.int64)
        rank[order] = np.arange(len(first))
        group_of, first = rank[group_of], first[order]
        sizes = np.bincount(group_of, minlength=len(first)).astype(np.float64)
        weights = np.bincount(group_of, shares(flow), len(first)).astype(np.float64)
        return cls(group_of, sizes, weights, tuple(labels[first] for labels in partitions))

    def distances(self) -> Vector:
        """Between all pairs of partitions, from 0 to 1."""
        count = len(self.module_of)
        distances = np.zeros((count, count))
        for k in range(count):
            for j in range(k):
                similarity = mean_jaccard(*self._tables(self.module_of[k], self.module_of[j]))
                distances[k, j] = distances[j, k] = 1.0 - similarity
        return distances

    def stability(self, reference: ModuleIds, times: npt.NDArray[np.integer]) -> Vector:
        """For every group, the Jaccard index of its module in ``reference`` and that in each of the
        partitions, in the mean over partitions, each of which counts so many times."""
        total = np.zeros(len(self.sizes))
        for labels, number in zip(self.module_of, times.tolist(), strict=True):
            if number:
                by_flow, counts = self._tables(reference, labels)
                total += number * jaccard(by_flow, counts)[counts.cell_of]
        stability: Vector = total / times.sum()
        return stability

    def _tables(self, one: ModuleIds, other: ModuleIds) -> tuple[Contingency, Contingency]:
        counts = Contingency.of(one, other, self.sizes)
        return counts.summed(self.weights), counts
