"""Nearly all of the nearest rows, for more words than exact products are good for: pynndescent.

One thread of it, as what it finds depends on their number. Twice as many neighbours are looked for
as are wanted, without which it finds 97.6 % (Chinese) and 96.2 % (English) of them.
"""

from __future__ import annotations

import warnings

import numpy as np

from infomap_py.errors import InfomapError
from infomap_py.words.neighbours import Indices, Neighbours, Rows, nearest

SEED = 0  # the random choices are part of the recipe, not of the search
SPARE = 2
GATHERED = 1 << 22  # numbers gathered at a time


def approximately_nearest(rows: Rows, num_neighbors: int) -> Neighbours:
    """As :func:`infomap_py.words.neighbours.nearest`, but some of the nearest may be missed.

    The similarities of those that are found are exact. Of 50,000 words of 100 dimensions, 99.7 %
    (Chinese) and 99.4 % (English) of the 20 nearest are found, 99.9 % of the 50 nearest.

    Raises
    ------
    InfomapError
        pynndescent is not installed.

    References
    ----------
    .. [1] Dong, Moses & Li (2011), Efficient k-nearest neighbor graph construction for generic
       similarity measures, WWW, 577-586.  :doi:`10.1145/1963405.1963487`
    """
    count = SPARE * num_neighbors + 1
    if count >= len(rows):
        return nearest(rows, num_neighbors)
    try:
        from pynndescent import NNDescent  # type: ignore[import-not-found]
    except ImportError as error:
        raise InfomapError(
            f"approximate neighbours of {len(rows):,} words need pynndescent: "
            "pip install 'infomap_py[ann]'; or choose approximate=False, which takes time in "
            "proportion to the square of that number."
        ) from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of numba, and of rows of zeros
        index = NNDescent(rows, metric="cosine", n_neighbors=count, random_state=SEED, n_jobs=1)
        candidates, _ = index.neighbor_graph
    return _best(rows, candidates, num_neighbors)


def _best(rows: Rows, candidates: Indices, num_neighbors: int) -> Neighbours:
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
