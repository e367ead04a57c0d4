"""What a scan of Markov times found: partitions, and the plateaus where they stay the same."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, overload

from infomap_py.data_frames import imported_pandas
from infomap_py.errors import counted
from infomap_py.partition import Partition

if TYPE_CHECKING:
    import pandas

PLATEAUS_SHOWN = 5


@dataclass(frozen=True)
class ScanPoint:
    """The partition at one Markov time.

    Attributes
    ----------
    markov_time : float
    partition : Partition
    similarity : float or None
        To the partition at the Markov time before, as normalized mutual information: 1 if nothing
        changes. None at the first.
    """

    markov_time: float
    partition: Partition
    similarity: float | None

    @property
    def num_modules(self) -> int:
        return self.partition.num_modules

    @property
    def codelength(self) -> float:
        """Bits per step of the walk, at this Markov time."""
        return self.partition.codelength


@dataclass(frozen=True)
class Plateau:
    """A range of Markov times throughout which the partition is the same.

    Attributes
    ----------
    first, last : float
        The least and the largest Markov time of the scan that have it.
    num_times : int
        How many of the scan's times that are.
    partition : Partition
        As it was found at ``first``.
    """

    first: float
    last: float
    num_times: int
    partition: Partition

    @property
    def num_modules(self) -> int:
        return self.partition.num_modules

    @property
    def decades(self) -> float:
        """Its length: log10 of ``last / first``."""
        return math.log10(self.last / self.first)


@dataclass(frozen=True, repr=False)
class ResolutionScan(Sequence[ScanPoint]):
    """A sequence of :class:`ScanPoint` by increasing Markov time.

    Attributes
    ----------
    points : tuple of ScanPoint
    plateaus : tuple of Plateau
        Every maximal run of Markov times with the same partition, the longest in log Markov time
        first; of equal ones that at smaller times.
    """

    points: tuple[ScanPoint, ...]
    plateaus: tuple[Plateau, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plateaus", _plateaus(self.points))

    @overload
    def __getitem__(self, index: int) -> ScanPoint: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ScanPoint, ...]: ...
    def __getitem__(self, index: int | slice) -> ScanPoint | tuple[ScanPoint, ...]:
        return self.points[index]

    def __len__(self) -> int:
        return len(self.points)

    def to_dataframe(self) -> pandas.DataFrame:
        """A pandas DataFrame with a row per Markov time: markov_time, num_modules, codelength,
        similarity, which is NaN at the first.

        Raises
        ------
        MissingPackageError
            pandas is not installed.
        """
        columns = ["markov_time", "num_modules", "codelength", "similarity"]
        rows = [[getattr(point, column) for column in columns] for point in self]
        frame: pandas.DataFrame = imported_pandas().DataFrame(rows, columns=columns)
        return frame.astype({"similarity": float})

    def __repr__(self) -> str:
        range_of_times = f"{self[0].markov_time:g} to {self[-1].markov_time:g}"
        lines = "\n  ".join(described(self))
        return (
            f"<ResolutionScan of {counted(len(self), 'Markov time')}, {range_of_times}:\n  {lines}>"
        )


def _plateaus(points: Sequence[ScanPoint]) -> tuple[Plateau, ...]:
    runs = groupby(points, key=lambda point: point.partition.labels.tobytes())
    plateaus = []
    for _, run in runs:
        here: list[ScanPoint] = list(run)
        first, last = here[0], here[-1]
        plateaus.append(Plateau(first.markov_time, last.markov_time, len(here), first.partition))
    return tuple(sorted(plateaus, key=lambda plateau: (-plateau.decades, plateau.first)))


def described(scan: ResolutionScan) -> Iterator[str]:
    """A line for each of the longest plateaus, and one for the others."""
    for plateau in scan.plateaus[:PLATEAUS_SHOWN]:
        yield _in_words(plateau)
    hidden = len(scan.plateaus) - PLATEAUS_SHOWN
    if hidden > 0:
        yield f"and {hidden} shorter"


def _in_words(plateau: Plateau) -> str:
    modules = counted(plateau.num_modules, "module")
    if plateau.num_times == 1:
        return f"{modules} at {plateau.first:g} only"
    return f"{modules} at {plateau.first:g} to {plateau.last:g} ({plateau.decades:.2f} decades)"
