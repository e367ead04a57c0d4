"""Lines of a Matrix Market file, checked before scipy reads it: it skips whatever follows a number,
takes 0.5 for 0 where integers are expected, and crashes at some ends of files."""

from __future__ import annotations

import re

from infomap_py.errors import ReadError

# The first lines, up to that of the size: the format, the kind of values, comments.
HEAD = re.compile(
    rb"%%MatrixMarket[ \t]+matrix[ \t]+(\w+)[ \t]+(\w+)[^\n]*\n(?:[ \t\r]*(?:%[^\n]*)?\n)*+", re.I
)
INTEGER = rb"[+-]?+\d++"
REAL = rb"[+-]?+(?:(?:\d++\.?+\d*+|\.\d++)(?:e[+-]?+\d++)?+|inf(?:inity)?+|nan)"
VALUES = {b"integer": [INTEGER], b"pattern": [], b"complex": [REAL, REAL]}
SHOWN = 40  # bytes
NEWLINE = b"\n"


def refuse_malformed(text: bytes) -> None:
    """Check all lines, each of which ends.

    Raises
    ------
    ReadError
        One has too few or too many numbers, or what is none.
    ValueError
        The first is of no Matrix Market file; scipy would read on, and may crash.

    Examples
    --------
    >>> refuse_malformed(b"%%MatrixMarket matrix coordinate real general\\n2 2 1\\n1 2 0.5\\n")
    """
    head = HEAD.match(text)
    if head is None:
        raise ValueError("it does not begin with '%%MatrixMarket matrix FORMAT KIND'")
    if head[1].lower() == b"array":
        _refuse_missing_numbers(text, head.end())
    else:
        _refuse_missing_entries(text, head.end())
    place = [INTEGER] * 2 if head[1].lower() == b"coordinate" else []
    size = [INTEGER] * (3 if place else 2)
    values = VALUES.get(head[2].lower(), [REAL])
    lines = re.compile(
        rb"%s(?:%s|[ \t\r]*+\n)*+" % (_line(size), _line(place + values)), re.IGNORECASE
    )
    match = lines.match(text, head.end())
    stop = head.end() if match is None else match.end()
    if stop < len(text):
        line = text[stop:].split(b"\n", 1)[0][:SHOWN].decode(errors="replace")
        raise ReadError(
            f"line {text.count(NEWLINE, 0, stop) + 1}, {line!r}, does not have the numbers that "
            "are expected there. Correct it."
        )


def _refuse_missing_numbers(text: bytes, start: int) -> None:
    """Refuse a size that its numbers have no room for, which scipy would make room for first."""
    size = re.compile(rb"\s*(\d{1,18})[ \t]+(\d{1,18})").match(text, start)
    if size is not None and int(size[1]) * int(size[2]) > 4 * len(text):  # symmetric: half of it
        raise ReadError(
            f"{int(size[1]):,} rows and {int(size[2]):,} columns have more numbers than the file "
            "has. Give all of it."
        )


def _refuse_missing_entries(text: bytes, start: int) -> None:
    """The same of a number of entries, each of which takes a line."""
    size = re.compile(rb"\s*\d+[ \t]+\d+[ \t]+(\d{1,18})").match(text, start)
    if size is not None and int(size[1]) > text.count(NEWLINE, start):
        raise ReadError(
            f"{int(size[1]):,} entries are announced, and there are fewer lines. Give all of them."
        )


def _line(columns: list[bytes]) -> bytes:
    """A line of these columns."""
    return rb"[ \t]*+%s[ \t\r]*+\n" % rb"[ \t]++".join(columns)
