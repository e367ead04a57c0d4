"""Pajek files: vertices with names and weights, edges, arcs, links, and what is refused."""

import io
from pathlib import Path

import networkx as nx
import pytest

from infomap_py.errors import OptionError, ReadError
from infomap_py.network import Network
from infomap_py.readers import read_network

DATA = Path(__file__).parent / "data"
VERTICES = '*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n'


def network_in(text: str, **options: object) -> Network:
    return read_network(io.BytesIO(text.encode()), **options)  # type: ignore[arg-type]


def links(network: Network) -> set[tuple[object, object, float]]:
    return set(network.links())


def test_names_and_weights_of_all_vertices_are_kept_in_the_order_of_the_file() -> None:
    network = read_network(DATA / "two_triangles.net")
    assert network.nodes == ["a", "b", "c", "d", "e", "f", "alone"]
    assert network.node_weights is not None
    assert network.node_weights.tolist() == [0.5, 1, 2, 1, 1, 1, 1]
    assert not network.directed
    assert links(network) == {
        ("a", "b", 1.0),
        ("b", "c", 1.0),
        ("a", "c", 2.5),
        ("c", "d", 1.0),
        ("d", "e", 1.0),
        ("e", "f", 1.0),
        ("d", "f", 1.0),
    }


@pytest.mark.parametrize(
    ("vertices", "nodes"),
    [
        ("*Vertices 3\n", [1, 2, 3]),
        ("*vertices\n3\n1\n2\n", [3, 1, 2]),
        ('*VERTICES 3\n3 ""\n1\n2\n', [3, 1, 2]),
        ('*Vertices 3\n1 "0"\n2 "1"\n3 "2"\n', ["0", "1", "2"]),
        ('*Vertices 3\n2\n3 x\n1 "y z"\n', ["2", "x", "y z"]),
        ("*Vertices 3\n2 x\n3\n1\n", ["x", "3", "1"]),
        ("*Network of friends\n% comment\n*Vertices 3\n1 a\n2 b\n3 c\n", ["a", "b", "c"]),
    ],
)
def test_labels_are_names_or_else_the_ids(vertices: str, nodes: list[object]) -> None:
    network = network_in(f"{vertices}*Arcs\n2 3\n")
    assert list(network.nodes) == nodes
    assert network.num_links == 1


def test_a_second_network_in_a_file_is_not_taken_for_more_of_the_first() -> None:
    with pytest.raises(
        ReadError, match=r"^<stream>:4: '\*Network b' does not come first, as the t"
    ):
        network_in("*Network a\n*Edges\n1 2\n*Network b\n3 4\n")


def test_vertices_announced_in_a_few_bytes_that_memory_does_not_hold_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("infomap_py.memory.bytes_there", lambda: 32e6)
    assert network_in("*Vertices 1000000\n*Edges\n1 2\n").num_nodes == 10**6
    with pytest.raises(
        ReadError,
        match=r"^<stream>:1: 2,000,000,000 nodes take some 64 GB, and there are 0 GB of m",
    ):
        network_in("*Vertices 2000000000\n*Edges\n1 2\n")


def test_without_a_vertex_weight_there_are_no_node_weights() -> None:
    assert network_in(VERTICES).node_weights is None


def test_of_pajeks_columns_for_drawing_the_first_is_the_weight_and_the_others_are_noted() -> None:
    notes: list[str] = []
    network = network_in(
        '*Vertices 3\n1 "a" 2\n2 "b" 0.25 0.5 0.5 ic "Light Red" bc Black\n3 "c" 1 0.5\n'
        "*Edges\n1 2\n",
        notes=notes,
    )
    assert network.nodes == ["a", "b", "c"]
    assert network.node_weights is not None
    assert network.node_weights.tolist() == [2.0, 0.25, 1.0]
    assert notes == [
        "<stream>: line 3: of the columns behind the names of vertices, the first is taken for "
        "weights and the others are ignored."
    ]


def test_what_networkx_writes_is_read(tmp_path: Path) -> None:
    graph = nx.Graph([("a", "b"), ("b", "c")])
    nx.write_pajek(graph, tmp_path / "a.net")
    assert links(read_network(tmp_path / "a.net")) == {("a", "b", 1.0), ("b", "c", 1.0)}


def test_vertices_without_links_are_a_network() -> None:
    network = network_in(VERTICES)
    assert network.nodes == ["a", "b", "c"]
    assert network.num_links == 0


def test_without_vertices_nodes_are_numbered_as_they_appear() -> None:
    network = network_in("*Arcs 3\n7 5 2\n5 9\n")
    assert list(network.nodes) == [7, 5, 9]
    assert links(network) == {(7, 5, 2.0), (5, 9, 1.0)}


@pytest.mark.parametrize(
    ("heading", "directed"), [("*Arcs", True), ("*edges 2", False), ("*LINKS", False)]
)
def test_only_arcs_are_directed_by_themselves(heading: str, directed: bool) -> None:
    assert network_in(f"{VERTICES}{heading}\n1 2\n2 1\n").directed is directed


def test_arcs_read_as_undirected_are_summed_over_both_directions() -> None:
    assert links(network_in("*Arcs\n1 2 2\n2 1 3\n", directed=False)) == {(1, 2, 5.0)}


def test_edges_read_as_directed_go_from_the_first_to_the_second() -> None:
    assert links(network_in("*Edges\n1 2 2\n", directed=True)) == {(1, 2, 2.0)}


MIXED = "*Edges\n1 2 2\n3 3 4\n*Arcs\n2 3 5\n*Links\n1 3 6\n*Edges\n3 2\n"


@pytest.mark.parametrize("directed", [None, True])
def test_edges_among_arcs_count_in_both_directions_and_self_links_once(
    directed: bool | None,
) -> None:
    notes: list[str] = []
    network = network_in(VERTICES + MIXED, directed=directed, notes=notes)
    assert network.directed
    assert links(network) == {
        ("a", "b", 2.0),
        ("b", "a", 2.0),
        ("c", "c", 4.0),
        ("b", "c", 6.0),
        ("a", "c", 6.0),
        ("c", "b", 1.0),
    }
    assert notes == [
        "<stream>: both *Edges and *Arcs: read as directed, "
        "each edge as one link in each direction."
    ]


def test_edges_and_arcs_read_as_undirected_count_once() -> None:
    network = network_in(VERTICES + MIXED, directed=False)
    expected = {("a", "b", 2.0), ("c", "c", 4.0), ("b", "c", 6.0), ("a", "c", 6.0)}
    assert links(network) == expected


def test_mixed_links_without_weights_need_none() -> None:
    network = network_in("*Edges\n1 2\n*Arcs\n2 3\n")
    assert network.weights is None
    assert links(network) == {(1, 2, 1.0), (2, 1, 1.0), (2, 3, 1.0)}


def test_ignoring_link_weights_keeps_the_weights_of_vertices() -> None:
    network = network_in("*Vertices\n1 a 2\n2 b\n*Edges\n1 2 5\n", weight=None)
    assert network.weights is None
    assert network.node_weights is not None
    assert network.node_weights.tolist() == [2.0, 1.0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("*Vertices 2\n1 a\n1 b\n", "3: '1' is the id of two vertices"),
        ("*Vertices 9\n5 a\n7 a\n", "3: 'a' is the name of vertices 5 and 7; names must differ"),
        ("*Vertices 2\n7\n1 7\n", "3: '7' is the name of vertices 7 and 1"),
        ("*Vertices 1\na b\n", "2: 'a' is not a vertex id; expected lines"),
        (
            '*Vertices 1\n1 "a" ellipse\n',
            r"2: 'ellipse' is not a weight; [^;]* point, such as 0\.5\. The third column is the "
            r"weight of the vertex: mend it, or remove it and all after it\.$",
        ),
        ('*Vertices 1\n1 "a" -0.5 0.5\n', "2: '-0.5' is not a weight"),
        ('*Vertices 1\n1 "a" ""\n', "2: '' is not a weight"),
        ('*Vertices 1\n1 "a" 0.5 "b\n', '2: \'1 "a" 0.5 "b\' has a double quote that is not clo'),
        ("*Vertices 3\n1\n2\n*Edges\n", r"4: '\*Vertices 3' does not fit the 2 vertices listed"),
        ("*Vertices 3\n1\n*Edges\n", r"3: '\*Vertices 3' does not fit the 1 vertex listed below"),
        ("*Vertices 1\n1\n2\n", r"3: '\*Vertices 1' does not fit the 2 vertices listed"),
        ("*Vertices x\n", r"1: '\*Vertices x' has 'x' after the name of the section; expected a n"),
        ("*Vertices 5 3\n", r"1: '\*Vertices 5 3' has '5 3' after the name of the section"),
        ("*Vertices 2147483647\n", r"1: '\*Vertices 2147483647' is more than the 2,147,418,112 "),
        ("*Vertices 1\n1 a\n*Vertices 1\n", r"3: '\*Vertices 1' does not come first"),
        ("*Edges\n1 2\n*Vertices 2\n", r"3: '\*Vertices 2' does not come first"),
        (VERTICES + "*Edges\n1 4\n", "6: '4' is not the id of a vertex; other lines name vert"),
        (VERTICES + "*Edges\na b\n", "6: 'a' is not the id of a vertex"),
        ("*Vertices 3\n*Edges\n0 1\n", "3: '0' is not the id of a vertex"),
        ('*Arcs :1 "likes"\n1 2\n', r"1: '\*Arcs :1 \"likes\"' has ':1 \"likes\"' after the name"),
        ("*Edges\n1 2 1 c Blue\n", "2: '1 2 1 c Blue' has more than three columns"),
        ("*Edges\n", "1: the file ends without a link"),
        ("*Network x\n1 2\n", "2: '1 2' is not a heading; a Pajek file begins with one"),
        (VERTICES + "*Bipartite\n", r"5: '\*Bipartite' does not say where features begin"),
        ("*Bipartite 2\na b\n", "2: nodes of a bipartite network are called by integers"),
        (
            "*Arcs\n1 2\n*Intra\n",
            r"3: '\*Intra' begins links within layers, and '\*Arcs' before it",
        ),
        ("*Matrix\n", r"1: the section '\*Matrix' is not known; known sections are \*Vertices, "),
        ("* b\n", r"1: '\* b' is not a heading; a Pajek file begins with one"),
    ],
)
def test_a_malformed_line_is_named_with_the_rule(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=f"^<stream>:{message}"):
        network_in(text)


def test_the_format_can_be_asserted() -> None:
    with pytest.raises(
        ReadError, match=r"^<stream>:1: '1 2' is not a heading; a Pajek file begins"
    ):
        network_in("1 2\n", format="pajek")


def test_a_header_does_not_belong_in_a_pajek_file() -> None:
    with pytest.raises(OptionError, match=r"^header=True is for link lists; a Pajek file begins"):
        network_in("*Edges\n1 2\n", header=True)
