"""What many trials found: solutions, how far apart they are, and how stable nodes are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Vector, frozen, shares
from infomap_py.consensus_partition import Consensus, consensus_of, mean_by_module
from infomap_py.data_frames import imported_pandas
from infomap_py.ensemble import Ensemble
from infomap_py.errors import OptionError, counted
from infomap_py.option_checks import check_number
from infomap_py.partition import Partition
from infomap_py.same_nodes import NodeModules

if TYPE_CHECKING:
    import pandas

CLUSTERS_SHOWN = 5
STABLE = (
    0.5  # what less stable nodes share with their module elsewhere is less than what they do not
)


@dataclass(frozen=True)
class Solution:
    """A partition that one or more trials found.

    Attributes
    ----------
    partition : Partition
        As the first of these trials found it.
    trials : tuple of int
        The trials that found it.
    """

    partition: Partition
    trials: tuple[int, ...]

    @property
    def codelength(self) -> float:
        """Bits per step of the walk."""
        return self.partition.codelength

    @property
    def num_modules(self) -> int:
        return self.partition.num_modules


@dataclass(frozen=True)
class SolutionCluster:
    """Solutions that are alike.

    Attributes
    ----------
    solutions : tuple of int
        Their positions in the landscape; the first, with the shortest code, is the centre, from
        which no other is further than the landscape's ``max_distance``.
    num_trials : int
        How many trials found one of them.
    """

    solutions: tuple[int, ...]
    num_trials: int

    @property
    def centre(self) -> int:
        """The position of the shortest code."""
        return self.solutions[0]


@dataclass(frozen=True, eq=False, repr=False)
class Landscape(Sequence[Solution]):
    """A sequence of all different solutions by increasing codelength, of equal ones that of the
    earliest trial first.

    Attributes
    ----------
    solutions : tuple of Solution
    max_distance : float
        Within which solutions make a cluster.
    """

    solutions: tuple[Solution, ...]
    max_distance: float

    @property
    def partition(self) -> Partition:
        """The best of them: that with the shortest code."""
        return self.solutions[0].partition

    @cached_property
    def num_trials(self) -> int:
        """How many there were."""
        return int(self._times.sum())

    @cached_property
    def distances(self) -> Vector:
        """Between solutions, from 0 to 1, as a matrix: 1 less the Jaccard index of the two modules
        that a node is in, in the mean over nodes by flow. It obeys the triangle inequality; two
        that are 0.1 apart differ in the modules of about a tenth of the flow."""
        return frozen(self._ensemble.distances())

    @cached_property
    def clusters(self) -> tuple[SolutionCluster, ...]:
        """Solutions that are alike: the shortest code that is in no cluster yet is the centre of a
        new one, which all others within ``max_distance`` of it join [1]_. By codelength of the
        centre.

        References
        ----------
        .. [1] Calatayud, Bernardo-Madrid, Neuman, Rojas & Rosvall (2019), PRE 100:052308.
           :doi:`10.1103/PhysRevE.100.052308`
        """
        free = np.ones(len(self), dtype=np.bool_)
        clusters = []
        for centre in range(len(self)):
            if free[centre]:
                members = np.flatnonzero(free & (self.distances[centre] <= self.max_distance))
                free[members] = False
                times = int(self._times[members].sum())
                clusters.append(SolutionCluster(tuple(members.tolist()), times))
        return tuple(clusters)

    @property
    def mean_distance(self) -> float:
        """Of two trials drawn at random."""
        times, count = self._times.astype(np.float64), self.num_trials
        total = (self.distances * times[:, None] * times[None, :]).sum()
        return float(total / (count * (count - 1)))

    @cached_property
    def stability(self) -> Vector:
        """For every node, in the order of ``partition.nodes``: the Jaccard index by flow of its
        module in the best solution and that in another trial, in the mean over all other trials.
        1: it shares its module with the same nodes in all of them."""
        ensemble, count = self._ensemble, self.num_trials
        of_groups = ensemble.stability(ensemble.module_of[0], self._times)
        others = np.maximum(of_groups * count - 1.0, 0.0) / (count - 1)  # without the best itself
        return frozen(np.minimum(others, 1.0)[ensemble.group_of])

    @cached_property
    def module_stability(self) -> Vector:
        """For every module of the best solution, the mean stability of its nodes, by flow."""
        best = self.partition
        return frozen(mean_by_module(best.labels, self.stability, best.flow))

    @property
    def new_cluster_probability(self) -> float:
        """That one more trial finds a solution unlike all of these, as Good (1953, Biometrika
        40:237) estimates it: the share of trials that found a cluster which no other trial did."""
        once = sum(cluster.num_trials == 1 for cluster in self.clusters)
        return once / self.num_trials

    def trials_needed(self, confidence: float = 0.95) -> int:
        """How many trials are enough to find a solution of the best cluster with this probability,
        going by the share of trials that did here.

        Raises
        ------
        OptionError
            ``confidence`` is not in (0, 1).
        """
        check_number("confidence", confidence)
        if not 0.0 < confidence < 1.0:
            raise OptionError(f"confidence={confidence!r} is not in (0, 1); it is a probability.")
        missed = 1.0 - self.clusters[0].num_trials / self.num_trials
        return 1 if missed <= 0.0 else math.ceil(math.log(1.0 - confidence) / math.log(missed))

    def consensus(self) -> Consensus:
        """What all trials have in common; see :func:`infomap_py.consensus`."""
        labels = [solution.partition.labels for solution in self]
        return consensus_of(
            labels, self._times.tolist(), NodeModules.of(self.partition), self.partition
        )

    def to_dataframe(self) -> pandas.DataFrame:
        """A pandas DataFrame with a row per solution: codelength, num_modules, num_trials (that
        found it), first_trial, cluster, distance (from the best).

        Raises
        ------
        MissingPackageError
            pandas is not installed.
        """
        frame: pandas.DataFrame = imported_pandas().DataFrame(list(self.rows()))
        return frame

    def rows(self) -> Iterator[dict[str, Any]]:
        """What :meth:`to_dataframe` has of each solution."""
        cluster_of = {k: c for c, cluster in enumerate(self.clusters) for k in cluster.solutions}
        for k, solution in enumerate(self):
            yield {
                "codelength": solution.codelength,
                "num_modules": solution.num_modules,
                "num_trials": len(solution.trials),
                "first_trial": solution.trials[0],
                "cluster": cluster_of[k],
                "distance": float(self.distances[0, k]),
            }

    def nodes_to_dataframe(self) -> pandas.DataFrame:
        """A pandas DataFrame with a row per node: what :meth:`Partition.to_dataframe` has of the
        best solution, and stability.

        Raises
        ------
        MissingPackageError
            pandas is not installed.
        """
        return self.partition.to_dataframe().assign(stability=self.stability)

    @overload
    def __getitem__(self, index: int) -> Solution: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Solution, ...]: ...
    def __getitem__(self, index: int | slice) -> Solution | tuple[Solution, ...]:
        return self.solutions[index]

    def __len__(self) -> int:
        return len(self.solutions)

    def __repr__(self) -> str:
        lines = "\n  ".join(described(self))
        return f"<Landscape of {lines}>"

    @cached_property
    def _times(self) -> npt.NDArray[np.int64]:
        return np.array([len(solution.trials) for solution in self])

    @cached_property
    def _ensemble(self) -> Ensemble:
        return Ensemble.of([solution.partition.labels for solution in self], self.partition.flow)


def described(landscape: Landscape) -> Iterator[str]:
    """What it looks like, in lines: how many solutions there are, the best clusters, how stable
    nodes are, and whether there were trials enough."""
    clusters, count = landscape.clusters, landscape.num_trials
    yield (
        f"{counted(count, 'trial')}: {counted(len(landscape), 'solution')} in "
        f"{counted(len(clusters), 'cluster')}, {landscape.mean_distance:.3f} apart in the mean"
    )
    for cluster in clusters[:CLUSTERS_SHOWN]:
        centre = landscape[cluster.centre]
        yield (
            f"{centre.codelength:.6f} bits, {counted(centre.num_modules, 'module')}: "
            f"{counted(cluster.num_trials, 'trial')}, "
            f"{counted(len(cluster.solutions), 'solution')}, "
            f"{landscape.distances[0, cluster.centre]:.3f} from the best"
        )
    hidden = len(clusters) - CLUSTERS_SHOWN
    if hidden > 0:
        yield f"and {counted(hidden, 'cluster')} with longer codes"
    stability = landscape.stability
    mean = float((shares(landscape.partition.flow) * stability).sum())
    unstable = int(np.count_nonzero(stability < STABLE))
    yield (
        f"stability {mean:.3f} by flow; below {STABLE}: {counted(unstable, 'node')} of "
        f"{len(stability):,}"
    )
    yield (
        f"a further trial finds a new cluster with probability "
        f"{landscape.new_cluster_probability:.2f}; "
        f"{counted(landscape.trials_needed(), 'trial')} for the best at 95 %"
    )
