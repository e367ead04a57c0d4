"""What the page says in words: what made the partition, and what a reader should mind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from infomap_py.errors import counted
from infomap_py.output_files import one_line
from infomap_py.pictures.svg import shortened
from infomap_py.provenance import provenance
from infomap_py.report.outline import PageOutline
from infomap_py.report.subject import Subject
from infomap_py.tree import ROOT

if TYPE_CHECKING:
    from infomap_py.partition import Partition

LETTERS = 300  # of a value, or a note
TRIALS = 20  # whose codelengths are told one by one

Facts = list[tuple[str, str]]


def provenance_of(partition: Partition) -> Facts:
    """What made it: enough to make it again; and how trials and time went."""
    return [(name, shortened(fact, LETTERS)) for name, fact in _facts(partition)]


def notes_of(subject: Subject, outline: PageOutline) -> list[str]:
    """What is not on the page, and what is found of the partition."""
    left_out = _left_out(subject, outline)
    found = (line.strip() for line in subject.partition.diagnosis.lines())
    return [shortened(one_line(note), LETTERS) for note in (*left_out, *found)]


def _facts(partition: Partition) -> Iterator[tuple[str, str]]:
    yield from _flat(provenance(partition))
    lengths = partition.trial_codelengths
    if len(lengths) > 1:
        shown = sorted(lengths.items(), key=lambda trial: (trial[1], trial[0]))[:TRIALS]
        more = f"; {len(lengths) - TRIALS:,} more" if len(lengths) > TRIALS else ""
        text = ", ".join(f"{bits:.6f} (trial {trial})" for trial, bits in shown)
        yield "codelengths of trials", text + more


def _flat(facts: dict[str, object], *inside: str) -> Iterator[tuple[str, str]]:
    for name, fact in facts.items():
        if isinstance(fact, dict):
            yield from _flat(fact, *inside, name)
        else:
            yield " ".join([*inside, name]), str(fact)


def _left_out(subject: Subject, outline: PageOutline) -> Iterator[str]:
    tree, flow = outline.tree, subject.partition.coded.rates.flow
    outer = np.flatnonzero(tree.parent == ROOT)
    hidden = outer[outline.place[outer] < 0]
    if len(hidden):
        number = counted(len(hidden), f"smaller {subject.noun[0]}")
        share = f"{100 * flow[hidden].sum():.3g} % of the flow"
        yield f"{number} with {share} {_are(len(hidden))} not on this page."
    inner = tree.num_modules - len(outline.modules) - len(hidden)
    if inner:
        yield f"{counted(inner, f'smaller {subject.noun[0]}')} in others {_are(inner)} not listed."
    nodes = outline.num_hidden_nodes
    if nodes:
        share = f"{100 * outline.hidden_flow:.3g} % of the flow"
        yield f"{counted(nodes, subject.member[0])} with {share} {_are(nodes)} not listed."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
