"""Graphs from the package's own generator, and their partitions, of every kind that there is.

Nothing here comes from a library whose random streams may change: ``seeded_results`` has what comes
of them.
"""

import io
import zlib
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import numpy as np

import infomap_py
from infomap_py import Network, Partition, StateNetwork
from infomap_py._core.random import Generator

GROUP = 12  # nodes per group of the graph
NUM_TRIALS = 3


@dataclass(frozen=True)
class Case:
    """What is made of the links, and the options of the search."""

    options: dict[str, Any] = field(default_factory=dict)
    weighted: bool = False
    node_weights: bool = False
    kind: str = ""
    search: dict[str, Any] = field(default_factory=dict)


CASES = {
    "undirected": Case(),
    "undirected, weighted": Case(weighted=True),
    "undirected, weighted, Markov time 1.7": Case({"markov_time": 1.7}, weighted=True),
    "undirected, without self-links": Case({"self_links": False}),
    "undirected, from a text of decimals": Case(weighted=True, kind="text"),
    "directed": Case(),
    "directed, weighted": Case(weighted=True),
    "directed, weighted, Markov time 0.8": Case({"markov_time": 0.8}, weighted=True),
    "recorded teleportation": Case({"recorded_teleportation": True}),
    "recorded teleportation to weighted nodes": Case(
        {"recorded_teleportation": True, "teleport_to": "nodes"},
        weighted=True,
        node_weights=True,
    ),
    "rawdir": Case({"flow_model": "rawdir"}, weighted=True),
    "precomputed": Case(
        {"flow_model": "precomputed", "markov_time": 0.1}, weighted=True, node_weights=True
    ),
    "undirected, hierarchy": Case({"markov_time": 0.5}, search={"two_level": False}),
    "directed, hierarchy": Case(weighted=True, search={"two_level": False}),
    "undirected, modules of 5 nodes and more": Case(search={"min_module_size": 5}),
    "undirected, from fixed modules": Case(search={"initial": True, "fixed": True}),
    "undirected, regularized": Case({"regularized": True}),
    "directed, regularized": Case({"regularized": True, "regularization_strength": 0.1}),
    "undirected, variable Markov time": Case({"variable_markov_time": True}),
    "undirected, entropy corrected": Case({"entropy_corrected": True}, weighted=True),
    "undirected, 20 modules preferred": Case({"preferred_number_of_modules": 20}),
    "undirected, metadata": Case({"metadata": True}),
    "undirected, overlapping": Case({"overlapping": True}),
    "undirected, bipartite": Case(weighted=True, kind="bipartite"),
    "bipartite, directed": Case({"bipartite_teleportation": True}, kind="bipartite"),
    "states": Case(kind="states"),
    "states, hierarchy": Case(weighted=True, kind="states", search={"two_level": False}),
    "paths": Case(kind="paths"),
    "layers": Case(kind="layers"),
    "layers by similarity": Case({"relax_by_jsd": True}, weighted=True, kind="layers"),
    "layers, hierarchy": Case({"relax_rate": 0.4}, kind="layers", search={"two_level": False}),
    "links between layers": Case({"inter": True}, kind="layers"),
}


def graph_of(name: str, num_links: int) -> Network | io.BytesIO:
    """The links of a case: of ten, seven stay in their group and one leads to node 0."""
    case = CASES[name]
    random = Generator(zlib.crc32(name.encode()), num_links)
    num_nodes = max(2 * GROUP, num_links // 4)
    sources = random.integers(num_nodes, num_links)
    near = random.integers(GROUP, num_links)
    far = random.integers(num_nodes, num_links)
    stays = random.integers(10, num_links)
    targets = [
        (w, w, 0)[die - 7] if die > 6 else min(num_nodes - 1, u // GROUP * GROUP + v)
        for u, v, w, die in zip(sources, near, far, stays, strict=True)
    ]
    weights = [(1 + k) / 7 for k in random.integers(50, num_links)] if case.weighted else None
    links = {"sources": np.array(sources), "targets": np.array(targets), "weights": weights}
    node_weights = random.integers(9, num_nodes) if case.node_weights else None
    if case.kind == "text":
        rows = zip(sources, targets, weights or [], strict=True)
        return io.BytesIO("".join(f"{u} {v} {w!r}\n" for u, v, w in rows).encode())
    if case.kind == "bipartite":
        links["targets"] += num_nodes  # each node is of one side, and has a double of the other
        features = np.arange(2 * num_nodes) >= num_nodes
        if not name.startswith("undirected"):
            back = np.array(random.integers(2, num_links)) == 0
            ends = links["sources"], links["targets"]
            links["sources"], links["targets"] = np.where(back, ends[::-1], ends)
        return _network(name, links, range(2 * num_nodes), features=features)
    if case.kind == "states":
        physical = np.arange(num_nodes) * 2 // 3
        return StateNetwork.from_links(
            **links,
            nodes=range(num_nodes),
            physical=physical,
            physical_nodes=range(num_nodes),
            directed=True,
        )
    if case.kind == "paths":
        walks = [sources[k : k + 1] + targets[k : k + 3] for k in range(num_links // 2)]
        return infomap_py.from_paths(walks)
    if case.kind == "layers":
        return _layers(links, num_nodes, case.options)
    return _network(name, links, range(num_nodes), node_weights=node_weights)


def _network(name: str, links: dict[str, Any], nodes: range, **more: Any) -> Network:
    return Network.from_links(
        **links, nodes=nodes, directed=not name.startswith("undirected"), **more
    )


def _layers(links: dict[str, Any], num_nodes: int, options: dict[str, Any]) -> StateNetwork:
    """Every third link is in the same one of three layers."""
    parts = [
        {name: None if column is None else column[k::3] for name, column in links.items()}
        for k in range(3)
    ]
    graphs = [Network.from_links(**part, nodes=range(num_nodes)) for part in parts]
    if "inter" in options:
        linked = [set(part["sources"]) | set(part["targets"]) for part in parts]
        hops = [(k, u, k + 1) for k in (0, 1) for u in sorted(linked[k] & linked[k + 1])]
        options = {"inter": [*hops, *((later, u, k) for k, u, later in hops)]}
    return infomap_py.multilayer(dict(enumerate(graphs)), **options)


def partition_of(name: str, num_links: int, num_threads: int = 1) -> Partition:
    graph, case = graph_of(name, num_links), CASES[name]
    options = {} if case.kind == "layers" else dict(case.options)
    if "metadata" in options:
        options["metadata"] = [u // 9 % 4 for u in range(len(graph.nodes))]
    search: dict[str, Any] = dict(case.search)
    if "initial" in search:
        initial: dict[Hashable, int] = {u: u // 30 for u in range(0, len(graph.nodes), 2)}
        search["initial"] = initial
    return infomap_py.partition(
        graph, num_trials=NUM_TRIALS, num_threads=num_threads, **options, **search
    )


def partition_in_batches(num_links: int, num_threads: int = 1) -> Partition:
    """With threads that share the work on every level, as they do where there are many links; ten
    times as many as asked for, to fill batches."""
    with (
        mock.patch("infomap_py.trials.ARCS_OF_A_TEAM", 0),
        mock.patch("infomap_py.trials.MOST_NEAR", 2.0),
        mock.patch("infomap_py.level.SHARED_ARCS", 0),
    ):
        return partition_of("undirected, weighted", 10 * num_links, num_threads)
