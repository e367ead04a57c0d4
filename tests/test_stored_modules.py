"""read_partition() without the graph: nodes as the file calls them, and files of other programs."""

from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import HIERARCHICAL, LABELS, LAYERED, read_back
from written_trees import network_of_pairs, pairs_of_pairs, partition_into, paths_of

import infomap_py
from infomap_py import Network
from infomap_py.errors import OptionError, ReadError, UnknownOptionError
from infomap_py.partition_text import PartitionText
from infomap_py.provenance import facts_in


@given(
    format=st.sampled_from(HIERARCHICAL),
    kind=st.sampled_from(["integers", "texts"]),
    data=st.data(),
)
def test_labels_and_paths_are_those_of_the_partition(format: str, kind: str, data: Any) -> None:
    labels = data.draw(st.lists(LABELS[kind], min_size=8, max_size=8, unique=True))
    paths = data.draw(paths_of(8))
    partition = partition_into(network_of_pairs(*labels), dict(zip(labels, paths, strict=True)))
    modules = partition.paths if partition.num_levels > 2 else partition
    expected = {called(u, format): module for u, module in modules.items()}
    if len(expected) < len(labels):  # only for what XML has no way to hold
        with pytest.raises(ReadError, match="two nodes are called"):
            read_back(partition, format)
        return
    assert read_back(partition, format) == expected


def called(label: Any, format: str) -> Any:
    """What a file calls a node that is called so."""
    if isinstance(label, str) and format in ("graphml", "gexf"):
        return "".join(c if is_xml(c) else c.encode("unicode_escape").decode() for c in label)
    return label


def is_xml(c: str) -> bool:
    code = ord(c)
    return c in "\t\n\r" or (code >= 32 and not 0xD800 <= code < 0xE000 and c not in "\ufffe\uffff")


def test_texts_that_all_read_like_integers_are_taken_for_some_but_in_json() -> None:
    partition = infomap_py.partition([("1", "2"), ("2", "3")])
    assert read_back(partition, "tsv") == {1: 0, 2: 0, 3: 0}
    assert read_back(partition, "json") == {"1": 0, "2": 0, "3": 0}


def test_a_clu_has_ids_alone() -> None:
    assert read_back(infomap_py.partition([("a", "b"), ("c", "d")]), "clu") == {
        1: 0,
        2: 0,
        3: 1,
        4: 1,
    }


def test_states_are_called_by_their_ids_in_trees() -> None:
    partition = infomap_py.partition(LAYERED)
    assert read_back(partition, "tree") == dict(enumerate(partition.values(), 1))
    assert read_back(partition, "tsv") == dict(partition)


def test_what_is_read_is_where_a_search_starts_and_what_is_scored() -> None:
    partition = pairs_of_pairs()
    read = read_back(partition, "newick")
    assert infomap_py.codelength(partition.network, read) == partition.codelength
    start = infomap_py.partition(partition.network, initial=read, two_level=False)
    assert start.codelength <= partition.codelength


def test_two_nodes_of_one_name_are_refused_without_the_network(tmp_path: Path) -> None:
    path = tmp_path / "a.tree"
    path.write_text('1:1 0.5 "x" 1\n1:2 0.5 "x" 2\n')
    with pytest.raises(ReadError, match=r"a\.tree:2: two nodes are called 'x', 1 and 2\. Give the"):
        infomap_py.read_partition(path)


def test_names_of_infomap_are_taken_as_they_are(tmp_path: Path) -> None:
    line = '1:1 0.5 "C:\\new" 1\n'
    for head, name in (("# v2.16.0\n", "C:\\new"), ("", "C:\new")):
        (tmp_path / "a.tree").write_text(head + line)
        assert infomap_py.read_partition(tmp_path / "a.tree") == {name: 0}


def test_standard_output_of_one_is_read_of_the_same_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    partition = pairs_of_pairs()
    for format in HIERARCHICAL:
        partition.write("-", format)
        (tmp_path / "file").write_text(capsys.readouterr().out)
        assert infomap_py.read_partition(tmp_path / "file", format=format) == partition.paths


# Files of other programs


def test_files_of_networkx_are_read(tmp_path: Path) -> None:
    partition = pairs_of_pairs()
    graph = partition.to_networkx()
    nx.write_graphml(graph, tmp_path / "a.graphml")
    nx.write_gexf(graph, tmp_path / "a.gexf")
    for name in ("a.graphml", "a.gexf"):
        assert infomap_py.read_partition(tmp_path / name) == partition.paths
        assert infomap_py.read_partition(tmp_path / name, partition.network) == partition


@pytest.mark.peer
def test_files_of_infomap_are_read(tmp_path: Path) -> None:
    infomap = pytest.importorskip("infomap", reason="the reference implementation")
    graph = nx.ring_of_cliques(24, 4)
    theirs = infomap.Network()
    theirs.add_links([(u + 100, v + 100) for u, v in graph.edges])
    result = theirs.run(options=infomap.Options(silent=True, seed=1))
    ours = Network.from_links(*zip(*graph.edges, strict=True), nodes=range(100, 196))
    for suffix, write in (("tree", result.write_tree), ("ftree", result.write_flow_tree)):
        write(str(tmp_path / f"a.{suffix}"))
        read = infomap_py.read_partition(tmp_path / f"a.{suffix}", ours)
        assert read.codelength == pytest.approx(result.codelength, abs=1e-9)
        assert infomap_py.read_partition(tmp_path / f"a.{suffix}") == read.paths


# Errors


GRAPHML = '<graphml><key id="m" for="node" attr.name="module"/><graph>\n{}</graph></graphml>'


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.nwk", "((1,2),\n(3,4", r"a\.nwk:2: the tree does not end with a semicolon"),
        ("a.nwk", "((1,2),\n(9));", r"a\.nwk:2: node '9' is not in the network"),
        ("a.nwk", "(1,(2));", r"a\.nwk:1: the leaf '1' hangs on the root: it is in no module"),
        ("a.nwk", "((1,2),((3),4));", r"a\.nwk: node 4 is in module '1', which holds modules as w"),
        ("a.graphml", "<graphml>\n<graph", r"a\.graphml:2: column \d+ is no XML: "),
        ("a.graphml", "<gexf/>", r"a\.graphml:1: the document is 'gexf', not 'graphml'"),
        ("a.graphml", GRAPHML.format('<node id="1"/>'),
         r"a\.graphml: node '1': it has the attributes none, and no module\. Give every node one"),
        ("a.graphml", GRAPHML.format('<node id="7"><data key="m">1</data></node>'),
         r"a\.graphml: node '7': node '7' is not in the network"),
        ("a.gexf", "", r"a\.gexf:1: column 1 is no XML: no element found"),
        ("a.vos.json", "", r"a\.vos\.json' is for VOSviewer, whose files are not read back"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises((ReadError, OptionError), match=message):
        infomap_py.read_partition(tmp_path / name, [(1, 2), (2, 3), (3, 4)])


def test_options_without_a_graph_or_of_another_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"markov_time= says how a graph is read or coded"):
        infomap_py.read_partition("a.tree", markov_time=2)  # type: ignore[call-overload]
    with pytest.raises(
        UnknownOptionError, match=r"has no option 'markov'\. Did you mean 'markov_t"
    ):
        infomap_py.read_partition("a.tree", [(1, 2)], markov=2)


def test_a_heading_that_something_else_wrote_tells_nothing() -> None:
    text = PartitionText("name", "# options: f(x), =\n# infomap_py: 1\n1\t2\n")
    assert text.comments() == ["options: f(x), =", "infomap_py: 1"]
    assert facts_in(text.comments())["options"] == {}
    assert facts_in(["codelength: 1.5", "seed: 2"]) == {}
