"""infomap-py on files of graphs, with weights that have a name, and without light links."""

import json
from pathlib import Path

import networkx as nx
import pytest
import scipy.io
import scipy.sparse
from shell import MODULES, TRIANGLES, Shell

import infomap_py

LINKS = [line.split() for line in TRIANGLES.splitlines()]


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    return Shell(tmp_path, capsys, monkeypatch)


def triangles() -> nx.Graph:
    """Two triangles and a bridge that costs 0.5, where other links cost 1."""
    return nx.Graph([(u, v, {"cost": 0.5 if (u, v) == ("f", "a") else 1.0}) for u, v in LINKS])


@pytest.mark.parametrize("format", ["graphml", "gexf", "gml"])
def test_files_of_graphs_are_read_by_suffix(shell: Shell, format: str) -> None:
    getattr(nx, f"write_{format}")(triangles(), shell.folder / f"g.{format}.gz")
    code, out, err = shell(f"partition g.{format}.gz --weight cost")
    assert (code, out) == (0, MODULES)
    assert err.startswith(f"g.{format}.gz: 6 nodes, 7 links, undirected, weighted\n")


def test_parquet_is_read_by_suffix(shell: Shell) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet is read by pyarrow")
    pyarrow = pytest.importorskip("pyarrow", reason="Parquet is read by pyarrow")
    sources, targets = zip(*LINKS, strict=True)
    parquet.write_table(pyarrow.table({"u": sources, "v": targets}), shell.folder / "edges.parquet")
    assert shell("partition edges.parquet --quiet") == (0, MODULES, "")


def test_a_matrix_that_is_not_symmetric_is_worth_a_note(shell: Shell) -> None:
    matrix = scipy.sparse.csr_array([[0, 1, 0], [0, 0, 1], [1, 0, 0]])
    scipy.io.mmwrite(shell.folder / "m.mtx", matrix)
    _, out, err = shell("partition m.mtx")
    assert out == "1\t0\n2\t0\n3\t0\n"
    assert err.startswith("infomap-py: note: m.mtx: the matrix is not symmetric, ")
    assert "pass --directed if links are one-way" in err.splitlines()[0]
    _, _, err = shell("partition m.mtx --directed")
    assert err.startswith("m.mtx: 3 nodes, 3 links, directed")


def test_light_links_are_left_out_by_every_command_and_the_summary_says_so(shell: Shell) -> None:
    nx.write_graphml(triangles(), shell.folder / "g.graphml")
    options = "g.graphml --weight cost --min-weight 1"
    code, out, err = shell(f"partition {options}")
    assert (code, out) == (0, MODULES)
    heading = "g.graphml: 6 nodes, 6 links, undirected, unweighted, 1 link below 1 left out"
    assert err.splitlines()[0] == heading
    (shell.folder / "modules.tsv").write_text(MODULES)
    # Two triangles that no walk leaves: log2 3 bits per step, by hand.
    code, out, err = shell(f"codelength {options}".replace("g.graphml", "g.graphml modules.tsv"))
    assert float(out) == pytest.approx(1.584962500721156)
    assert err.splitlines()[0] == heading
    code, out, err = shell(f"scan {options} --markov-times 1")
    assert err.splitlines()[0] == heading


def test_files_say_what_was_left_out(shell: Shell) -> None:
    nx.write_graphml(triangles(), shell.folder / "g.graphml")
    shell("partition g.graphml --weight cost --min-weight 1 -o out.clu")
    text = (shell.folder / "out.clu").read_text()
    assert "1 link below 1 left out)" in text
    assert "weight='cost', min_weight=1.0" in text


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("--weight cots", 1, "g.graphml: there is no edge attribute 'cots'; there are 'cost'."),
        ("--weight cost --min-weight 2", 2, "--min-weight 2 leaves no link, of 7; the heaviest"),
        ("--min-weight -1", 2, "--min-weight -1.0 is not a finite number"),
        ("--min-weight many", 2, "invalid float value: 'many'"),
        ("--weight cost --unweighted", 2, "not allowed with argument --weight"),
        ("--input-format gexf", 1, "g.graphml: networkx cannot read this as GEXF: "),
    ],
)
def test_what_is_wrong_is_said_in_words_of_the_shell(
    shell: Shell, command: str, code: int, message: str
) -> None:
    nx.write_graphml(triangles(), shell.folder / "g.graphml")
    found, out, err = shell(f"partition g.graphml {command}")
    assert (found, out) == (code, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_name_for_weights_that_have_none_is_noted(shell: Shell) -> None:
    code, out, err = shell("partition edges.txt --weight cost")
    assert (code, out) == (0, MODULES)
    assert "are read whatever --weight cost says" in err.splitlines()[0]


def test_unweighted_parallel_links_are_counted_as_in_python(shell: Shell) -> None:
    (shell.folder / "edges.txt").write_text("a b 9\na b 9\nb c 9\n")
    in_python = infomap_py.partition("edges.txt", weight=None)
    assert list(in_python.network.links()) == [("a", "b", 2.0), ("b", "c", 1.0)]
    shell("partition edges.txt --unweighted -o out.json")
    written = json.loads((shell.folder / "out.json").read_text())
    assert written["codelength"] == in_python.codelength  # 1.5 where a-b counts once, was written
    assert written["provenance"]["options"]["weight"] is None
    _, out, _ = shell("scan edges.txt --unweighted --markov-times 1")
    assert float(out.split()[-1]) == in_python.codelength
