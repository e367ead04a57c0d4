"""Labels in .csv and .tsv: a spreadsheet finds no formula in them, and they come back."""

import csv
import io
import re
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shell import Shell
from stored import read_back
from word_networks import clusters_of

import infomap_py
from infomap_py import network_files
from infomap_py.readers import read_network
from infomap_py.spreadsheet_cells import guarded, unguarded, without_formulas

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\uff1d1",
    "-inf",
    "--5",
]
NUMBERS = ["-1", "+5", "-0.5", "-1e-5", "+.5"]
OTHERS = ["'=1", "''-", "it's", "'tis", "a=1", "", "'", "a;=1", 'a","=1', "-", "'-1"]
ANY = st.text(st.sampled_from("=+-@\t\r\n\0 ';,\"1a\uff1d"), max_size=6)


def cells_of(text: str, separator: str) -> list[str]:
    """What a spreadsheet has in its cells that begins with a mark of a formula and is no number."""
    cells = [
        cell
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for cell in row
    ]
    return [
        cell for cell in cells if cell.lstrip()[:1] in set("=+-@\uff1d") and not is_number(cell)
    ]


def is_number(cell: str) -> bool:
    """Whether it is one, or begins with one and has what another program separates."""
    return re.match(r"[+-]?[0-9.]+(e[+-]?[0-9]+)?([,;\t]|\Z)", cell) is not None


@pytest.mark.parametrize("label", FORMULAS)
@pytest.mark.parametrize("before", ["", " ", "\t", "\r", "\0", "a,", "a;", "a\n", 'a"; "'])
def test_a_formula_stands_behind_an_apostrophe(before: str, label: str) -> None:
    assert guarded([before + label]) == [f"{before}'{label}"]


@pytest.mark.parametrize("label", [*NUMBERS, "it's", "'tis", "a=1", "'", ""])
def test_numbers_and_other_texts_stay(label: str) -> None:
    assert guarded([label]) == [label]


@given(st.lists(ANY))
def test_every_text_comes_back_as_it_was(texts: list[str]) -> None:
    assert list(map(unguarded, guarded(texts))) == texts


def graph_of(labels: list[str]) -> nx.Graph:
    return nx.relabel_nodes(nx.path_graph(len(labels)), dict(enumerate(labels)))


@pytest.mark.parametrize("format", ["tsv", "csv"])
def test_labels_of_partitions_come_back(format: str) -> None:
    labels = [*FORMULAS, *NUMBERS, *OTHERS]
    graph = graph_of(labels)
    partition = infomap_py.partition(graph)
    assert read_back(partition, format, graph) == partition
    assert list(read_back(partition, format)) == labels


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("format", ["tsv", "csv"])
def test_no_program_finds_a_formula_whatever_it_takes_for_a_separator(
    tmp_path: Path, format: str, separator: str
) -> None:
    labels = [
        label for label in [*FORMULAS, *NUMBERS, *OTHERS, "b,=1", "c\t=1"] if '"' not in label
    ]
    partition = infomap_py.partition(graph_of(labels))
    partition.write(tmp_path / "a", format)
    assert cells_of((tmp_path / "a").read_text(), separator) == []


def test_apostrophes_of_another_program_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("'=x\t0\n'-1\t1\n")
    assert infomap_py.read_partition(tmp_path / "a.tsv") == {"'=x": 0, "'-1": 1}


@pytest.mark.parametrize("format", ["tsv", "csv"])
def test_names_in_link_lists_come_back(tmp_path: Path, format: str) -> None:
    links = [("=a", "b"), ("b", "-1"), ("-1", "'=a"), ("'=a", "+c"), ("+c", "@d;=e")]
    network = infomap_py.partition(links).network
    path = tmp_path / f"a.{format}"
    network_files.write(network, str(path), format)
    assert [link[:2] for link in read_network(path).links()] == [
        link[:2] for link in network.links()
    ]
    for separator in ",;\t":
        assert cells_of(path.read_text(), separator) == []


def test_links_of_another_program_keep_their_apostrophes() -> None:
    network = read_network(io.BytesIO(b"# made by hand\n'=a\tb\n=a\tb\n"))
    assert list(network.nodes) == ["'=a", "b", "=a"]


@pytest.mark.parametrize("suffix", [".tsv", ".csv"])
def test_words_come_back(tmp_path: Path, suffix: str) -> None:
    links = [("=a", "@b"), ("@b", "-c"), ("-c", "=a"), ("-1", "d")]
    clusters = clusters_of(links, {"=a": 0, "@b": 0, "-c": 0, "-1": 1, "d": 1})
    clusters.write(tmp_path / f"a{suffix}")
    text = (tmp_path / f"a{suffix}").read_text()
    assert cells_of(text, "\t" if suffix == ".tsv" else ",") == []
    assert dict(infomap_py.read_partition(tmp_path / f"a{suffix}")) == {
        "=a": 0, "@b": 0, "-c": 0, "-1": 1, "d": 1
    }  # fmt: skip


def test_standard_output_has_labels_as_they_are_unless_a_table_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(tmp_path, capsys, monkeypatch)
    (tmp_path / "edges.txt").write_text("=a b\n")
    for command in ("partition", "sparsify --min-weight 0"):
        _, plain, _ = shell(f"{command} edges.txt --quiet")
        _, table, _ = shell(f"{command} edges.txt --quiet --format csv")
        assert "=a\t" in plain
        assert "'" not in plain
        assert table.startswith("# texts behind an apostrophe, as a spreadsheet would")
        assert "'=a," in table


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("a,=1+1", "a,\\x3d1+1"),
        ("a; @b", "a; \\x40b"),
        ('a,"=1', 'a,"\\x3d1'),
        ("a,-1", "a,-1"),
        ("a,-1+1", "a,\\x2d1+1"),
        ("a,-1)+1", "a,\\x2d1)+1"),
        ("a=1", "a=1"),
    ],
)
def test_paths_in_comments_are_no_formulas_either(path: str, told: str) -> None:
    assert without_formulas(f"# input: {path}") == f"# input: {told}"


def test_an_option_with_a_formula_in_its_text_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a,=b.txt"
    path.write_text("a b\nb c\n")
    partition = infomap_py.partition(path)
    partition.write(tmp_path / "a.csv")
    comments = [line for line in (tmp_path / "a.csv").read_text().splitlines() if line[:1] == "#"]
    assert cells_of("\n".join(comments), ",") == []
    assert infomap_py.read_partition(tmp_path / "a.csv", path) == partition
