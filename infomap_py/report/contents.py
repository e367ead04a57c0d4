"""What the page says of a partition in words: the numbers, what made it, and what to mind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from infomap_py.output_files import one_line
from infomap_py.pictures.svg import shortened
from infomap_py.provenance import provenance

if TYPE_CHECKING:
    from infomap_py.partition import Partition

LETTERS_OF_FACT = 300

Facts = list[tuple[str, str]]


def numbers_of(partition: Partition) -> Facts:
    """What came out, in the order in which it is read."""
    lengths = partition.lengths
    return [
        ("Codelength", f"{lengths.total:.4f} bits per step"),
        ("Index", f"{lengths.index:.4f} bits per step"),
        ("Modules", f"{lengths.module:.4f} bits per step"),
        ("One level", f"{partition.one_level_codelength:.4f} bits per step"),
        ("Savings", f"{100 * partition.relative_savings:z.2f} %"),
    ]


def provenance_of(partition: Partition) -> Facts:
    """What made it: enough to make it again."""
    return list(_flat(provenance(partition)))


def notes_of(partition: Partition) -> list[str]:
    """What a reader should mind."""
    return [one_line(line.strip()) for line in partition.diagnosis.lines()]


def _flat(facts: dict[str, object], *inside: str) -> Iterator[tuple[str, str]]:
    for name, fact in facts.items():
        if isinstance(fact, dict):
            yield from _flat(fact, *inside, name)
        else:
            yield " ".join([*inside, name]), shortened(str(fact), LETTERS_OF_FACT)
