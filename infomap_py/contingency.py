"""How much the modules of two partitions of the same nodes have in common: a table of modules by
modules, of which only the filled cells are kept."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Ids, Vector

ModuleIds = npt.NDArray[np.integer]


class Contingency(NamedTuple):
    """Its filled cells, by module of one and then of the other partition.

    Attributes
    ----------
    one, other : int64 arrays
        The two modules of each cell.
    amounts : float64 array
        The number of nodes in both, or their weight.
    cell_of : int64 array
        The cell of every node.
    """

    one: Ids
    other: Ids
    amounts: Vector
    cell_of: Ids

    @classmethod
    def of(cls, one: ModuleIds, other: ModuleIds, weights: Vector | None = None) -> Contingency:
        """Of nodes in these modules; without weights they are counted."""
        width = int(other.max(initial=-1)) + 1
        keys, cell_of = np.unique(one.astype(np.int64) * width + other, return_inverse=True)
        amounts = np.bincount(cell_of, weights, len(keys)).astype(np.float64)
        return cls(*np.divmod(keys, max(width, 1)), amounts, cell_of)

    @property
    def of_one(self) -> Vector:
        """What each module of the one partition holds."""
        return np.bincount(self.one, self.amounts).astype(np.float64)

    @property
    def of_other(self) -> Vector:
        """What each module of the other holds."""
        return np.bincount(self.other, self.amounts).astype(np.float64)

    @property
    def is_one_to_one(self) -> bool:
        """Whether the two partitions are the same."""
        return len(self.one) == len(np.unique(self.one)) == len(np.unique(self.other))

    def summed(self, of_nodes: Vector) -> Contingency:
        """The same cells with these weights of nodes."""
        amounts = np.bincount(self.cell_of, of_nodes, len(self.one)).astype(np.float64)
        return self._replace(amounts=amounts)
