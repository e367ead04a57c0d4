"""Nearly all of the nearest rows, for more words than exact products are good for: pynndescent.

One thread of it, as what it finds depends on their number. Twice as many neighbours are looked for
as are wanted, without which it finds 97.6 % (Chinese) and 96.2 % (English) of them.
"""

from __future__ import annotations

import numpy as np

from infomap_py.arrays import Rows
from infomap_py.errors import MissingPackageError
from infomap_py.neighbours import Neighbours, best_of, nearest
from infomap_py.optional_packages import without_warnings

SEED = 0  # the random choices are part of the recipe, not of the search
SPARE = 2


def approximately_nearest(rows: Rows, num_neighbors: int) -> Neighbours:
    """As :func:`infomap_py.neighbours.nearest`, but some of the nearest may be missed.

    The similarities of those that are found are exact. Of 50,000 words of 100 dimensions, 99.7 %
    (Chinese) and 99.4 % (English) of the 20 nearest are found, 99.9 % of the 50 nearest.

    Raises
    ------
    MissingPackageError
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
        from pynndescent import NNDescent
    except ImportError as error:
        raise MissingPackageError(
            f"approximate neighbours of {len(rows):,} words need pynndescent: "
            "pip install 'infomap_py[ann]'; or choose approximate=False, which takes time in "
            "proportion to the square of that number."
        ) from error
    with without_warnings():  # of numba, and of rows of zeros
        index = NNDescent(rows, metric="cosine", n_neighbors=count, random_state=SEED, n_jobs=1)
        candidates, _ = index.neighbor_graph
    own = np.arange(len(rows))[:, None]
    others = np.where(candidates == own, -1, candidates).astype(np.int32)
    return best_of(rows, rows, others, num_neighbors)
