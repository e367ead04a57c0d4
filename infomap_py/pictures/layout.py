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
        x, y, apart = _pushed_apart(Discs(x, y, radius), width, height, gap)
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
    x = np.sqrt(along) * np.cos(GOLDEN_ANGLE * along)
    y = np.sqrt(along) * np.sin(GOLDEN_ANGLE * along)
    exchanged = np.sqrt(strengths.sum(axis=1))
    exchanged[exchanged == 0.0] = 1.0
    pull = strengths / exchanged[:, None] / exchanged
    pull *= count / max(pull.sum(), 1e-300)
    farthest = np.sqrt(count) / 4.0
    for step in range(steps):
        dx, dy = x[:, None] - x, y[:, None] - y
        distance = np.maximum(np.sqrt(dx * dx + dy * dy), 1e-9)
        force = 1.0 / (distance * distance) - pull  # both over the distance, which dx, dy have
        move_x = (force * dx).sum(axis=1) - GRAVITY * x + pull_x
        move_y = (force * dy).sum(axis=1) - GRAVITY * y + pull_y
        length = np.maximum(np.sqrt(move_x * move_x + move_y * move_y), 1e-9)
        reach = np.minimum(length, farthest * (1.0 - step / steps)) / length
        x, y = x + reach * move_x, y + reach * move_y
    return x, y


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


def _pushed_apart(
    discs: Discs, width: float, height: float, gap: float
) -> tuple[Vector, Vector, bool]:
    """Centres within the picture, and whether all discs are half a gap apart.

    Of two that are nearer than a gap, the smaller one moves more.
    """
    x, y, radius = discs
    wanted = radius[:, None] + radius + gap
    np.fill_diagonal(wanted, 0.0)
    mass = radius * radius
    yields = mass / (mass[:, None] + mass)
    for _ in range(PUSHES):
        x = np.clip(x, radius + gap / 2.0, width - radius - gap / 2.0)
        y = np.clip(y, radius + gap / 2.0, height - radius - gap / 2.0)
        dx, dy = x[:, None] - x, y[:, None] - y
        distance = np.sqrt(dx * dx + dy * dy)
        lacking = np.maximum(wanted - distance, 0.0)
        if lacking.max() <= gap / 2.0:
            return x, y, True
        # Two that are at the same place go different ways: along a line that nobody else is on.
        same = distance < 1e-9
        np.fill_diagonal(same, False)
        dx[same] = np.subtract.outer(np.cos(np.arange(len(x))), np.cos(np.arange(len(x))))[same]
        push = yields * lacking / np.maximum(distance, 1e-9)
        push[same] = (yields * lacking)[same]
        x, y = x + (push * dx).sum(axis=1), y + (push * dy).sum(axis=1)
    return x, y, False
