"""Tables for a terminal: columns of numbers, and names in what is left of the width."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from infomap_py.labels import label_text
from infomap_py.output_files import one_line
from infomap_py.text_width import cut_to_width, joined_to_width, padded

NAMES_AT_LEAST = 20  # columns for names, however narrow the terminal is
LONGEST = 40  # columns of one name


def table_with_names(
    columns: Sequence[Sequence[str]],
    heading: str,
    names: Iterable[Sequence[Hashable]],
    width: int,
) -> Iterator[str]:
    """Lines of columns, each a heading and its cells, and at the end of each as many names as fit.

    ``names`` has one sequence per row; more than ``width`` of them are not looked at.
    """
    widths = [max(map(len, column)) for column in columns]
    left = max(width - sum(widths) - 2 * len(widths) - 1, NAMES_AT_LEAST)
    # Each name takes a column at least.
    texts = (joined_to_width(list(shown_names(row[: left + 1])), left) for row in names)
    for *numbers, line in zip(*columns, [heading, *texts], strict=True):
        aligned = [padded(cell, w, right=True) for cell, w in zip(numbers, widths, strict=True)]
        yield f" {'  '.join([*aligned, line])}"


def shown_names(names: Iterable[Hashable]) -> Iterator[str]:
    """Names as they stand in a line: between quotes if they have blanks, or nothing, in them; the
    beginning of very long ones."""
    for name in names:
        text = cut_to_width(one_line(label_text(name)[: LONGEST + 1]), LONGEST)
        yield text if text and " " not in text else f'"{text}"'
