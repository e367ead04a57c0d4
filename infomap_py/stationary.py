"""The stationary distribution of a walk, by an accelerated power iteration.

A plain power iteration needs as many steps as the chain's second eigenvalue dictates: 200 with
teleportation 0.15, 10**4 and more when the chain nearly falls apart or is nearly periodic. Anderson's
mixing (Walker & Ni 2011, SIAM J. Numer. Anal. 49:1715) combines the last few steps so that their
residuals cancel; it handles eigenvalues near 1 and near -1 alike, and costs vectors of nodes, not passes
over links. All sums are in a fixed order, so the result is the same on every platform.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from infomap_py._core import sums
from infomap_py.errors import ConvergenceWarning

Vector = npt.NDArray[np.float64]

MEMORY = 8  # steps that are combined; 5 took 1.2 times as many passes on slow chains, 12 gained nothing
MAX_STEPS = 2000
TOLERANCE = 1e-15  # L1 change of one step, in flow
ROUNDING_FLOOR = 1e-12  # below this change, a change that no longer falls is rounding


def stationary(step: Callable[[Vector], Vector], start: Vector, max_steps: int = MAX_STEPS) -> Vector:
    """The fixed point of ``step``, a map of distributions to distributions.

    Warns
    -----
    ConvergenceWarning
        ``max_steps`` were not enough; the message gives the change that was left.
    """
    point = start
    points: list[Vector] = []
    residuals: list[Vector] = []
    best = np.inf
    since_best = 0
    for _ in range(max_steps):
        arrived = step(point)
        residual = arrived - point
        change = sums.total(np.abs(residual))
        if change <= TOLERANCE:
            return arrived
        since_best = 0 if change < best else since_best + 1
        best = min(best, change)
        if best < ROUNDING_FLOOR and since_best >= 3:
            return arrived
        points = [*points[1 - MEMORY :], arrived]
        residuals = [*residuals[1 - MEMORY :], residual]
        point = _mixed(points, residuals)
    warnings.warn(
        f"the stationary flow still changed by {change:.1e} (L1) in step {max_steps}; it is approximate. "
        "A larger teleportation_probability converges faster.",
        ConvergenceWarning,
        stacklevel=2,
    )
    return arrived


def _mixed(points: list[Vector], residuals: list[Vector]) -> Vector:
    """The combination of the points, with weights that sum to 1, whose residual is shortest.

    Where that leaves the distributions (a negative entry), the last point itself: a plain step.
    """
    last = residuals[-1]
    differences = [last - earlier for earlier in residuals[:-1]]
    weights = _least_squares(differences, last)
    mixed = points[-1].copy()
    for weight, earlier in zip(weights, points[:-1], strict=True):
        mixed -= weight * (points[-1] - earlier)
    if mixed.min(initial=0.0) < 0.0:
        return points[-1]
    return mixed / sums.total(mixed)


def _least_squares(columns: list[Vector], target: Vector) -> list[float]:
    """Coefficients of the columns whose sum is nearest to target: Gram-Schmidt, dependent columns get 0."""
    basis: list[Vector] = []
    upper: list[list[float]] = []  # upper[j][i]: share of basis vector i in column j
    for column in columns:
        rest, shares = column, []
        for vector in basis:
            shares.append(sums.dot(vector, rest))
            rest = rest - shares[-1] * vector
        length = sums.dot(rest, rest) ** 0.5
        if length <= 1e-10 * sums.dot(column, column) ** 0.5:
            rest, length = np.zeros_like(rest), 0.0
        basis.append(rest / length if length else rest)
        upper.append([*shares, length])
    projected = [sums.dot(vector, target) for vector in basis]
    coefficients = [0.0] * len(columns)
    for j in reversed(range(len(columns))):
        later = sum(upper[k][j] * coefficients[k] for k in range(j + 1, len(columns)))
        coefficients[j] = (projected[j] - later) / upper[j][j] if upper[j][j] else 0.0
    return coefficients
