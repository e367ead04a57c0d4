"""Pajek files as the users of the map equation write them: vertices, then edges, arcs or links; or
sections for states, for layers, or for the two sides of a bipartite network.

A line of ``*Vertices`` is ``id "name" [weight]``. Pajek itself, and networkx, write coordinates,
shapes and colours behind the name; as in Infomap, the first of those columns is then the weight and
the others are ignored, of which a note tells.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from infomap_py._core.identifiers import shown
from infomap_py._core.tokenizer import Tokenizer
from infomap_py.contents import Contents, StateLinks
from infomap_py.errors import ReadError
from infomap_py.layer_sections import LayerSections
from infomap_py.limits import MAX_NODES
from infomap_py.link_lists import Notes, labels_of, links_of, no_links
from infomap_py.memory import refuse_too_many_nodes

HEADING = re.compile(rb"\*(\w+)\s*(.*)")
COUNT = re.compile(rb"[0-9]{0,18}")
VERTICES_SLICE = 1 << 16  # vertices numbered without a look for Ctrl-C

LINK_SECTIONS = ("edges", "arcs", "links", "bipartite")

# Sections, and what they make of the file; those of different kinds do not go together.
KIND_OF = {
    **dict.fromkeys(("edges", "arcs", "links", "states"), "a network of links"),
    "bipartite": "a bipartite network",
    "intra": "links within layers",
    "inter": "links within layers",
    "multilayer": "links of any node in any layer",
    "multiplex": "links of any node in any layer",
}
VERTICES = "vertices"
SECTIONS = (VERTICES, *KIND_OF)

Segment = tuple[str, int, int]  # kind of section, and where its links begin and end


def is_pajek(line: bytes) -> bool:
    """Whether this is a heading with which a file of this format may begin."""
    match = HEADING.fullmatch(line.strip())
    return match is not None and match[1].decode("ascii", "replace").lower() in SECTIONS


class PajekReader:
    """Sets the tokenizer to the section that a heading begins, and makes links of all sections."""

    def __init__(self, tokenizer: Tokenizer, notes: Notes, *, directed: bool | None) -> None:
        self._tokenizer = tokenizer
        self._notes = notes
        self._directed = directed
        self._has_vertices = False
        self._announced: int | None = None  # number of vertices, as the heading gives it
        self._sections: list[tuple[str, int]] = []  # name, and number of links before it
        self._layers = LayerSections()
        self._first_feature: int | None = None

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
        if section == VERTICES:
            self._begin_vertices(line, match[2])
        elif section in KIND_OF:
            self._begin(section, line, match[2])
        elif section != "network":
            raise _unknown_section(line)
        elif self._has_vertices or self._sections:
            raise ReadError(
                f"{shown(line)} does not come first, as the title of a network does; give each "
                "network of a project file a file of its own."
            )

    def _begin(self, section: str, line: bytes, rest: bytes) -> None:
        """Take the heading of any section but that of vertices."""
        _refuse_other_than_count(line, rest)
        self._refuse_another_kind(section, line)
        listed = self._has_vertices or self._tokenizer.physical is not None
        if section == "states":
            self._refuse_late_states(line)
            self._tokenizer.expect_states(listed=self._has_vertices)
        elif section in LINK_SECTIONS:
            if section == "bipartite":
                self._first_feature = _first_feature(line, rest)
            self._tokenizer.expect_links(listed=listed)
        else:
            self._layers.begin(section, self._tokenizer, listed=listed)
        self._sections.append((section, self._tokenizer.links.count))

    def finish(self) -> Contents:
        """What all sections contain."""
        self._end_vertices()
        tokenizer = self._tokenizer
        if self._layers:
            return self._layers.contents(
                labels_of(tokenizer.ids), listed=self._has_vertices, directed=bool(self._directed)
            )
        if not self._has_vertices and tokenizer.links.count == 0:
            raise no_links()
        if tokenizer.first_ignored:
            self._notes.add(
                f"line {tokenizer.first_ignored}: of the columns behind the names of "
                "vertices, the first is taken for weights and the others are ignored."
            )
        links = links_of(tokenizer, self._read_directions())
        if self._first_feature is not None:
            return links._replace(features=self._features(self._first_feature))
        if tokenizer.physical is None:
            return links
        (physical,) = tokenizer.physical.columns()
        return StateLinks(links, physical, labels_of(tokenizer.physical_ids))

    def _features(self, first: int) -> npt.NDArray[np.bool_]:
        """Which nodes are features: those from that id on."""
        ids = self._tokenizer.ids
        if ids.words is not None and not self._has_vertices:
            raise ReadError(
                "nodes of a bipartite network are called by integers, as these say which of them "
                "are features; list them under *Vertices to give them names."
            )
        features: npt.NDArray[np.bool_] = ids.integers.labels() >= first
        return features

    def _read_directions(self) -> bool:
        """Whether links are one-way; edges among arcs get their reverse."""
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
        return directed

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
        refuse_too_many_nodes(self._announced or 0)
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

    def _refuse_another_kind(self, section: str, line: bytes) -> None:
        earlier = next((name for name, _ in self._sections), section)
        if KIND_OF[earlier] != KIND_OF[section]:
            raise ReadError(
                f"{shown(line)} begins {KIND_OF[section]}, and '*{earlier.capitalize()}' before it "
                f"{KIND_OF[earlier]}; a file has one of them. Give the other a file of its own."
            )

    def _refuse_late_states(self, line: bytes) -> None:
        if self._sections:
            raise ReadError(
                f"{shown(line)} does not come first; list all states in one section, behind "
                "*Vertices and before all links."
            )

    def _segments(self) -> list[Segment]:
        stops = [start for _, start in self._sections[1:]] + [self._tokenizer.links.count]
        return [
            (kind, start, stop) for (kind, start), stop in zip(self._sections, stops, strict=False)
        ]


def _refuse_other_than_count(line: bytes, rest: bytes) -> None:
    if COUNT.fullmatch(rest) is None:
        raise ReadError(
            f"{shown(line)} has {shown(rest)} after the name of the section; expected a number "
            "of at most 18 digits, or nothing. Give the parts of a two-mode or multi-relational "
            "file one by one."
        )


def _first_feature(line: bytes, rest: bytes) -> int:
    if not rest:
        raise ReadError(
            f"{shown(line)} does not say where features begin; give the id of the first, as in "
            "'*Bipartite 6': nodes with that id and above are features."
        )
    return int(rest)


def _unknown_section(line: bytes) -> ReadError:
    known = ", ".join(f"*{section.capitalize()}" for section in SECTIONS)
    return ReadError(
        f"the section {shown(line)} is not known; known sections are {known}. "
        "For names that begin with *, pass format='links'."
    )
