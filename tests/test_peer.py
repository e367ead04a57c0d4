"""Codelengths against the reference program, live, on random graphs; no search of its own."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

import infomap_py
from infomap_py import Network

infomap = pytest.importorskip("infomap")

DIRECTED = {"directed": True}
TO_NODES = {"directed": True, "teleport_to": "nodes"}
RECORDED = {"directed": True, "recorded_teleportation": True}

# Our options, and the reference's names for what differs from its defaults.
OPTIONS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "undirected": ({}, {}),
    "undirected, no self-links": ({"self_links": False}, {"no_self_links": True}),
    "undirected, Markov time 2": ({"markov_time": 2.0}, {"markov_time": 2.0}),
    "undirected, Markov time 0.7": ({"markov_time": 0.7}, {"markov_time": 0.7}),
    "directed": (DIRECTED, DIRECTED),
    "directed, no self-links": (
        {**DIRECTED, "self_links": False},
        {**DIRECTED, "no_self_links": True},
    ),
    "directed, Markov time 2": ({**DIRECTED, "markov_time": 2.0}, {**DIRECTED, "markov_time": 2.0}),
    "teleportation 0.4": (
        {**DIRECTED, "teleportation_probability": 0.4},
        {**DIRECTED, "teleportation_probability": 0.4},
    ),
    "teleportation 0.02": (
        {**DIRECTED, "teleportation_probability": 0.02},
        {**DIRECTED, "teleportation_probability": 0.02},
    ),
    "to nodes": (TO_NODES, {**DIRECTED, "to_nodes": True}),
    "recorded": (RECORDED, RECORDED),
    "recorded, to nodes": (
        {**RECORDED, "teleport_to": "nodes"},
        {**RECORDED, "to_nodes": True},
    ),
    "recorded, Markov time 0.7": (
        {**RECORDED, "markov_time": 0.7},
        {**RECORDED, "markov_time": 0.7},
    ),
    "rawdir": ({"flow_model": "rawdir"}, {"flow_model": "rawdir"}),
    "outdirdir": ({"flow_model": "outdirdir"}, {"flow_model": "outdirdir"}),
    "undirdir": ({"flow_model": "undirdir"}, {"flow_model": "undirdir"}),
    "precomputed": ({"flow_model": "precomputed"}, {"flow_model": "precomputed"}),
    "node weights as flow": (
        {**DIRECTED, "node_weights_as_flow": True},
        {**DIRECTED, "use_node_weights_as_flow": True},
    ),
}
USE_NODE_WEIGHTS = {"to nodes", "recorded, to nodes", "precomputed", "node weights as flow"}


def random_network(name: str, seed: int) -> Network:
    """Groups; with parallel links, self-links, dead ends and nodes without links."""
    random = np.random.default_rng([seed, *name.encode()])
    num_nodes = int(random.integers(2, 120))
    num_links = int(random.integers(1, 5 * num_nodes))
    size = int(random.integers(1, 9))
    sources = random.integers(num_nodes, size=num_links)
    targets = random.integers(num_nodes, size=num_links)
    near = np.minimum(num_nodes - 1, sources // size * size + targets % size)
    return Network.from_links(
        sources,
        np.where(random.random(num_links) < 0.7, near, targets),
        random.exponential(size=num_links) if random.random() < 0.5 else None,
        nodes=range(num_nodes),
        directed=not name.startswith("undirected"),
        node_weights=random.exponential(size=num_nodes) if name in USE_NODE_WEIGHTS else None,
    )


def reference_codelength(
    network: Network, labels: npt.NDArray[np.integer], options: dict[str, Any]
) -> float:
    """What the reference says to these modules."""
    fixed = {"two_level": True, "silent": True, "no_infomap": True, "num_threads": 1}
    reference = infomap.Infomap(options={**fixed, **options})
    node_weights = network.node_weights
    for u in range(network.num_nodes):
        weight = None if node_weights is None else float(node_weights[u])
        reference.add_node(u, teleportation_weight=weight)
    reference.add_links(list(network.links()))
    reference.initial_partition = {u: 1 + m for u, m in enumerate(labels.tolist())}
    result = reference.run()
    assert result.num_top_modules == len(np.unique(labels))  # it took the modules that it was given
    return float(result.codelength)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", OPTIONS)
def test_the_reference_agrees_on_the_codelength_of_our_partition(name: str, seed: int) -> None:
    options, their_options = OPTIONS[name]
    partition = infomap_py.partition(random_network(name, seed), **options)
    theirs = reference_codelength(partition.network, partition.labels, their_options)
    assert partition.codelength == pytest.approx(theirs, rel=0, abs=1e-9)


@pytest.mark.parametrize("seed", range(3, 6))
@pytest.mark.parametrize("name", OPTIONS)
def test_the_reference_agrees_on_the_codelength_of_random_modules(name: str, seed: int) -> None:
    options, their_options = OPTIONS[name]
    network = random_network(name, seed)
    labels = np.random.default_rng(seed).integers(
        1 + network.num_nodes // 4, size=len(network.nodes)
    )
    theirs = reference_codelength(network, labels, their_options)
    assert infomap_py.codelength(network, labels, **options) == pytest.approx(
        theirs, rel=0, abs=1e-9
    )
