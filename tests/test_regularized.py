"""Regularized flow is the ordinary flow of the network with every expected link in place."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import networks

import infomap_py
from infomap_py.codelength import codelength_of, module_rates
from infomap_py.flow import flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions
from infomap_py.state_network import StateNetwork

# Enough apart to tell the formulas from each other, not so far that the dense twin loses digits.
SMALL_NETWORKS = networks(weights=st.sampled_from([0.0, 0.5, 1.0, 3.0]))


def dense(network):
    weights = 1.0 if network.weights is None else network.weights
    matrix = np.zeros((network.num_nodes, network.num_nodes))
    matrix[network.sources, network.targets] = weights
    return matrix


def mean_weights(matrix):
    """Of the links in every row; the smallest for a row without any."""
    counts = (matrix > 0).sum(axis=1)
    mean = matrix.sum(axis=1) / np.maximum(counts, 1)
    return np.where(counts > 0, mean, mean[counts > 0].min())


def with_expected_links(network, options):
    """The weights of all links, observed and expected, as a matrix."""
    observed = dense(network)
    count = network.num_nodes
    others = count if options.self_links else count - 1
    share = options.regularization_strength * math.log(count) / others
    mean = observed[observed > 0].mean()
    expected = share / mean * np.outer(mean_weights(observed), mean_weights(observed.T))
    if not options.self_links:
        np.fill_diagonal(expected, 0.0)
    return observed + expected


def network_of(matrix, directed):
    sources, targets = np.nonzero(matrix if directed else np.triu(matrix))
    return Network.from_links(
        sources,
        targets,
        matrix[sources, targets],
        nodes=range(len(matrix)),
        directed=directed,
    )


def settled(matrix):
    """The stationary distribution of the walk along these links, by elimination."""
    steps = matrix / matrix.sum(axis=1, keepdims=True)
    count = len(matrix)
    system = np.vstack([steps.T - np.eye(count), np.ones(count)])
    return np.linalg.lstsq(system, np.r_[np.zeros(count), 1.0], rcond=None)[0]


def read(network, directed, self_links):
    """The network as the flow sees it."""
    assume(network.num_nodes > 1)
    network = network.as_directed(directed)
    return network if self_links else network.without_self_links()


STRENGTHS = st.sampled_from([0.3, 1.0, 4.0])


@given(SMALL_NETWORKS, STRENGTHS, st.booleans(), st.data())
def test_undirected_codelengths_are_those_of_the_network_with_all_expected_links(
    network, strength, self_links, data
):
    network = read(network, False, self_links)
    options = FlowOptions(regularized=True, regularization_strength=strength, self_links=self_links)
    complete = network_of(with_expected_links(network, options), False)
    count = network.num_nodes
    modules = data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    modules = np.unique(modules, return_inverse=True)[1].astype(np.int32)
    length = codelength_of(flow_of(network, options), modules)
    expected = codelength_of(flow_of(complete, FlowOptions()), modules)
    assert length.index == pytest.approx(expected.index, abs=1e-11)
    assert length.total == pytest.approx(expected.total, abs=1e-11)


@given(SMALL_NETWORKS, STRENGTHS, st.booleans(), st.data())
def test_directed_codelengths_are_those_of_the_flow_on_all_expected_links(
    network, strength, self_links, data
):
    network = read(network, True, self_links)
    options = FlowOptions(
        flow_model="directed",
        regularized=True,
        regularization_strength=strength,
        self_links=self_links,
    )
    weights = with_expected_links(network, options)
    visits = settled(weights)
    carried = network_of(visits[:, None] * weights / weights.sum(axis=1, keepdims=True), True)
    count = network.num_nodes
    modules = data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    modules = np.unique(modules, return_inverse=True)[1].astype(np.int32)
    flow = flow_of(network, options)
    length = codelength_of(flow, modules)
    expected = codelength_of(flow_of(carried, FlowOptions(flow_model="rawdir")), modules)
    assert flow.node_flow == pytest.approx(visits, abs=1e-9)
    assert length.index == pytest.approx(expected.index, abs=1e-8)
    assert length.total == pytest.approx(expected.total, abs=1e-8)


@given(networks(directed=False), st.booleans())
def test_undirected_modules_are_entered_as_often_as_left_by_teleportation_too(network, self_links):
    assume(network.num_nodes > 1)
    flow = flow_of(network, FlowOptions(regularized=True, self_links=self_links))
    alone = np.arange(network.num_nodes, dtype=np.int32)
    rates = module_rates(flow, alone)
    assert rates.enter_flow == pytest.approx(rates.exit_flow, abs=1e-12)
    assert rates.flow.sum() == pytest.approx(1.0, abs=1e-12)


@given(SMALL_NETWORKS, st.booleans())
def test_directed_modules_are_entered_as_often_as_left_together(network, self_links):
    network = read(network, True, self_links)
    flow = flow_of(network, FlowOptions(regularized=True, self_links=self_links))
    rates = module_rates(flow, np.arange(network.num_nodes, dtype=np.int32))
    assert rates.enter_flow.sum() == pytest.approx(rates.exit_flow.sum(), abs=1e-12)
    assert rates.flow.sum() == pytest.approx(1.0, abs=1e-12)


def test_weights_of_whole_numbers_stay_whole():
    network = Network.from_links([0, 1, 2], [1, 2, 0], [0.25, 0.5, 1.0], nodes="abc")
    flow = flow_of(network, FlowOptions(regularized=True))
    assert flow.arc_weights.dtype == np.uint32
    assert flow.symmetric


def test_the_unit_of_weights_does_not_matter():
    network = nx.gnm_random_graph(40, 80, seed=1)
    modules = {u: u // 8 for u in network}
    lengths = []
    for unit in (1.0, 0.01, 1e9):
        for _, _, data in network.edges(data=True):
            data["weight"] = unit
        lengths.append(infomap_py.codelength(network, modules, regularized=True))
    assert lengths == pytest.approx([lengths[0]] * 3, abs=1e-12)


@pytest.mark.parametrize("directed", [False, True])
def test_strength_zero_expects_no_links(directed):
    graph = nx.gnm_random_graph(30, 90, seed=2, directed=directed)
    graph.add_edges_from((u, (u + 1) % 30) for u in range(30))  # every node has a way out
    modules = {u: u % 4 for u in graph}
    regularized = infomap_py.codelength(graph, modules, regularized=True, regularization_strength=0)
    plain = infomap_py.codelength(graph, modules, teleportation_probability=0.0)
    assert regularized == pytest.approx(plain, abs=1e-9)


@pytest.mark.parametrize("directed", [False, True])
def test_links_of_weight_zero_are_no_links(directed):
    links = [("a", "b", 1.0), ("b", "c", 2.0), ("c", "a", 3.0)]
    options = {"directed": directed, "regularized": True}
    with_null = infomap_py.partition([*links, ("a", "d", 0.0)], **options)
    network = Network.from_links(
        [0, 1, 2], [1, 2, 0], [1.0, 2.0, 3.0], nodes="abcd", directed=directed
    )
    without = infomap_py.partition(network, **options)
    assert with_null.flow.tolist() == without.flow.tolist()
    assert with_null.flow[3] > 0.0


def test_a_node_without_links_is_visited_by_expected_links():
    # Two nodes with a link, one without, all means 1: lambda = ln 3 / 3, and each node expects
    # links of 3 lambda = ln 3 in all, next to observed ones of 1, 1 and 0.
    network = Network.from_links([0], [1], nodes=range(3))
    expected = np.array([1.0, 1.0, 0.0]) + math.log(3)
    flow = flow_of(network, FlowOptions(regularized=True))
    assert flow.node_flow == pytest.approx(expected / expected.sum(), abs=1e-15)


@pytest.mark.parametrize("self_links", [True, False])
def test_states_expect_links_by_the_number_of_physical_nodes(self_links):
    # Three states of two physical nodes in a triangle: each has links of weight 2 and expects
    # 3 ln 2 / 2^3 besides, less a third without those to itself. All are alike, so what tells the
    # strengths apart is how much is teleported.
    network = StateNetwork.from_links(
        [0, 1, 2], [1, 2, 0], nodes="abc", physical=[0, 0, 1], physical_nodes="AB"
    )
    expected = 3 * math.log(2) / 8
    visits = 2 + (expected if self_links else 2 / 3 * expected)
    flow = flow_of(network, FlowOptions(regularized=True, self_links=self_links))
    assert flow.node_flow == pytest.approx([1 / 3] * 3, abs=1e-15)
    assert flow.teleport_rate / flow.visits == pytest.approx([expected / visits] * 3, rel=1e-14)


@pytest.mark.parametrize("options", [{}, {"directed": True}, {"self_links": False}])
def test_a_network_without_links_expects_none(options):
    found = infomap_py.partition(
        Network.from_links([], [], nodes=range(3)), regularized=True, **options
    )
    assert found.codelength == 0.0


@pytest.mark.parametrize("num_nodes", [100, 300, 1000, 3000])
def test_sparse_random_graphs_have_one_module_where_plain_flow_finds_many(num_nodes):
    # Mean degree 3: below ln N, half of the links that connect a random graph are missing.
    graph = nx.gnm_random_graph(num_nodes, 3 * num_nodes // 2, seed=7)
    assert infomap_py.partition(graph, regularized=True).num_modules == 1
    assert infomap_py.partition(graph).num_modules > num_nodes // 10


def test_planted_groups_are_still_found():
    graph = nx.planted_partition_graph(4, 25, 0.5, 0.01, seed=3)
    found = infomap_py.partition(graph, regularized=True)
    expected = {frozenset(range(25 * m, 25 * m + 25)) for m in range(4)}
    assert {frozenset(community) for community in found.communities()} == expected
