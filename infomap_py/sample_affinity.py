"""What is given of samples -> a symmetric sparse matrix: how strongly any two are linked.

Neighbours are weighed by local scaling [1]_: with the distance d of two samples, and the distances
s and t from each to the last of its neighbours, r = d^2 / (s t) is near 1 at the rim of a
neighbourhood however dense it is there. The weight is 1 / (1 + r)^2 rather than the exponential of
[1]_, for it needs nothing but arithmetic, which has the same bytes everywhere, and a sample that is
far from all others keeps its links.

.. [1] Zelnik-Manor & Perona (2004), Self-tuning spectral clustering, NIPS 17.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, issparse

from infomap_py.arrays import Floats
from infomap_py.errors import NetworkError
from infomap_py.nearest_samples import nearest_samples, scaled_rows, unit_samples

Ids = npt.NDArray[np.integer[Any]]
Arcs = tuple[Ids, Ids, Floats]


def affinity_of_samples(
    samples: Any, num_neighbors: int, metric: str, num_threads: int
) -> csr_array:
    """Of samples as rows of features, dense or sparse."""
    num_samples = samples.shape[0]
    if num_neighbors >= num_samples:
        warnings.warn(
            f"n_neighbors={num_neighbors} is not less than the number of samples, {num_samples}; "
            f"all {num_samples - 1} others are neighbours.",
            stacklevel=3,
        )
        num_neighbors = num_samples - 1
    if issparse(samples):
        samples = csr_array(samples, copy=True)
        samples.sum_duplicates()
    rows = unit_samples(samples) if metric == "cosine" else scaled_rows(samples)
    near, squares = nearest_samples(rows, num_neighbors, num_threads=num_threads)
    sources = np.repeat(np.arange(num_samples), num_neighbors)
    return scaled_affinity((sources, near.ravel(), squares.ravel()), num_samples)


def affinity_of_distances(distances: Any, num_neighbors: int) -> csr_array:
    """Of distances between samples: a full matrix, or a sparse one of those that are near.

    What is not stored is far; what a sample has to itself counts for nothing.
    """
    sources, targets, values = _off_diagonal(distances)
    squares = (values / max(values.max(initial=0.0), np.finfo(float).tiny)) ** 2
    order = np.lexsort((targets, squares, sources))
    sources, targets, squares = sources[order], targets[order], squares[order]
    starts = np.searchsorted(sources, np.arange(distances.shape[0]))
    nearest = np.arange(len(sources)) - starts[sources] < num_neighbors
    arcs = sources[nearest], targets[nearest], squares[nearest]
    return scaled_affinity(arcs, distances.shape[0])


def affinity_as_given(affinity: Any) -> csr_array:
    """Of affinities themselves, from both ends."""
    return _symmetric(_off_diagonal(affinity), affinity.shape[0])


def scaled_affinity(arcs: Arcs, num_samples: int) -> csr_array:
    """Of squared distances from samples to their neighbours, sorted by sample and distance."""
    sources, targets, squares = arcs
    last = np.zeros(num_samples)
    last[sources] = squares  # the last of every sample stays
    scales = np.sqrt(last[sources]) * np.sqrt(last[targets])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratios = np.where(squares > 0.0, squares / scales, 0.0)
        weights = 1.0 / (1.0 + ratios) ** 2
    return _symmetric((sources, targets, weights), num_samples)


def _off_diagonal(matrix: Any) -> Arcs:
    """Rows, columns and values but for the diagonal: of a dense matrix all, else what is stored."""
    if matrix.shape[0] != matrix.shape[1]:
        raise NetworkError(
            f"a precomputed matrix of shape {matrix.shape} is not square; it needs a row and a "
            'column per sample. For features of samples, choose affinity="nearest_neighbors".'
        )
    if issparse(matrix):
        matrix = csr_array(matrix, copy=True)
        matrix.sum_duplicates()
        stored = matrix.tocoo()
        rows, columns, values = stored.row, stored.col, stored.data
    else:
        rows, columns = (ids.ravel() for ids in np.indices(matrix.shape))
        values = np.asarray(matrix).ravel()
    off = rows != columns
    return rows[off], columns[off], values[off].astype(np.float64)


def _symmetric(arcs: Arcs, num_samples: int) -> csr_array:
    """The mean of both directions, without zeros."""
    sources, targets, weights = arcs
    matrix = csr_array((weights, (sources, targets)), shape=(num_samples, num_samples))
    matrix = 0.5 * matrix + 0.5 * matrix.T.tocsr()
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix
