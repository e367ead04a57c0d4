"""The nearest rows of every row by distance, exactly: dense or sparse, Euclidean or cosine.

As for word vectors: blocks of products, a heap per row, and SPARE more than are wanted, of which
the best are chosen by distances that are the same everywhere. Products are in float64 here, as the
square of a distance is what they leave of two larger squares.

Rows at length 1 are the nearer, the larger their cosine: |x - y|^2 = 2 - 2 cos(x, y).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, issparse

from infomap_py._core.distances import (
    sparse_squared_distances,
    squared_distances,
    sums_of_squares,
)
from infomap_py.arrays import Floats, Rows
from infomap_py.neighbours import nearest_candidates

SIDE = 512  # rows and columns of a block: 2 MB of products
CLOSEST = 1e-30  # of scaled distances, squared: any smaller are 0 but for rounding

Indices = npt.NDArray[np.int32]
Matrix = Any  # a float64 array, or a float64 csr_array whose columns ascend


def scaled_rows(rows: Matrix) -> Matrix:
    """The rows, times a power of two, so that no square is too large or too small.

    Dense ones are moved, too, so that the least of every column is 0: then what they have in common
    takes no digits. Both leave distances in proportion, and whole numbers whole.
    """
    values = rows.data if issparse(rows) else rows
    values = np.ldexp(values, -np.frexp(np.abs(values).max(initial=0.0))[1])
    if issparse(rows):
        return _sparse(rows, values)
    return np.ascontiguousarray(values - values.min(axis=0))


def unit_samples(rows: Matrix) -> Matrix:
    """The rows at length 1; rows of zeros stay as they are."""
    if issparse(rows):
        numbers = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
        largest = np.zeros(rows.shape[0])
        np.maximum.at(largest, numbers, np.abs(rows.data))
        values = rows.data / largest[numbers].clip(min=np.finfo(float).tiny)
        lengths = np.sqrt(sums_of_squares(rows.indptr.astype(np.int64), values))
        return _sparse(rows, values / lengths[numbers].clip(min=1e-300))
    largest = np.abs(rows).max(axis=1, initial=0.0)
    values = rows / np.where(largest > 0, largest, 1.0)[:, None]
    lengths = np.sqrt(_squares(values))
    return np.ascontiguousarray(values / np.where(lengths > 0, lengths, 1.0)[:, None])


def nearest_samples(
    rows: Matrix, num_neighbors: int, *, num_threads: int = 1, side: int = SIDE
) -> tuple[Indices, Floats]:
    """The rows at the least distance of each, itself left out.

    Parameters
    ----------
    rows : float64 array, C-contiguous, or csr_array with ascending columns; shape (n, d)
        See :func:`scaled_rows`.
    num_neighbors : int in [1, n)
        Per row.
    num_threads : int
        Threads that bring blocks side by side; BLAS may have threads of its own.
    side : int
        Rows and columns of a block.

    Returns
    -------
    indices : int32 array, shape (n, num_neighbors)
        By increasing distance, of equal ones the lower index first.
    squares : float64 array of the same shape
        Squared distances; each pair's is the same from both ends.
    """
    norms = _squares(rows)

    def closeness(a: slice, b: slice, _: Rows) -> Rows:
        """1 over squared distances: float32 has as many digits for small ones as for large."""
        products = rows[a] @ rows[b].T
        squares = -2.0 * (products.toarray() if issparse(products) else products)
        squares += norms[a, None]
        squares += norms[b]
        np.divide(1.0, np.maximum(squares, CLOSEST, out=squares), out=squares)
        near: Rows = squares.astype(np.float32)
        return near

    near = nearest_candidates(
        len(norms), num_neighbors, closeness, side=side, num_threads=num_threads
    )
    if issparse(rows):
        offsets = rows.indptr.astype(np.int64)
        columns = rows.indices.astype(np.int32, copy=False)
        squares = sparse_squared_distances(offsets, columns, rows.data, near)
    else:
        squares = squared_distances(rows, near)
    order = np.lexsort((near, squares), axis=1)[:, :num_neighbors]
    return np.take_along_axis(near, order, axis=1), np.take_along_axis(squares, order, axis=1)


def _squares(rows: Matrix) -> Floats:
    """The squared length of every row."""
    if issparse(rows):
        offsets, values = rows.indptr.astype(np.int64), rows.data
    else:
        offsets, values = np.arange(rows.shape[0] + 1) * rows.shape[1], rows.ravel()
    sums: Floats = sums_of_squares(offsets, values)
    return sums


def _sparse(like: Matrix, values: Floats) -> Matrix:
    """Other values in the same places."""
    return csr_array((values, like.indices, like.indptr), shape=like.shape)
