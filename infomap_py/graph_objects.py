"""networkx, igraph and NetworKit graphs to Network, by their public protocols: none of these is
imported here.

networkx keeps a dictionary per edge, all over the memory, so a conversion is as slow as the number
of those that it touches: each edge of an undirected graph is read once, and an edge without any
attributes is not searched.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain, compress, islice
from typing import Any

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.errors import NetworkError
from infomap_py.labels import Labels, kind_of, missing_labels
from infomap_py.network import Network
from infomap_py.numbering import CHUNK, Positions, as_integers, in_chunks
from infomap_py.weights import DEFAULT_WEIGHT, Namer, floats, unknown_name

Attributes = Mapping[Hashable, Any]


def is_networkx(graph: object) -> bool:
    """A networkx graph, a view of one, or a backend's graph that follows its protocol."""
    return hasattr(graph, "adjacency") and hasattr(graph, "is_multigraph")


def from_networkx(graph: Any, weight: Hashable | None, directed: bool | None) -> Network:
    """Every node and edge; parallel edges are summed, an edge without the attribute weighs 1."""
    nodes, rows = _adjacency(graph)
    sources, targets = _ends(nodes, rows)
    entries: Iterator[Any] = chain.from_iterable(map(dict.values, rows))
    if not (graph.is_directed() or directed):  # both rows have the edge: one of them will do
        once = sources <= targets
        sources, targets = sources[once], targets[once]
        entries = compress(entries, once.tobytes())
    if graph.is_multigraph():
        edges = [as_dict(edge) for edge in entries]
        parallel = as_integers(map(len, edges))
        sources, targets = np.repeat(sources, parallel), np.repeat(targets, parallel)
        entries = chain.from_iterable(map(dict.values, edges))

    def name_of(e: int) -> str:
        return f"edge ({nodes[sources[e]]!r}, {nodes[targets[e]]!r})"

    return Network.from_links(
        sources,
        targets,
        None if weight is None else _edge_weights(entries, weight, name_of),
        nodes=nodes,
        directed=graph.is_directed() if directed is None else directed,
        source=kind_of(graph),
    )


def as_dict(row: Attributes) -> dict[Hashable, Any]:
    """The row itself, or what a view shows of it: views are slow, and some miscount themselves."""
    return row if isinstance(row, dict) else dict(row)


def _adjacency(graph: Any) -> tuple[Labels, list[dict[Hashable, Any]]]:
    nodes, rows = [], []
    for node, row in graph.adjacency():
        nodes.append(node)
        rows.append(as_dict(row))
    _refuse_missing(nodes)
    if set(map(type, nodes)) == {int} and nodes == list(range(len(nodes))):
        return range(len(nodes)), rows
    return nodes, rows


def _refuse_missing(nodes: Labels) -> None:
    if missing := missing_labels(nodes):
        raise NetworkError(
            f"node {missing[0]} is called {nodes[missing[0]]!r}; None and NaN mean that a label is "
            "missing. Remove the node, or give it a name."
        )


def _ends(nodes: Labels, rows: list[dict[Hashable, Any]]) -> tuple[Positions, Positions]:
    """Source and target of every entry of the rows, as positions in ``nodes``."""
    sources = np.repeat(np.arange(len(rows), dtype=np.int32), as_integers(map(len, rows)))
    neighbours: Iterable[Any] = chain.from_iterable(rows)
    if not isinstance(nodes, range):  # in a range every node is its own position
        position_of = {node: u for u, node in enumerate(nodes)}
        neighbours = map(position_of.__getitem__, neighbours)
    return sources, as_integers(neighbours)


def _edge_weights(edges: Iterable[Attributes], weight: Hashable, name_of: Namer) -> Vector:
    weights: list[Vector] = [np.empty(0)]
    start = 0
    for chunk in in_chunks(edges):
        # Also where no edge has data: any(chunk) is as slow, and Python lets no other thread run
        # between two calls of it.
        given = [edge.get(weight, 1) for edge in chunk]
        weights.append(floats(given, name_of, start))
        start += len(chunk)
    return np.concatenate(weights)


def is_igraph(graph: object) -> bool:
    return hasattr(graph, "get_edgelist") and hasattr(graph, "vcount")


def from_igraph(graph: Any, weight: str | None, directed: bool | None) -> Network:
    """Labels from the vertex attribute "name", else 0, 1, ...; weights from the edge attribute."""
    named = "name" in graph.vertex_attributes()
    nodes: Labels = graph.vs["name"] if named else range(graph.vcount())
    sources, targets = _igraph_ends(graph)

    def name_of(e: int) -> str:
        return f"edge {e} ({nodes[sources[e]]!r}, {nodes[targets[e]]!r})"

    network = Network.from_links(
        sources,
        targets,
        _igraph_weights(graph, weight, name_of),
        nodes=nodes,
        directed=graph.is_directed(),
        source="igraph.Graph",
    )
    if named:
        _refuse_missing(nodes)
        network.index  # noqa: B018  # names that two vertices share are an error
    return network.as_directed(network.directed if directed is None else directed)


def _igraph_ends(graph: Any) -> tuple[Positions, Positions]:
    """Source and target of every edge; of an undirected one, the lower end is the source.

    Asked for vertex by vertex, so that other threads run in between: get_edgelist() holds them up
    while it makes a tuple per edge, 0.15 s for a million, and their memory is ten times the result.
    """
    sources = np.full(graph.ecount(), graph.vcount(), dtype=np.int32)
    targets = np.full(graph.ecount(), -1, dtype=np.int32)
    if graph.is_directed():
        for vertices, edges in _incidences(graph, "out"):
            sources[edges] = vertices
        for vertices, edges in _incidences(graph, "in"):
            targets[edges] = vertices
    else:  # listed at both ends
        for vertices, edges in _incidences(graph, "all"):
            np.minimum.at(sources, edges, vertices)
            np.maximum.at(targets, edges, vertices)
    return sources, targets


def _incidences(graph: Any, mode: str) -> Iterator[tuple[Positions, Positions]]:
    """Vertices and the edges at them, some vertices at a time."""
    start = 0
    for chunk in in_chunks(graph.incident(v, mode=mode) for v in range(graph.vcount())):
        vertices = np.arange(start, start + len(chunk), dtype=np.int32)
        yield np.repeat(vertices, as_integers(map(len, chunk))), as_integers(chain(*chunk))
        start += len(chunk)


def _igraph_weights(graph: Any, weight: str | None, name_of: Namer) -> Vector | None:
    names = graph.edge_attributes()
    if weight in names:
        chunks = enumerate(in_chunks(graph.es[weight]))
        weights = [floats(chunk, name_of, k * CHUNK) for k, chunk in chunks]
        return np.concatenate([np.empty(0), *weights])
    if weight not in (None, DEFAULT_WEIGHT):
        raise unknown_name("edge attribute", weight, names)
    return None


def is_networkit(graph: object) -> bool:
    return hasattr(graph, "upperNodeIdBound") and hasattr(graph, "iterEdgesWeights")


def from_networkit(graph: Any, weight: Hashable | None, directed: bool | None) -> Network:
    """Nodes by their ids, less those that were removed; weights if the graph has any."""
    links, rest = [np.empty(0, dtype=_EDGE)], graph.iterEdgesWeights()
    while len(chunk := np.fromiter(islice(rest, CHUNK), dtype=_EDGE)):
        links.append(chunk)
    edges = np.concatenate(links)
    nodes: Labels = range(graph.upperNodeIdBound())
    sources, targets = edges["source"], edges["target"]
    if graph.numberOfNodes() < len(nodes):
        nodes = as_integers(graph.iterNodes()).astype(np.int64)
        sources, targets = np.searchsorted(nodes, sources), np.searchsorted(nodes, targets)
    network = Network.from_links(
        sources,
        targets,
        edges["weight"] if graph.isWeighted() and weight is not None else None,
        nodes=nodes,
        directed=graph.isDirected(),
        source="networkit.Graph",
    )
    return network.as_directed(network.directed if directed is None else directed)


_EDGE = np.dtype([("source", np.int32), ("target", np.int32), ("weight", np.float64)])
