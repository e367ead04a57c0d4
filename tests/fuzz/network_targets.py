"""Files of networks: what is read is what slow twins read, and comes back when written."""

from __future__ import annotations

import bz2
import gzip
import lzma
import math
import re
from collections import Counter
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any
from xml.parsers import expat

import numpy as np
from fuzz.lines import MalformedError, significant_lines
from fuzz.link_list_twin import links_in
from fuzz.outcomes import NAME, Dribble, one_in, outcome, printed, promise, quiet
from fuzz.pajek_twin import Sections, sections_of

from infomap_py import network_files, readers
from infomap_py.contents import JoinedLayers, LayerLinks, StateLinks
from infomap_py.encodings import wide_encoding
from infomap_py.errors import FlowError, NetworkError
from infomap_py.labels import as_sequence
from infomap_py.network import Network
from infomap_py.options import DEFAULT_RELAXATION
from infomap_py.readers import ReadOptions, read_links, read_network
from infomap_py.scoring import partition_of
from infomap_py.state_network import StateNetwork

COMPRESS = (partial(gzip.compress, mtime=0), bz2.compress, lzma.compress)
LONGEST_MAGIC = 10
WHOLE = 255  # the byte that damages nothing
ROUND_TRIPS = 4


def link_list(content: bytes) -> bool:
    """Lines ``source target [weight]``: accepted or refused as by the twin, with its links."""
    found = outcome(partial(read_network, Dribble(content), format="links"), content)
    try:
        links = links_in(content)
    except MalformedError as error:
        # Of two malformed lines either may be named: the first is read last if it may be a header.
        promise(isinstance(found, int), "line", error.line, "is malformed; the reader:", found)
        return False
    if isinstance(found, int):  # what is no matter of a line, such as sums that overflow
        promise(found == 0 or _is_to_be_converted(content), "refused at line", found)
        return False
    promise(found.num_given == len(links), found.num_given, "links of", len(links))
    labels = list(dict.fromkeys(end for u, v, _ in links for end in (u, v)))
    promise(list(found.nodes) == labels, "nodes differ:", found.nodes, labels)
    _promise_same_links(found, [(u, v, w) for u, v, w in links])
    finite = all(w < math.inf for _, _, w in found.links())  # sums of weights may not be
    if finite and one_in(ROUND_TRIPS, content):
        again = _read_back(found, "tsv")
        promise(again is None or _links(again) == _links(found), "not read back:", _links(found))
    return True


def pajek_file(content: bytes) -> bool:
    """Pajek's sections, also those of states, layers and sides, against the lines of the twin."""
    read = partial(read_links, iter(partial(Dribble(content).read, 1 << 20), b""), NAME)
    found = outcome(partial(read, ReadOptions("pajek")), content)
    if isinstance(found, int):
        return False
    sections = sections_of(content)
    if isinstance(found, LayerLinks | JoinedLayers):
        _promise_same_rows(found, sections)
    else:
        links = found.states.links if isinstance(found, StateLinks) else found.links
        enough = len(links) >= len(sections.rows)  # edges among arcs are two
        promise(enough, len(links), "links of", len(sections.rows))
    network = outcome(partial(_network, found), content)
    if isinstance(network, int):
        return False
    if not isinstance(found, LayerLinks | JoinedLayers):
        _promise_same_network(network, sections)
        finite = all(w < math.inf for _, _, w in network.links())
        again = _read_back(network, "net") if finite and one_in(ROUND_TRIPS, content) else None
        # Nodes without names are called by their numbers, which are names when they are written.
        named = network if again is None else _called_as_text(network)
        promise(again is None or again in (network, named), "not read back:", network, again)
    return True


def _called_as_text(network: Network) -> Network:
    return replace(network, nodes=list(map(str, as_sequence(network.nodes))))


def graphml(content: bytes) -> bool:
    """GraphML: as many nodes and edges as a parser of XML finds, and links that come back."""
    found = outcome(partial(read_network, Dribble(content), format="graphml"), content)
    if isinstance(found, int):
        return False
    edges = _edges_in(content)
    promise(found.num_given == edges, found.num_given, "links of", edges)
    if found.num_links and found.num_nodes < 100 and one_in(ROUND_TRIPS, content):
        _promise_that_rows_come_back(found)
    return True


def other_graph(content: bytes) -> bool:
    """What other packages read, GEXF, GML and Matrix Market, as its first byte says."""
    format = ("gexf", "gml", "mtx")[content[0] % 3] if content else "gml"
    read = partial(read_network, Dribble(content[1:]), format=format)
    return not isinstance(outcome(read, content), int)


def compressed(content: bytes) -> bool:
    """A compressed link list, whole, damaged at one byte or cut, is refused or read as it was."""
    if len(content) < 5:
        return False
    packed = bytearray(COMPRESS[content[0] % 3](content[5:]))
    at = int.from_bytes(content[1:4], "big") % (len(packed) + 1)
    if content[4] == 0:
        del packed[max(at, LONGEST_MAGIC) :]
    elif content[4] != WHOLE and LONGEST_MAGIC <= at < len(packed):
        packed[at] ^= content[4]
    found = outcome(partial(read_network, Dribble(bytes(packed)), format="links"), content)
    if isinstance(found, int):
        return False
    with quiet():
        plain = read_network(Dribble(content[5:]), format="links")
    promise(found == plain, "damage was not seen at byte", at)
    return True


def any_stream(content: bytes) -> bool:
    """Any bytes at all, whose format and compression the reader finds out by itself."""
    found = outcome(partial(read_network, Dribble(content)), content)
    if isinstance(found, int):
        return False
    with quiet():
        whole = read_network(BytesIO(content))
    promise(found == whole, "not the same twice")
    return True


def _network(contents: Any) -> Network:
    """The network of a file's contents, with the errors that ``read_network`` makes of them."""
    try:
        network: Network = contents.network(NAME, DEFAULT_RELAXATION)
    except NetworkError as error:
        raise NetworkError(f"{NAME}: {error}") from error
    return network


def _read_back(network: Network, format: str) -> Network | None:
    text = printed(partial(network_files.write, network), format)
    if text is None:
        return None
    kind: readers.Format = "pajek" if format == "net" else "links"
    with quiet():
        return read_network(Dribble(text), format=kind)


def _links(network: Network) -> dict[Any, float]:
    return {frozenset(map(str, (u, v))): w for u, v, w in network.links()}


def _promise_same_links(network: Network, links: list[Any]) -> None:
    sums: Counter[Any] = Counter()
    for u, v, w in links:
        sums[(u, v) if network.directed else frozenset((u, v))] += w
    found = {(u, v) if network.directed else frozenset((u, v)): w for u, v, w in network.links()}
    promise(found.keys() == sums.keys(), "links differ:", found.keys() ^ sums.keys())
    for ends, w in found.items():
        promise(math.isclose(w, sums[ends], rel_tol=1e-12), ends, w, "is", sums[ends])


def _promise_same_network(network: Network, sections: Sections) -> None:
    listed = sections.vertices if sections.states is None else sections.states
    announced = sections.announced if sections.states is None else 0
    ids = [one.id for one in listed] or list(range(1, 1 + (announced or 0)))
    names = any(one.name for one in listed)
    label_of = {one.id: one.name or str(one.id) for one in listed} if names else {}
    directed = "arcs" in {section for section, _, _ in sections.rows} or network.directed
    links = []
    for section, ends, w in sections.rows:
        u, v = (label_of.get(end, end) for end in ends)  # type: ignore[call-overload]
        both_ways = directed and section == "edges" and u != v
        links += [(u, v, w), (v, u, w)] if both_ways else [(u, v, w)]
    if any(isinstance(end, str) for link in links for end in link[:2]):
        links = [(str(u), str(v), w) for u, v, w in links]
    nodes = [label_of.get(one, one) for one in ids]
    if sections.states is None:
        nodes = nodes or list(dict.fromkeys(end for u, v, _ in links for end in (u, v)))
    promise(list(network.nodes) == nodes, "nodes differ:", network.nodes, nodes)
    _promise_same_links(network, links)
    if sections.first_feature is not None:
        first = sections.first_feature
        sides = [one >= first for one in ids or nodes]  # type: ignore[operator]
        promise(network.features.tolist() == sides, "sides differ")  # type: ignore[union-attr]
    if isinstance(network, StateNetwork):
        own = [network.physical_nodes[k] for k in network.physical]
        named = {one.id: one.name or str(one.id) for one in sections.vertices}
        use_names = any(one.name for one in sections.vertices)
        given = [
            named[one.physical] if use_names else one.physical for one in sections.states or []
        ]  # type: ignore[index]
        promise(own == given, "physical nodes differ:", own, given)


def _promise_same_rows(found: LayerLinks | JoinedLayers, sections: Sections) -> None:
    names = {one.id: one.name or str(one.id) for one in sections.vertices}
    names = names if any(one.name for one in sections.vertices) else {}
    expected: Counter[Any] = Counter()
    for section, row, w in sections.rows:
        is_layer = {"intra": (1, 0, 0), "inter": (1, 0, 1)}.get(section, (1, 0, 1, 0))
        known = [one if k else names.get(one, one) for one, k in zip(row, is_layer, strict=True)]  # type: ignore[call-overload]
        expected[(len(row), *known, w)] += 1
    tables = [found.rows] if isinstance(found, JoinedLayers) else [found.intra, found.inter]
    kinds = [(1, 0, 1, 0)] if isinstance(found, JoinedLayers) else [(1, 0, 0), (1, 0, 1)]
    seen: Counter[Any] = Counter()
    for table, is_layer in zip(tables, kinds, strict=True):
        columns = [
            column.tolist() if k else [found.nodes[u] for u in column.tolist()]
            for column, k in zip(table.columns, is_layer, strict=True)
        ]
        for *row, w in zip(*columns, table.weights.tolist(), strict=True):
            seen[(len(row), *row, w)] += 1
    promise(seen == expected, "rows differ:", seen - expected, expected - seen)


def _edges_in(content: bytes) -> int:
    """The edges of the first graph, with those of graphs within."""
    tags: list[tuple[str, bool]] = []  # in order, and whether they begin
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, _: tags.append((tag.rpartition(":")[2], True))
    parser.EndElementHandler = lambda tag: tags.append((tag.rpartition(":")[2], False))
    parser.Parse(content, True)
    depth = edges = 0
    for tag, begins in tags:
        depth += (1 if begins else -1) * (tag == "graph")
        edges += depth > 0 and begins and tag == "edge"
        if tag == "graph" and depth == 0:
            break
    return edges


def _promise_that_rows_come_back(network: Network) -> None:
    """As the links of a partition, where they are written in GraphML; nodes have other ids."""
    model = "rawdir" if network.directed else "undirected"
    modules = np.zeros(network.num_nodes, dtype=int)
    try:
        text = printed(partition_of(network, modules, flow_model=model).write, "graphml")
    except FlowError:
        return
    again = read_network(Dribble(text or b""), format="graphml")
    promise(_same_rows(again, network), "not read back:", text)


def _same_rows(one: Network, other: Network) -> bool:
    return (
        np.array_equal(one.offsets, other.offsets)
        and np.array_equal(one.targets, other.targets)
        and one.directed == other.directed
    )


def _is_to_be_converted(content: bytes) -> bool:
    """Whether the first line looks like UTF-16 or UTF-32, or like those of old Macs, which the
    reader refuses as a whole."""
    _, first = next(significant_lines(content), (0, b""))
    unquoted = re.sub(rb'"[^"]*"', b"", first)
    return wide_encoding(first) is not None or b"\r" in unquoted.strip()


TARGETS = {
    "link_list": link_list,
    "pajek": pajek_file,
    "graphml": graphml,
    "other_graph": other_graph,
    "compressed": compressed,
    "any_stream": any_stream,
}
