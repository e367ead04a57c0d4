"""Partitions as GraphML, as networkx reads them back."""

import io

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_networks import HOSTILE, hostile_clusters
from written_trees import network_of_pairs, pairs_of_pairs, partition_into

import infomap_py
from infomap_py import Network, StateNetwork
from infomap_py.graphml_files import graphml_text
from infomap_py.output_files import write_text


def read(partition, more=None):
    text = "".join(graphml_text(partition, more))
    return nx.read_graphml(io.BytesIO(text.encode()))


def column(graph, name):
    # What is empty is left out by the oldest networkx.
    return [data.get(name) for _, data in graph.nodes(data=True)]


@pytest.mark.parametrize("directed", [False, True])
def test_networkx_reads_back_the_network_and_its_modules(directed):
    network = network_of_pairs(*"abcdefgh", directed=directed)
    partition = partition_into(network, {u: u in "abcd" for u in "abcdefgh"})
    graph = read(partition)
    assert graph.is_directed() == directed
    assert not graph.is_multigraph()
    assert column(graph, "label") == list("abcdefgh")
    assert column(graph, "module") == partition.labels.tolist()
    assert column(graph, "flow") == partition.flow.tolist()
    label = dict(graph.nodes(data="label"))
    links = {(label[u], label[v], w) for u, v, w in graph.edges(data="weight")}
    assert links == set(network.links())


def test_weights_of_an_unweighted_network_are_one():
    graph = read(infomap_py.partition([(1, 2), (2, 3), (3, 3)]))
    assert sorted(graph.edges(data="weight")) == [
        ("n0", "n1", 1.0),
        ("n1", "n2", 1.0),
        ("n2", "n2", 1.0),
    ]


def test_columns_of_the_caller_keep_their_kind():
    partition = infomap_py.partition([(1, 2), (2, 3)])
    more = {"count": [3, 2, 1], "score": [0.5, 1.5, 2.5], "kind": ["<a>", "&", ""]}
    graph = read(partition, more)
    assert column(graph, "count") == [3, 2, 1]
    assert column(graph, "score") == [0.5, 1.5, 2.5]
    assert [kind or "" for kind in column(graph, "kind")] == ["<a>", "&", ""]


def test_a_hierarchy_has_paths():
    partition = pairs_of_pairs()
    graph = read(partition)
    paths = [tuple(map(int, path.split(":"))) for path in column(graph, "path")]
    assert paths == list(partition.paths.values())


def test_overlapping_modules_are_drawn_on_the_graph_of_nodes():
    links = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    partition = infomap_py.partition(links, overlapping=True)
    graph = read(partition)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (11, 30)
    assert dict(zip(column(graph, "label"), column(graph, "module"), strict=True)) == {
        str(u): next(iter(modules)) for u, modules in partition.node_modules().items()
    }
    told = [dict(pair.split(":") for pair in text.split(" ")) for text in column(graph, "modules")]
    assert [{int(m): float(flow) for m, flow in modules.items()} for modules in told] == list(
        partition.node_modules().values()
    )
    assert sum(column(graph, "flow")) == pytest.approx(1.0)


def test_states_are_nodes_and_name_theirs_and_their_layer():
    states = StateNetwork.from_links(
        [0, 1], [1, 2], nodes=["a1", "b1", "a2"], physical=[0, 1, 0], physical_nodes=["a", "b"],
        layers=[0, 0, 1], layer_labels=["first", "second"],
    )  # fmt: skip
    graph = read(infomap_py.partition(states))
    assert column(graph, "label") == ["a1", "b1", "a2"]
    assert column(graph, "physical_node") == ["a", "b", "a"]
    assert column(graph, "layer") == ["first", "first", "second"]


def test_hostile_labels_come_back_as_they_were_but_for_what_xml_cannot_hold(tmp_path):
    write_text(str(tmp_path / "hostile.graphml"), graphml_text(hostile_clusters().partition))
    graph = nx.read_graphml(tmp_path / "hostile.graphml")
    labels = [label or "" for label in column(graph, "label")]
    kept = [word for word in HOSTILE if word not in ("\x00\x1b[31m\u2028", "\ud800")]
    assert [label for label in labels if label in HOSTILE] == kept
    assert "\\x00\\x1b[31m\u2028" in labels
    assert r"\ud800" in labels


@given(labels=st.lists(st.text(), min_size=2, max_size=4, unique=True))
def test_any_labels_make_a_document_that_is_read(labels):
    ends = range(len(labels) - 1)
    network = Network.from_links(ends, [u + 1 for u in ends], nodes=labels, source="--> <a>")
    partition = infomap_py.partition(network)
    graph = read(partition)
    assert graph.number_of_nodes() == len(labels)
    assert graph.number_of_edges() == len(labels) - 1


def test_what_made_it_is_a_description_unless_it_is_not_wanted():
    partition = infomap_py.partition([(1, 2), (2, 3)])
    assert "<desc>infomap_py: " in "".join(graphml_text(partition))
    assert "<desc>" not in "".join(graphml_text(partition, with_provenance=False))


def test_igraph_reads_it(tmp_path):
    igraph = pytest.importorskip("igraph")
    write_text(str(tmp_path / "pairs.graphml"), graphml_text(pairs_of_pairs()))
    try:
        graph = igraph.Graph.Read_GraphML(str(tmp_path / "pairs.graphml"))
    except NotImplementedError:
        pytest.skip("this igraph was built without GraphML")
    assert graph.vs["label"] == list("12345678")
    assert sorted(graph.es["weight"]) == [1.0, 2.0, 2.0, 4.0, 4.0, 4.0, 4.0]
