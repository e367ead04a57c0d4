"""GraphML to Network, element by element: no tree of the document is built, and no object is kept
per edge. networkx builds both, which takes five times as long.

Nodes are called by their ids, in order of appearance. Nodes and edges of graphs within nodes belong
to the graph around them; of several graphs side by side, the first is read.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import count
from typing import Any
from xml.parsers import expat

import numpy as np

from infomap_py.errors import NetworkError, ReadError
from infomap_py.link_lists import Notes
from infomap_py.network import Network
from infomap_py.weights import DEFAULT_WEIGHT, unknown_name

NUMBERS = ("int", "long", "float", "double")
OF_EDGES = ("edge", "all", None)  # what a key may be for
DIRECTED = {"directed": True, "undirected": False, "true": True, "false": False}


def read_graphml(
    chunks: Iterable[bytes], name: str, weight: Hashable | None, directed: bool | None, notes: Notes
) -> Network:
    """The network in a document whose bytes are in the chunks.

    Raises
    ------
    ReadError
        It is malformed; the message begins with file:line.
    """
    reader = _Reader(weight)
    try:
        for chunk in chunks:
            reader.parser.Parse(chunk)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise ReadError(
            f"{name}:{error.lineno}: this is no XML from here on: {said}. Write the file again, or "
            "say which format it has, as in format='links'."
        ) from error
    except NetworkError as error:
        line = reader.parser.CurrentLineNumber
        raise ReadError(f"{name}:{line}: {error}") from error.__cause__
    try:
        network = reader.network(name)
    except NetworkError as error:
        raise ReadError(f"{name}: {error}") from error.__cause__
    if reader.num_graphs > 1:
        notes.warn(
            f"there are {reader.num_graphs} graphs side by side, and the first is read; write the "
            "others to files of their own."
        )
    return network.as_directed(network.directed if directed is None else directed)


class _Reader:
    """What a parser has found so far."""

    def __init__(self, weight: Hashable | None) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.num_graphs = 0
        self._weight = weight
        self._names: list[str] = []  # of the attributes of edges
        self._types: dict[str, str] = {}  # of the weight, by its key; there may be several
        self._type = "double"  # of the one that is read
        self._default = 1.0
        self._depth = 0  # graphs around
        self._directed = False
        self._positions: defaultdict[str, int] = defaultdict(count().__next__)
        self._ends, self._weights = array("i"), array("d")
        self._in_key = self._in_edge = False
        self._listening = ""  # the element whose text is taken
        self._text: list[str] = []

    def network(self, name: str) -> Network:
        """The network of all that was read."""
        if self.num_graphs == 0:
            raise NetworkError("the document ends without a graph; expected <graph> in <graphml>.")
        if not self._types and self._weight not in (None, DEFAULT_WEIGHT) and self._names:
            raise unknown_name("edge attribute", self._weight, self._names)
        ends = np.frombuffer(self._ends, dtype=np.intc).reshape(-1, 2)
        return Network.from_links(
            ends[:, 0],
            ends[:, 1],
            None if not self._types else np.frombuffer(self._weights),
            nodes=list(self._positions),
            directed=self._directed,
            source=name,
        )

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        """The first element; GEXF has graphs, too, but says other things of them."""
        if tag.rpartition(":")[2] != "graphml":
            raise NetworkError(
                f"the document is a <{tag}>, not <graphml>; say which format it has, as in "
                "format='gexf'."
            )
        self.parser.StartElementHandler = self._start

    def _start(self, tag: str, given: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "data":
            if self._in_edge and given.get("key") in self._types:
                self._listen(tag, self._types[given["key"]])
        elif tag == "graph":
            self._begin_graph(given)
        elif tag == "key":
            self._begin_key(given)
        elif tag == "default" and self._in_key:
            self._listen(tag, self._type)
        elif self._depth > 0 and self.num_graphs == 1:
            if tag == "edge":
                self._begin_edge(given)
            elif tag == "node":
                self._positions[_required(given, "id", tag)]  # which numbers it
            elif tag == "hyperedge":
                raise NetworkError(
                    "a hyperedge joins any number of nodes, a link two; replace it by edges."
                )

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == self._listening:
            self.parser.CharacterDataHandler, self._listening = None, ""
            if tag == "data":
                self._weights[-1] = self._number("".join(self._text))
            else:
                self._default = self._number("".join(self._text))
        elif tag == "edge":
            self._in_edge = False
        elif tag == "graph":
            self._depth -= 1
        elif tag == "key":
            self._in_key = False

    def _listen(self, tag: str, type: str) -> None:
        """Take the text from here to the end of the element, unless another is listened to."""
        if self._listening:
            return
        self._listening, self._type, self._text = tag, type, []
        self.parser.CharacterDataHandler = self._text.append

    def _begin_graph(self, given: dict[str, str]) -> None:
        self.num_graphs += self._depth == 0
        if self._depth == 0 and self.num_graphs == 1:
            self._directed = DIRECTED.get(given.get("edgedefault", ""), False)
        self._depth += 1

    def _begin_key(self, given: dict[str, str]) -> None:
        name = given.get("attr.name")
        if name is None or given.get("for") not in OF_EDGES:
            return
        self._names.append(name)
        if name == self._weight:
            self._in_key, self._type = True, given.get("attr.type", "double")
            self._types[_required(given, "id", "key")] = self._type

    def _begin_edge(self, given: dict[str, str]) -> None:
        for end in ("source", "target"):
            self._ends.append(self._positions[_required(given, end, "edge")])
        self._weights.append(self._default)
        self._in_edge = True
        directed = DIRECTED.get(given.get("directed", ""), self._directed)
        if directed != self._directed:
            raise NetworkError(
                "directed and undirected edges are mixed; give all the same direction, as in an "
                "undirected edge that is one in each direction."
            )

    def _number(self, text: str) -> float:
        if self._type in NUMBERS:
            try:
                return float(text)
            except ValueError:
                pass
        raise NetworkError(
            f"an edge has {self._weight} {text!r} of type {self._type}; weights must be numbers. "
            "Choose another attribute, or count every link as 1 with weight=None."
        )


def _required(given: dict[str, Any], name: str, tag: str) -> str:
    """The attribute of that name, which an element has to have."""
    if name not in given:
        raise NetworkError(f"<{tag}> has no {name}; expected one in every {tag}.")
    value: str = given[name]
    return value
