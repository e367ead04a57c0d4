"""Arrays as values: they do not change, and are equal by content."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def frozen(array: Array) -> Array:
    """The same array, which nobody can write to any more."""
    array.setflags(write=False)
    return array


def same(left: Array | None, right: Array | None) -> bool:
    """Whether both hold the same numbers, or both are None."""
    return left is right if left is None or right is None else np.array_equal(left, right)


def joined(parts: list[Array]) -> Array:
    """The parts end to end; the list is empty afterwards."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole
