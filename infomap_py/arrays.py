"""Arrays: their types by name; and as values, which do not change and are equal by content."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Vector = npt.NDArray[np.float64]  # a number for each of several things
Floats = npt.NDArray[np.float64]  # of any shape
Rows = npt.NDArray[np.float32]  # one for each word
Positions = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int64]
Nodes = npt.NDArray[np.int32]
ModuleIds = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


def frozen(array: Array) -> Array:
    """The same array, which nobody can write to any more."""
    array.setflags(write=False)
    return array


def unmasked(values: npt.ArrayLike) -> Array:
    """An array of the values, where None stands for each that a mask hides."""
    array = np.asarray(values)
    if not isinstance(values, np.ma.MaskedArray) or not np.ma.is_masked(values):
        return array
    objects = array.astype(object)
    objects[np.ma.getmaskarray(values)] = None
    return objects


def same(left: Array | None, right: Array | None) -> bool:
    """Whether both hold the same numbers, or both are None."""
    return left is right if left is None or right is None else np.array_equal(left, right)


def shares(amounts: Vector) -> Vector:
    """Of the sum of all; where that is 0, the same for each."""
    total = float(amounts.sum())
    return amounts / total if total > 0.0 else np.full(len(amounts), 1.0 / max(len(amounts), 1))


def joined(parts: list[Array]) -> Array:
    """The parts end to end; the list is empty afterwards."""
    whole = np.concatenate(parts)
    parts.clear()
    return whole
