"""Pajek files as the users of the map equation write them: vertices, then edges, arcs or links.

A line of ``*Vertices`` is ``id "name" [weight]``. Pajek itself, and networkx, write coordinates,
shapes and colours behind the name; as in Infomap, the first of those columns is then the weight and
the others are ignored, of which a note tells.
"""

from __future__ import annotations

import re

import numpy as np

from infomap_py._core.identifiers import shown
from infomap_py._core.tokenizer import Tokenizer
from infomap_py.errors import ReadError
from infomap_py.labels import MAX_NODES
from infomap_py.link_lists import Links, Notes, links_of, no_links

HEADING = re.compile(rb"\*(\w+)\s*(.*)")
COUNT = re.compile(rb"[0-9]*")
VERTICES_SLICE = 1 << 16  # vertices numbered without a look for Ctrl-C

LINK_SECTIONS = ("edges", "arcs", "links")
NOT_READ_YET = {
    "states": "a state network",
    "contexts": "a state network",
    "paths": "a state network",
    "multilayer": "a multilayer network",
    "multiplex": "a multilayer network",
    "intra": "a multilayer network",
    "inter": "a multilayer network",
    "bipartite": "a bipartite network",
}

Segment = tuple[str, int, int]  # kind of section, and where its links begin and end


class PajekReader:
    """Sets the tokenizer to the section that a heading begins, and makes links of all sections."""

    def __init__(self, tokenizer: Tokenizer, notes: Notes, *, directed: bool | None) -> None:
        self._tokenizer = tokenizer
        self._notes = notes
        self._directed = directed
        self._has_vertices = False
        self._announced: int | None = None  # number of vertices, as the heading gives it
        self._sections: list[tuple[str, int]] = []  # kind, and number of links before it

    def heed(self, line: bytes) -> None:
        """Take a heading."""
        match = HEADING.fullmatch(line.strip())
        if match is None:
            raise ReadError(
                f"{shown(line)} is not a heading; a Pajek file begins with one, such as "
                "'*Vertices 5'. For a file of links alone, pass format='links'."
            )
        self._end_vertices()
        section = match[1].decode("ascii", "replace").lower()
        if section == "vertices":
            self._begin_vertices(line, match[2])
        elif section in LINK_SECTIONS:
            _refuse_other_than_count(line, match[2])
            self._sections.append((section, self._tokenizer.links.count))
            self._tokenizer.expect_links(listed=self._has_vertices)
        elif section != "network":  # that is a title
            _refuse_section(section, line)

    def finish(self) -> Links:
        self._end_vertices()
        if not self._has_vertices and self._tokenizer.links.count == 0:
            raise no_links()
        if self._tokenizer.first_ignored:
            self._notes.add(
                f"line {self._tokenizer.first_ignored}: of the columns behind the names of "
                "vertices, the first is taken for weights and the others are ignored."
            )
        segments = self._segments()
        kinds = {kind for kind, _, _ in segments}
        directed = "arcs" in kinds if self._directed is None else self._directed
        if directed and {"edges", "arcs"} <= kinds:
            self._notes.add(
                "both *Edges and *Arcs: read as directed, each edge as one link in each direction."
            )
            for kind, start, stop in segments:
                if kind == "edges":
                    self._tokenizer.links.add_reversed(start, stop)
        return links_of(self._tokenizer, directed)

    def _begin_vertices(self, line: bytes, count: bytes) -> None:
        if self._has_vertices or self._sections:
            raise ReadError(
                f"{shown(line)} does not come first; "
                "list all vertices in one section, before all links."
            )
        _refuse_other_than_count(line, count)
        self._has_vertices = True
        self._announced = int(count) if count else None
        if self._announced is not None and self._announced > MAX_NODES:
            raise ReadError(f"{shown(line)} is more than the {MAX_NODES:,} that are supported.")
        self._tokenizer.expect_vertices()

    def _end_vertices(self) -> None:
        """Check the number of vertices; where none is listed, they are called 1, 2, 3, ..."""
        announced, self._announced = self._announced, None
        if announced is None:
            return
        integers = self._tokenizer.ids.integers
        if integers.count not in (0, announced):
            listed = "vertex" if integers.count == 1 else "vertices"
            raise ReadError(
                f"'*Vertices {announced}' does not fit the {integers.count:,} {listed} listed "
                "below it; correct the number, or leave it out."
            )
        for start in range(integers.count + 1, announced + 1, VERTICES_SLICE):
            stop = min(start + VERTICES_SLICE, announced + 1)
            integers.number(np.arange(start, stop, dtype=np.int64))

    def _segments(self) -> list[Segment]:
        stops = [start for _, start in self._sections[1:]] + [self._tokenizer.links.count]
        return [
            (kind, start, stop) for (kind, start), stop in zip(self._sections, stops, strict=False)
        ]


def _refuse_other_than_count(line: bytes, rest: bytes) -> None:
    if COUNT.fullmatch(rest) is None:
        raise ReadError(
            f"{shown(line)} has {shown(rest)} after the name of the section; expected a number or "
            "nothing. Give the parts of a two-mode or multi-relational file one by one."
        )


def _refuse_section(section: str, line: bytes) -> None:
    kind = NOT_READ_YET.get(section)
    what = f"belongs to {kind}, which is not read yet" if kind else "is not known"
    raise ReadError(
        f"the section {shown(line)} {what}; known sections are *Vertices, *Edges, *Arcs and "
        "*Links. For names that begin with *, pass format='links'."
    )
