"""Where discs go in a picture: those with strong links near each other, and none over another.

Discs attract each other along links, in proportion to their distance, and all repel each other, in
proportion to its inverse (the energy model of Noack with a = 1, r = -1). A link is as strong as
what both exchange, over the geometric mean of what each exchanges with all. On clusters of real
words this put the strongest neighbour of a disc among its 3 to 9 nearest of 60; with attraction by
the square of the distance, or links over areas, it was among the 3 to 12 nearest.

What comes to rest is spread over the picture, and discs that overlap are pushed apart; where they
do not fit in, all shrink. There is no randomness and no linear algebra: the same discs and links
give the same picture. Time and memory go with the square of the number of discs; it is meant for
some hundred.

References
----------
.. [1] Noack (2009), Modularity clustering is force-directed layout. Physical Review E 79, 026102.
   :doi:`10.1103/PhysRevE.79.026102`
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py._core.discs import push_apart, settle

Vector = npt.NDArray[np.float64]

GOLDEN_ANGLE = np.pi * (3.0 - np.sqrt(5.0))  # spirals by it fill a disc evenly
STEPS = 300
PUSHES = 400  # rounds of pushing apart before discs shrink
SHRINKAGE = 0.98
GRAVITY = 0.1  # keeps discs without links in the picture
FILLED = 0.46  # of the picture, by discs: more leaves links no room, less makes words small


class Discs(NamedTuple):
    """Centres and radii."""

    x: Vector
    y: Vector
    radius: Vector


def placed(areas: Vector, strengths: Vector, width: float, height: float, gap: float) -> Discs:
    """Discs in a picture.

    Parameters
    ----------
    areas : float64 array
        In any unit: the picture decides how large they are drawn.
    strengths : float64 array, shape (len(areas), len(areas))
        Of links, in any unit; symmetric, with an empty diagonal.
    width, height : float
        Of the picture.
    gap : float
        What two discs leave between them, as a rule; half of it they leave always.
    """
    if len(areas) == 0:
        return Discs(areas, areas, areas)
    radius = np.sqrt(areas / areas.sum() * FILLED * width * height / np.pi)
    radius = np.minimum(radius, (min(width, height) - gap) / 2.0)
    x, y = at_rest(strengths)
    x, y = _spread(x, y, width, height)
    while True:
        x, y, apart = push_apart(x, y, radius, width, height, gap, PUSHES)
        if apart:
            return Discs(x, y, radius)
        radius, gap = SHRINKAGE * radius, SHRINKAGE * gap


def at_rest(
    strengths: Vector,
    pull_x: Vector | float = 0.0,
    pull_y: Vector | float = 0.0,
    steps: int = STEPS,
) -> tuple[Vector, Vector]:
    """Where attraction and repulsion balance, in units in which discs are some 1 apart; each may be
    pulled somewhere from outside."""
    count = len(strengths)
    along = np.arange(count) + 0.5
    # Platforms differ in the last digit of a cosine, which of many discs makes another picture.
    x = np.round(np.sqrt(along) * np.cos(GOLDEN_ANGLE * along), 6)
    y = np.round(np.sqrt(along) * np.sin(GOLDEN_ANGLE * along), 6)
    exchanged = np.sqrt(strengths.sum(axis=1))
    exchanged[exchanged == 0.0] = 1.0
    pull = np.ascontiguousarray(strengths) / exchanged[:, None] / exchanged
    pull *= count / max(pull.sum(), 1e-300)
    outside_x, outside_y = np.zeros(count) + pull_x, np.zeros(count) + pull_y
    return settle(x, y, pull, outside_x, outside_y, GRAVITY, np.sqrt(count) / 4.0, steps)


def _spread(x: Vector, y: Vector, width: float, height: float) -> tuple[Vector, Vector]:
    """The same over the whole picture, with the long side along: half as they are, half by rank,
    which leaves no part empty where most of them crowd in another."""
    x, y = x - x.mean(), y - y.mean()
    angle = 0.5 * np.arctan2(2.0 * (x * y).sum(), (x * x).sum() - (y * y).sum())
    cos, sin = np.cos(angle), np.sin(angle)
    along, across = cos * x + sin * y, cos * y - sin * x
    extent = max(np.ptp(along) / width, np.ptp(across) / height)
    if extent > 0.0:
        along, across = along / extent, across / extent
    return (
        width / 2.0 + (along - along.mean() + width * _rank(along)) / 2.0,
        height / 2.0 + (across - across.mean() + height * _rank(across)) / 2.0,
    )


def _rank(values: Vector) -> Vector:
    """Of how many they are larger, from -1/2 to 1/2."""
    rank = np.empty(len(values))
    rank[np.argsort(values, kind="stable")] = (np.arange(len(values)) + 0.5) / len(values) - 0.5
    return rank
