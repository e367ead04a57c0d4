"""The door: which kinds of graph there are, and what holds for all of them."""

import io
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import scipy.sparse

import infomap_py
from infomap_py.adapters import to_network
from infomap_py.errors import InputTypeError, NetworkError, OptionError
from infomap_py.network import Network

LINKS = [(0, 1, 0.5), (1, 2, 2.0), (2, 2, 3.0)]
COLUMNS = tuple(np.array(column) for column in zip(*LINKS, strict=True))


def networkx_graph():
    graph = nx.Graph()
    graph.add_weighted_edges_from(LINKS)
    return graph


def matrix():
    sources, targets, weights = COLUMNS
    return scipy.sparse.coo_array((weights, (sources, targets)), shape=(3, 3))


def data_frame():
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(LINKS, columns=["source", "target", "weight"])


def igraph_graph():
    igraph = pytest.importorskip("igraph")
    return igraph.Graph.TupleList(LINKS, weights=True, vertex_name_attr="id")


def networkit_graph():
    networkit = pytest.importorskip("networkit")
    graph = networkit.Graph(3, weighted=True)
    for link in LINKS:
        graph.addEdge(*link)
    return graph


def polars_frame():
    polars = pytest.importorskip("polars")
    return polars.DataFrame(LINKS, schema=["source", "target", "weight"], orient="row")


def arrow_table():
    pyarrow = pytest.importorskip("pyarrow")
    return pyarrow.table(dict(zip(["source", "target", "weight"], COLUMNS, strict=True)))


def network():
    sources, targets, weights = COLUMNS
    return Network.from_links(sources, targets, weights, nodes=range(3))


def binary_file():
    return io.BytesIO(b"0 1 0.5\n1 2 2.0\n2 2 3.0\n")


KINDS = [
    networkx_graph,
    matrix,
    data_frame,
    igraph_graph,
    networkit_graph,
    polars_frame,
    arrow_table,
    network,
    binary_file,
    lambda: LINKS,
    lambda: COLUMNS,
    lambda: np.array(LINKS),
    lambda: (link for link in LINKS),
]


@pytest.mark.parametrize("graph", KINDS)
def test_the_same_links_give_the_same_network_from_every_kind_of_graph(graph):
    assert to_network(graph()) == network()


@pytest.mark.parametrize("graph", KINDS)
def test_without_a_weight_every_link_counts_1(graph):
    unweighted = to_network(graph(), weight=None)
    assert unweighted.weights is None
    assert list(unweighted.links()) == [(0, 1, 1.0), (1, 2, 1.0), (2, 2, 1.0)]


@pytest.mark.parametrize("graph", KINDS)
def test_node_weights_come_with_every_kind_of_graph(graph):
    weighted = to_network(graph(), node_weights={2: 1, 0: 3, 1: 2})
    assert weighted.node_weights.tolist() == [3.0, 2.0, 1.0]


@pytest.mark.parametrize("graph", KINDS)
@pytest.mark.parametrize("directed", [True, False, np.True_, 0])
def test_every_kind_of_graph_can_be_read_as_directed_or_not(graph, directed):
    assert to_network(graph(), directed=directed).directed is bool(directed)


def test_a_network_is_itself():
    graph = network()
    assert to_network(graph) is graph
    assert to_network(graph, directed=False) is graph


def test_an_undirected_network_read_as_directed_has_both_directions():
    assert to_network(network(), directed=True) == network().as_directed(True)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_string_or_path_is_a_file(kind, tmp_path):
    path = tmp_path / "links.txt"
    path.write_text("a b 2\nb c 1\n")
    graph = to_network(kind(path))
    assert list(graph.links()) == [("a", "b", 2.0), ("b", "c", 1.0)]
    assert graph.source == str(path)


def test_a_file_that_is_not_there_is_not_found():
    with pytest.raises(FileNotFoundError, match="no_such_file"):
        to_network("no_such_file.txt")


@pytest.mark.parametrize("graph", [None, 7, 2.5, b"edges.txt", object(), nx])
def test_what_is_no_graph_is_named_with_what_would_be(graph):
    with pytest.raises(
        InputTypeError,
        match=rf"network of {type(graph).__name__}; give a networkx graph, .*Network",
    ):
        to_network(graph)


@pytest.mark.parametrize("graph", [{"a": ["b"]}, {"a": {"b": 1.0}}, nx.path_graph(3).adj])
def test_a_dictionary_is_pointed_to_networkx(graph):
    with pytest.raises(InputTypeError, match=r"use networkx\.from_dict_of_dicts"):
        to_network(graph)


@pytest.mark.parametrize(
    ("graph", "advice"),
    [
        (nx.Graph, "type; .* Of the class Graph, give an object"),
        (np.ndarray, "type; .* Of the class ndarray, give an object"),
        (memoryview(np.eye(3)), r"memoryview; .* Of a memoryview, give numpy.asarray\(view\)"),
    ],
)
def test_a_class_or_a_view_of_memory_is_no_graph(graph, advice):
    with pytest.raises(InputTypeError, match=f"cannot make a network of {advice}"):
        to_network(graph)


def test_an_input_type_error_is_a_type_error():
    with pytest.raises(TypeError, match="NoneType"):
        to_network(None)


@pytest.mark.parametrize("directed", ["yes", 2, "no"])
def test_a_direction_that_is_neither_is_refused(directed):
    with pytest.raises(
        OptionError, match=rf"directed is {directed!r}; choose True or False, or None"
    ):
        to_network(LINKS, directed=directed)


def test_node_weights_of_unknown_nodes_are_refused():
    with pytest.raises(NetworkError, match="names 'z', which is not a node"):
        to_network(LINKS, node_weights={"z": 1})


def test_a_lazy_table_is_to_be_collected():
    polars = pytest.importorskip("polars")
    with pytest.raises(
        InputTypeError, match=r"polars\.LazyFrame; .* give what collect\(\) returns"
    ):
        to_network(polars.LazyFrame({"u": [1], "v": [2]}))


@pytest.mark.parametrize("graph", KINDS)
def test_lighter_links_are_left_out_of_every_kind_of_graph(graph):
    heavy = to_network(graph(), min_weight=2.0)
    assert list(heavy.links()) == [(1, 2, 2.0), (2, 2, 3.0)]
    assert (list(heavy.nodes), heavy.left_out) == ([0, 1, 2], (2.0, 1))


def test_a_partition_is_no_graph_of_layers():
    found = infomap_py.partition(nx.barbell_graph(3, 0))
    with pytest.raises(InputTypeError, match=r"Of a partition, give its network, or what module_n"):
        infomap_py.partition(found)
    assert infomap_py.partition(found.network) == found
    assert len(infomap_py.partition(found.module_network())) == 2  # two modules, two nodes
