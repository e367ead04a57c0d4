"""A link list read line by line, as ``read_network`` documents it: the slow twin of the tokenizer.

It agrees with the reader on what is malformed, and in which line, as well as on every link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fuzz.lines import (
    Field,
    MalformedError,
    fields_of,
    integer,
    separator_of,
    significant_lines,
    weight,
    word,
)

HEADERS = {(b"source", b"target"), (b"from", b"to"), (b"u", b"v"), (b"node1", b"node2")}
INTEGER = re.compile(rb"0|-?[1-9][0-9]*")
MOST = 4  # one more column than there may be

Link = tuple[int | str, int | str, float]
Fields = tuple[Field, Field, float]


def links_in(content: bytes) -> list[Link]:
    """All links of a file, in order; ends are integers if all are, else strings.

    Raises
    ------
    MalformedError
        A line is none, or there is no link.
    """
    lines = list(significant_lines(content))
    separator = separator_of(lines[0][1]) if lines else b""
    first = fields_of(lines[0][1], separator, MOST) if lines else []
    aside = None
    if first and _is_header(first):
        lines = lines[1:]
    elif first and len(first) > 1 and not any(INTEGER.fullmatch(text) for text, _ in first[:2]):
        aside, lines = lines[0], lines[1:]
    links: list[Fields] = []
    as_names = False
    for number, line in lines:
        try:
            link = _link(number, line, separator)
        except MalformedError:
            first_end = (fields_of(line, separator, MOST) or [(b"", False)])[0]
            if aside is not None and _is_word(first_end):
                _named(aside[0], _link(*aside, separator))  # which comes first then
            raise
        as_names |= any(integer(end) is None for end in link[:2])
        if as_names and aside is not None:
            links.insert(0, _named(aside[0], _link(*aside, separator)))
            aside = None
        links.append(_named(number, link) if as_names else link)
    if aside is not None and not links:
        links, as_names = [_named(aside[0], _link(*aside, separator))], True
    if not links:
        raise MalformedError(max(1, content.count(b"\n") + (not content.endswith(b"\n"))))
    return list(_labelled(links, as_names))


def _link(number: int, line: bytes, separator: bytes) -> Fields:
    """The ends of a link, and its weight."""
    fields = fields_of(line, separator, MOST) or []
    if not 2 <= len(fields) < MOST or not all(text for text, _ in fields[:2]):
        raise MalformedError(number)
    try:
        integer(fields[0])
        integer(fields[1])
        return fields[0], fields[1], weight(fields[2]) if len(fields) > 2 else 1.0
    except (ValueError, OverflowError):
        raise MalformedError(number) from None


def _named(number: int, link: Fields) -> Fields:
    """The same link, whose ends can be names."""
    try:
        word(link[0][0])
        word(link[1][0])
    except ValueError:
        raise MalformedError(number) from None
    return link


def _is_word(field: Field) -> bool:
    try:
        return integer(field) is None
    except OverflowError:
        return False


def _labelled(links: list[Fields], as_names: bool) -> Iterator[Link]:
    for (u, _), (v, _), w in links:
        yield (u.decode(), v.decode(), w) if as_names else (int(u), int(v), w)


def _is_header(fields: list[Field]) -> bool:
    names = tuple(text.lower() for text, _ in fields)
    return names[:2] in HEADERS and (len(names) == 2 or (len(names) == 3 and not _float(names[2])))


def _float(text: bytes) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
