"""What is written comes back, Infomap's files are read, and errors name the line."""

import gzip
import io
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import infomap_py
from infomap_py import Network, Partition
from infomap_py.errors import OptionError, ReadError
from infomap_py.file_formats import READ_FORMATS as FORMATS
from infomap_py.membership import module_ids
from infomap_py.partition_files import read_modules

LINKS = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]  # two triangles and a bridge
NAMES = st.text(st.characters(exclude_categories=[]), max_size=8)  # lone surrogates as well


def network_of(nodes: Sequence[Any], links: Sequence[tuple[int, int]] = LINKS) -> Network:
    sources, targets = zip(*links, strict=True)
    return Network.from_links(sources, targets, nodes=nodes)


def path_of(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def modules_in(partition: Partition, file: str) -> dict[Any, Any]:
    """What is read back of a file that was just written."""
    with tempfile.TemporaryDirectory() as folder:
        partition.write(f"{folder}/{file}")
        return read_modules(f"{folder}/{file}", partition.network)


def assert_same_modules(read: dict[Any, Any], partition: Partition) -> None:
    expected = module_ids(partition.network, partition)
    assert np.array_equal(module_ids(partition.network, read), expected)


# What is written comes back


@pytest.mark.parametrize("suffix", ["", ".gz", ".bz2", ".xz"])
@pytest.mark.parametrize("format", FORMATS)
def test_modules_of_integer_labels_come_back(format: str, suffix: str) -> None:
    partition = infomap_py.partition(network_of([7, -1, 0, 10**15, 5, 6]))
    assert_same_modules(modules_in(partition, f"a.{format}{suffix}"), partition)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "nodes",
    [
        ["b", "a", "d", "c", "f", "e"],
        ["6", "5", "4", "3", "2", "1"],  # texts of integers are no ids: ids are positions
        [6, 5, 4, "3", "2", "1"],
        [(1, 2), (2, "x"), 1.5, -0.25, "中文", b"bytes"],
        range(6),
    ],
)
def test_modules_of_other_labels_come_back(format: str, nodes: Sequence[Any]) -> None:
    partition = infomap_py.partition(network_of(nodes))
    assert_same_modules(modules_in(partition, f"a.{format}"), partition)


@given(st.lists(NAMES, min_size=6, max_size=6, unique=True), st.sampled_from(FORMATS))
def test_modules_of_any_names_come_back(names: list[str], format: str) -> None:
    partition = infomap_py.partition(network_of(names))
    assert_same_modules(modules_in(partition, f"a.{format}"), partition)


def test_standard_output_of_one_is_standard_input_of_the_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    partition = infomap_py.partition(network_of(["#a", "b\tb", "c", "d", "e\n#", "f"]))
    partition.write("-")
    printed = capsys.readouterr().out.encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(printed)))
    assert_same_modules(read_modules("-", partition.network), partition)


# Infomap's files


@pytest.mark.peer
@pytest.mark.parametrize("format", ["tree", "ftree", "clu"])
def test_infomap_takes_our_files_for_its_partition(tmp_path: Path, format: str) -> None:
    infomap = pytest.importorskip("infomap")
    partition = infomap_py.partition(network_of([5, 9, 2, 7, 1, 4]))
    path = tmp_path / f"ours.{format}"
    partition.write(path)
    theirs = infomap.Network()
    for u, v, _ in partition.network.links():
        theirs.add_link(u, v)
    options = infomap.Options(cluster_data=str(path), no_infomap=True, silent=True)
    assert theirs.run(options=options).codelength == pytest.approx(partition.codelength, abs=1e-12)


@pytest.mark.peer
def test_infomap_takes_a_tree_with_quotes_in_names(tmp_path: Path) -> None:
    infomap = pytest.importorskip("infomap")
    partition = infomap_py.partition(
        network_of(['a "quoted" name', "b\\", "c\nc", '"', "e e", "f"])
    )
    path = tmp_path / "ours.tree"
    partition.write(path)
    theirs = infomap.Network()
    for u, v in LINKS:
        theirs.add_link(u + 1, v + 1)
    options = infomap.Options(cluster_data=str(path), no_infomap=True, silent=True)
    assert theirs.run(options=options).codelength == pytest.approx(partition.codelength, abs=1e-12)


@pytest.mark.peer
@pytest.mark.parametrize("format", ["tree", "clu"])
def test_files_of_infomap_are_read(tmp_path: Path, format: str) -> None:
    infomap = pytest.importorskip("infomap")
    theirs = infomap.Network()
    for u, v in LINKS:
        theirs.add_link(u, v)
    theirs.set_name(1, 'one "and" only')
    result = theirs.run(options=infomap.Options(silent=True, seed=1))
    getattr(result, f"write_{format}")(str(tmp_path / f"theirs.{format}"))
    read = read_modules(tmp_path / f"theirs.{format}", network_of(range(6)))
    modules = infomap_py.partition(network_of(range(6)), initial=read)
    assert modules.communities() == [{0, 1, 2}, {3, 4, 5}]
    assert {read[0], read[1], read[2]} == {"1"}
    assert {read[3], read[4], read[5]} == {"2"}


def test_a_name_that_infomap_did_not_escape_is_found(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.tree", '1:1 0.5 "a "q" b\\n" 1\n1:2 0.5 "x" 2\n')
    network = Network.from_links([0], [1], nodes=["x", 'a "q" b\\n'])
    assert read_modules(path, network) == {'a "q" b\\n': "1", "x": "1"}


@pytest.mark.peer
def test_a_clu_of_a_deeper_tree_has_its_top_modules(tmp_path: Path) -> None:
    infomap = pytest.importorskip("infomap")
    theirs = infomap.Network()
    cliques = [(4 * i + a, 4 * i + b) for i in range(40) for a in range(4) for b in range(a)]
    ring = [(4 * i, (4 * i + 5) % 160) for i in range(40)]
    theirs.add_links([*cliques, *ring])
    result = theirs.run(options=infomap.Options(silent=True, seed=1))
    assert result.num_levels > 2
    result.write_clu(str(tmp_path / "deep.clu"))
    read = read_modules(tmp_path / "deep.clu", network_of(range(160), cliques))
    assert len(set(read.values())) == result.num_top_modules


# How lines are read


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.clu", "# c\n\n2 1 0.5\r\n 3\t7 1e-05\n\n5 1"),
        ("a.tree", '#c\n1:1 0.5 "2" 2\r\n1:2 .1 "any" 5\n\n7:1  1e-05\t"" 3\n'),
        ("a.tsv", "# c\n\n2\t1\n3\t7\t0.5\r\n#c\n5\t 1"),
        ("a.csv", '\ufeff2,1,0.5\n"3", 7\n5,"1",0\n'),
        ("a.json", '{"nodes": [{"node": 2, "module": "1"}, {"node": "3", "module": "7"}, '
                   '{"node": 5, "module": "1"}]}'),
    ],
)  # fmt: skip
def test_comments_blanks_and_line_ends_do_not_count(tmp_path: Path, name: str, text: str) -> None:
    network = Network.from_links([0, 1], [1, 2], nodes=[2, 3, 5])
    assert read_modules(path_of(tmp_path, name, text), network) == {2: "1", 3: "7", 5: "1"}


def test_a_node_may_be_named_twice_in_the_same_module(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.tsv", "2\tx\n3\tx\n2\tx\n")
    network = Network.from_links([0], [1], nodes=[2, 3])
    assert read_modules(path, network) == {2: "x", 3: "x"}


def test_a_given_format_counts_more_than_the_suffix(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.txt", "2 1\n3 1\n")
    network = Network.from_links([0], [1], nodes=[2, 3])
    assert read_modules(path, network, "clu") == {2: "1", 3: "1"}


# Errors


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.clu", "2 1\n3\n", r"a\.clu:2: '3' is not 'node_id module \[flow\]', which was exp"),
        ("a.clu", "# c\n2 1 0.5 9\n", r":2: '2 1 0.5 9' is not"),
        ("a.clu", "x 1\n", r":1: 'x 1' is not"),
        ("a.clu", "2 1\n2 3\n", r":2: node 2 is put into module '3' after '1'; a partition puts"),
        ("a.clu", "2 1\n4 1\n", r":2: node '4' is not in the network \(Network\(2 nodes, 1 link,"),
        ("a.tree", '1:1 0.5 "2" 2 7\n', r":1: '1:1 0.5 \"2\" 2 7' is not 'path flow \"name"),
        ("a.tree", '1 0.5 "2" 2\n', r":1: the path '1' is not 'module:rank', or longer"),
        ("a.tree", '1:1 0.5 "2" 4\n', r":1: node '4' is not in the network"),
        ("a.tsv", "2 1\n", r":1: '2 1' is not 'node<TAB>module\[<TAB>flow\["),
        ("a.tsv", "2\t1\t0.5\tx\n", r":1: '2\\t1\\t0.5\\tx' is not"),
        ("a.tsv", '"2\t1\n3\t1\n', r":1: the quotes do not pair \(unexpected end of data\)"),
        ("a.tsv", '2\t1\n"3"x\t1\n', r":2: the quotes do not pair \('\t' expected after '\"'\)"),
        ("a.csv", 'label,module\n2,1\n', r":1: node 'label' is not in the network"),
        ("a.csv", '2,1\n\n# c\n"3\n",1\n', r":4: node '3\\n' is not in the network"),
        ("a.json", '{"nodes": [\n{"node": 2,}]}', r":2: column 1[12] is no JSON: "),
        ("a.json", '[{"node": 2, "module": 0}]', r"is not '\{\"nodes\": \[\{\"node\": \.\.\., \"m"),
        ("a.json", '{"nodes": [{"node": 2, "module": 0}, {"node": 3}]}',
         r"a\.json: entry 2 of \"nodes\": '\{\"node\": 3\}' is not"),
        ("a.json", '{"nodes": [7]}', r"entry 1 of \"nodes\": '7' is not"),
        ("a.json", '{"nodes": [{"node": 2, "module": [1]}]}', r"entry 1 of \"nodes\": '.*' is"),
        ("a.json", '{"nodes": [{"node": [2], "module": 0}]}', r"node '\[2\]' is not in"),
        ("a.json", "", r":1: column 1 is no JSON"),
    ],
)  # fmt: skip
def test_a_malformed_line_is_named_with_what_was_expected(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    network = Network.from_links([0], [1], nodes=[2, 3])
    path = path_of(tmp_path, name, text)
    with pytest.raises(ReadError, match=message) as caught:
        read_modules(path, network)
    assert str(caught.value).startswith(str(path))


def test_a_long_line_is_shown_in_part(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.clu", "x" * 1000)
    with pytest.raises(ReadError, match=r":1: 'x{57}\.\.\.' is not"):
        read_modules(path, network_of(range(6)))


@pytest.mark.parametrize("number", ["0", "7", "-1"])
def test_a_position_beyond_the_nodes_is_refused(tmp_path: Path, number: str) -> None:
    path = path_of(tmp_path, "a.clu", f"{number} 1\n")
    with pytest.raises(ReadError, match=f":1: node id {number} is no position from 1 to 6"):
        read_modules(path, network_of("abcdef"))


def test_bytes_that_are_no_utf8_are_named_with_their_line(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.tsv", b"2\t1\n\xff3\t1\n")
    with pytest.raises(ReadError, match=r"a\.tsv:2: the byte 0xff does not belong there in UTF-8"):
        read_modules(path, network_of(range(6)))


def test_a_damaged_compressed_file_is_refused(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.tsv.gz", gzip.compress(b"2\t1\n")[:-6])
    with pytest.raises(ReadError, match=r"a\.tsv\.gz:1: after this line the compressed bytes are"):
        read_modules(path, network_of(range(6)))


def test_a_suffix_that_names_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"the suffix of '.*a\.txt' names no format"):
        read_modules(tmp_path / "a.txt", network_of(range(6)))


def test_a_missing_file_is_a_file_not_found_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"a\.clu"):
        read_modules(tmp_path / "a.clu", network_of(range(6)))


def test_json_nested_beyond_all_reason_is_refused_like_any_other(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.json", "[" * 200_000)
    with pytest.raises(ReadError, match=r"a\.json:1: '\[{57}\.\.\.' is not"):
        read_modules(path, network_of(range(6)))


def test_no_suffix_that_is_not_read_is_advised(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        read_modules(tmp_path / "a.txt", network_of(range(6)))
    assert "vos" not in str(caught.value)


def test_the_header_of_a_table_is_no_node(tmp_path: Path) -> None:
    for suffix, separator in ((".csv", ","), (".tsv", "\t")):
        path = tmp_path / f"a{suffix}"
        rows = [("node", "module", "flow"), *((u, u // 3, 0.5) for u in range(6))]
        path.write_text("".join(separator.join(map(str, row)) + "\n" for row in rows))
        assert set(read_modules(path, network_of(range(6)))) == set(range(6))
        assert infomap_py.read_partition(path) == {u: u // 3 for u in range(6)}


def test_a_row_without_a_module_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("0,1\n1,\n")
    with pytest.raises(ReadError, match=r"a\.csv:2: '1,' is not 'node,module"):
        read_modules(path, network_of(range(6)))


@pytest.mark.parametrize("first", [0, 1])
def test_modules_are_numbered_from_0_whether_a_file_counts_from_0_or_1(
    tmp_path: Path, first: int
) -> None:
    (tmp_path / "a.clu").write_text(f"7 {first}\n8 {first + 1}\n")
    (tmp_path / "a.tree").write_text(f'{first}:1 0.5 "a" 7\n{first + 1}:1 0.5 "b" 8\n')
    assert infomap_py.read_partition(tmp_path / "a.clu") == {7: 0, 8: 1}
    assert infomap_py.read_partition(tmp_path / "a.tree") == {"a": 0, "b": 1}
