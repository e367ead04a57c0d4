"""The median of several partitions: that which is least far from them in the mean.

How far is told as :mod:`infomap_py.ensemble` does. With F_mc the weight that module m of the median
has in common with module c of a partition, whose share of all partitions is s_c, and W their own
weights, the nearness is

    sum_m sum_c  s_c F_mc J_mc,    J_mc = F_mc / (W_m + W_c - F_mc)

a sum over modules of the median, so that what comes of a change is known from the modules that it
is about. The search starts from one of the partitions, the best of which is at most twice as far as
the median by the triangle inequality; moves groups of nodes that are never apart to the module m
whose J_mc is largest over the modules c that they are in, or into one of their own; merges modules
in pairs; and repeats until nothing comes nearer. It weighs modules of the median only where they
are among the most like a module c; what is accepted is measured exactly.

That two nodes are together in most of the partitions is no condition: where each node is out of its
place in 3 of 10, two of a module meet in 49 of 100 only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Ids, ModuleIds, Vector
from infomap_py.ensemble import Ensemble

if TYPE_CHECKING:
    from scipy.sparse import csr_array

NOTHING = 1e-12  # of a nearness up to 1: rounding makes up less
NUM_STARTS = 3  # from so many partitions, the best first
WORTH_WEIGHING = 0.1  # of the largest J_mc of a module c


def median_partition(ensemble: Ensemble, times: npt.NDArray[np.integer]) -> ModuleIds:
    """The module of every group, of partitions each of which counts so many times."""
    search = _Search(ensemble, times / times.sum())
    starts = [labels.astype(np.int64) for labels in ensemble.module_of]
    starts.sort(key=search.nearness, reverse=True)  # stable: of equal ones the first
    best = search.run(starts[0])
    for start in starts[1:NUM_STARTS]:
        other = search.run(start)
        if search.nearness(other) > search.nearness(best) + NOTHING:
            best = other
    return search.with_weightless(best).astype(np.int32)


class _Search:
    """Over groups of nodes, of which those without weight are put in their places at the end."""

    def __init__(self, ensemble: Ensemble, shares: Vector) -> None:
        from scipy.sparse import csr_array

        self.weights = ensemble.weights
        num_modules = [int(labels.max(initial=-1)) + 1 for labels in ensemble.module_of]
        starts = np.cumsum([0, *num_modules])
        count, depth = len(self.weights), len(num_modules)
        columns = np.column_stack(ensemble.module_of) + starts[:-1]
        offsets = np.arange(0, count * depth + 1, depth)
        shape = (count, int(starts[-1]))
        self.inside = csr_array((np.ones(columns.size), columns.ravel(), offsets), shape=shape)
        self.shares = np.repeat(shares, num_modules)
        self.in_modules = self.weights @ self.inside

    def run(self, labels: Ids) -> Ids:
        """What comes of these modules when nothing comes nearer any more."""
        while True:
            merged = self._merged(self._moved(labels))
            if self.nearness(merged) <= self.nearness(labels) + NOTHING:
                return labels
            labels = merged

    def nearness(self, labels: Ids) -> float:
        """1 less the mean distance to the partitions."""
        return float(self._by_module(self._common(labels)).sum())

    def with_weightless(self, labels: Ids) -> Ids:
        """With groups without weight in the modules that are most like those they are in."""
        best, gain = self._best_moves(labels)
        return _renumbered(np.where((self.weights == 0.0) & (gain > NOTHING), best, labels))

    def _moved(self, labels: Ids) -> Ids:
        """After moves of single groups: all that promise a gain; where together they bring none,
        the better half of them, and so on."""
        best, gain = self._best_moves(labels)
        gain = gain * self.weights
        movers = np.flatnonzero(gain > NOTHING)
        movers = movers[np.argsort(-gain[movers], kind="stable")]
        before = self.nearness(labels)
        while len(movers):
            tried = labels.copy()
            tried[movers] = best[movers]
            tried = _renumbered(tried)
            if self.nearness(tried) > before + NOTHING:
                return tried
            movers = movers[: len(movers) // 2]
        return labels

    def _best_moves(self, labels: Ids) -> tuple[Ids, Vector]:
        """The module that is most like those that each group is in, or a new one, and by how much
        more than its own."""
        count, likeness = len(labels), self._likeness(labels)
        scores = (self.inside @ likeness.T).tocoo()
        rows, columns = scores.row, scores.col
        at_home = columns == labels[rows]
        own = np.zeros(count)
        own[rows[at_home]] = scores.data[at_home]
        away = np.flatnonzero(~at_home)
        order = away[np.lexsort((columns[away], -scores.data[away], rows[away]))]
        movable, first = np.unique(rows[order], return_index=True)
        best = likeness.shape[0] + np.arange(count)
        weights = np.where(self.in_modules > 0.0, self.in_modules, 1.0)
        most = self.weights * (self.inside @ (self.shares / weights))  # of one alone
        nearer = scores.data[order[first]] > most[movable]
        movable, first = movable[nearer], first[nearer]
        best[movable], most[movable] = columns[order[first]], scores.data[order[first]]
        return best, most - own

    def _merged(self, labels: Ids) -> Ids:
        """After merging pairs of modules that are like the same, each at most once, those first
        that gain most."""
        likeness, common = self._likeness(labels), self._common(labels)
        alike = (likeness @ likeness.T).tocoo()
        one, other = alike.row, alike.col
        one, other = one[one < other], other[one < other]
        alone = self._by_module(common)
        gains = self._by_module(common[one] + common[other]) - alone[one] - alone[other]
        pairs = np.flatnonzero(gains > NOTHING)
        target, free = np.arange(len(alone)), np.ones(len(alone), dtype=np.bool_)
        for pair in pairs[np.argsort(-gains[pairs], kind="stable")].tolist():
            if free[one[pair]] and free[other[pair]]:
                free[[one[pair], other[pair]]] = False
                target[other[pair]] = one[pair]
        return _renumbered(target[labels]) if len(pairs) else labels

    def _common(self, labels: Ids) -> csr_array:
        """F: the weight that each module has in common with every module of the partitions."""
        from scipy.sparse import csr_array

        count = len(labels)
        shape = (int(labels.max(initial=-1)) + 1, count)
        groups = csr_array((self.weights, (labels, np.arange(count))), shape=shape)
        return groups @ self.inside

    def _indices(self, common: csr_array) -> tuple[Ids, Ids, Vector, Vector]:
        """J, times the share of the partition: rows, columns, and values; and F."""
        entries = common.tocoo()
        rows, columns = entries.row, entries.col
        # A module's weight is that which it has in common with all of one partition.
        in_rows = np.bincount(rows, entries.data * self.shares[columns], common.shape[0])
        unions = in_rows[rows] + self.in_modules[columns] - entries.data
        weighed = unions > 0.0
        indices = entries.data / np.where(weighed, unions, 1.0) * self.shares[columns]
        return rows, columns, indices, entries.data

    def _by_module(self, common: csr_array) -> Vector:
        """The nearness that each module of the median adds."""
        rows, _, indices, shared = self._indices(common)
        return np.bincount(rows, shared * indices, common.shape[0]).astype(np.float64)

    def _likeness(self, labels: Ids) -> csr_array:
        """J where it is worth weighing."""
        from scipy.sparse import csr_array

        common = self._common(labels)
        rows, columns, indices, _ = self._indices(common)
        most = np.zeros(common.shape[1])
        np.maximum.at(most, columns, indices)
        kept = indices >= WORTH_WEIGHING * most[columns]
        return csr_array((indices[kept], (rows[kept], columns[kept])), shape=common.shape)


def _renumbered(labels: Ids) -> Ids:
    """From 0 without gaps, in the same order."""
    return np.unique(labels, return_inverse=True)[1]
