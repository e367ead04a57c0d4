"""What became of modules, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from infomap_py.labels import label_text
from infomap_py.output_files import one_line
from infomap_py.text_tables import NAMES_AT_LEAST, shown_names
from infomap_py.text_width import (
    joined_to_width,
    padded,
    terminal_width,
    text_width,
)

if TYPE_CHECKING:
    from infomap_py.changes import Change, Changes

IDS_SHOWN = 3
WORD_AT_LEAST = 4  # columns for a word and dots


def summary_of(changes: Changes[Any], num_changes: int, width: int | None) -> str:
    """The heading, a line for each of the changes with most flow, and what is left out."""
    listed = [change for change in changes if _is_of_several(change)]
    shown = listed[: max(num_changes, 0)]
    lines = [changes.heading]
    if shown:
        lines += _table(shown, changes.nouns, terminal_width() if width is None else width)
    hidden, alone = len(listed) - len(shown), len(changes) - len(listed)
    rest = [f"{hidden:,} more"] * (hidden > 0)
    rest += [f"{alone:,} of {changes.nouns[1]} alone"] * (alone > 0)
    return "\n".join([*lines, *([f"and {', '.join(rest)}"] if rest else [])])


def _is_of_several(change: Change[Any]) -> bool:
    return any(part.size > 1 for part in (*change.before, *change.after))


def _table(shown: Sequence[Change[Any]], nouns: tuple[str, str], width: int) -> Iterator[str]:
    flows = [(f"{100 * c.flow_before:.2f}", f"{100 * c.flow_after:.2f}") for c in shown]
    widths = [max(map(len, side)) for side in zip(*flows, strict=True)]
    columns = [
        ["event", *(change.event for change in shown)],
        ["flow (%)", *(f"{b:>{widths[0]}} > {a:>{widths[1]}}" for b, a in flows)],
        [nouns[0], *(f"{_ids(c, c.before)} > {_ids(c, c.after)}" for c in shown)],
    ]
    taken = [max(map(text_width, column)) for column in columns]
    left = max(width - sum(taken) - 2 * len(taken) - 1, NAMES_AT_LEAST)
    words = [nouns[1], *(_words_of(change, left) for change in shown)]
    for *cells, line in zip(*columns, words, strict=True):
        aligned = [padded(cell, w, right=True) for cell, w in zip(cells, taken, strict=True)]
        yield f" {'  '.join([*aligned, line])}"


def _ids(change: Change[Any], parts: tuple[Any, ...]) -> str:
    """The ids of the first, and how many there are more; that of the other one in brackets."""
    if not parts:
        return "-" if change.other is None else f"({one_line(label_text(change.other.id))})"
    ids = " ".join(one_line(label_text(part.id)) for part in parts[:IDS_SHOWN])
    hidden = len(parts) - IDS_SHOWN
    return f"{ids} +{hidden}" if hidden > 0 else ids


def _words_of(change: Change[Any], width: int) -> str:
    """Words that stayed; then, in at most a third of the width each, those that came and left."""
    signed = [("", change.stayed), ("+", change.came), ("-", change.left)]
    parts = [(sign, words) for sign, words in signed if words]
    line = ""
    for k, (sign, words) in enumerate(parts):
        room = max((width - text_width(line)) // (len(parts) - k) - len(sign) - 1, WORD_AT_LEAST)
        line += f" {sign}{joined_to_width(list(shown_names(words[: room + 1])), room)}"
    return line[1:]
