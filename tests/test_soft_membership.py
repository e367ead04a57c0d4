"""Partition.membership(): the share of each node's flow with each module."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, networks

import infomap_py
from infomap_py.codelength import module_rates
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions


@given(networks(), st.sampled_from(FLOW_OPTIONS))
def test_shares_are_those_of_the_flow_on_the_links_one_by_one(network, options) -> None:
    partition = infomap_py.partition(network, **options.as_dict())
    flow = flow_of(network, options)
    exchanged = np.zeros((network.num_nodes, partition.num_modules))
    arcs = flow.network
    for u, v, amount in zip(arcs.sources, arcs.targets, flow.link_flow, strict=True):
        exchanged[u, partition.labels[v]] += amount
        if not flow.symmetric:
            exchanged[v, partition.labels[u]] += amount
    for u, row in enumerate(exchanged):
        if row.sum() == 0.0:
            row[partition.labels[u]] = 1.0
    shares = partition.membership()
    assert shares.format == "csr"
    np.testing.assert_allclose(
        shares.toarray(), exchanged / exchanged.sum(axis=1, keepdims=True), atol=1e-12
    )


@given(networks(directed=False))
def test_what_nodes_exchange_with_other_modules_is_what_leaves_theirs(network) -> None:
    # Undirected, all of a visit goes to links, so exit_m = sum over u in m of p_u (1 - share_um).
    partition = infomap_py.partition(network)
    own = partition.membership().toarray()[np.arange(network.num_nodes), partition.labels]
    leaving = np.bincount(partition.labels, partition.flow * (1.0 - own))
    flow = flow_of(network, FlowOptions())
    np.testing.assert_allclose(
        leaving, module_rates(flow, partition.labels).exit_flow, rtol=0, atol=1e-12
    )


def test_a_node_without_links_is_wholly_in_its_own_module() -> None:
    graph = nx.barbell_graph(3, 0)
    graph.add_node("alone")
    partition = infomap_py.partition(graph)
    row = partition.membership().toarray()[6]
    assert row[partition["alone"]] == row.sum() == 1.0


def test_a_self_link_is_with_the_own_module() -> None:
    graph = nx.barbell_graph(3, 0)
    graph.add_edge(2, 2)
    partition = infomap_py.partition(graph, initial=[{0, 1, 2}, {3, 4, 5}])
    # Of node 2: links to 0 and 1 and itself, and one out of the module.
    assert partition.membership().toarray()[2, partition[2]] == pytest.approx(3 / 4)
    without = infomap_py.partition(graph, self_links=False)
    assert without.membership().toarray()[2, without[2]] == pytest.approx(2 / 3)


def test_node_weights_that_a_caller_gave_are_remembered() -> None:
    graph = nx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3)])
    options = {"teleport_to": "nodes", "recorded_teleportation": True}
    here = infomap_py.partition(graph, node_weights=[1, 1, 1, 1, 9], **options)
    there = infomap_py.partition(graph, **options)
    assert here.num_modules == there.num_modules == 2
    # Node 3 is reached from 2 at a rate that depends on where teleportation lands.
    gap = here.membership().toarray()[3, here[3]] - there.membership().toarray()[3, there[3]]
    assert gap > 0.01
