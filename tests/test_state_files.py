"""Files of states, layers and sides: what is read, as the reference does, and what is refused."""

import io

import pytest
import reference_data

import infomap_py
from infomap_py import multilayer
from infomap_py.errors import ReadError
from infomap_py.flow import flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions, MultilayerOptions, chosen
from infomap_py.readers import read_network
from infomap_py.state_network import StateNetwork

VERTICES = '*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n'
STATES = '*States\n5 1 "a1"\n7 2 "b1" 0.5\n8 1 "a2"\n'


def network_in(text: str, **options: object) -> Network:
    return read_network(io.BytesIO(text.encode()), **options)  # type: ignore[arg-type]


def states_in(text: str, **options: object) -> StateNetwork:
    network = network_in(text, **options)
    assert isinstance(network, StateNetwork)
    return network


def links(network: Network) -> set[tuple[object, object, float]]:
    return set(network.links())


@pytest.mark.parametrize("row", reference_data.rows("state_flows"), ids=str)
def test_states_and_their_visit_rates_are_those_of_the_reference(row) -> None:
    options = chosen(FlowOptions, row["options"])
    network = read_network(
        reference_data.FOLDER / "networks" / row["network"],
        directed=options.reads_directed(),
        multilayer=chosen(MultilayerOptions, row["options"]),
    )
    if "states" in row:
        assert [list(state) for state in network.nodes] == row["states"]
    assert flow_of(network, options).node_flow == pytest.approx(row["flow"], abs=1e-9)


def test_states_are_called_by_their_names_and_know_their_vertices() -> None:
    network = states_in(VERTICES + STATES + "*Arcs\n5 7 2\n7 8\n")
    assert network.nodes == ["a1", "b1", "a2"]
    assert network.physical.tolist() == [0, 1, 0]
    assert network.physical_nodes == ["a", "b", "c"]
    assert network.directed
    assert links(network) == {("a1", "b1", 2.0), ("b1", "a2", 1.0)}
    assert network.node_weights is not None
    assert network.node_weights.tolist() == [1.0, 0.5, 1.0]


def test_states_without_names_and_vertices_are_called_by_their_ids() -> None:
    network = states_in("*States\n9 4\n3 4\n6 2\n*Links\n9 6\n6 3\n")
    assert list(network.nodes) == [9, 3, 6]
    assert list(network.physical_nodes) == [4, 2]
    assert network.physical.tolist() == [0, 0, 1]
    assert not network.directed
    assert network.node_weights is None


def test_states_without_links_are_kept() -> None:
    assert states_in(VERTICES + STATES + "*Links\n5 7\n").num_nodes == 3


def test_a_file_of_layers_is_what_the_same_layers_are_in_python() -> None:
    text = "*Intra\n3 1 2 2\n3 2 4\n7 1 4 0.5\n7 4 4\n"
    graphs = {3: [(1, 2, 2.0), (2, 4)], 7: [(1, 4, 0.5), (4, 4)]}
    assert states_in(text) == multilayer(graphs)
    assert states_in(text, directed=True) == multilayer(graphs, directed=True)
    assert states_in(text, weight=None) == multilayer(graphs, weight=None)
    options = MultilayerOptions(multilayer_relax_limit=2)
    assert states_in(text, multilayer=options) == multilayer(graphs, relax_limit=2)
    hops = "*Inter\n3 1 7 0.5\n7 4 3\n"
    inter = [(3, 1, 7, 0.5), (7, 4, 3)]
    assert states_in(text + hops) == multilayer(graphs, inter=inter)


def test_sections_may_alternate() -> None:
    hop, *intra = "*Inter\n1 1 2\n", "*Intra\n1 1 2\n", "*Intra\n2 1 3 5\n"
    assert states_in(intra[0] + hop + intra[1]) == states_in(intra[0] + intra[1] + hop)


def test_nodes_of_layers_are_called_as_vertices_are() -> None:
    network = states_in(VERTICES + "*Intra\n1 3 1\n2 3 2\n")
    assert network.physical_nodes == ["a", "b", "c"]
    assert set(network.nodes) == {(1, "c"), (1, "a"), (2, "c"), (2, "b")}
    assert network.layer_labels is not None
    assert list(network.layer_labels) == [1, 2]


@pytest.mark.parametrize("heading", ["*Multilayer", "*multiplex"])
def test_links_of_any_node_in_any_layer_are_read_as_they_stand(heading: str) -> None:
    text = f"{heading}\n2 1 1 2 1.5\n1 2 2 3\n1 2 2 1 0.5\n"
    network = states_in(text)
    assert list(network.nodes) == [(2, 1), (1, 2), (2, 3)]
    assert not network.directed
    assert links(network) == {((2, 1), (1, 2), 2.0), ((1, 2), (2, 3), 1.0)}
    assert states_in(text, directed=True).num_links == 3


def test_features_are_the_nodes_from_the_first_on() -> None:
    listed = network_in(VERTICES + "*Bipartite 3\n1 3 2\n3 2\n")
    assert listed.features is not None
    assert listed.features.tolist() == [False, False, True]
    assert links(listed) == {("a", "c", 2.0), ("b", "c", 1.0)}
    unlisted = network_in("*Bipartite 10\n12 5\n5 10\n")
    assert unlisted.features is not None
    assert dict(zip(unlisted.nodes, unlisted.features, strict=True)) == {
        12: True,
        5: False,
        10: True,
    }


def test_the_command_line_reads_layers(tmp_path, capsys) -> None:
    from infomap_py import cli

    path = tmp_path / "layers.net"
    path.write_text("*Intra\n1 1 2 5\n1 2 3 5\n2 1 3\n2 4 1\n")
    expected = read_network(path, multilayer=MultilayerOptions(multilayer_relax_rate=0.5))
    found = infomap_py.partition(expected)
    assert cli.main(["partition", str(path), "--multilayer-relax-rate", "0.5", "--unweighted"]) == 0
    unweighted = infomap_py.partition(str(path), multilayer_relax_rate=0.5, weight=None)
    said = capsys.readouterr().err
    assert f"{unweighted.codelength:.6f}" in said
    assert unweighted.codelength != pytest.approx(found.codelength, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("*States\n5 1\n5 2\n", "3: '5' is the id of two states; give each state an id of its own"),
        ("*States\n5\n", "2: '5' has no physical; expected 'id physical .\"name\". .weight.' with"),
        ('*States\n5 1 "x"\n6 1 "x"\n', "3: 'x' is the name of states 5 and 6; names must differ"),
        ("*States\na 1\n", "2: 'a' is not a state id; expected lines"),
        ("*States\n1 a\n", "2: 'a' is not an integer"),
        ('*States\n1 2 "x" 1 1\n', "2: '1 2 \"x\" 1 1' has more than four columns"),
        ('*States\n1 2 "x" -1\n', "2: '-1' is not a weight"),
        (VERTICES + "*States\n1 4\n", "6: '4' is not the id of a vertex; other lines name"),
        ("*States\n1 1\n*Links\n1 2\n", r"4: '2' is not the id of a state; .* column of \*States"),
        ("*Links\n1 2\n*States\n1 1\n", r"3: '\*States' does not come first; list all states"),
        ("*States\n1 1\n*Bipartite 3\n", r"3: '\*Bipartite 3' begins a bipartite network, and"),
        ("*Intra\n1 2\n", "2: '1 2' has no target; expected 'layer source target .weight.'"),
        ("*Intra\n1 2 x\n", "2: 'x' is not an integer of 64 bits; .* may name the nodes"),
        ("*Intra\n1 2 3 4 5\n", "2: '1 2 3 4 5' has more than four columns"),
        ("*Intra\n1 2 3 x\n", "2: 'x' is not a weight"),
        ("*Intra\n1\t2\t3\n*Multilayer\n", r"3: '\*Multilayer' begins links of any node in any"),
        ("*Inter\n1 2\n", "2: '1 2' has no other_layer"),
        ("*Inter\n1 2 3\n", "2: the file has no links within layers"),
        (
            "*Intra\n1 2 3\n*Inter\n1 2 3\n4 2 4\n",
            "5: '4 2 4' leads to the layer that it comes",
        ),
        ("*Multilayer\n1 1 2\n", "2: '1 1 2' has no target"),
        ("*Multilayer\n1 1 2 3 1 1\n", "2: '1 1 2 3 1 1' has more than five columns"),
        (VERTICES + "*Intra\n1 2 4\n", "6: '4' is not the id of a vertex"),
        ("*Intra\n1 1 2\n4611686018427387905 1 2\n", "3: .* has layer 4611686018427387905; layers"),
        ("*Bipartite 3\n1 3\n1 2\n", " the link 1 -> 2 joins two primary nodes"),
    ],
)
def test_a_malformed_line_is_named_with_the_rule(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=f"^<stream>:{message}"):
        network_in(text)


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_where_bytes_are_cut_makes_no_difference(size: int) -> None:
    from infomap_py.readers import ReadOptions, read_links

    text = (VERTICES + "*Intra\n1 1 2 0.5\n2 3 1\n*Inter\n1 1 2 3\n").encode()
    parts = (text[start : start + size] for start in range(0, len(text), size))
    contents = read_links(parts, "", ReadOptions())
    whole = states_in(text.decode())
    assert contents.network("", MultilayerOptions()) == whole
