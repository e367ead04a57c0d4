"""How much two partitions of the same nodes have in common.

Those adjusted for chance are 1 where the partitions are the same and 0 in the mean over all pairs
with modules of these sizes. The variation of information and 1 - ``mean_jaccard`` are distances:
they obey the triangle inequality.
"""

from __future__ import annotations

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.contingency import Contingency, ModuleIds
from infomap_py.expected_information import expected_information


def normalized_mutual_information(one: ModuleIds, other: ModuleIds) -> float:
    """What each partition tells of the other, as a share of the mean of what both tell.

    2 I / (H + H'), with the entropies H, H' of the module of a node drawn at random, and the mutual
    information I = H + H' - H(both) (Danon et al. 2005, J. Stat. Mech. P09008). 1 exactly if the
    partitions are the same, 0 if they are independent; two that have one module each are the same.
    """
    table = Contingency.of(one, other)
    entropies = _entropy(table.of_one) + _entropy(table.of_other)
    if entropies == 0.0:
        return 1.0
    shared = entropies - _entropy(table.amounts)
    return float(np.clip(2.0 * shared / entropies, 0.0, 1.0))


def adjusted_mutual_information(table: Contingency) -> float:
    """(I - E) / ((H + H') / 2 - E), with the mutual information E that is expected by chance (Vinh,
    Epps & Bailey 2010, JMLR 11:2837); scikit-learn's ``adjusted_mutual_info_score``."""
    if table.is_one_to_one:
        return 1.0
    one, other = table.of_one, table.of_other
    entropies = _entropy(one) + _entropy(other)
    by_chance = expected_information(one.astype(np.int64), other.astype(np.int64))
    shared = entropies - _entropy(table.amounts)
    return (shared - by_chance) / (entropies / 2.0 - by_chance)


def adjusted_rand(table: Contingency) -> float:
    """Pairs of nodes that are together in both, adjusted for chance (Hubert & Arabie 1985, J.
    Classif. 2:193); scikit-learn's ``adjusted_rand_score``."""
    if table.is_one_to_one:
        return 1.0
    together = _pairs(table.amounts)
    one, other, pairs = _pairs(table.of_one), _pairs(table.of_other), _pairs(table.amounts.sum())
    return 2 * (together * pairs - one * other) / ((one + other) * pairs - 2 * one * other)


def variation_of_information(table: Contingency) -> float:
    """What is left to tell of each partition to who knows the other: 2 H(both) - H - H', in bits
    per node drawn at random (Meila 2007, J. Multivar. Anal. 98:873); by weight if there is one."""
    if table.is_one_to_one:
        return 0.0
    entropies = _entropy(table.of_one) + _entropy(table.of_other)
    return max(2.0 * _entropy(table.amounts) - entropies, 0.0)


def mean_jaccard(table: Contingency, counts: Contingency) -> float:
    """The Jaccard index of the two modules of a node drawn by weight, in the mean.

    1 less this is a distance: for every node, that between two sets is one, and so is their mean.
    """
    total = table.amounts.sum()
    return min(float((table.amounts * jaccard(table, counts)).sum() / total), 1.0)


def jaccard(table: Contingency, counts: Contingency) -> Vector:
    """For every cell, the weight that its two modules share, as a share of that of all in them; of
    modules without weight, that of their nodes, which ``counts`` has."""
    indices = counts.amounts / _unions(counts)
    unions = _unions(table)
    weighed = unions > 0.0
    indices[weighed] = table.amounts[weighed] / unions[weighed]
    return indices


def _unions(table: Contingency) -> Vector:
    """The weight of all in the two modules of each cell; not less than what they share."""
    beyond_other = table.of_one[table.one] - table.amounts
    unions: Vector = table.of_other[table.other] + np.maximum(beyond_other, 0.0)
    return np.maximum(unions, table.amounts)


def _pairs(sizes: Vector | np.float64) -> int:
    """In how many ways two of the same are drawn."""
    whole = np.asarray(sizes).astype(np.int64)
    return int((whole * (whole - 1) // 2).sum())


def _entropy(amounts: Vector) -> float:
    """Bits to tell in which of the groups a node is."""
    shares = amounts[amounts > 0] / amounts.sum()
    return float(-np.sum(shares * np.log2(shares)))
