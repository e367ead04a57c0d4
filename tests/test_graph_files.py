"""GraphML, GEXF, GML, Matrix Market, .npz and Parquet: the same network as from what was written,
and what is said of files that are none of these."""

import bz2
import gzip
import io
import lzma
import sys

import networkx as nx
import numpy as np
import pytest
import scipy.io
import scipy.sparse

from infomap_py.adapters import to_network
from infomap_py.errors import MissingPackageError, OptionError, ReadError
from infomap_py.graph_files import GRAPH_FORMATS, WHOLE
from infomap_py.readers import FORMATS, read_network

WRITE = {"graphml": nx.write_graphml, "gexf": nx.write_gexf, "gml": nx.write_gml}
COMPRESS = {"": bytes, ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
MATRIX = scipy.sparse.csr_array(np.array([[0.0, 1, 2], [1, 0, 0], [0, 3, 0]]))
HEAD = "%%MatrixMarket matrix coordinate"


def towns(kind=nx.Graph):
    graph = kind()
    graph.add_edge("Mons", "Ath", weight=2.5, cost=1.0)
    graph.add_edge("Gent", "Mons", weight=1.0, cost=4.0)
    graph.add_node("Köln")
    return graph


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("format", WRITE)
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_a_graph_is_what_was_written(folder, format, kind):
    graph = towns(kind)
    WRITE[format](graph, f"towns.{format}")
    for options in ({}, {"weight": "cost"}, {"weight": None}, {"directed": True}):
        assert to_network(f"towns.{format}", **options) == to_network(graph, **options)
    assert to_network(f"towns.{format}").source == f"towns.{format}"


@pytest.mark.parametrize("format", WRITE)
def test_parallel_edges_are_summed(folder, format):
    graph = nx.MultiDiGraph([("a", "b", {"weight": 1.0}), ("a", "b", {"weight": 2.0})])
    WRITE[format](graph, f"graph.{format}")
    assert list(to_network(f"graph.{format}").links()) == [("a", "b", 3.0)]


@pytest.mark.parametrize("format", WRITE)
def test_an_attribute_that_no_edge_has_is_named(folder, format):
    WRITE[format](towns(), f"towns.{format}")
    with pytest.raises(ReadError, match=r"^towns.*no edge attribute 'costs'.*mean 'cost'\?"):
        to_network(f"towns.{format}", weight="costs")


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("format", GRAPH_FORMATS)
def test_files_are_read_compressed_from_objects_and_by_format(folder, format, suffix):
    content = contents(format)
    (folder / f"graph.{format}{suffix.upper()}").write_bytes(COMPRESS[suffix](content))
    read = to_network(f"graph.{format}{suffix.upper()}")
    assert read.num_links == 2
    assert read_network(io.BytesIO(COMPRESS[suffix](content)), format=format) == read


@pytest.mark.parametrize("format", sorted({*GRAPH_FORMATS} - {"gml"}))
def test_without_a_name_the_first_bytes_tell(format):
    assert read_network(io.BytesIO(contents(format))).num_links == 2


def contents(format):
    """Two links in this format."""
    file = io.BytesIO()
    if format in WRITE:
        WRITE[format](towns(), file)
    elif format == "npz":
        scipy.sparse.save_npz(file, scipy.sparse.csr_array(np.eye(4, k=2)))
    elif format == "mtx":
        scipy.io.mmwrite(file, scipy.sparse.csr_array(np.eye(4, k=2)))
    else:
        pyarrow, parquet = arrow()
        table = pyarrow.table({"from": ["a", "b"], "to": ["b", "c"], "weight": [1.0, 2.5]})
        parquet.write_table(table, file)
    return file.getvalue()


def arrow():
    """pyarrow and its module for Parquet, or the test is skipped."""
    reason = "Parquet is read by pyarrow"
    parquet = pytest.importorskip("pyarrow.parquet", reason=reason)
    return pytest.importorskip("pyarrow", reason=reason), parquet


def test_every_format_that_can_be_asked_for_is_read():
    assert {*FORMATS} == {"links", "pajek", *GRAPH_FORMATS}


def test_formats_that_are_asked_for_come_before_suffixes(folder):
    (folder / "edges.gml").write_text("a b\nb c\n")
    assert read_network("edges.gml", format="links").nodes == ["a", "b", "c"]


# GML: labels, or ids where labels are not one's own


GML = "graph [ node [ id 7 {0} ] node [ id 8 {1} ] edge [ source 7 target 8 value 2 ] ]"


@pytest.mark.parametrize(
    ("labels", "nodes", "noted"),
    [
        (('label "a"', 'label "b"'), ["a", "b"], False),
        (("", ""), [7, 8], False),
        (('label "a"', ""), [7, 8], True),
        (('label "a"', 'label "a"'), [7, 8], True),
    ],
)
def test_nodes_of_gml_have_their_labels_or_ids(labels, nodes, noted):
    notes = []
    file = io.BytesIO(GML.format(*labels).encode())
    network = read_network(file, format="gml", weight="value", notes=notes)
    assert list(network.links()) == [(*nodes, 2.0)]
    assert [("shared" in note) for note in notes] == [True] * noted


def test_gml_may_be_in_utf_8_with_line_ends_of_windows():
    text = GML.format('label "Köln"', 'label "Łódź"').replace(" node", "\r\n node")
    assert read_network(io.BytesIO(text.encode()), format="gml").nodes == ["Köln", "Łódź"]


# Matrices: as those of scipy, and called as the file does


@pytest.mark.parametrize("directed", [None, True, False])
@pytest.mark.parametrize("weight", ["weight", None])
def test_a_matrix_is_read_as_scipy_has_it(folder, directed, weight):
    scipy.sparse.save_npz("matrix.npz", MATRIX)
    scipy.io.mmwrite("matrix.mtx", MATRIX)
    scipy.io.mmwrite("array.mtx", (MATRIX.toarray()))
    options = {"directed": directed, "weight": weight}
    given = to_network(MATRIX, **options)
    assert to_network("matrix.npz", **options) == given
    links = [(u + 1, v + 1, w) for u, v, w in given.links()]  # rows of .mtx are counted from 1
    assert list(to_network("matrix.mtx", **options).links()) == links
    assert list(to_network("array.mtx", **options).links()) == links


@pytest.mark.parametrize("header", ["real general", "pattern symmetric", "integer symmetric"])
def test_headers_say_what_entries_are(header):
    value = "" if header.startswith("pattern") else " 3"
    file = io.BytesIO(f"{HEAD} {header}\n3 3 2\n2 1{value}\n3 2{value}\n".encode())
    weight = 3.0 if value else 1.0
    notes = []
    network = read_network(file, notes=notes)
    assert list(network.links()) == [(1, 2, weight), (2, 3, weight)]
    assert not network.directed
    said = [note for note in notes if "not symmetric" in note and "directed=True" in note]
    assert len(said) == len(notes) == ("general" in header)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEAD} real general\n2 3 1\n1 3 1\n", r"shape \(2, 3\) is not square"),
        (f"{HEAD} real skew-symmetric\n2 2 1\n2 1 1\n", "has weight -1.0; weights must be finite"),
        (f"{HEAD} complex general\n2 2 1\n2 1 1 1\n", "type complex128; give numbers"),
        (f"{HEAD} real general\n2 2 2\n2 1 1\n", "scipy cannot read this as a Matrix Market file"),
        (f"{HEAD} real general\n2 2 1\n2 x 1\n", "line 3, '2 x 1', does not have the numbers"),
    ],
)
def test_a_matrix_that_is_none_is_refused(folder, text, message):
    (folder / "bad.mtx").write_text(text)
    with pytest.raises(ReadError, match=rf"^bad\.mtx: .*{message}"):
        to_network("bad.mtx")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{HEAD} real general\n2 2 2\n1 2 0.5\0 1\n2 1 1\n", 3),  # scipy crashes on these two
        (f"{HEAD} real general\n% comment\n2 2 2\n1 2 0.5\n2 1 1e", 5),
        (f"{HEAD} real general\n2 2 1\n1 2 0.5x\n", 3),  # and skips what follows a number
        (f"{HEAD} real general\n2 2 1\n\n1 2 0.5 7\n", 4),
        (f"{HEAD} integer general\n2 2 1\n1 2 0.5\n", 3),  # which it takes for 0
        (f"{HEAD} pattern general\n2 2 1\n1 2 3\n", 3),
        (f"{HEAD} real general\n2 2\n1 2 3\n", 2),
    ],
)
def test_a_line_of_a_matrix_with_other_numbers_is_refused(text, line):
    with pytest.raises(
        ReadError, match=rf"^<stream>: line {line}, '.*', does not have the numbers"
    ):
        read_network(io.BytesIO(text.encode()), format="mtx")


def test_a_matrix_that_announces_what_memory_does_not_hold_is_refused(monkeypatch):
    monkeypatch.setattr("infomap_py.memory.bytes_there", lambda: 32e6)
    for text, message in [
        (
            "coordinate real general\n2000000000 2000000000 1\n1 2 1\n",
            "2,000,000,000 nodes take so",
        ),
        ("array real general\n50000 50000\n1\n", "50,000 rows and 50,000 columns have more"),
    ]:
        with pytest.raises(ReadError, match=message):
            read_network(io.BytesIO(f"%%MatrixMarket matrix {text}".encode()), format="mtx")


# Parquet


def test_of_parquet_no_other_columns_are_read(folder, monkeypatch):
    pyarrow, parquet = arrow()
    columns = {"note": ["x", "y"], "to": ["b", "c"], "cost": [2.5, 1.0], "from": ["a", "b"]}
    parquet.write_table(pyarrow.table(columns), "edges.parquet")
    read, asked = parquet.ParquetFile.read, []

    def watched(self, columns):
        asked.append(columns)
        return read(self, columns=columns)

    monkeypatch.setattr(parquet.ParquetFile, "read", watched)
    assert list(to_network("edges.parquet").links()) == [("a", "b", 1.0), ("b", "c", 1.0)]
    assert to_network("edges.parquet", weight="cost").weights.max() == 2.5
    assert asked == [["from", "to"], ["from", "to", "cost"]]
    with pytest.raises(ReadError, match=r"^edges\.parquet: there is no column 'costs'; .*'cost'\?"):
        to_network("edges.parquet", weight="costs")


def test_without_pyarrow_the_extra_is_named(folder, monkeypatch):
    (folder / "edges.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        MissingPackageError, match=r"edges\.parquet: .* pip install 'infomap_py\[parquet\]'"
    ):
        to_network("edges.parquet")


# What is none of these


@pytest.mark.parametrize("content", [b"", b"hello 1 2\n", b"\x00\x01\x02", b"<gexf><graph>"])
@pytest.mark.parametrize("format", WHOLE)
def test_a_malformed_file_is_named_with_the_way_out(folder, format, content):
    if format == "parquet":
        arrow()
    (folder / f"bad.{format}").write_bytes(content)
    with pytest.raises(
        ReadError, match=rf"^bad\.{format}: \w+ cannot read this as .*format='links'"
    ):
        to_network(f"bad.{format}")


@pytest.mark.parametrize("format", sorted({*GRAPH_FORMATS} - {"gml"}))
def test_a_file_that_ends_early_is_refused(folder, format):
    content = contents(format)
    (folder / f"bad.{format}").write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(ReadError, match=rf"^bad\.{format}:"):
        to_network(f"bad.{format}")


def test_a_header_is_of_link_lists():
    with pytest.raises(OptionError, match="header=True is for link lists"):
        read_network(io.BytesIO(contents("mtx")), header=True)


def test_names_of_weights_are_noted_where_there_are_none():
    notes = []
    read_network(io.BytesIO(b"a b 2\n"), weight="cost", notes=notes)
    assert notes == [
        "<stream>: weights have no names here, and are read whatever weight='cost' says."
    ]
