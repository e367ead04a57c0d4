"""Networks whose states are the links of a graph, and the flow that is divided among them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import fewer, networks

import infomap_py.line_graph
from infomap_py import Network, StateNetwork, codelength, partition
from infomap_py.errors import FlowError, NetworkError, OptionError
from infomap_py.flow import flow_of
from infomap_py.line_graph import LineGraph, line_graph
from infomap_py.options import FlowOptions
from infomap_py.scoring import read_graph

WALKS = {
    "undirected": {"directed": False},
    "directed": {"directed": True},
    "recorded": {"directed": True, "recorded_teleportation": True},
    "to nodes": {"directed": True, "teleport_to": "nodes"},
    "rawdir": {"flow_model": "rawdir"},
    "Markov time 2": {"directed": False, "markov_time": 2.0},
    "variable time": {"directed": False, "variable_markov_time": True},
    "regularized": {"directed": False, "regularized": True},
    "regularized, directed": {"directed": True, "regularized": True},
    "without self-links": {"directed": False, "self_links": False},
    "node weights": {"directed": True, "node_weights_as_flow": True},
}


def flows_of(network, options):
    """Of the graph, and of its links; None where all links weigh nothing."""
    network = network.as_directed(options.is_directed(network.directed))
    graph = network if options.self_links else network.without_self_links()
    try:
        return flow_of(graph.without_null_links(), options), flow_of(line_graph(graph), options)
    except FlowError:
        return None


def test_states_are_links_and_lead_to_the_links_that_follow():
    network = line_graph(Network.from_links([0, 1], [1, 2], nodes=["a", "b", "c"]))
    follow = {(u, v) for u, v, _ in network.links()}
    assert list(network.nodes) == [("a", "b"), ("b", "a"), ("b", "c"), ("c", "b")]
    assert follow == {
        (("a", "b"), ("b", "a")),
        (("a", "b"), ("b", "c")),
        (("b", "a"), ("a", "b")),
        (("b", "c"), ("c", "b")),
        (("c", "b"), ("b", "a")),
        (("c", "b"), ("b", "c")),
    }


def test_a_state_is_at_the_end_of_its_link_and_came_from_its_start():
    network = line_graph(Network.from_links([0, 2], [1, 1], nodes=["a", "b", "c"], directed=True))
    labels = network.physical_nodes
    assert [labels[u] for u in network.physical] == ["b", "b", "a", "c"]
    assert [labels[u] for u in network.origins] == ["a", "c", "a", "c"]


def test_a_node_that_no_link_leads_to_has_a_state_of_its_own():
    network = line_graph(Network.from_links([0], [1], nodes=["a", "b", "c"], directed=True))
    assert list(network.nodes) == [("a", "b"), ("a",), ("c",)]
    assert list(network.links()) == [(("a",), ("a", "b"), 1.0)]


def test_there_are_as_many_links_as_pairs_of_one_in_and_one_out():
    star = line_graph(Network.from_links([0] * 5, [1, 2, 3, 4, 5], nodes=range(6)))
    assert star.num_links == 5 * 5 + 5 * 1  # the sum of squared degrees


def test_a_link_of_weight_0_is_no_state():
    network = Network.from_links([0, 1], [1, 2], [1.0, 0.0], nodes=["a", "b", "c"])
    assert list(line_graph(network).nodes) == [("a", "b"), ("b", "a"), ("c",)]


@pytest.mark.parametrize("walk", WALKS)
@fewer(3)
@given(network=networks())
def test_the_states_of_a_node_have_its_visits_between_them(walk, network):
    flows = flows_of(network, FlowOptions(**WALKS[walk]))
    if flows is not None:
        graph, states = flows
        count = graph.network.num_nodes
        visits = np.bincount(states.network.physical, states.node_flow, count)
        np.testing.assert_allclose(visits, graph.node_flow, rtol=0, atol=1e-14)


@pytest.mark.parametrize("walk", WALKS)
@fewer(3)
@given(network=networks())
def test_the_flow_to_a_state_is_that_of_its_link(walk, network):
    flows = flows_of(network, FlowOptions(**WALKS[walk]))
    if flows is not None:
        graph, states = flows
        network = states.network
        arriving = np.bincount(network.targets, states.link_flow, network.num_nodes)
        expected = np.zeros(network.num_nodes)  # nothing comes to where a walker begins
        expected[: len(graph.link_flow)] = graph.link_flow
        np.testing.assert_allclose(arriving, expected, rtol=1e-13, atol=1e-15)


@given(network=networks(directed=False))
def test_a_state_of_an_undirected_link_has_half_its_flow(network):
    # p_u P_uv = s_u / D * w_uv / s_u
    flows = flows_of(network, FlowOptions())
    if flows is not None:
        graph, states = flows
        rates = graph.link_flow
        np.testing.assert_allclose(states.node_flow[: len(rates)], rates, rtol=1e-13)


@pytest.mark.parametrize("walk", [*WALKS, "entropy corrected", "metadata", "metadata by node"])
@fewer(3)
@given(network=networks(), data=st.data())
def test_without_overlap_the_code_is_that_of_the_graph(walk, network, data):
    # All states of a node in one module are one codeword, used as often as the node is visited; and
    # the flow between modules is that on the links between their nodes.
    network = network.without_null_links()  # a correction counts them, but they are no states
    count = network.num_nodes
    module_of = np.array(data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
    options = dict(WALKS.get(walk, {}))
    if walk == "entropy corrected":
        options["entropy_corrected"] = True
    if walk.startswith("metadata"):
        options["metadata"] = np.arange(count) % 2
        options["metadata_weighted"] = walk == "metadata"
    try:
        expected = codelength(network, module_of, **options)
    except (FlowError, OptionError):
        return
    states = read_graph(network, {"overlapping": True, **options})
    found = codelength(network, module_of[states.physical], overlapping=True, **options)
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_bipartite_networks_are_divided_as_well():
    links = [("a", "x"), ("b", "x"), ("b", "y"), ("c", "y")]
    found = partition(links, bipartite={"x", "y"}, overlapping=True)
    without = {"a": 0, "b": 0, "c": 1, "x": 0, "y": 1}
    states = np.array([without[state[-1]] for state in found.nodes])
    expected = codelength(links, without, bipartite={"x", "y"})
    found = codelength(links, states, bipartite={"x", "y"}, overlapping=True)
    assert found == pytest.approx(expected, abs=1e-12)


def test_states_that_have_nodes_of_their_own_are_refused():
    states = StateNetwork.from_links(
        [0, 1], [1, 0], nodes=["ab", "ba"], physical=[1, 0], physical_nodes=["a", "b"]
    )
    with pytest.raises(NetworkError, match="has states already"):
        line_graph(states)


def test_what_memory_does_not_hold_is_refused_with_the_node_of_most_links(monkeypatch):
    star = Network.from_links([0] * 999, np.arange(1, 1000), nodes=range(1000))
    monkeypatch.setattr(infomap_py.line_graph, "bytes_there", lambda: 70 * 999_000.0)
    assert isinstance(line_graph(star), LineGraph)
    monkeypatch.setattr(infomap_py.line_graph, "bytes_there", lambda: 70 * 998_999.0)
    with pytest.raises(NetworkError, match=r"999,000 pairs of links.* such as 0 with 999"):
        line_graph(star)
