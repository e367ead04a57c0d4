"""Nearly all of the nearest rows, for more words than exact products are good for: pynndescent."""

from __future__ import annotations

import warnings

import numpy as np

from infomap_py.errors import InfomapError
from infomap_py.words.neighbours import Neighbours, Rows

SEED = 0  # the random choices are part of the recipe, not of the search
SPARE = 2  # times as many neighbours are looked for; the rest of them is left out in the end
GATHERED = 1 << 22  # numbers gathered at a time


def approximately_nearest(rows: Rows, num_neighbors: int, *, num_threads: int = 1) -> Neighbours:
    """As :func:`infomap_py.words.neighbours.nearest`, but some of the nearest may be missed.

    Similarities are of those that are found, and exact.

    Raises
    ------
    InfomapError
        pynndescent is not installed.

    References
    ----------
    .. [1] Dong, Moses & Li (2011), Efficient k-nearest neighbor graph construction for generic
       similarity measures, WWW, 577-586.  :doi:`10.1145/1963405.1963487`
    """
    try:
        from pynndescent import NNDescent
    except ImportError as error:
        raise InfomapError(
            f"approximate neighbours of {len(rows):,} words need pynndescent: "
            "pip install 'infomap_py[ann]'; or choose approximate=False, which takes time in "
            "proportion to the square of that number."
        ) from error
    count = min(SPARE * num_neighbors + 1, len(rows))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of numba, and of rows of zeros
        index = NNDescent(
            rows, metric="cosine", n_neighbors=count, random_state=SEED, n_jobs=num_threads
        )
        candidates, _ = index.neighbor_graph
    return _best(rows, candidates, min(num_neighbors, len(rows) - 1))


def _best(rows: Rows, candidates: np.ndarray, num_neighbors: int) -> Neighbours:
    """Of every row's candidates the best, by exact similarity; itself is none."""
    indices = np.full((len(rows), num_neighbors), -1, dtype=np.int32)
    similarities = np.zeros((len(rows), num_neighbors), dtype=np.float32)
    step = max(1, GATHERED // max(1, candidates.shape[1] * rows.shape[1]))
    for start in range(0, len(rows), step):
        near = candidates[start : start + step]
        own = np.arange(start, start + len(near))[:, None]
        products = np.einsum("id,ikd->ik", rows[start : start + step], rows[near])
        products[(near == own) | (near < 0)] = 0.0
        order = np.lexsort((near, -products), axis=1)[:, :num_neighbors]
        best = np.take_along_axis(products, order, axis=1)
        found = best > 0.0
        part = slice(start, start + len(near)), slice(0, order.shape[1])
        indices[part] = np.where(found, np.take_along_axis(near, order, axis=1), -1)
        similarities[part] = np.where(found, best, 0.0)
    return indices, similarities
