"""What a diagnosis consists of: findings, each with its numbers and advice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload


@dataclass(frozen=True)
class Finding:
    """Something that came out otherwise than may have been hoped for.

    Attributes
    ----------
    what : str
        What came out.
    why : str
        What explains it, with the numbers.
    numbers : dict
        These by name: rates and shares from 0 to 1, counts, and options.
    advice : tuple of str
        What to try, the most promising first.
    is_warned_of : bool
        False where it is as it should be, such as one module of links that are all alike.
    """

    what: str
    why: str
    numbers: dict[str, float]
    advice: tuple[str, ...]
    is_warned_of: bool = True

    def lines(self) -> Iterator[str]:
        """As a person reads it."""
        yield f"{self.what}: {self.why}."
        yield from (f"  Try: {advice}" for advice in self.advice)


@dataclass(frozen=True, repr=False)
class Diagnosis(Sequence[Finding]):
    """What is found of a partition: :attr:`infomap_py.Partition.diagnosis`. False where that is
    nothing; printed, it is a few lines of text."""

    findings: tuple[Finding, ...]

    def lines(self) -> Iterator[str]:
        """What is found, and what to try, as a person reads it."""
        for finding in self.findings:
            yield from finding.lines()

    def __len__(self) -> int:
        return len(self.findings)

    @overload
    def __getitem__(self, key: int) -> Finding: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, key: int | slice) -> Finding | tuple[Finding, ...]:
        return self.findings[key]

    def __repr__(self) -> str:
        return "\n".join(self.lines()) or "Nothing found."
