"""Files of graphs in the formats of other tools, which their suffix or first bytes tell: GraphML;
and what other packages read as a whole, GEXF and GML by networkx, Matrix Market and .npz by scipy,
Parquet by pyarrow.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from inspect import signature
from itertools import chain
from typing import Any, NamedTuple
from zipfile import is_zipfile

from infomap_py.errors import InfomapError, MissingPackageError, NetworkError, ReadError
from infomap_py.graph_objects import from_networkx
from infomap_py.graphml_reader import read_graphml
from infomap_py.link_arrays import canonical, from_sparse, is_symmetric
from infomap_py.link_lists import Notes
from infomap_py.link_tables import from_table, link_columns
from infomap_py.matrix_lines import refuse_malformed
from infomap_py.memory import refuse_too_many_nodes
from infomap_py.network import Network
from infomap_py.streams import COMPRESSIONS
from infomap_py.weights import DEFAULT_WEIGHT, unknown_name

XML = re.compile(rb"(\xef\xbb\xbf)?\s*<(\?xml|graphml|gexf)")
XML_HEAD = 4096  # bytes in which the root of a document is found, behind its comments

# What a file begins with.
FIRST_BYTES = (
    (re.compile(rb"PAR1"), "parquet"),
    (re.compile(rb"PK\x03\x04"), "npz"),
    (re.compile(rb"%%MatrixM"), "mtx"),
    (re.compile(rb"(?=%s).{,%d}?<gexf\b" % (XML.pattern, XML_HEAD), re.DOTALL), "gexf"),
    (XML, "graphml"),
)


class Request(NamedTuple):
    """What is asked of a file."""

    name: str
    weight: Hashable | None
    directed: bool | None
    notes: Notes


def first_bytes(chunks: Iterator[bytes]) -> bytes:
    """Enough of the chunks to know the format by."""
    head = next(chunks, b"")
    while XML.match(head) and len(head) < XML_HEAD and (chunk := next(chunks, b"")):
        head += chunk
    return head


def graph_format(name: str, head: bytes) -> str | None:
    """The format of a file by its name, compressed or not, or else by its first bytes."""
    name = name.lower()
    for suffix, _, _ in COMPRESSIONS:
        name = name.removesuffix(suffix)
    suffix = os.path.splitext(name)[1].removeprefix(".")
    if suffix in GRAPH_FORMATS:
        return suffix
    return next((format for first, format in FIRST_BYTES if first.match(head)), None)


def read_graph_file(format: str, source: Any, chunks: Iterable[bytes], request: Request) -> Network:
    """The network in a file of this format, whose bytes are in the chunks.

    Raises
    ------
    ReadError
        The file is malformed; the message begins with its name.
    MissingPackageError
        The package that reads it is not installed.
    """
    name = request.name
    if format == "graphml":
        return read_graphml(chunks, *request)
    what, package, read = WHOLE[format]
    try:
        network = read(_on_disk(source) or io.BytesIO(b"".join(chunks)), request)
    except NetworkError as error:
        raise ReadError(f"{name}: {error}") from error.__cause__
    except (InfomapError, MemoryError):
        raise
    except Exception as error:  # on malformed input the packages raise nearly everything
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's error, not the format's
        said = " ".join(str(error).split()) or type(error).__name__
        raise ReadError(
            f"{name}: {package} cannot read this as {what}: {said.removesuffix('.')}. Write the "
            "file again, or say which format it has, as in format='links'."
        ) from error
    return replace(network, source=name)


def _on_disk(source: Any) -> str | None:
    """The path of a Parquet file that is not compressed as a whole: only some columns are read."""
    is_path = isinstance(source, str | os.PathLike)
    return os.fsdecode(source) if is_path and os.fsdecode(source).endswith(".parquet") else None


def _read_gexf(file: Any, request: Request) -> Network:
    import networkx

    return _of_graph(networkx.read_gexf(file), request)


def _read_gml(file: Any, request: Request) -> Network:
    """Nodes are called by their labels, as networkx does, where all have one of their own."""
    import networkx

    text = file.read().decode("utf-8-sig").replace("\r\n", "\n")
    graph = networkx.parse_gml(text.split("\n"), label="id")
    network = _of_graph(graph, request)
    labels = [label for _, label in graph.nodes(data="label")]
    if None in labels or len(set(labels)) < len(labels):
        if labels != [None] * len(labels):
            request.notes.add(
                "labels are missing, or shared by nodes; nodes are called by their id."
            )
        return network
    return replace(network, nodes=labels)


def _of_graph(graph: Any, request: Request) -> Network:
    """A graph of networkx, of whose edges some should have the weight that was asked for."""
    weight = request.weight
    if weight not in (None, DEFAULT_WEIGHT):
        names = sorted(set(chain.from_iterable(data for _, _, data in graph.edges(data=True))))
        if names and weight not in names:
            raise unknown_name("edge attribute", weight, names)
    return from_networkx(graph, weight, request.directed)


def _read_mtx(file: Any, request: Request) -> Network:
    """Nodes are called 1, 2, ..., as the file does."""
    from scipy.io import mmread

    text: bytes = file.read() + b"\n"
    refuse_malformed(text)
    # From scipy 1.18 on, it is warned of leaving this to its default; 1.14 and before have none.
    asked = {"spmatrix": False} if "spmatrix" in signature(mmread).parameters else {}
    network = _of_matrix(mmread(io.BytesIO(text), **asked), request)
    return replace(network, nodes=range(1, network.num_nodes + 1))


def _read_npz(file: Any, request: Request) -> Network:
    from scipy.sparse import load_npz

    if not is_zipfile(file):  # else numpy advises to unpickle it
        raise ValueError("it is no archive of arrays")
    return _of_matrix(load_npz(file), request)


def _of_matrix(matrix: Any, request: Request) -> Network:
    """A matrix as :func:`from_sparse` takes it; one that is not symmetric is worth a note."""
    from scipy.sparse import csr_array

    refuse_too_many_nodes(max(matrix.shape))
    matrix = canonical(csr_array(matrix))
    if request.directed is None and not is_symmetric(matrix):
        request.notes.add(
            "the matrix is not symmetric, and entries (i, j) and (j, i) are added up to a link "
            "between i and j; pass directed=True if links are one-way."
        )
    return from_sparse(matrix, request.weight, request.directed)


def _read_parquet(source: Any, request: Request) -> Network:
    """Reads no column but those of the links."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingPackageError(
            f"{request.name}: Parquet files need pyarrow: pip install 'infomap_py[parquet]'"
        ) from error
    with parquet.ParquetFile(source) as file:
        columns = link_columns(file.schema_arrow.names, request.weight)
        table = file.read(columns=columns).select(columns)
    return from_table(table, request.weight, request.directed)


Reader = Callable[[Any, Request], Network]

# What the format is called, the package that reads it, and how.
WHOLE: dict[str, tuple[str, str, Reader]] = {
    "gexf": ("GEXF", "networkx", _read_gexf),
    "gml": ("GML", "networkx", _read_gml),
    "mtx": ("a Matrix Market file", "scipy", _read_mtx),
    "npz": ("a matrix of scipy.sparse.save_npz", "scipy", _read_npz),
    "parquet": ("Parquet", "pyarrow", _read_parquet),
}

GRAPH_FORMATS = ("graphml", *WHOLE)
