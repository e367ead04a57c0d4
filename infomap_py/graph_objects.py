"""networkx and igraph graphs to Network, by their public protocols: neither is imported here.

networkx keeps a dictionary per edge, all over the memory, so a conversion is as slow as the number
of those that it touches: each edge of an undirected graph is read once, and an edge without any
attributes is not searched.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain, compress
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.errors import NetworkError
from infomap_py.labels import Labels, kind_of, missing_labels
from infomap_py.network import Network
from infomap_py.numbering import Positions, as_integers, in_chunks
from infomap_py.weights import DEFAULT_WEIGHT, Namer, Vector, floats, unknown_name, unless_all_one

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


def _edge_weights(
    edges: Iterable[Attributes], weight: Hashable, name_of: Namer
) -> npt.NDArray[Any] | None:
    weights: list[Vector] = [np.empty(0)]
    start = 0
    for chunk in in_chunks(edges):
        if any(chunk):
            given = [edge.get(weight, 1) for edge in chunk]
            weights.append(floats(given, name_of, start))
        else:
            weights.append(np.ones(len(chunk)))
        start += len(chunk)
    return unless_all_one(np.concatenate(weights))


def is_igraph(graph: object) -> bool:
    return hasattr(graph, "get_edgelist") and hasattr(graph, "vcount")


def from_igraph(graph: Any, weight: str | None, directed: bool | None) -> Network:
    """Labels from the vertex attribute "name", else 0, 1, ...; weights from the edge attribute."""
    named = "name" in graph.vertex_attributes()
    nodes: Labels = graph.vs["name"] if named else range(graph.vcount())
    ends = as_integers(chain.from_iterable(graph.get_edgelist()))
    sources, targets = ends[0::2], ends[1::2]

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


def _igraph_weights(graph: Any, weight: str | None, name_of: Namer) -> npt.NDArray[Any] | None:
    names = graph.edge_attributes()
    if weight in names:
        return unless_all_one(floats(graph.es[weight], name_of))
    if weight not in (None, DEFAULT_WEIGHT):
        raise unknown_name("edge attribute", weight, names)
    return None
