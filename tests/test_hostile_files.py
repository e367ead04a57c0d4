"""Files made to break a reader: integers of thousands of digits, options that are none, damage.

What was found by a fuzzer is also kept in ``fuzz/corpus/``, and replayed by ``test_fuzz.py``.
"""

import gzip
import io
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.adapters import to_network
from infomap_py.errors import OptionError, ReadError
from infomap_py.partition_files import read_modules
from infomap_py.readers import read_network
from infomap_py.words import vector_rows
from infomap_py.words.vector_files import read_vectors

TWO_TRIANGLES = nx.barbell_graph(3, 0)
NUMBER = "1" + "0" * 5000
VALUES = np.eye(3, dtype=np.float32)


def path_of(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.clu", '2 1 0"5\n', r":1: '2 1 0\"5' is not 'node_id module \[flow\]'"),
        ("a.tree", '1:1 1"e-5 "2" 2\n', r":1: '1:1 1\"e-5 \"2\" 2' is not 'path flow \"name"),
        ("a.tree", '\u0661:1 0.5 "2" 2\n', r" is not 'path flow"),
        ("a.tsv", "2\t1\tx\n", r":1: '2\\t1\\tx' is not"),
    ],
)  # fmt: skip
def test_a_flow_or_a_path_that_is_no_number_is_refused(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(ReadError, match=message):
        read_modules(path_of(tmp_path, name, text), to_network(TWO_TRIANGLES))


@pytest.mark.parametrize("place", ["node", "module"])
def test_an_integer_of_thousands_of_digits_in_json_is_refused(tmp_path: Path, place: str) -> None:
    entry = {"node": "1", "module": "0"} | {place: NUMBER}
    text = f'{{"nodes": [{{"node": {entry["node"]}, "module": {entry["module"]}}}]}}'
    with pytest.raises(ReadError, match=r"a\.json:1: an integer has more digits than are read"):
        read_modules(path_of(tmp_path, "a.json", text), to_network(TWO_TRIANGLES))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.clu", "%s 1\n", r":1: '10+\.\.\.' is not 'node_id module"),
        ("a.tree", '1:1 0.5 "a" %s\n', r":1: '1:1 0\.5 .*' is not 'path flow"),
        ("a.tsv", "1\t1\t0.5\t%s:1\n", r":1: '.*' is not 'node<TAB>module"),
    ],
)
def test_ids_of_thousands_of_digits_are_refused(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    path = path_of(tmp_path, name, text % (NUMBER))
    with pytest.raises(ReadError, match=message):
        infomap_py.read_partition(path, nx.relabel_nodes(TWO_TRIANGLES, dict(enumerate("abcdef"))))


def test_a_module_of_thousands_of_digits_is_a_name(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.tsv", f"1\t{NUMBER}\n2\t7\n")
    assert infomap_py.read_partition(path) == {1: NUMBER, 2: "7"}


@pytest.mark.parametrize("options", ["7", "[1]", '"x"', "null"])
def test_options_in_json_that_are_none_count_as_missing(tmp_path: Path, options: str) -> None:
    entries = ", ".join(f'{{"node": {u}, "module": {u // 3}}}' for u in range(6))
    path = tmp_path / "a.json"
    path.write_text(f'{{"provenance": {{"options": {options}}}, "nodes": [{entries}]}}')
    assert infomap_py.read_partition(path, TWO_TRIANGLES).num_modules == 2


def test_an_option_in_a_file_that_is_out_of_range_is_an_error_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    rows = "".join(f"{u}\t{u // 3}\n" for u in range(6))
    path.write_text(f"# infomap_py: 1\n# options: markov_time='x'\n{rows}")
    with pytest.raises(OptionError, match=r"a\.tsv: markov_time='x' is not a number"):
        infomap_py.read_partition(path, TWO_TRIANGLES)


@pytest.mark.parametrize("options", ["a={[]: 1}", "a=" + "-" * 9999 + "1", "a=" + "(" * 300])
def test_options_that_python_does_not_take_count_as_missing(tmp_path: Path, options: str) -> None:
    path = tmp_path / "a.tsv"
    rows = "".join(f"{u}\t{u // 3}\n" for u in range(6))
    path.write_text(f"# infomap_py: 1\n# options: {options}\n# seed: {'9' * 5000}\n{rows}")
    found = infomap_py.read_partition(path, TWO_TRIANGLES)
    assert (found.num_modules, found.seed) == (2, 0)


def test_a_header_of_large_vectors_takes_no_memory_for_those_that_do_not_follow() -> None:
    rows = vector_rows.TextRows("<stream>", 2_000_000, None, 2)
    rows.feed(b"a ")
    assert len(rows._vectors) <= 2


def test_damaged_compressed_arrays_and_vocabularies_are_named(tmp_path: Path) -> None:
    content = io.BytesIO()
    np.save(content, VALUES)
    (tmp_path / "v.npy.gz").write_bytes(gzip.compress(content.getvalue())[:-9])
    with pytest.raises(ReadError, match=r"v\.npy\.gz:1: after this line the compressed bytes are"):
        read_vectors(tmp_path / "v.npy.gz", None, ["a", "b", "c"])
    np.save(tmp_path / "w.npy", VALUES)
    (tmp_path / "w.txt.gz").write_bytes(gzip.compress(b"a\nb\nc\n")[:-9])
    with pytest.raises(ReadError, match=r"w\.txt\.gz:1: after this line the compressed bytes are"):
        read_vectors(tmp_path / "w.npy")


@pytest.mark.parametrize("heading", ["*Vertices", "*Bipartite"])
def test_a_heading_with_thousands_of_digits_is_refused(heading: str) -> None:
    with pytest.raises(ReadError, match=r"^<stream>:1: .* expected a number of at most 18 digits"):
        read_network(io.BytesIO(f"{heading} {NUMBER}\n1 2\n".encode()))


def test_modules_nested_without_end_are_refused_before_memory_is_spent(tmp_path: Path) -> None:
    path = path_of(tmp_path, "a.nwk", f"{'(' * 5000}a{')' * 5000};")
    with pytest.raises(ReadError, match=r"a\.nwk:1: node 'a' is in 4,999 modules, each within the"):
        infomap_py.read_partition(path)


def test_a_chain_of_hundreds_of_modules_is_read(tmp_path: Path) -> None:
    tree = "(a)"
    for k in range(500):
        tree = f"({tree},(b{k}))"
    path = path_of(tmp_path, "a.nwk", f"({tree},(c,d));")
    assert len(infomap_py.read_partition(path)) == 503


def test_numbers_of_a_million_digits_that_end_in_a_letter_are_refused_at_once(
    tmp_path: Path,
) -> None:
    digits = "1" * 1_000_000  # the square of which would take days
    path = path_of(tmp_path, "a.tree", f'1:1 {digits}x "a" 1\n')
    with pytest.raises(ReadError, match=r"a\.tree:1: .* is not 'path flow"):
        infomap_py.read_partition(path)
    with pytest.raises(ReadError, match=r"^<stream>:1: number 1 of 'a' is"):
        read_vectors(io.BytesIO(f"a {digits}x\n".encode()))
