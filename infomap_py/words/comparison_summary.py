"""What became of clusters, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from infomap_py.text_tables import NAMES_AT_LEAST, shown_names
from infomap_py.text_width import joined_to_width, padded, terminal_width, text_width

if TYPE_CHECKING:
    from infomap_py.words.cluster import WordCluster
    from infomap_py.words.comparison import ClusterChange, ClusterComparison

IDS_SHOWN = 3
WORD_AT_LEAST = 4  # columns for a word and dots


def summary_of(comparison: ClusterComparison, num_changes: int, width: int | None) -> str:
    """See :meth:`ClusterComparison.summary`."""
    listed = [change for change in comparison if _is_of_several_words(change)]
    shown = listed[: max(num_changes, 0)]
    lines = [comparison.heading]
    if shown:
        lines += _table(shown, terminal_width() if width is None else width)
    hidden, alone = len(listed) - len(shown), len(comparison) - len(listed)
    rest = [f"{hidden:,} more"] * (hidden > 0) + [f"{alone:,} of words alone"] * (alone > 0)
    return "\n".join([*lines, *([f"and {', '.join(rest)}"] if rest else [])])


def _is_of_several_words(change: ClusterChange) -> bool:
    return any(cluster.size > 1 for cluster in (*change.before, *change.after))


def _table(shown: Sequence[ClusterChange], width: int) -> Iterator[str]:
    flows = [(f"{100 * c.flow_before:.2f}", f"{100 * c.flow_after:.2f}") for c in shown]
    widths = [max(map(len, side)) for side in zip(*flows, strict=True)]
    columns = [
        ["event", *(change.event for change in shown)],
        ["flow (%)", *(f"{b:>{widths[0]}} > {a:>{widths[1]}}" for b, a in flows)],
        ["clusters", *(f"{_ids(c, c.before)} > {_ids(c, c.after)}" for c in shown)],
    ]
    taken = [max(map(len, column)) for column in columns]
    left = max(width - sum(taken) - 2 * len(taken) - 1, NAMES_AT_LEAST)
    words = ["words", *(_words_of(change, left) for change in shown)]
    for *cells, line in zip(*columns, words, strict=True):
        aligned = [padded(cell, w, right=True) for cell, w in zip(cells, taken, strict=True)]
        yield f" {'  '.join([*aligned, line])}"


def _ids(change: ClusterChange, clusters: tuple[WordCluster, ...]) -> str:
    """The ids of the first, and how many there are more; that of the other one in brackets."""
    if not clusters:
        return "-" if change.other is None else f"({change.other.id})"
    ids = " ".join(str(cluster.id) for cluster in clusters[:IDS_SHOWN])
    hidden = len(clusters) - IDS_SHOWN
    return f"{ids} +{hidden}" if hidden > 0 else ids


def _words_of(change: ClusterChange, width: int) -> str:
    """Words that stayed; then, in at most a third of the width each, those that came and left."""
    signed = [("", change.stayed), ("+", change.came), ("-", change.left)]
    parts = [(sign, words) for sign, words in signed if words]
    line = ""
    for k, (sign, words) in enumerate(parts):
        room = max((width - text_width(line)) // (len(parts) - k) - len(sign) - 1, WORD_AT_LEAST)
        line += f" {sign}{joined_to_width(list(shown_names(words[: room + 1])), room)}"
    return line[1:]
