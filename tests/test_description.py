"""describe() and infomap-py info, by hand and against networkx."""

import json

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from shell import Shell
from strategies import networks

import infomap_py
from infomap_py import describe
from infomap_py.network import Network


@pytest.fixture
def shell(tmp_path, capsys, monkeypatch) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


# a-b twice, once each way; b-c; a self-link at c; d alone with its self-link; e without links.
LINKS = [("a", "b", 2), ("b", "a", 1), ("b", "c", 0), ("c", "c", 5), ("d", "d", 1)]


def small(directed: bool) -> Network:
    ends = {label: k for k, label in enumerate("abcde")}
    return Network.from_links(
        [ends[u] for u, _, _ in LINKS],
        [ends[v] for _, v, _ in LINKS],
        [w for _, _, w in LINKS],
        nodes="abcde",
        directed=directed,
    )


def test_a_small_undirected_network_by_hand() -> None:
    found = describe(small(directed=False))
    assert (found.num_nodes, found.num_links, found.num_self_links) == (5, 4, 2)
    assert (found.num_parallel, found.num_isolated) == (1, 1)
    assert found.density == 2 / 10  # ab and bc, of ten pairs
    assert found.reciprocity is found.strong_components is found.in_degree is None
    assert found.components == (3, (3, 1, 1))
    assert found.degree == (0, 1, 6 / 5, 2)  # 1 2 2 1 0
    assert found.hubs == (("b", 2), ("c", 2), ("a", 1), ("d", 1))
    # ab 3, bc 0, cc 5, dd 1: mean 9/4, variance (.75^2 + 2.25^2 + 2.75^2 + 1.25^2) / 4 = 3.6875
    assert found.weights[:6] == pytest.approx((0, 2, 9 / 4, 5, 9, 3.6875**0.5))
    assert found.weights.num_zero == 1


def test_a_small_directed_network_by_hand() -> None:
    found = describe(small(directed=True))
    assert (found.num_links, found.num_parallel) == (5, 0)
    assert found.density == 3 / 20
    assert found.reciprocity == 2 / 3  # ab and ba, of three
    assert found.components == (3, (3, 1, 1))
    assert found.strong_components == (4, (2, 1, 1, 1))
    assert found.out_degree == (0, 1, 1, 2)  # 1 2 1 1 0
    assert found.in_degree == (0, 1, 1, 2)  # 1 1 2 1 0
    assert found.hubs[0] == ("b", 3)
    assert found.flow_model == "directed"


@given(networks())
def test_figures_are_those_of_networkx(network) -> None:
    graph = nx.DiGraph() if network.directed else nx.Graph()
    graph.add_nodes_from(network.nodes)
    graph.add_weighted_edges_from(network.links())
    found = describe(network)
    assert found.num_isolated == len(list(nx.isolates(graph)))
    weak = nx.weakly_connected_components if network.directed else nx.connected_components
    sizes = sorted(map(len, weak(graph)), reverse=True)
    assert found.components == (len(sizes), tuple(sizes[:5]))
    weights = np.array([w for _, _, w in network.links()])
    if found.weights is not None:
        expected = (weights.min(), np.median(weights), weights.mean(), weights.max(), weights.sum())
        assert found.weights[:5] == pytest.approx(expected, rel=1e-9)
        assert found.weights.deviation == pytest.approx(weights.std(), rel=1e-6)
        assert found.weights.num_zero == np.count_nonzero(weights == 0)
    without = nx.Graph(graph) if not network.directed else nx.DiGraph(graph)
    without.remove_edges_from(list(nx.selfloop_edges(without)))
    assert found.density == pytest.approx(nx.density(without))
    if network.directed:
        strong = sorted(map(len, nx.strongly_connected_components(graph)), reverse=True)
        assert found.strong_components == (len(strong), tuple(strong[:5]))
        if without.number_of_edges():
            assert found.reciprocity == pytest.approx(nx.overall_reciprocity(without))


@pytest.mark.parametrize(
    ("graph", "options", "direction"),
    [
        ([("a", "b")], {}, "undirected by default; pass directed=True"),
        ([("a", "b")], {"directed": True}, "directed, as asked for"),
        (nx.DiGraph([("a", "b")]), {}, "directed, as the networkx.DiGraph says"),
        (nx.path_graph(2), {}, "undirected, as the networkx.Graph says"),
        (small(directed=True), {}, "directed, as the network says"),
        ({"work": [("a", "b")], "choir": [("b", "c")]}, {}, "directed, as a walk between layers"),
    ],
)
def test_it_says_why_links_are_taken_for_one_way_or_not(graph, options, direction) -> None:
    assert describe(graph, **options).direction.startswith(direction)


def test_parallel_links_are_counted_whatever_they_come_from() -> None:
    assert describe(nx.MultiGraph([("a", "b"), ("a", "b"), ("b", "a")])).num_parallel == 2
    assert describe((np.array([0, 1, 0]), np.array([1, 0, 2]))).num_parallel == 1
    assert describe([("a", "b"), ("b", "a")], directed=True).num_parallel == 0
    # Of a network made of another it is not known, nor of one that relaxes between layers.
    assert describe(small(directed=False).without_self_links()).num_parallel is None
    assert describe({"x": [("a", "b")], "y": [("a", "b")]}).num_parallel is None


def test_sides_states_and_layers_are_counted() -> None:
    sides = Network.from_links([0, 1], [2, 2], nodes="abx", features=[False, False, True])
    assert describe(sides).sides == (2, 1)
    states = describe(infomap_py.from_paths([["a", "b", "c"], ["c", "b", "a"]]))
    assert states.num_physical == 3
    layers = describe({"x": [("a", "b")], "y": [("a", "b"), ("b", "c")]})
    assert (layers.num_physical, layers.num_layers, layers.num_nodes) == (3, 2, 5)
    assert "states       5, 1.67 of each node" in str(layers)


def test_an_empty_network_has_a_description() -> None:
    found = describe([])
    assert (found.num_nodes, found.num_links, found.components) == (0, 0, (0, ()))
    assert str(found).startswith("links: 0 nodes, 0 links")


# infomap-py info


def test_info_says_how_the_file_is_read(shell: Shell) -> None:
    (shell.folder / "a.csv").write_text("from,to,w\nx,y,2\ny,x,1\ny,z,0.5\n")
    code, out, err = shell("info a.csv")
    assert code == 0
    assert out.splitlines()[:4] == [
        "a.csv: 3 nodes, 2 links, undirected, weighted",
        "read as      a link list separated by commas, header 'from,to,w'",
        "direction    undirected by default; pass --directed where links are one-way",
        "walk         undirected",
    ]
    assert "1 parallel link, summed with others" in out
    assert "is taken for a header" in err
    _, out, err = shell("info edges.txt --quiet --directed --no-header")
    assert err == ""
    assert "directed, as asked for" in out
    assert "no header" in out


def test_info_of_pajek_and_of_standard_input(shell: Shell) -> None:
    (shell.folder / "a.net").write_text("*Vertices 3\n*Arcs\n1 2\n2 1\n")
    _, out, _ = shell("info a.net")
    assert "read as      a Pajek file\ndirection    directed, as the sections say" in out
    assert "100.0 % have one back" in out
    assert "isolated     1 node\n" in out
    assert shell("info -", stdin="1 2\n")[1].startswith("<stdin>: 2 nodes, 1 link")


def test_info_as_json_has_all_figures(shell: Shell) -> None:
    code, out, _ = shell("info edges.txt --json")
    assert code == 0
    found = json.loads(out)
    assert found["num_nodes"] == 6
    assert found["read_as"] == {"format": "link list", "separator": "white space"}
    assert found["components"] == {"number": 1, "largest": [6]}
    assert found["hubs"][0] == ["f", 3]
    assert set(found) == set(infomap_py.NetworkDescription.__dataclass_fields__)


def test_light_links_are_left_out_before_a_network_is_described(tmp_path) -> None:
    # a-b weighs 2 + 1, one of which is parallel; a-c weighs 1, and is left out.
    links = [("a", "b", 2), ("a", "b", 1), ("a", "c", 1)]
    path = tmp_path / "links.txt"
    path.write_text("".join(f"{u} {v} {w}\n" for u, v, w in links))
    for graph in (links, path):
        found = describe(graph, min_weight=2)
        assert (found.num_links, found.num_nodes, found.num_isolated) == (1, 3, 1)
        assert "1 link below 2 left out" in found.network
        assert found.num_parallel in (None, 1)


def test_a_bipartite_network_is_as_dense_as_its_sides_allow() -> None:
    # Two by three nodes, so six links are possible; four are there.
    ends = [(0, 2), (0, 3), (1, 3), (1, 4)]
    sides = Network.from_links(*zip(*ends, strict=True), nodes="abxyz", directed=False)
    assert describe(sides).density == 4 / 10
    assert describe(sides.with_features(np.array([0, 0, 1, 1, 1], dtype=bool))).density == 4 / 6
