"""Bipartite flow: features are passed and not coded."""

import re

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, bipartite_networks

import infomap_py
from infomap_py.codelength import codelength_of, module_rates
from infomap_py.errors import FlowError, NetworkError, OptionError
from infomap_py.flow import flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions

# Ann and Bob sing in a choir, Cy and Di play in a band, and Ann also plays.
LINKS = [("Ann", "choir"), ("Bob", "choir"), ("Cy", "band"), ("Di", "band"), ("Ann", "band")]
GROUPS = {"choir", "band"}
MODULES = [{"Ann", "Bob", "choir"}, {"Cy", "Di", "band"}]


def graph_of_sides():
    graph = nx.Graph(LINKS)
    nx.set_node_attributes(graph, {node: int(node in GROUPS) for node in graph}, "bipartite")
    return graph


def keywords(options):
    return {name: value for name, value in options.as_dict().items() if name != "directed"}


def test_two_groups_that_share_a_member_to_redo_by_hand():
    # Ann has two of the five links, so she is visited 2/5 of the time, the others 1/5 each. A coded
    # step passes two links, out of 2 * 5 arcs; that between Ann and the band joins the modules, and
    # is passed at 2/10 either way.
    found = infomap_py.partition(LINKS, bipartite=GROUPS)
    flow = flow_of(found.network, FlowOptions())
    length = codelength_of(flow, np.array([0, 0, 0, 1, 1, 1], dtype=np.int32))
    assert found.network.nodes == ["Ann", "choir", "Bob", "Cy", "band", "Di"]
    assert flow.node_flow == pytest.approx([0.4, 0.0, 0.2, 0.2, 0.0, 0.2], abs=1e-15)
    assert length.index == pytest.approx(0.4, abs=1e-15)

    def plogp(x):
        return x * np.log2(x)

    both = plogp(0.8) - plogp(0.2) + plogp(0.6) - plogp(0.2) - plogp(0.4) - 3 * plogp(0.2)
    assert length.module == pytest.approx(both, abs=1e-14)


@given(bipartite_networks(directed=False))
def test_undirected_visits_are_shares_of_the_links_of_primary_nodes(network):
    flow = flow_of(network, FlowOptions())
    plain = flow_of(network, FlowOptions(adjust_bipartite_flow=False))
    primary = np.where(network.features, 0.0, plain.visits)
    assert flow.node_flow == pytest.approx(primary / primary.sum(), abs=1e-15)
    assert flow.link_flow == pytest.approx(2.0 * plain.link_flow, rel=1e-15)


@given(bipartite_networks(), st.sampled_from(FLOW_OPTIONS))
def test_features_are_not_visited_and_all_visits_are_primary(network, options):
    flow = flow_of(network, options)
    assert (flow.node_flow[network.features] == 0.0).all()
    assert flow.node_flow.sum() == pytest.approx(1.0, abs=1e-12)
    if flow.teleport_weight is not None:
        assert (flow.teleport_rate[network.features] == 0.0).all()
        assert flow.teleport_weight.sum() == pytest.approx(1.0, abs=1e-12)
    if flow.symmetric:
        rates = module_rates(flow, np.arange(network.num_nodes, dtype=np.int32))
        assert rates.enter_flow == pytest.approx(rates.exit_flow, abs=1e-12)


@given(bipartite_networks(max_nodes=12), st.sampled_from(FLOW_OPTIONS), st.integers(0, 3))
def test_what_is_found_costs_what_the_scorer_says_and_no_more_than_one_module(
    network, options, seed
):
    found = infomap_py.partition(network, seed=seed, **keywords(options))
    assert found.codelength == infomap_py.codelength(network, found, **keywords(options))
    assert found.codelength <= found.one_level_codelength + 1e-12


@given(bipartite_networks())
def test_unadjusted_flow_is_that_of_a_network_without_sides(network):
    plain = Network.from_links(
        network.sources,
        network.targets,
        network.weights,
        nodes=network.nodes,
        directed=True,
    )
    unadjusted = flow_of(network, FlowOptions(adjust_bipartite_flow=False, flow_model="rawdir"))
    expected = flow_of(plain.as_directed(True), FlowOptions(flow_model="rawdir"))
    assert unadjusted.node_flow.tolist() == expected.node_flow.tolist()
    assert unadjusted.link_flow.tolist() == expected.link_flow.tolist()


def test_node_weights_as_flow_are_taken_as_they_are():
    weights = {"Ann": 1, "Bob": 1, "Cy": 1, "Di": 1, "choir": 2, "band": 2}
    found = infomap_py.partition(
        LINKS, bipartite=GROUPS, node_weights=weights, node_weights_as_flow=True
    )
    assert dict(zip(found.nodes, found.flow.tolist(), strict=True)) == {
        node: weight / 8 for node, weight in weights.items()
    }


def test_a_walk_that_never_comes_back_to_primary_nodes_is_refused():
    with pytest.raises(FlowError, match="never comes to a primary node"):
        infomap_py.partition(LINKS, bipartite=GROUPS, directed=True, recorded_teleportation=True)


def test_sides_without_links_have_no_flow():
    network = Network.from_links([], [], nodes="ab", features=[False, True])
    assert infomap_py.partition(network).codelength == 0.0


# Teleportation once per coded step


def two_steps(network, alpha, weights):
    """The stationary walk from primary node to primary node, by elimination."""
    matrix = np.zeros((network.num_nodes, network.num_nodes))
    matrix[network.sources, network.targets] = 1.0 if network.weights is None else network.weights
    matrix /= matrix.sum(axis=1, keepdims=True)
    primary = ~network.features
    steps = (matrix @ matrix)[np.ix_(primary, primary)]
    count = primary.sum()
    walk = (1 - alpha) * steps + alpha * np.array(weights)[primary] / np.sum(weights)
    system = np.vstack([walk.T - np.eye(count), np.ones(count)])
    result = np.zeros(network.num_nodes)
    result[primary] = np.linalg.lstsq(system, np.r_[np.zeros(count), 1.0], rcond=None)[0]
    return result


@given(bipartite_networks(directed=False, weights=st.sampled_from([0.5, 1.0, 3.0])), st.data())
def test_bipartite_teleportation_is_that_of_a_walk_of_two_steps(network, data):
    degrees = np.diff(network.offsets)
    assume((degrees > 0).all())
    network = network.as_directed(True)
    weights = np.where(network.features, 0.0, data.draw(st.sampled_from([degrees, degrees**2])))
    flow = flow_of(
        network.with_node_weights(weights),
        FlowOptions(
            bipartite_teleportation=True,
            recorded_teleportation=True,
            teleport_to="nodes",
            teleportation_probability=0.3,
        ),
    )
    assert flow.node_flow == pytest.approx(two_steps(network, 0.3, weights), abs=1e-9)
    arriving = np.bincount(network.targets, flow.link_flow, network.num_nodes)
    leaving = np.bincount(network.sources, flow.link_flow, network.num_nodes)
    assert arriving[network.features] == pytest.approx(leaving[network.features], abs=1e-9)
    assert flow.teleport_rate == pytest.approx(0.3 * flow.node_flow, abs=1e-12)


@pytest.mark.parametrize("recorded", [False, True])
def test_what_is_found_with_bipartite_teleportation_costs_what_the_scorer_says(recorded):
    options = {"directed": True, "bipartite": GROUPS, "recorded_teleportation": recorded}
    links = [*LINKS, *((v, u) for u, v in LINKS)]
    found = infomap_py.partition(links, bipartite_teleportation=True, **options)
    scored = infomap_py.codelength(links, found, bipartite_teleportation=True, **options)
    assert found.codelength == scored
    assert found.codelength <= found.one_level_codelength


@pytest.mark.parametrize("links", [LINKS, [(v, u) for u, v in LINKS]])
def test_links_one_way_make_no_coded_step(links):
    with pytest.raises(FlowError, match="never makes a coded step"):
        infomap_py.partition(links, bipartite=GROUPS, directed=True, bipartite_teleportation=True)


def test_sides_without_links_have_no_flow_of_two_steps_either():
    network = Network.from_links([], [], nodes="ab", features=[False, True], directed=True)
    assert infomap_py.partition(network, bipartite_teleportation=True).codelength == 0.0


# How sides are given


@pytest.mark.parametrize("directed", [False, True])
def test_networkx_marks_features_with_one(directed):
    graph = graph_of_sides()
    graph = graph.to_directed() if directed else graph
    marked = infomap_py.partition(graph, bipartite=True)
    named = infomap_py.partition(graph, bipartite=GROUPS)
    assert marked == named
    assert marked.codelength == named.codelength
    assert marked.options["bipartite"] is True
    assert named.options["bipartite"] == "given"


def test_without_the_option_marks_are_not_read():
    graph = graph_of_sides()
    assert infomap_py.partition(graph).network.features is None


@pytest.mark.parametrize(
    "bipartite", [["choir", "band"], frozenset(GROUPS), {"choir": 1, "band": 2}]
)
def test_features_are_any_collection_of_nodes(bipartite):
    expected = infomap_py.codelength(LINKS, MODULES, bipartite=GROUPS)
    assert infomap_py.codelength(LINKS, MODULES, bipartite=bipartite) == expected


def test_a_network_knows_its_sides():
    network = infomap_py.partition(LINKS, bipartite=GROUPS).network
    expected = infomap_py.codelength(LINKS, MODULES, bipartite=GROUPS)
    assert infomap_py.codelength(network, MODULES) == expected
    assert infomap_py.codelength(network, MODULES, bipartite=True) == expected


def test_sides_are_kept_in_a_scan():
    scan = infomap_py.resolution_scan(graph_of_sides(), [1.0], bipartite=True)
    assert scan[0].codelength == infomap_py.partition(graph_of_sides(), bipartite=True).codelength


def test_a_node_without_a_mark_is_named():
    graph = graph_of_sides()
    graph.add_node("Eve")
    with pytest.raises(NetworkError, match="node 'Eve' has None for its attribute \"bipartite\""):
        infomap_py.partition(graph, bipartite=True)


def test_an_unknown_feature_is_named():
    with pytest.raises(NetworkError, match=r"bipartite names \['ball'\], which is not a node"):
        infomap_py.partition(LINKS, bipartite=[["ball"]])
    with pytest.raises(NetworkError, match="bipartite names 'opera', which is not a node"):
        infomap_py.partition(LINKS, bipartite=["opera"])


def test_a_link_within_a_side_is_named():
    with pytest.raises(NetworkError, match="'Cy' -> 'Di' joins two primary nodes"):
        infomap_py.partition([*LINKS, ("Cy", "Di")], bipartite=GROUPS)


@pytest.mark.parametrize("bipartite", [True, False, "choir", 1, np.array(7), np.eye(2)])
def test_what_names_no_side_is_refused(bipartite):
    with pytest.raises(OptionError, match=re.escape(f"bipartite={bipartite!r} is neither")):
        infomap_py.partition(LINKS, bipartite=bipartite)
