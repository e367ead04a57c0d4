"""How distinctive words are for a cluster: frequent in it, and rare outside."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from infomap_py.arrays import Positions, Vector
from infomap_py.overlap import memberships_of
from infomap_py.partition import Partition
from infomap_py.soft_membership import membership_of
from infomap_py.state_network import StateNetwork

LAMBDA = 0.6  # weight of a word's frequency in the cluster: see WordCluster.labels


class Relevance(NamedTuple):
    """Of every word the flow in all clusters, and the share of it on links inside its own; None
    where clusters overlap, and a word's flow is shared out as it is."""

    total: Vector
    share_inside: Vector | None

    @classmethod
    def in_clusters_of(cls, partition: Partition) -> Relevance:
        found = memberships_of(partition)
        total = np.bincount(found.node, found.flow).astype(np.float64)
        if isinstance(partition.network, StateNetwork):
            return cls(total, None)
        shares = membership_of(partition).tocoo()
        nodes, modules = shares.row, shares.col
        own = modules == partition.labels[nodes]
        inside = np.bincount(nodes[own], shares.data[own], len(total)).astype(np.float64)
        return cls(total, inside)

    def of(self, words: Positions, flows: Vector) -> Vector:
        """Of the words of a cluster, with their flow in it: see :attr:`WordCluster.labels`."""
        inside = flows if self.share_inside is None else flows * self.share_inside[words]
        total = self.total[words]
        relevance: Vector = inside / np.where(total > 0.0, total, 1.0) ** (1.0 - LAMBDA)
        return relevance
