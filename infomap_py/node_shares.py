"""How the flow of nodes is shared among modules, and what two partitions have in common of it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.labels import as_sequence, index_of
from infomap_py.overlap import memberships_of, physical_nodes

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from infomap_py.partition import Partition

DIGITS = 12  # to which sums of shares are compared, which may be a hair off what they stand for


class NodeShares(NamedTuple):
    """Of the sparse arrays, rows are nodes and columns modules."""

    labels: Sequence[Hashable]
    node_flow: Vector
    module_flow: Vector
    shares: csr_array  # of a node's flow, that it has in modules
    weights: csr_array  # of nodes in modules, as shares of the module's flow

    @classmethod
    def of(cls, partition: Partition) -> NodeShares:
        """Of physical nodes; of hierarchies, in the outermost modules."""
        labels, found = as_sequence(physical_nodes(partition)), memberships_of(partition)
        shape, flow = (len(labels), partition.num_modules), found.flow
        node_flow = np.bincount(found.node, flow, shape[0]).astype(np.float64)
        module_flow = np.bincount(found.module, flow, shape[1]).astype(np.float64)
        ends = found.node, found.module
        shares = summed(_parts(flow, found.node, node_flow), ends, shape)
        weights = summed(_parts(flow, found.module, module_flow), ends, shape)
        return cls(labels, node_flow, module_flow, shares, weights)

    def at(self, positions: Ids) -> NodeShares:
        """Of these nodes alone; modules and their flow stay."""
        labels = [self.labels[u] for u in positions.tolist()]
        shares, weights = self.shares[positions], self.weights[positions]
        return NodeShares(labels, self.node_flow[positions], self.module_flow, shares, weights)


def shared_nodes(before: Partition, after: Partition) -> tuple[NodeShares, NodeShares]:
    """The nodes that both have, in the same order."""
    return in_both(NodeShares.of(before), NodeShares.of(after))


def in_both(one: NodeShares, other: NodeShares) -> tuple[NodeShares, NodeShares]:
    """Either of the nodes that both have, in the same order."""
    index = index_of(other.labels)
    pairs = [(u, index[label]) for u, label in enumerate(one.labels) if label in index]
    here, there = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return one.at(here), other.at(there)


def in_common(before: NodeShares, after: NodeShares) -> tuple[csr_array, csr_array]:
    """What modules i and j share, as parts of i and of j: the sums over nodes of w min(s, t) / s
    and w' min(s, t) / t. Both have the same places filled.
    """
    entry, other = _pairs(before.shares, after.shares)
    s, t = before.shares.data[entry], after.shares.data[other]
    lesser = np.minimum(s, t)
    ends = before.shares.indices[entry], after.shares.indices[other]
    shape = before.shares.shape[1], after.shares.shape[1]
    return (
        summed(before.weights.data[entry] * _ratio(lesser, s), ends, shape),
        summed(after.weights.data[other] * _ratio(lesser, t), ends, shape),
    )


def moved(before: NodeShares, after: NodeShares) -> tuple[csr_array, csr_array]:
    """Where the flow of nodes goes, from modules to modules: as flow before, and as flow after.

    Rows sum to the flow that modules before have of these nodes, columns of the second to that of
    modules after. A node that is in several modules on both sides stays as far as it can: modules
    that have most in common come first, each pair with the lesser of what is left on its sides.
    """
    entry, other = _pairs(before.shares, after.shares)
    shape = before.shares.shape[1], after.shares.shape[1]
    ends = before.shares.indices[entry], after.shares.indices[other]
    node = np.repeat(np.arange(len(before.labels)), np.diff(before.shares.indptr))[entry]
    here, there = before.shares.data.copy(), after.shares.data.copy()
    order = np.lexsort((*ends[::-1], -_strengths(before, after, entry, other), node))
    rank = np.arange(len(order)) - np.searchsorted(node[order], node[order])
    by_rank = order[np.argsort(rank, kind="stable")]
    amounts = np.empty(len(order))
    for turn in np.split(by_rank, np.cumsum(np.bincount(rank))[:-1]):
        amount = np.minimum(here[entry[turn]], there[other[turn]])
        here[entry[turn]] -= amount
        there[other[turn]] -= amount
        amounts[turn] = amount
    return (
        summed(amounts * before.node_flow[node], ends, shape),
        summed(amounts * after.node_flow[node], ends, shape),
    )


def _strengths(before: NodeShares, after: NodeShares, entry: Ids, other: Ids) -> Vector:
    """Of every pair of entries, how much their modules have in common: the lesser of both parts."""
    i, j = before.shares.indices[entry].astype(np.int64), after.shares.indices[other]
    _, pair_of = np.unique(i * after.shares.shape[1] + j, return_inverse=True)
    s, t = before.shares.data[entry], after.shares.data[other]
    lesser = np.minimum(s, t)
    kept = np.bincount(pair_of, before.weights.data[entry] * _ratio(lesser, s))
    drawn = np.bincount(pair_of, after.weights.data[other] * _ratio(lesser, t))
    strengths: Vector = np.round(np.minimum(kept, drawn)[pair_of], DIGITS).astype(np.float64)
    return strengths


def summed(values: Vector, ends: tuple[Ids, Ids], shape: tuple[int, int]) -> csr_array:
    """An array with the sum of the values at each place."""
    from scipy.sparse import csr_array

    return csr_array((values, ends), shape=shape)


def _parts(flow: Vector, whole_of: Ids, total: Vector) -> Vector:
    """Each flow as a share of its whole; where that has none, the same share for all parts."""
    number = np.bincount(whole_of, minlength=len(total))[whole_of]
    whole = total[whole_of]
    return np.where(whole > 0.0, _ratio(flow, whole), 1.0 / number)


def _ratio(part: Vector, whole: Vector) -> Vector:
    """What part of the whole it is; all of it where the whole is 0."""
    return np.where(whole > 0.0, part / np.where(whole > 0.0, whole, 1.0), 1.0)


def _pairs(one: csr_array, other: csr_array) -> tuple[Ids, Ids]:
    """The places of each entry of a row with each of the same row of the other."""
    lengths, others = np.diff(one.indptr), np.diff(other.indptr)
    row_of = np.repeat(np.arange(len(lengths)), lengths)
    repeats = others[row_of]  # of every entry of the one
    entry = np.repeat(np.arange(len(row_of)), repeats)
    place = np.arange(len(entry)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    return entry, other.indptr[row_of[entry]] + place
