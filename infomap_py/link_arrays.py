"""Arrays to Network: scipy sparse matrices, columns of ids or labels, link lists of two columns."""

from __future__ import annotations

import sys
from collections.abc import Hashable
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import unmasked
from infomap_py.errors import NetworkError
from infomap_py.labels import label_at
from infomap_py.memory import refuse_too_many_nodes
from infomap_py.network import Network
from infomap_py.numbering import Coded, Numbered, number_coded, number_columns
from infomap_py.weights import column_of_weights

# Entries of a matrix that differ by less, relative to the larger, are the same number but for
# rounding: enough for a correlation or a product that was computed once per triangle.
SYMMETRY_TOLERANCE = 1e-10

Array = npt.NDArray[Any]


def is_sparse(graph: object) -> bool:
    """Any scipy.sparse array or matrix; where scipy.sparse is not loaded, there can be none."""
    sparse = sys.modules.get("scipy.sparse")
    return sparse is not None and bool(sparse.issparse(graph))


def is_columns(graph: object) -> bool:
    """(sources, targets[, weights]): a tuple or list of two or three one-dimensional arrays."""
    return (
        isinstance(graph, tuple | list)
        and len(graph) in (2, 3)
        and all(getattr(column, "ndim", None) == 1 for column in graph)
    )


def is_array(graph: object) -> bool:
    return isinstance(graph, np.ndarray)


def from_columns(columns: tuple[Any, ...], weight: object | None, directed: bool | None) -> Network:
    """Ids or labels of both ends of every link, and perhaps its weight."""
    return network_of_columns(columns, weight is not None, bool(directed), source="arrays")


def from_array(links: Array, weight: object | None, directed: bool | None) -> Network:
    """A link list: a row (u, v) or (u, v, weight) per link, also where it happens to be square."""
    links = unmasked(links)  # a numpy.matrix would keep its rows two-dimensional
    if links.ndim != 2 or links.shape[1] not in (2, 3):
        raise NetworkError(
            f"an array of shape {links.shape} is no link list; those have shape (E, 2) or (E, 3). "
            "For an adjacency matrix, wrap it: scipy.sparse.csr_array(matrix). "
            "For one row per end, unpack it: tuple(array)."
        )
    return network_of_columns(tuple(links.T), weight is not None, bool(directed), source="array")


def network_of_columns(
    columns: tuple[Any, ...], weighted: bool, directed: bool, *, source: str, what: str = "link"
) -> Network:
    """A network of two or three columns; ``what`` is what a link is called in errors."""
    sources, targets, *weights = (
        column if isinstance(column, Coded) else unmasked(column) for column in columns
    )
    lengths = [len(_per_row(column)) for column in (sources, targets, *weights)]
    if len(set(lengths)) > 1:
        raise NetworkError(
            f"the columns of links have lengths {', '.join(map(str, lengths))}; give one entry per "
            f"{what} in each."
        )
    numbered = _numbered(sources, targets, what)

    def name_of(e: int) -> str:
        return f"{what} {e} ({_label_at(sources, e)!r} -> {_label_at(targets, e)!r})"

    link_weights = None
    if weighted and weights:
        link_weights = column_of_weights(unmasked(columns[2]), name_of)
    return Network.from_list(
        numbered.links, link_weights, nodes=numbered.nodes, directed=directed, source=source
    )


def _numbered(sources: Array | Coded, targets: Array | Coded, what: str) -> Numbered:
    if isinstance(sources, Coded) and isinstance(targets, Coded):
        return number_coded(sources, targets, what)
    source_labels, target_labels = (
        end.decoded() if isinstance(end, Coded) else end for end in (sources, targets)
    )
    return number_columns(source_labels, target_labels, what)


def _per_row(column: Array | Coded) -> Array:
    return column.codes if isinstance(column, Coded) else column


def _label_at(column: Array | Coded, row: int) -> Hashable:
    return column.at(row) if isinstance(column, Coded) else label_at(column, row)


def from_sparse(matrix: Any, weight: object | None, directed: bool | None) -> Network:
    """Entry (i, j) is the weight of the link from i to j; stored zeros are links of weight 0.

    Undirected, both entries of a pair in a symmetric matrix are the one link between them; in any
    other matrix every stored entry is a link, and (i, j) and (j, i) are summed: so a triangle of a
    symmetric matrix describes the same network as the whole. Entries stored twice are summed, as
    scipy does. With ``weight=None`` all that are stored count 1, before the matrix is looked at.
    """
    if len(matrix.shape) != 2 or matrix.shape[0] != matrix.shape[1]:
        raise NetworkError(
            f"an adjacency matrix of shape {matrix.shape} is not square; it needs a row and a "
            "column per node. For rows and columns that are different nodes, use "
            "scipy.sparse.block_array([[None, matrix], [matrix.T, None]])."
        )
    refuse_too_many_nodes(matrix.shape[0])
    source = f"scipy.sparse.{type(matrix).__name__}"
    matrix = canonical(matrix)
    if weight is None:
        matrix = matrix.astype(np.float64, copy=True)
        matrix.data[:] = 1.0
    rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int32), np.diff(matrix.indptr))
    columns, values = matrix.indices, matrix.data
    if not directed and is_symmetric(matrix):
        once = (rows <= columns) | (values == 0)  # a stored zero may lack its mirror image
        rows, columns, values = rows[once], columns[once], values[once]
    return Network.from_links(
        rows,
        columns,
        values,
        nodes=range(matrix.shape[0]),
        directed=bool(directed),
        source=source,
    )


def canonical(matrix: Any) -> Any:
    """The matrix in sorted rows without duplicates; the caller's own stays as it is."""
    if matrix.dtype.kind in "iub":
        matrix = matrix.astype(np.float64)  # before duplicates are summed: int8 would overflow
    matrix = matrix.tocsr()
    if not matrix.has_canonical_format:
        matrix = matrix.copy()
        matrix.sum_duplicates()
    return matrix


def is_symmetric(matrix: Any) -> bool:
    """Whether a matrix in sorted rows without duplicates is, but for rounding and stored zeros."""
    if np.any(matrix.data == 0):
        matrix = matrix.copy()
        matrix.eliminate_zeros()
    mirrored = matrix.T.tocsr()
    if not (
        np.array_equal(matrix.indptr, mirrored.indptr)
        and np.array_equal(matrix.indices, mirrored.indices)
    ):
        return False
    with np.errstate(invalid="ignore"):  # inf - inf: refused later, by name
        larger = np.maximum(np.abs(matrix.data), np.abs(mirrored.data))
        return bool(np.all(np.abs(matrix.data - mirrored.data) <= SYMMETRY_TOLERANCE * larger))
