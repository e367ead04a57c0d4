"""How much two partitions of the same nodes have in common."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

ModuleIds = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]


def normalized_mutual_information(one: ModuleIds, other: ModuleIds) -> float:
    """What each partition tells of the other, as a share of the mean of what both tell.

    2 I / (H + H'), with the entropies H, H' of the module of a node drawn at random, and the mutual
    information I = H + H' - H(both) (Danon et al. 2005, J. Stat. Mech. P09008). 1 exactly if the
    partitions are the same, 0 if they are independent; two that have one module each are the same.
    """
    _, both = np.unique(np.column_stack([one, other]), axis=0, return_counts=True)
    entropies = _entropy(np.bincount(one)) + _entropy(np.bincount(other))
    if entropies == 0.0:
        return 1.0
    shared = entropies - _entropy(both)
    return float(np.clip(2.0 * shared / entropies, 0.0, 1.0))


def _entropy(counts: Counts) -> float:
    """Bits to tell in which of the groups a node is."""
    shares = counts[counts > 0] / counts.sum()
    return float(-np.sum(shares * np.log2(shares)))
