"""Codelengths against the reference program, live, on random graphs; no search of its own."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

import infomap_py
from infomap_py import Network

infomap = pytest.importorskip("infomap")

Ids = npt.NDArray[np.integer]

DIRECTED = {"directed": True}
TO_NODES = {"directed": True, "teleport_to": "nodes"}
RECORDED = {"directed": True, "recorded_teleportation": True}
REGULARIZED = {"regularized": True}
VARIABLE = {"variable_markov_time": True}
TWO_STEPS = {"directed": True, "bipartite_teleportation": True}
AS_FLOW = {"node_weights_as_flow": True}
DAMPED = {**VARIABLE, "variable_markov_damping": 0.3, "variable_markov_min_scale": 2.5}

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
    "recorded, node weights as flow": (
        {**RECORDED, "node_weights_as_flow": True},
        {**RECORDED, "use_node_weights_as_flow": True},
    ),
    "undirected, regularized": (REGULARIZED, REGULARIZED),
    "undirected, no self-links, regularized": (
        {**REGULARIZED, "self_links": False},
        {**REGULARIZED, "no_self_links": True},
    ),
    "undirected, regularized, strength 3, Markov time 0.7": (
        {**REGULARIZED, "regularization_strength": 3.0, "markov_time": 0.7},
        {**REGULARIZED, "regularization_strength": 3.0, "markov_time": 0.7},
    ),
    "regularized": ({**DIRECTED, **REGULARIZED}, {**DIRECTED, **REGULARIZED}),
    "regularized, no self-links": (
        {**DIRECTED, **REGULARIZED, "self_links": False},
        {**DIRECTED, **REGULARIZED, "no_self_links": True},
    ),
    "regularized, node weights as flow": (
        {**DIRECTED, **REGULARIZED, "node_weights_as_flow": True},
        {**DIRECTED, **REGULARIZED, "use_node_weights_as_flow": True},
    ),
    "undirected, variable Markov time": (VARIABLE, VARIABLE),
    "undirected, variable Markov time, damped": (DAMPED, DAMPED),
    "undirected, variable Markov time, regularized, Markov time 1.7": (
        {**VARIABLE, **REGULARIZED, "markov_time": 1.7},
        {**VARIABLE, **REGULARIZED, "markov_time": 1.7},
    ),
    "undirected, variable Markov time, no self-links": (
        {**VARIABLE, "self_links": False},
        {**VARIABLE, "no_self_links": True},
    ),
    "variable Markov time": ({**DIRECTED, **VARIABLE}, {**DIRECTED, **VARIABLE}),
    "variable Markov time, damped": ({**RECORDED, **DAMPED}, {**RECORDED, **DAMPED}),
    "undirdir, variable Markov time": (
        {"flow_model": "undirdir", **VARIABLE},
        {"flow_model": "undirdir", **VARIABLE},
    ),
    "variable Markov time, node weights as flow": (
        {**DIRECTED, **VARIABLE, "node_weights_as_flow": True},
        {**DIRECTED, **VARIABLE, "use_node_weights_as_flow": True},
    ),
    **{
        f"{direction}bipartite{', ' * bool(text)}{text}": (
            {**walk, **options},
            {**walk, **(theirs or options)},
        )
        for direction, walk in {"undirected, ": {}, "": DIRECTED}.items()
        for text, options, theirs in [
            ("", {}, None),
            ("regularized", REGULARIZED, None),
            ("variable Markov time", {**VARIABLE, "markov_time": 1.7}, None),
            ("node weights as flow", AS_FLOW, {"use_node_weights_as_flow": True}),
            ("as any", {"adjust_bipartite_flow": False}, {"skip_adjust_bipartite_flow": True}),
        ]
    },
    "bipartite, recorded": (RECORDED, RECORDED),
    "bipartite, recorded, node weights as flow": (
        {**RECORDED, **AS_FLOW},
        {**RECORDED, "use_node_weights_as_flow": True},
    ),
    "bipartite, two steps": (TWO_STEPS, TWO_STEPS),
    "bipartite, two steps, recorded": (
        {**RECORDED, **TWO_STEPS},
        {**RECORDED, **TWO_STEPS},
    ),
    "bipartite, two steps, to nodes": (
        {**TWO_STEPS, "teleport_to": "nodes"},
        {**TWO_STEPS, "to_nodes": True},
    ),
    "bipartite, two steps, variable Markov time": (
        {**TWO_STEPS, **VARIABLE},
        {**TWO_STEPS, **VARIABLE},
    ),
    "bipartite, two steps, recorded, node weights as flow": (
        {**RECORDED, **TWO_STEPS, **AS_FLOW},
        {**RECORDED, **TWO_STEPS, "use_node_weights_as_flow": True},
    ),
    "bipartite, undirdir": ({"flow_model": "undirdir"}, {"flow_model": "undirdir"}),
    "bipartite, outdirdir": ({"flow_model": "outdirdir"}, {"flow_model": "outdirdir"}),
    "bipartite, rawdir": ({"flow_model": "rawdir"}, {"flow_model": "rawdir"}),
}
USE_NODE_WEIGHTS = {"to nodes", "recorded, to nodes", "precomputed"} | {
    name for name in OPTIONS if name.endswith(("node weights as flow", "two steps, to nodes"))
}

# Of degenerate shapes and flows, one module or single nodes are the answer.
pytestmark = [
    pytest.mark.peer,
    pytest.mark.filterwarnings("ignore::infomap_py.errors.PartitionWarning"),
]


def random_network(name: str, seed: int) -> Network:
    """Groups; with parallel links, self-links, dead ends and nodes without links."""
    random = np.random.default_rng([seed, *name.encode()])
    num_nodes = int(random.integers(2, 120))
    num_links = int(random.integers(1, 5 * num_nodes))
    size = int(random.integers(1, 9))
    sources = random.integers(num_nodes, size=num_links)
    targets = random.integers(num_nodes, size=num_links)
    near = np.minimum(num_nodes - 1, sources // size * size + targets % size)
    targets = np.where(random.random(num_links) < 0.7, near, targets)
    features = None
    if "bipartite" in name:
        sources, targets, features = between_sides(random, sources, targets, num_nodes)
    return Network.from_links(
        sources,
        targets,
        random.exponential(size=len(sources)) if random.random() < 0.5 else None,
        nodes=range(num_nodes),
        directed=not name.startswith("undirected"),
        node_weights=random.exponential(size=num_nodes) if name in USE_NODE_WEIGHTS else None,
        features=features,
    )


def between_sides(
    random: np.random.Generator, sources: Ids, targets: Ids, num_nodes: int
) -> tuple[Ids, Ids, npt.NDArray[np.bool_]]:
    """Those of the links that join two sides, and one to and from each feature: the reference codes
    features without links, against its rule."""
    first_feature = int(random.integers(1, num_nodes))
    features = np.arange(num_nodes) >= first_feature
    between = features[sources] != features[targets]
    named = np.flatnonzero(features)
    givers, takers = random.integers(first_feature, size=(2, len(named)))
    return (
        np.concatenate([sources[between], givers, named]),
        np.concatenate([targets[between], named, takers]),
        features,
    )


def reference_codelength(
    network: Network, labels: npt.NDArray[np.integer], options: dict[str, Any]
) -> float:
    """What the reference says to these modules."""
    fixed = {"two_level": True, "silent": True, "no_infomap": True, "num_threads": 1}
    reference = infomap.Infomap(options={**fixed, **options})
    if network.features is not None:
        reference.bipartite_start_id = int(np.argmax(network.features))
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
