"""The lines of a Pajek file, section by section, as ``read_network`` documents them.

What the reader refuses is its own affair; of what it takes, every line has to be here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from fuzz.lines import Field, MalformedError, fields_of, integer, significant_lines, weight, word

HEADING = re.compile(rb"\*(\w+)\s*(.*)")
ENDS = {"intra": 3, "inter": 3, "multilayer": 4, "multiplex": 4}  # columns; links have two


class Vertex(NamedTuple):
    """A vertex, or a state with its physical node."""

    id: int
    physical: int | None
    name: str | None
    weight: float


class Sections(NamedTuple):
    """What stands in a file."""

    announced: int | None  # vertices, as the heading counts them
    first_feature: int | None
    vertices: list[Vertex]
    states: list[Vertex] | None  # None: there is no such section
    rows: list[tuple[str, tuple[int | str, ...], float]]  # section, integers, weight


def sections_of(content: bytes) -> Sections:
    """All lines of a file.

    Raises
    ------
    MalformedError
        A line is none of its section.
    """
    section, announced, first_feature = "", None, None
    vertices: list[Vertex] = []
    states: list[Vertex] | None = None
    rows = []
    for number, line in significant_lines(content):
        text = line.strip()
        if text.startswith(b"*"):
            match = HEADING.fullmatch(text)
            if match is None:
                raise MalformedError(number)
            section = match[1].decode("latin-1").lower()
            count = int(match[2]) if match[2].isdigit() else None
            announced = count if section == "vertices" else announced
            first_feature = count if section == "bipartite" else first_feature
            states = [] if section == "states" else states
            continue
        try:
            if section == "vertices":
                vertices.append(_vertex(line, 1))
            elif section == "states" and states is not None:
                states.append(_vertex(line, 2))
            else:
                rows.append((section, *_row(line, ENDS.get(section, 2))))
        except (ValueError, OverflowError):
            raise MalformedError(number) from None
    return Sections(announced, first_feature, vertices, states, rows)


def _vertex(line: bytes, num_ids: int) -> Vertex:
    fields = fields_of(line, b"", num_ids + 3) or []
    ids = [_id(field) for field in fields[:num_ids]]
    named = [word(text) for text, _ in fields[num_ids : num_ids + 1] if text]
    given = [weight(field) for field in fields[num_ids + 1 : num_ids + 2]]
    physical = ids[1] if num_ids == 2 else None
    return Vertex(ids[0], physical, named[0] if named else None, given[0] if given else 1.0)


def _row(line: bytes, num_ids: int) -> tuple[tuple[int | str, ...], float]:
    fields = fields_of(line, b"", num_ids + 2) or []
    if not num_ids <= len(fields) <= num_ids + 1:
        raise ValueError(line)
    ids = tuple(map(_id_or_name, fields[:num_ids]))
    return ids, weight(fields[num_ids]) if len(fields) > num_ids else 1.0


def _id_or_name(field: Field) -> int | str:
    value = integer(field)
    return word(field[0]) if value is None else value


def _id(field: Field) -> int:
    value = integer(field)
    if value is None:
        raise ValueError(field)
    return value
