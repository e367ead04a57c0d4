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

# Steps that are combined. Milliseconds on FOLDOC, Debian's dependencies and Linux's includes: 24, 91 and 140 with 3;
# 17, 91 and 99 with 6; 24, 106 and 106 with 12.
MEMORY = 6
MAX_STEPS = 2000
TOLERANCE = 1e-15  # L1 change of one step, in flow
ROUNDING_FLOOR = 1e-12  # below this, a change that no longer falls is rounding


def stationary(step: Callable[[Vector], Vector], start: Vector, max_steps: int = MAX_STEPS) -> Vector:
    """The fixed point of ``step``, a map of distributions to distributions.

    Warns
    -----
    ConvergenceWarning
        ``max_steps`` were not enough; the message gives the change that was left.
    """
    point = start
    mixer = Mixer(len(start))
    ones = np.ones(len(start))
    best, since_best = np.inf, 0
    for _ in range(max_steps):
        arrived = step(point)
        residual = arrived - point
        change = sums.dot(np.abs(residual), ones)
        if change <= TOLERANCE:
            return arrived
        since_best = 0 if change < best else since_best + 1
        best = min(best, change)
        if best < ROUNDING_FLOOR and since_best >= 3:
            return arrived
        point = mixer.mixed(arrived, residual)
    warnings.warn(
        f"the stationary flow still changed by {change:.1e} (L1) in step {max_steps}; "
        "it is approximate. A larger teleportation_probability converges faster.",
        ConvergenceWarning,
        stacklevel=2,
    )
    return arrived


class Mixer:
    """The last MEMORY steps of an iteration, with the inner products of their residuals."""

    def __init__(self, size: int) -> None:
        self.points = np.zeros((MEMORY, size))
        self.residuals = np.zeros((MEMORY, size))
        self.products = np.zeros((MEMORY, MEMORY))
        self.count = 0

    def mixed(self, arrived: Vector, residual: Vector) -> Vector:
        """The combination of the last steps, with weights that sum to 1, whose residual is shortest.

        Where that leaves the distributions (a negative entry), the last step itself.
        """
        place = self.count % MEMORY
        self.count += 1
        used = min(self.count, MEMORY)
        self.points[place], self.residuals[place] = arrived, residual
        for other in range(used):
            product = sums.dot(self.residuals[place], self.residuals[other])
            self.products[place, other] = self.products[other, place] = product
        weights = _shortest_combination(self.products[:used, :used].tolist())
        combined: Vector = sums.combination(self.points[:used], np.array(weights))
        if combined.min(initial=0.0) < 0.0:
            return arrived
        return combined / sums.total(combined)


def _shortest_combination(products: list[list[float]]) -> list[float]:
    """Weights a, of sum 1, that minimise a' G a, for the matrix G of inner products: a ~ solution of G a = 1.

    Rows and columns are scaled to a diagonal of 1, and a trace of it is added so that nearly parallel residuals
    share their weight instead of taking huge opposite ones.
    """
    lengths = [products[i][i] ** 0.5 for i in range(len(products))]
    rows = [
        [products[i][j] / (lengths[i] * lengths[j]) for j in range(len(products))] + [1.0 / lengths[i]]
        for i in range(len(products))
    ]
    for i in range(len(rows)):
        rows[i][i] += 1e-13
    for i, pivot in enumerate(rows):  # positive definite: no exchange of rows
        for row in rows[i + 1 :]:
            factor = row[i] / pivot[i]
            for j in range(i, len(pivot)):
                row[j] -= factor * pivot[j]
    solution = [0.0] * len(rows)
    for i in reversed(range(len(rows))):
        known = sum(rows[i][j] * solution[j] for j in range(i + 1, len(rows)))
        solution[i] = (rows[i][-1] - known) / rows[i][i]
    weights = [share / length for share, length in zip(solution, lengths, strict=True)]
    total = sum(weights)
    return [weight / total for weight in weights]
