"""The random choices of one job, all from its number, and what it says of itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np

Choice = TypeVar("Choice")
SERIES = 8  # of jobs: another number would be other jobs


class Dice:
    """Random choices by the number of a job."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.numpy = np.random.default_rng([SERIES, number])
        self.answers = 0  # that were checked
        self.said: list[str] = []

    def say(self, *what: object) -> None:
        """For the finding, if there is one."""
        self.said.append(" ".join(map(str, what))[:2000])

    def chance(self, probability: float) -> bool:
        return bool(self.numpy.random() < probability)

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        return choices[int(self.numpy.integers(len(choices)))]

    def by_weight(self, weights: dict[Choice, float]) -> Choice:
        """One of the keys, as often as its value says."""
        share = np.array(list(weights.values())) / sum(weights.values())
        return list(weights)[int(self.numpy.choice(len(share), p=share))]

    def integer(self, least: int, most: int) -> int:
        return int(self.numpy.integers(least, most + 1))

    def size(self, least: int, most: int) -> int:
        """As often between 1 and 10 as between 10 and 100."""
        exponent = self.numpy.uniform(math.log(least), math.log(most + 1))
        return min(most, int(math.exp(exponent)))

    def magnitude(self, least: float, most: float) -> float:
        return float(10 ** self.numpy.uniform(math.log10(least), math.log10(most)))

    def options(self, drawn: dict[str, tuple[float, Any]]) -> dict[str, Any]:
        """Each with its probability: a value, or what draws one."""
        return {
            name: value() if callable(value) else value
            for name, (probability, value) in drawn.items()
            if self.chance(probability)
        }
