"""Modules that a node has no link to, and may join all the same: where teleportation is coded, it
leads from every module to every other."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import networks, partitioned_flows_and_terms

import infomap_py
from infomap_py._core.control import Control
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import move_nodes, single_moves
from infomap_py.added_terms import AddedTerms
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.options import FlowOptions

CODED_TELEPORTATION = [
    FlowOptions(flow_model="undirected", regularized=True),
    FlowOptions(flow_model="directed", regularized=True),
    FlowOptions(flow_model="directed", recorded_teleportation=True),
    FlowOptions(flow_model="directed", recorded_teleportation=True, teleport_to="nodes"),
]


def assert_what_is_kept_is_what_is_recomputed(level, module_of, least_share):
    level.objective.recompute(level.graph, module_of)
    order = np.arange(len(module_of), dtype=np.int32)
    move_nodes(level.graph, level.objective, module_of, order, Control(), least_share=least_share)
    kept = level.objective.codelength()
    assert kept == pytest.approx(
        level.objective.recompute(level.graph, module_of), abs=1e-9, rel=1e-9
    )


@given(networks(max_nodes=12), st.sampled_from(CODED_TELEPORTATION), st.data())
def test_an_offered_module_is_never_one_whose_links_were_not_weighed(network, options, data):
    count = network.num_nodes
    modules = data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    level = finest_level(flow_of(network, options))
    assert_what_is_kept_is_what_is_recomputed(level, np.array(modules, dtype=np.int32), 0.9)


@given(partitioned_flows_and_terms(max_nodes=12))
def test_the_same_of_modules_that_added_terms_offer(given_terms):
    flow, module_of, added = given_terms
    assert_what_is_kept_is_what_is_recomputed(finest_level(flow, added), module_of, 0.9)


def test_modules_without_a_link_are_candidates_where_teleportation_is_coded():
    # Two pairs and a node without links, in a module each; that of the node is 2.
    network = infomap_py.Network.from_links([0, 2], [1, 3], nodes=range(5))
    modules = np.array([0, 0, 1, 1, 2], dtype=np.int32)
    for regularized, candidates in ((False, {2}), (True, {0, 1, 2})):
        level = finest_level(flow_of(network, FlowOptions(regularized=regularized)))
        level.objective.recompute(level.graph, modules)
        assert set(single_moves(level.graph, level.objective, modules, 4)) == candidates


@pytest.mark.parametrize("two_level", [True, False])
def test_nodes_without_links_join_the_others_of_a_regularized_network(two_level):
    # Nothing says where the ten belong. In modules of their own, each costs an exit, which nearly
    # every visit takes.
    graph = nx.ring_of_cliques(4, 10)
    graph.add_nodes_from(range(40, 50))
    found = infomap_py.partition(graph, regularized=True, two_level=two_level)
    alone = [m for m in found.communities() if len(m) == 1]
    assert alone == []
    apart = np.arange(50) // 10
    apart[40:] = np.arange(10, 20)
    assert found.codelength < infomap_py.codelength(graph, apart, regularized=True) - 0.03


@given(networks(max_nodes=8), st.sampled_from(CODED_TELEPORTATION))
def test_merging_two_modules_of_the_result_never_shortens_the_code(network, options):
    flow = flow_of(network, options)
    keywords = {name: value for name, value in options.as_dict().items() if value is not None}
    found = infomap_py.partition(network, num_trials=3, **keywords)
    level = finest_level(flow)
    bits = level.objective.recompute(level.graph, found.labels)
    for a in range(found.num_modules):
        for b in range(a):
            merged = np.where(found.labels == a, b, found.labels).astype(np.int32)
            number_modules(merged)
            assert level.objective.recompute(level.graph, merged) >= bits - 1e-9


def test_added_terms_suggest_one_module_after_another():
    # Pairs, a module each, and a node that is linked to none of them.
    pairs = np.arange(60).reshape(-1, 2)
    network = infomap_py.Network.from_links(*pairs.T, nodes=range(61))
    modules = (np.arange(61) // 2).astype(np.int32)
    level = finest_level(flow_of(network, FlowOptions()), AddedTerms(preferred=3))
    level.objective.recompute(level.graph, modules)
    visits = [set(single_moves(level.graph, level.objective, modules, 60)) for _ in range(9)]
    assert set.union(*visits) == set(range(31))
    assert all(len(candidates) < 31 for candidates in visits)


def test_added_terms_suggest_nothing_to_a_node_alone_that_has_one_module_to_join():
    # Pairs, a module each, and a node alone that is linked to the first of them.
    pairs = np.arange(60).reshape(-1, 2)
    ends = np.concatenate([pairs, [[60, 0]]])
    network = infomap_py.Network.from_links(*ends.T, nodes=range(61))
    modules = (np.arange(61) // 2).astype(np.int32)
    level = finest_level(flow_of(network, FlowOptions()), AddedTerms(preferred=3))
    level.objective.recompute(level.graph, modules)
    assert set(single_moves(level.graph, level.objective, modules, 60)) == {0, 30}
