"""Vectors without what all of them share: less their mean, and with axes that are more alike.

The axes are those of the covariance, which is d x d and summed in blocks, so that no more is held
than the rows that come out. All is in float64 up to these.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Floats, Rows

BLOCK = 1 << 14  # rows that are held in float64 at a time
# Variance along an axis that is none: float32 rounds rows of length 1 by up to 6e-8, and
# eigenvalues of 1,000 dimensions are off by 2e-13.
NO_VARIANCE = 1e-12


def whitened(units: Rows, whitening: float) -> Rows:
    """The rows less their mean, with every principal axis divided by its deviation**whitening.

    Directions that all words have a part in, such as how frequent they are, say little of what a
    word means, and count for less so. With the rows less their mean as U S V', these are the rows
    of U S**(1 - whitening) V'. They are turned back to the axes of the vectors, which leaves
    cosines as they are, and makes the answer one.

    Parameters
    ----------
    units : float32 array, shape (n, d)
        At unit length. Rows of zeros stay, and count neither for the mean nor for the axes.
    whitening : float in [0, 1]
        0: the rows themselves, mean and all; 1/2: *half white*; 1: the deviation is the same along
        all axes. Axes along which rows do not differ are dropped.

    References
    ----------
    .. [1] Mu & Viswanath (2018), All-but-the-top: simple and effective postprocessing for word
       representations, ICLR, arXiv:1702.01417, where the first axes are dropped, and the others
       stay.
    """
    if whitening == 0.0:
        return units
    has_vector = np.asarray(units.any(axis=1))
    count = max(1, int(np.count_nonzero(has_vector)))
    mean = units.sum(axis=0, dtype=np.float64) / count
    covariance = np.zeros((units.shape[1], units.shape[1]))
    for _, centred in _blocks(units, has_vector, mean):
        covariance += centred.T @ centred
    turned = _scaling(covariance / count, whitening)
    white = np.empty_like(units)
    for part, centred in _blocks(units, has_vector, mean):
        white[part] = centred @ turned
    return white


def _blocks(
    units: Rows, has_vector: npt.NDArray[np.bool_], mean: Floats
) -> Iterator[tuple[slice, Floats]]:
    """Rows less their mean in float64, of zeros where a word has no vector."""
    for start in range(0, len(units), BLOCK):
        part = slice(start, start + BLOCK)
        yield part, (units[part] - mean) * has_vector[part, None]


def _scaling(covariance: Floats, whitening: float) -> Floats:
    """The matrix that divides every axis of the covariance by its deviation**whitening."""
    variances, axes = np.linalg.eigh(covariance)
    kept = variances > NO_VARIANCE
    axes = axes[:, kept]
    scaled: Floats = (axes * variances[kept] ** (-0.5 * whitening)) @ axes.T
    return scaled
