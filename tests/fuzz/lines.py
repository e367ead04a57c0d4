"""Lines and columns of text files, taken apart as their documentation says: short and slow.

What readers make of a file is held against it: a line that one of the two leaves out, or takes for
something else, shows.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import cache

BLANKS = b" \t\n\x0b\x0c\r"
INTEGER = re.compile(rb"0|-?[1-9][0-9]*")
NUMBER = re.compile(rb"[+-]?([0-9]++\.?[0-9]*+|\.[0-9]++)([eE][+-]?[0-9]++)?")

Field = tuple[bytes, bool]  # what it contains, and whether it stands between quotes


class MalformedError(ValueError):
    """A line is not as it has to be; ``line`` says which, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def significant_lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers, less blank ones and comments."""
    for number, line in enumerate(content.removeprefix(BOM_UTF8).split(b"\n"), 1):
        text = line.strip(BLANKS)
        if text and not text.startswith((b"#", b"%")):
            yield number, line


def separator_of(line: bytes) -> bytes:
    """A tab, else a comma outside quotes, else nothing, for blanks."""
    if b"\t" in line.strip(BLANKS):
        return b"\t"
    return b"," if b"," in re.sub(rb'"[^"]*"', b"", line) else b""


def fields_of(line: bytes, separator: bytes, most: int) -> list[Field] | None:
    """The first fields of a line, at most as many; None where quotes do not pair."""
    field = _pattern(separator)
    at = _behind_blanks(line, 0, separator)
    found: list[Field] = []
    promised = False
    while (at < len(line) or promised) and len(found) < most:
        match = field.match(line, at)
        if match is None:
            return None
        is_quoted = match[1] is not None
        text = match[1].replace(b'""', b'"') if is_quoted else match[2].rstrip(BLANKS)
        found.append((text, is_quoted))
        at = _behind_blanks(line, match.end(), separator)
        promised = bool(separator) and at < len(line)
        if promised:
            at = _behind_blanks(line, at + 1, separator)
    return found


@cache
def _pattern(separator: bytes) -> re.Pattern[bytes]:
    """A field, between quotes or plain, and that it ends there."""
    blanks = re.escape(blanks_of(separator))
    between = re.escape(separator)
    end = rb"(?=[%s]*(?:%s|\Z))" % (blanks, between) if separator else rb"(?=[%s]|\Z)" % blanks
    plain = rb"[^%s]*" % between if separator else rb"[^%s]+" % blanks
    return re.compile(rb'"((?:[^"]|"")*)"(?!")%s|(?!")(%s)' % (end, plain), re.DOTALL)


def blanks_of(separator: bytes) -> bytes:
    """The blanks that do not separate."""
    return BLANKS.replace(separator, b"") if separator else BLANKS


def _behind_blanks(line: bytes, at: int, separator: bytes) -> int:
    rest = line[at:]
    return at + len(rest) - len(rest.lstrip(blanks_of(separator)))


def integer(field: Field) -> int | None:
    """The integer that a field is in its one canonical form; None of a word.

    Raises
    ------
    OverflowError
        It does not fit into 64 bits.
    """
    text, is_quoted = field
    if is_quoted or not INTEGER.fullmatch(text):
        return None
    if len(text.lstrip(b"-")) > 19 or not -(2**63) <= int(text) < 2**63:
        raise OverflowError(text)
    return int(text)


def weight(field: Field) -> float:
    """A weight, finite and >= 0.

    Raises
    ------
    ValueError
        It is none.
    """
    if NUMBER.fullmatch(field[0]) is None or not 0.0 <= float(field[0]) < float("inf"):
        raise ValueError(field[0])
    return float(field[0])


def word(text: bytes) -> str:
    """A name, which is UTF-8 without nulls.

    Raises
    ------
    ValueError
        It is none.
    """
    if b"\0" in text:
        raise ValueError(text)
    return text.decode()
