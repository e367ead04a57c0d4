"""Partitions as graphs of networkx and igraph, and as clusterings of cdlib."""

import sys
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import LAYERED
from strategies import networks
from written_trees import network_of_pairs, pairs_of_pairs, partition_into, paths_of

import infomap_py
from infomap_py import Network, StateNetwork
from infomap_py.adapters import to_network
from infomap_py.errors import MissingPackageError
from infomap_py.exported_graphs import _of_physical_nodes
from infomap_py.graphml_files import graphml_text

OVERLAPPING = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))


def as_given(network):
    """The network less what graphs have no place for but in attributes."""
    return Network.from_links(*ends_once(network), nodes=network.nodes, directed=network.directed)


def ends_once(network):
    once = slice(None) if network.directed else network.sources <= network.targets
    weights = network.weights
    return (
        network.sources[once],
        network.targets[once],
        None if weights is None else weights[once],
    )


# networkx


@given(network=networks())
def test_networkx_has_the_network(network):
    graph = infomap_py.partition(network).to_networkx()
    assert to_network(graph) == as_given(network)
    assert nx.get_node_attributes(graph, "node_weight") == dict(
        enumerate(network.node_weights.tolist())
    )


@given(data=st.data())
def test_nodes_have_module_flow_and_path(data):
    paths = data.draw(paths_of(8))
    partition = partition_into(
        network_of_pairs(*"abcdefgh"), dict(zip("abcdefgh", paths, strict=True))
    )
    graph = partition.to_networkx()
    assert nx.get_node_attributes(graph, "module") == dict(partition)
    assert nx.get_node_attributes(graph, "flow") == dict(
        zip("abcdefgh", partition.flow.tolist(), strict=True)
    )
    if partition.num_levels > 2:
        texts = nx.get_node_attributes(graph, "path")
        assert {u: tuple(map(int, text.split(":"))) for u, text in texts.items()} == partition.paths


def test_a_network_without_weights_has_none_and_keeps_its_direction():
    graph = infomap_py.partition([(1, 2), (2, 3)], directed=True).to_networkx()
    assert graph.is_directed()
    assert list(graph.edges(data=True)) == [(1, 2, {}), (2, 3, {})]


def test_labels_are_those_of_the_caller():
    labels = [1, "1", (2, "x"), frozenset({3}), b"4", 5.5, "", "ü"]
    graph = infomap_py.partition(network_of_pairs(*labels)).to_networkx()
    assert list(graph) == labels


def test_sides_are_told_as_networkx_calls_them():
    partition = infomap_py.partition([("Ann", "fair"), ("Bob", "fair")], bipartite={"fair"})
    graph = partition.to_networkx()
    assert dict(graph.nodes(data="bipartite")) == {"Ann": 0, "fair": 1, "Bob": 0}
    assert infomap_py.partition(graph, bipartite=True) == partition


def test_states_are_nodes_with_what_they_belong_to():
    graph = infomap_py.partition(LAYERED).to_networkx()
    assert dict(graph.nodes(data="physical_node")) == {"b<a": "b", "a\n": "a", "b<c": "b", "c": "c"}
    assert [layer for _, layer in graph.nodes(data="layer")] == ["x", "x", 2, 2]


def test_overlapping_modules_are_on_the_graph_of_nodes():
    partition = infomap_py.partition(OVERLAPPING, overlapping=True)
    graph = partition.to_networkx()
    assert nx.utils.graphs_equal(nx.Graph(graph.edges), nx.Graph(OVERLAPPING.edges))
    told = dict(graph.nodes(data="modules"))
    assert {
        u: {int(m): float(flow) for m, flow in (pair.split(":") for pair in text.split())}
        for u, text in told.items()
    } == partition.node_modules()


@pytest.mark.parametrize("partition", [pairs_of_pairs(), infomap_py.partition(LAYERED)])
def test_it_is_what_the_graphml_says(partition):
    graph = partition.to_networkx()
    from_file = nx.parse_graphml("".join(graphml_text(partition)))
    for (u, known), (_, told) in zip(
        graph.nodes(data=True), from_file.nodes(data=True), strict=True
    ):
        assert told.pop("label") == str(u)
        assert told == {name: known[name] if name != "layer" else str(known[name]) for name in told}
        assert told.keys() == known.keys()
    assert [w for *_, w in from_file.edges(data="weight")] == [
        w for *_, w in graph.edges(data="weight")
    ]


def test_networkx_can_write_it(tmp_path):
    for partition in (pairs_of_pairs(), infomap_py.partition(OVERLAPPING, overlapping=True)):
        nx.write_graphml(partition.to_networkx(), tmp_path / "a.graphml")
        nx.write_gexf(partition.to_networkx(), tmp_path / "a.gexf")


# igraph


@given(network=networks())
def test_igraph_has_the_network_and_its_modules(network):
    pytest.importorskip("igraph", reason="graphs of igraph are made of it")
    partition = infomap_py.partition(network)
    graph = partition.to_igraph()
    assert to_network(graph) == as_given(network)
    assert graph.vs["name"] == list(network.nodes)
    assert graph.vs["module"] == partition.labels.tolist()
    assert graph.vs["flow"] == partition.flow.tolist()


def test_igraph_scores_its_modules():
    igraph = pytest.importorskip("igraph", reason="graphs of igraph are made of it")
    graph = infomap_py.partition(nx.barbell_graph(3, 0)).to_igraph()
    # Each triangle has 3 of 7 links and half of their ends: 2 (3/7 - 1/4).
    clustering = igraph.VertexClustering(graph, graph.vs["module"])
    assert clustering.modularity == pytest.approx(2 * (3 / 7 - 1 / 4))


# cdlib


def cdlib():
    return pytest.importorskip("cdlib", reason="clusterings of cdlib are made of it")


def test_cdlib_has_modules_and_graph():
    clustering_of = cdlib().NodeClustering
    partition = infomap_py.partition(nx.karate_club_graph(), seed=3)
    clustering = partition.to_cdlib()
    assert isinstance(clustering, clustering_of)
    assert not clustering.overlap
    assert sorted(map(sorted, clustering.communities)) == sorted(
        map(sorted, partition.communities())
    )
    assert clustering.node_coverage == 1
    assert clustering.method_parameters["seed"] == 3
    assert clustering.newman_girvan_modularity().score == pytest.approx(
        nx.community.modularity(nx.karate_club_graph(), partition.communities())
    )


def test_cdlib_has_overlapping_modules_of_nodes():
    cdlib()
    clustering = infomap_py.partition(OVERLAPPING, overlapping=True).to_cdlib()
    assert clustering.overlap
    assert list(map(sorted, clustering.communities)) == [list(range(6)), list(range(5, 11))]
    assert nx.utils.graphs_equal(clustering.graph, nx.Graph(OVERLAPPING.edges))


def test_cdlib_has_states_as_their_nodes_with_links_summed():
    cdlib()
    clustering = infomap_py.partition(LAYERED).to_cdlib()
    weights = {(u, v): w for u, v, w in clustering.graph.edges(data="weight")}
    # b<a -> a of 1, a -> b<a of 2, b<c -> c of 0.5, c -> b<c of 1, b<a -> c of 0.25.
    assert weights == {("b", "a"): 1.0, ("a", "b"): 2.0, ("b", "c"): 0.75, ("c", "b"): 1.0}
    assert set().union(*clustering.communities) == {"a", "b", "c"}


def test_undirected_links_of_states_are_summed_once():
    # Two layers, a triangle in each, of the same nodes: every link has a weight of 2.
    ends = list(combinations(range(3), 2))
    both = ends + [(u + 3, v + 3) for u, v in ends]
    network = StateNetwork.from_links(
        *zip(*both, strict=True),
        nodes=range(6), physical=[0, 1, 2, 0, 1, 2], physical_nodes="abc",
    )  # fmt: skip
    found = set(_of_physical_nodes(network).links())
    assert found == {("a", "b", 2.0), ("a", "c", 2.0), ("b", "c", 2.0)}


# Packages that are not there


@pytest.mark.parametrize("package", ["igraph", "cdlib"])
def test_a_package_that_is_missing_is_told_with_what_installs_it(monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    partition = infomap_py.partition([(1, 2)])
    with pytest.raises(
        MissingPackageError, match=rf"to_{package}\(\) needs {package}: pip install"
    ):
        getattr(partition, f"to_{package}")()
