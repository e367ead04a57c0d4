"""Networks written and read back; infomap-py sparsify."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shell import Shell
from strategies import bipartite_networks, networks

import infomap_py
from infomap_py.errors import NetworkError, OptionError
from infomap_py.network import Network
from infomap_py.network_files import format_of, left_out, write
from infomap_py.readers import read_network
from infomap_py.state_network import StateNetwork

# Whatever may stand in a line, and what ends or begins one.
NAMES = st.text(
    st.one_of(
        st.sampled_from('#%*,"\t 1a'), st.characters(codec="utf-8", exclude_characters="\r\n")
    ),
    min_size=1,
    max_size=4,
).filter(lambda name: name.strip() and "\0" not in name)  # the others are refused


@pytest.fixture
def shell(tmp_path, capsys, monkeypatch) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory):
    return lambda name: str(tmp_path_factory.mktemp("files") / name)


def as_links(network: Network) -> dict:
    """Links by the texts of their ends, in one order if undirected."""
    ends = (lambda u, v: (u, v)) if network.directed else (lambda u, v: tuple(sorted((u, v))))
    return {ends(str(u), str(v)): weight for u, v, weight in network.links()}


@given(networks(), st.sampled_from(["tsv", "csv"]), st.data())
def test_a_link_list_is_read_back_less_nodes_without_links(path, network, format, data) -> None:
    names = st.lists(NAMES, min_size=network.num_nodes, max_size=network.num_nodes, unique=True)
    nodes = data.draw(st.one_of(st.just(list(network.nodes)), names))
    named = _named(network, nodes)
    file = path(f"a.{format}.gz")
    write(named, file, format)
    again = read_network(file, directed=network.directed)
    assert as_links(again) == as_links(named)


@pytest.mark.parametrize("label", ["0\x0c", "a ", "\x0ba", " a", "a\u3000"])
@pytest.mark.parametrize("format", ["tsv", "csv"])
def test_white_space_at_the_ends_of_a_label_is_kept(path, label: str, format: str) -> None:
    file = path(f"a.{format}")
    write(Network.from_links([0], [1], nodes=["0", label]), file, format)
    assert read_network(file).nodes == ["0", label]


def _named(network: Network, nodes: list) -> Network:
    once = slice(None) if network.directed else network.sources <= network.targets
    return Network.from_links(
        network.sources[once],
        network.targets[once],
        None if network.weights is None else network.weights[once],
        nodes=nodes,
        directed=network.directed,
    )


@given(networks())
def test_pajek_is_read_back_exactly(path, network) -> None:
    plain = _named(network, list(network.nodes))
    file = path("a.net")
    write(plain, file, "net")
    assert read_network(file) == plain
    # With weights of nodes these have names, as a name stands before the weight.
    write(network, file, "net")
    again = read_network(file)
    assert np.array_equal(again.node_weights, network.node_weights)
    assert np.array_equal(again.offsets, network.offsets)
    assert np.array_equal(again.targets, network.targets)


@given(bipartite_networks(directed=False))
def test_sides_are_read_back(path, network) -> None:
    file = path("a.net")
    write(network, file, "net")
    again = read_network(file)
    assert np.array_equal(again.features, network.features)
    assert as_links(again) == as_links(network)


def test_states_are_read_back(path) -> None:
    states = infomap_py.from_paths([["a", "b", "c"], ["c", "b", "a"], ["a", "b", "a"]])
    file = path("states.net")
    write(states, file, "net")
    again = read_network(file)
    assert np.array_equal(again.physical, states.physical)
    assert list(again.physical_nodes) == list(states.physical_nodes)
    assert np.array_equal(again.targets, states.targets)
    with pytest.raises(NetworkError, match="no states"):
        write(states, file, "tsv")
    layers = infomap_py.multilayer({"x": [(1, 2)], "y": [(2, 3)]})
    with pytest.raises(NetworkError, match="in layers is not written"):
        write(layers, file, "net")


def test_what_a_link_list_leaves_out_is_told() -> None:
    network = Network.from_links([0], [1], nodes="abc", directed=True)
    assert [note.partition(";")[0] for note in left_out(network, "tsv")] == [
        "1 node without links left out",
        "a link list does not say that links are one-way",
    ]
    assert list(left_out(network, "net")) == []


# infomap-py sparsify

WEIGHTED = "a b 5\nb c 4\na c 3\nc d 2\n"


def test_links_go_to_standard_output_and_what_is_said_to_standard_error(shell: Shell) -> None:
    code, out, err = shell("sparsify - --min-weight 3", stdin=WEIGHTED)
    assert code == 0
    assert out == "source\ttarget\tweight\na\tb\t5\na\tc\t3\nb\tc\t4\n"
    assert err.splitlines() == [
        "<stdin> (min_weight=3.0): 4 nodes, 3 links, undirected, weighted",
        "kept 3 of 4 links",
        "infomap-py: note: 1 node without links left out; --format net keeps them",
    ]
    again = shell("partition - --quiet", stdin=out)
    assert again[0] == 0
    assert len(again[1].splitlines()) == 3


@pytest.mark.parametrize("name", ["links.tsv", "links.csv.gz", "links.net", "links.txt"])
def test_a_file_says_what_made_it_and_is_read_by_partition(shell: Shell, name: str) -> None:
    (shell.folder / "weighted.txt").write_text(WEIGHTED)
    assert shell(f"sparsify weighted.txt --top-k 1 -o {name} --quiet") == (0, "", "")
    network = read_network(str(shell.folder / name))
    expected = infomap_py.sparsify("weighted.txt", top_k=1)
    assert as_links(network) == as_links(expected)
    if not name.endswith("gz"):
        text = (shell.folder / name).read_text()
        assert text.splitlines()[1] == "# input: weighted.txt (top_k=1)"
    assert shell(f"partition {name} --quiet")[0] == 0


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("sparsify edges.txt", 2, "--top-k 10, --backbone-alpha 0.05 or --min-weight 1"),
        ("sparsify edges.txt --top-k 0", 2, "--top-k 0 is out of range"),
        ("sparsify edges.txt --top-k 1 -o edges.txt", 2, "would replace the input"),
        ("sparsify no.txt --top-k 1", 1, "no.txt: No such file"),
    ],
)
def test_wrong_usage_is_one_line(shell: Shell, command: str, code: int, message: str) -> None:
    found, out, err = shell(command)
    assert (found, out) == (code, "")
    assert message in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("name", ["a.graphml", "a.GEXF.gz", "a.parquet", "a.mtx"])
def test_a_suffix_that_is_read_as_another_format_is_refused(name: str) -> None:
    with pytest.raises(OptionError, match=rf"{name}' would be read as .* as tsv, csv, net\. Give"):
        format_of(name)
    assert format_of(name, "net") == "net"
    assert format_of("a.edges") == format_of("-") == "tsv"


@pytest.mark.parametrize("format", ["tsv", "csv", "net"])
@pytest.mark.parametrize("label", ["", " ", "\x0b", "a\nb", "a\r", "\0"])
def test_a_label_that_is_not_read_back_is_refused(tmp_path: Path, label: str, format: str) -> None:
    network = Network.from_links([0], [1], nodes=["a", label])
    with pytest.raises(NetworkError, match=r"the label '.*' is not read back"):
        write(network, str(tmp_path / "a"), format)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("nodes", [["a", "\0"], ["a\nb", "c"]])
def test_a_state_whose_label_is_not_read_back_is_refused(tmp_path: Path, nodes: list[str]) -> None:
    states = StateNetwork.from_links(
        [0], [1], nodes=nodes, physical=[0, 1], physical_nodes=["x", "y"]
    )
    with pytest.raises(NetworkError, match=r"the label '.*' is not read back"):
        write(states, str(tmp_path / "a.net"), "net")


def test_labels_that_are_one_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"the labels 1 and '1' are the same in a file"):
        write(Network.from_links([0], [1], nodes=[1, "1"]), str(tmp_path / "a"), "tsv")


@pytest.mark.parametrize("format", ["tsv", "csv", "net"])
def test_labels_that_are_sets_are_written_in_an_order_of_their_own(
    tmp_path: Path, format: str
) -> None:
    label = frozenset("abcdefgh")
    network = Network.from_links([0], [1], nodes=[label, "other"])
    write(network, str(tmp_path / "a"), format)
    assert "{'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'}" in (tmp_path / "a").read_text()


@pytest.mark.parametrize("name", ['"a"', '""'])
def test_weights_of_states_are_written_with_names_or_without(name: str, tmp_path: Path) -> None:
    text = f"*Vertices 2\n1\n2\n*States\n7 1 {name} 2.5\n8 2\n*Links\n7 8\n"
    network = read_network(io.BytesIO(text.encode()))
    write(network, str(tmp_path / "a.net"), "net")
    assert network.node_weights is not None
    assert read_network(tmp_path / "a.net") == network
