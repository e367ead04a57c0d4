"""Multilayer networks from Python: walks between layers against their formulas, and the door."""

import networkx as nx
import numpy as np
import pytest
import slow_multilayer as slow
from hypothesis import given
from hypothesis import strategies as st

import infomap_py
from infomap_py import multilayer
from infomap_py.errors import InputTypeError, NetworkError, OptionError
from infomap_py.state_network import StateNetwork

WEIGHTS = st.sampled_from([1.0, 1.0, 2.0, 0.5, 0.0])
LAYERS = st.sampled_from([-3, 1, 2, 3, 5, 8])
NODES = st.integers(0, 5)
INTRA = st.lists(st.tuples(LAYERS, NODES, NODES, WEIGHTS), min_size=1, max_size=25)
LIMITS = st.none() | st.integers(0, 6)
RATES = st.sampled_from([0.0, 0.15, 0.5, 0.9])


def graphs_of(links: list[slow.Link]) -> dict[int, list[tuple[int, int, float]]]:
    graphs: dict[int, list[tuple[int, int, float]]] = {}
    for layer, u, v, weight in links:
        graphs.setdefault(layer, []).append((u, v, weight))
    return graphs


def agree(network: StateNetwork, expected: dict[tuple[slow.State, slow.State], float]) -> None:
    given = {(u, v): w for u, v, w in network.links() if w > 0}
    assert given == pytest.approx({ends: w for ends, w in expected.items() if w > 0}, rel=1e-12)


@given(INTRA, st.booleans(), RATES, LIMITS, LIMITS, LIMITS)
def test_relaxed_links_are_those_of_the_formula(links, directed, rate, limit, down, up) -> None:
    network = multilayer(
        graphs_of(links),
        directed=directed,
        relax_rate=rate,
        relax_limit=limit,
        relax_limit_down=down,
        relax_limit_up=up,
    )
    down, up = (
        min((x for x in (limit, one_way) if x is not None), default=None) for one_way in (down, up)
    )
    agree(network, slow.relaxed(slow.rows_of(links, directed), rate, down, up))


@given(INTRA, st.booleans(), RATES, LIMITS)
def test_links_by_similarity_are_those_of_the_formula(links, directed, rate, limit) -> None:
    network = multilayer(
        graphs_of(links), directed=directed, relax_rate=rate, relax_limit=limit, relax_by_jsd=True
    )
    agree(network, slow.relaxed_by_similarity(slow.rows_of(links, directed), rate, limit, limit))


@given(st.data(), INTRA, st.booleans())
def test_links_between_layers_lead_on_to_the_neighbours_there(data, links, directed) -> None:
    layers = sorted({link[0] for link in links})
    nodes = sorted({node for link in links for node in link[1:3]})
    hop = st.tuples(
        st.sampled_from(layers), st.sampled_from(nodes), st.sampled_from(layers), WEIGHTS
    ).filter(lambda hop: hop[0] != hop[2])
    inter = data.draw(st.lists(hop, max_size=8 if len(layers) > 1 else 0))
    network = multilayer(graphs_of(links), inter=inter, directed=directed)
    agree(network, slow.linked(slow.rows_of(links, directed), inter, directed))


@given(INTRA, RATES)
def test_relaxed_links_out_of_a_state_weigh_1_where_its_node_has_links_there(links, rate) -> None:
    network = multilayer(graphs_of(links), relax_rate=rate)
    strength = np.bincount(network.sources, network.weights, network.num_nodes)
    rows = slow.rows_of(links, directed=False)
    own = [sum(rows[state].values()) > 0 for state in network.nodes]
    assert strength[own] == pytest.approx(1.0, rel=1e-12)


def test_states_are_called_by_layer_and_node_and_know_both() -> None:
    network = multilayer({"work": [("a", "c")], "friends": [("a", "b"), ("b", "c")]})
    assert network.layer_labels == ["work", "friends"]
    assert network.physical_nodes == ["a", "c", "b"]
    assert network.layers is not None
    assert set(network.nodes) == {
        ("work", "a"),
        ("work", "c"),
        ("friends", "a"),
        ("friends", "b"),
        ("friends", "c"),
    }
    for state, layer, node in zip(network.nodes, network.layers, network.physical, strict=True):
        assert state == (network.layer_labels[layer], network.physical_nodes[node])


def test_layers_called_by_integers_are_as_far_apart_as_these() -> None:
    graphs = {9: [(0, 1)], 1: [(0, 1)], 2: [(0, 1)]}
    network = multilayer(graphs, relax_limit=1)
    pairs = {(u[0], v[0]) for u, v, _ in network.links()}
    assert pairs == {(1, 1), (1, 2), (2, 1), (2, 2), (9, 9)}
    by_name = multilayer({str(layer): graph for layer, graph in graphs.items()}, relax_limit=1)
    pairs = {(u[0], v[0]) for u, v, _ in by_name.links()}
    assert ("9", "1") in pairs
    assert ("9", "2") not in pairs


def test_at_rate_0_and_without_nodes_in_common_no_link_leads_to_another_layer() -> None:
    graphs = {layer: [(0, 1), (1, 2)] for layer in range(40)}
    assert multilayer(graphs, relax_rate=0.0).num_links == 40 * 4
    apart = {layer: [((layer, 0), (layer, 1))] for layer in range(3000)}
    assert multilayer(apart).num_links == 2 * 3000


def test_layers_in_which_a_node_has_other_neighbours_are_not_similar() -> None:
    network = multilayer({"x": [(0, 1)], "y": [(0, 2)]}, relax_by_jsd=True)
    assert {(u[0], v[0]) for u, v, _ in network.links()} == {("x", "x"), ("y", "y")}


def test_links_between_layers_are_one_way_if_those_in_a_layer_are() -> None:
    inter = [("x", 0, "y")]
    one_way = multilayer({"x": nx.DiGraph([(0, 1)]), "y": [(0, 2)]}, inter=inter)
    assert (("x", 0), ("y", 2), 1.0) in set(one_way.links())
    assert not any(u[0] == "y" and v[0] == "x" for u, v, _ in one_way.links())
    both = multilayer({"x": nx.Graph([(0, 1)]), "y": [(0, 2)]}, inter=inter)
    assert (("y", 0), ("x", 1), 1.0) in set(both.links())


def test_partition_takes_layers_and_says_how_the_walker_moved() -> None:
    clubs = {"x": nx.karate_club_graph(), "y": nx.karate_club_graph()}
    found = infomap_py.partition(clubs, multilayer_relax_rate=0.5, weight=None)
    network = multilayer(clubs, relax_rate=0.5, weight=None)
    assert list(found.nodes) == list(network.nodes)
    assert found.options["multilayer_relax_rate"] == 0.5
    assert infomap_py.codelength(
        clubs, found, multilayer_relax_rate=0.5, weight=None
    ) == pytest.approx(found.codelength, abs=1e-12)
    assert infomap_py.codelength(network, found, weight=None) == found.codelength


def test_a_walk_between_layers_is_directed_whatever_its_links_are() -> None:
    layers = {1: [(0, 1), (1, 2)], 2: [(0, 2)]}
    as_given = infomap_py.partition(layers)
    assert infomap_py.partition(layers, directed=False).codelength == as_given.codelength
    assert infomap_py.partition(layers, flow_model="undirected").codelength == as_given.codelength


def test_options_of_layers_say_nothing_of_other_networks() -> None:
    found = infomap_py.partition([(0, 1)], multilayer_relax_rate=0.5)
    assert "multilayer_relax_rate" not in found.options


@pytest.mark.parametrize(
    "graph",
    [
        {"a": ["b"], "b": ["a"]},
        {1: [2], 2: [1]},
        {(0, 0): [(0, 1)], (0, 1): [(0, 0)]},
        {(0, 0): {(0, 1)}, (0, 1): {(0, 0)}},
        {"a": "b", "b": "a"},
        {"a": {"b": {}}},
        {},
    ],
)
def test_a_dictionary_of_neighbours_is_not_taken_for_layers(graph: object) -> None:
    with pytest.raises(InputTypeError, match="dictionary of neighbours"):
        infomap_py.partition(graph)


@pytest.mark.parametrize(
    ("inter", "message"),
    [
        ([("x", 0)], r"link 0 of inter is \('x', 0\); expected \(layer, node, layer\)"),
        ([("x", 0, "y"), ("z", 0, "y")], "link 1 of inter names 'z', which is no layer"),
        ([("x", 7, "y")], "names 7, which is no node"),
        ([("x", 0, "x")], "leads from layer 'x' to itself"),
        ([("x", 0, "y", -1.0)], "link 0 of inter has weight -1.0; weights must be finite"),
        ([("x", 0, "y", "much")], "link 0 of inter has weight 'much'"),
    ],
)
def test_links_between_layers_that_lead_nowhere_are_refused(inter, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        multilayer({"x": [(0, 1)], "y": [(0, 2)]}, inter=inter)


def test_errors_name_the_layer() -> None:
    with pytest.raises(NetworkError, match=r"layer 'x': link 0 .* has weight -1"):
        multilayer({"x": [(0, 1, -1.0)]})
    with pytest.raises(OptionError, match="there are no layers"):
        multilayer({})
    with pytest.raises(NetworkError, match="layers go from 1 to 9223372036854775807"):
        multilayer({1: [(0, 1)], 2**63 - 1: [(0, 1)]})


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"relax_rate": 1.5}, r"multilayer_relax_rate=1.5 is not in \[0, 1\]"),
        ({"relax_rate": float("nan")}, "is not in"),
        ({"relax_limit": -1}, "multilayer_relax_limit=-1 is out of range"),
        ({"relax_limit_up": 1.5}, "multilayer_relax_limit_up=1.5 is not an integer"),
        ({"relax_by_jsd": 1}, "neither True nor False"),
        ({"relax_to_self": "no"}, "neither True nor False"),
        ({"relax_by_jsd": True, "relax_to_self": True}, "contradicts .*; give one of the two"),
        ({"relax_by_jsd": True, "relax_rate": 1.0}, "give a rate below 1"),
    ],
)
def test_options_out_of_range_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        multilayer({"x": [(0, 1)]}, **options)  # type: ignore[arg-type]
