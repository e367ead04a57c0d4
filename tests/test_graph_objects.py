"""networkx graphs of all four classes, held against their own lists of edges; igraph graphs."""

from collections import defaultdict
from fractions import Fraction
from math import fsum

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.adapters import to_network
from infomap_py.errors import NetworkError
from infomap_py.network import Network

CLASSES = [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]
LABELS = [0, 1, -7, "a", "1", ("a", 1), frozenset({2}), 2.5, b"b"]
WEIGHTS = [0, 0.0, 0.1, 0.2, 0.3, 1, 1.0, 3, True, Fraction(1, 3), np.float32(0.5), np.int64(4)]


@st.composite
def graphs(draw, classes=tuple(CLASSES)):
    """Few nodes of mixed kinds, many parallel and self-links, weights of all types or none."""
    graph = draw(st.sampled_from(classes))()
    nodes = draw(st.lists(st.sampled_from(LABELS), unique=True, max_size=len(LABELS)))
    graph.add_nodes_from(draw(st.sampled_from([nodes, range(len(nodes))])))
    if not graph:
        return graph
    ends = st.sampled_from(list(graph))
    attributes = draw(
        st.sampled_from(
            [
                st.just({}),
                st.just({"colour": "red"}),
                st.builds(lambda weight: {"weight": weight}, st.sampled_from(WEIGHTS)),
                st.sampled_from([{}, {"weight": 2.0}, {"colour": "red"}]),
            ]
        )
    )
    for u, v, data in draw(st.lists(st.tuples(ends, ends, attributes), max_size=30)):
        graph.add_edge(u, v, **data)
    return graph


def weight_of_pairs(links, directed):
    """Total weight between every two nodes, rounded once, whatever the order of the links."""
    weights = defaultdict(list)
    for u, v, weight in links:
        weights[(u, v) if directed else frozenset({u, v})].append(float(weight))
    return {pair: fsum(parts) for pair, parts in weights.items()}


def edges_of(graph, weight="weight"):
    return (
        list(graph.edges(data=weight, default=1)) if weight else [(*e[:2], 1) for e in graph.edges]
    )


def assert_same_links(network, links):
    expected = weight_of_pairs(links, network.directed)
    found = weight_of_pairs(network.links(), network.directed)
    assert found.keys() == expected.keys()
    assert [found[pair] for pair in expected] == pytest.approx(list(expected.values()), rel=1e-14)


# -- networkx -------------------------------------------------------------------------------------


@given(graphs(), st.sampled_from(["weight", "colour?", None]))
def test_a_networkx_graph_keeps_its_nodes_edges_and_direction(graph, weight):
    network = to_network(graph, weight=weight)
    assert list(network.nodes) == list(graph)
    assert network.directed == graph.is_directed()
    assert_same_links(network, edges_of(graph, weight))


@given(graphs((nx.DiGraph, nx.MultiDiGraph)))
def test_a_digraph_read_as_undirected_sums_both_directions(graph):
    network = to_network(graph, directed=False)
    assert not network.directed
    assert_same_links(network, edges_of(graph))


@given(graphs((nx.Graph, nx.MultiGraph)))
def test_a_graph_read_as_directed_has_each_edge_in_both_directions(graph):
    network = to_network(graph, directed=True)
    both = [(v, u, weight) for u, v, weight in edges_of(graph) if u != v]
    assert network.directed
    assert_same_links(network, [*edges_of(graph), *both])


@given(graphs(), st.data())
def test_views_of_a_graph_are_read_like_copies_of_them(graph, data):
    nodes = data.draw(st.lists(st.sampled_from(list(graph)), unique=True) if graph else st.just([]))
    view = graph.subgraph(nodes)
    network = to_network(view)
    assert list(network.nodes) == list(view)
    assert_same_links(network, edges_of(view.copy()))


@pytest.mark.parametrize("kind", CLASSES)
def test_other_views_and_frozen_graphs_are_read(kind):
    graph = kind([("a", "b"), ("b", "c"), ("c", "c")])
    views = [
        nx.freeze(graph.copy()),
        nx.subgraph_view(graph, filter_edge=lambda *edge: "a" not in edge),
        nx.restricted_view(graph, ["a"], []),
        graph.to_directed(as_view=True),
        graph.to_undirected(as_view=True),
    ]
    for view in views:
        assert_same_links(to_network(view), edges_of(view))


@pytest.mark.parametrize("kind", [nx.MultiGraph, nx.MultiDiGraph])
def test_parallel_edges_and_self_links_of_a_multigraph_are_summed(kind):
    graph = kind()
    graph.add_weighted_edges_from([("a", "b", 0.5), ("a", "b", 0.25), ("b", "b", 2), ("b", "b", 3)])
    graph.add_edge("a", "b")
    assert list(to_network(graph).links()) == [("a", "b", 1.75), ("b", "b", 5.0)]
    assert list(to_network(graph, weight=None).links()) == [("a", "b", 3.0), ("b", "b", 2.0)]


@pytest.mark.parametrize("kind", CLASSES)
def test_a_graph_without_edges_keeps_its_nodes(kind):
    graph = kind()
    assert to_network(graph).num_nodes == 0
    graph.add_nodes_from("ab")
    assert list(to_network(graph).nodes) == ["a", "b"]
    assert to_network(graph).num_links == 0


def test_edges_that_all_weigh_1_take_no_memory_for_weights():
    assert to_network(nx.path_graph(3)).weights is None
    graph = nx.Graph([(0, 1, {"weight": 1}), (1, 2, {"weight": 1.0}), (2, 3)])
    assert to_network(graph).weights is None


def test_nodes_that_are_their_own_positions_are_a_range():
    assert to_network(nx.path_graph(3)).nodes == range(3)
    shuffled = nx.Graph([(1, 0), (0, 2)])
    assert to_network(shuffled).nodes == [1, 0, 2]
    floats = nx.Graph([(0.0, 1.0)])
    assert [type(node) for node in to_network(floats).nodes] == [float, float]


def test_more_edges_than_are_read_at_once_are_all_read():
    graph = nx.gnm_random_graph(200, 9_000, seed=1)
    for u, v in list(graph.edges)[::3]:
        graph[u][v]["weight"] = u + v / 2
    relabelled = nx.relabel_nodes(graph, str)
    for each in (graph, relabelled, nx.MultiGraph(relabelled), relabelled.to_directed()):
        assert_same_links(to_network(each), edges_of(each))


def test_the_weight_may_have_another_name():
    graph = nx.Graph([("a", "b", {"weight": 5, "cost": 2})])
    assert list(to_network(graph, weight="cost").links()) == [("a", "b", 2.0)]


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("weight", ["2", None, 1j, [1], 10**400])
def test_a_weight_that_is_no_number_names_the_edge(kind, weight):
    graph = kind([("a", "b", {"weight": 1.0}), ("b", "c", {"weight": weight})])
    with pytest.raises(NetworkError, match=r"edge \('b', 'c'\) has weight .* must be numbers"):
        to_network(graph)


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_a_weight_that_is_not_finite_or_negative_names_the_edge(kind, weight):
    graph = kind([("a", "b", {"weight": 1.0}), ("b", "c", {"weight": weight})])
    with pytest.raises(NetworkError, match=r"\('b' -> 'c'\) has weight .* finite and >= 0"):
        to_network(graph)


def test_the_edge_with_a_bad_weight_is_named_far_into_a_graph():
    graph = nx.path_graph(20_000)
    graph[15_000][15_001]["weight"] = "heavy"
    with pytest.raises(
        NetworkError, match=r"edge \(15000, 15001\) has weight 'heavy', of type str"
    ):
        to_network(graph)


def test_a_node_called_nan_is_refused():
    graph = nx.Graph([("a", float("nan"))])
    with pytest.raises(NetworkError, match="node 1 is called nan; None and NaN"):
        to_network(graph)


def test_the_source_is_the_class_of_the_graph():
    assert to_network(nx.DiGraph([(0, 1)])).source == "networkx.DiGraph"


# -- igraph ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def igraph():
    return pytest.importorskip("igraph")


def test_an_igraph_graph_keeps_nodes_without_links_and_its_weights(igraph):
    graph = igraph.Graph(n=4, edges=[(2, 0), (0, 2), (1, 1)])
    graph.es["weight"] = [0.5, 0.25, 3]
    network = to_network(graph)
    assert network.nodes == range(4)
    assert list(network.links()) == [(0, 2, 0.75), (1, 1, 3.0)]
    assert network.source == "igraph.Graph"


def test_an_igraph_graph_without_weights_counts_links(igraph):
    graph = igraph.Graph(n=2, edges=[(0, 1)])
    assert to_network(graph).weights is None
    graph.es["weight"] = [2.0]
    assert to_network(graph, weight=None).weights is None


def test_igraph_vertices_are_called_by_their_names(igraph):
    graph = igraph.Graph(n=3, edges=[(0, 1)], directed=True, vertex_attrs={"name": ["x", "y", "z"]})
    network = to_network(graph)
    assert network.nodes == ["x", "y", "z"]
    assert list(network.links()) == [("x", "y", 1.0)]
    assert network.directed


@pytest.mark.parametrize(
    ("is_directed", "directed", "expected"),
    [
        (True, None, [(0, 1, 1.0), (1, 0, 2.0)]),
        (True, False, [(0, 1, 3.0)]),
        (False, None, [(0, 1, 3.0)]),
        (False, True, [(0, 1, 3.0), (1, 0, 3.0)]),
    ],
)
def test_the_direction_of_an_igraph_graph_can_be_overruled(igraph, is_directed, directed, expected):
    graph = igraph.Graph(n=2, edges=[(0, 1), (1, 0)], directed=is_directed)
    graph.es["weight"] = [1.0, 2.0]
    assert list(to_network(graph, directed=directed).links()) == expected


@pytest.mark.parametrize("directed", [False, True])
def test_igraph_edges_are_those_of_its_own_list(igraph, directed):
    ends = np.random.default_rng(0).integers(0, 9000, (20_000, 2)).tolist()
    ends += [[5, 5], [5, 5], [7, 2], [2, 7], [7, 2]]
    graph = igraph.Graph(n=9001, edges=ends, directed=directed)
    graph.es["weight"] = range(1, len(ends) + 1)
    sources, targets = np.array(graph.get_edgelist()).T
    weights = np.arange(1, len(ends) + 1)
    expected = Network.from_links(sources, targets, weights, nodes=range(9001), directed=directed)
    assert to_network(graph) == expected


def test_an_igraph_graph_is_not_turned_into_tuples_while_other_threads_wait(igraph):
    class Graph(igraph.Graph):
        def get_edgelist(self):
            pytest.fail("was asked for all edges at once")

    assert to_network(Graph(n=2, edges=[(0, 1)])).num_links == 1


def test_igraph_names_that_two_vertices_share_are_refused(igraph):
    graph = igraph.Graph(n=3, edges=[(0, 1)], vertex_attrs={"name": ["x", "y", "x"]})
    with pytest.raises(NetworkError, match="node label 'x' stands for nodes 0 and 2"):
        to_network(graph)


def test_an_igraph_vertex_without_a_name_is_refused(igraph):
    graph = igraph.Graph(n=2, edges=[(0, 1)], vertex_attrs={"name": ["x", None]})
    with pytest.raises(NetworkError, match="node 1 is called None"):
        to_network(graph)


def test_an_igraph_edge_without_a_weight_is_named(igraph):
    graph = igraph.Graph(n=3, edges=[(0, 1), (1, 2)])
    graph.es["weight"] = [1.0, None]
    with pytest.raises(NetworkError, match=r"edge 1 \(1, 2\) has weight None, of type NoneType"):
        to_network(graph)


def test_an_igraph_edge_without_a_weight_is_named_among_many(igraph):
    graph = igraph.Graph.Ring(10_000)
    graph.es["weight"] = [1.0] * 9000 + [None] * 1000
    with pytest.raises(NetworkError, match=r"edge 9000 \(9000, 9001\) has weight None"):
        to_network(graph)


def test_an_unknown_igraph_attribute_suggests_the_nearest(igraph):
    graph = igraph.Graph(n=2, edges=[(0, 1)])
    graph.es["strength"] = [2.0]
    with pytest.raises(NetworkError, match=r"no edge attribute 'strenght'.* mean 'strength'\?"):
        to_network(graph, weight="strenght")
