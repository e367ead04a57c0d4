"""Weights of links and nodes: real numbers, finite and >= 0; the first that is not is named."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Vector, frozen, unmasked
from infomap_py.errors import NetworkError
from infomap_py.labels import DATES, Labels, as_objects, label_at, node_namer
from infomap_py.limits import LARGEST_SUM

Namer = Callable[[int], str]

DEFAULT_WEIGHT = "weight"  # the only name that may be absent: then every link counts 1
NUMBERS = (Real, Decimal, np.bool_)


def checked_weights(values: npt.ArrayLike, count: int, what: str, name_of: Namer) -> Vector:
    """``count`` finite weights >= 0 as float64; ``what`` is "link" or "node"."""
    try:
        given = unmasked(values)
    except ValueError as error:  # of numpy, which makes no array of them
        raise NetworkError(f"{what} weights are no array: {error}. Give numbers.") from error
    if given.dtype.kind not in "fiub":
        raise NetworkError(f"{what} weights have type {given.dtype}; give numbers.")
    if given.shape != (count,):
        raise NetworkError(
            f"{what} weights have shape {given.shape}; give one per {what}, {count} in all."
        )
    weights = np.ascontiguousarray(given, dtype=np.float64)
    if not (weights.min(initial=0.0) >= 0.0 and weights.max(initial=0.0) < np.inf):
        _refuse_first(weights, what, name_of)
    return weights


def _refuse_first(weights: Vector, what: str, name_of: Namer) -> None:
    bad = ~(np.isfinite(weights) & (weights >= 0))
    k = int(np.argmax(bad))
    raise NetworkError(
        f"{name_of(k)} has weight {float(weights[k])}; weights must be finite and >= 0 "
        f"({np.count_nonzero(bad)} of {len(weights)} {what}s are not). "
        f"Drop those {what}s, or mend their weights, before building the network."
    )


def floats(values: Sequence[Any], name_of: Namer, first: int = 0) -> Vector:
    """Python objects as float64; one that is not a real number is an error.

    They may be a part of all: ``first`` is the number of the first of them.
    """
    if all(map(_are_numbers, set(map(type, values)))):
        try:
            return np.array(values, dtype=np.float64)
        except (OverflowError, ValueError):
            pass  # an int above the largest double, or a signalling NaN: named below
    k = next(k for k, value in enumerate(values) if not _is_float(value))
    raise NetworkError(
        f"{name_of(first + k)} has weight {values[k]!r}, of type {type(values[k]).__name__}; "
        "weights must be numbers, finite and >= 0. Convert it to a number first."
    )


def weights_by_label(
    weight_of: Mapping[Hashable, float], index: Mapping[Hashable, int], name_of: Namer
) -> Vector:
    """The weights of the nodes in ``index``, in its order, each of which must have one."""
    unknown = next((label for label in weight_of if label not in index), None)
    if unknown is not None:
        raise NetworkError(
            f"node_weights names {unknown!r}, which is not a node of the network. "
            "Leave it out, or add the node."
        )
    missing = [label for label in index if label not in weight_of]
    if missing:
        raise NetworkError(
            f"node_weights has no weight for {missing[0]!r} ({len(missing)} of "
            f"{len(index)} nodes have none); every node needs one. Give the others 0 or 1."
        )
    return floats([weight_of[label] for label in index], name_of)


def _are_numbers(kind: type) -> bool:
    """Whether those of a type are numbers; numpy's durations call themselves integers."""
    return issubclass(kind, NUMBERS) and not issubclass(kind, DATES)


def _is_float(value: Any) -> bool:
    if not _are_numbers(type(value)):
        return False
    try:
        float(value)
    except (OverflowError, ValueError):
        return False
    return True


def node_weights_of(values: npt.ArrayLike, nodes: Labels) -> Vector:
    """A finite weight >= 0 per node, in an array of its own that stays as it is."""
    weights = checked_weights(values, len(nodes), "node", node_namer(nodes)).copy()
    return frozen(weights)


def checked_sums(
    offsets: npt.NDArray[np.int64],
    targets: npt.NDArray[np.int32],
    weights: npt.NDArray[Any] | None,
    nodes: Labels,
) -> npt.NDArray[Any] | None:
    """The weights of arcs, for good, if a double holds their sum; whole numbers always fit.

    Raises
    ------
    NetworkError
        It does not; the heaviest link is named.
    """
    if weights is None or weights.dtype != np.float64:
        return None if weights is None else frozen(weights)
    with np.errstate(over="ignore"):
        if float(weights.sum()) <= LARGEST_SUM:
            return frozen(weights)
    e = int(np.argmax(weights))
    u = int(np.searchsorted(offsets, e, side="right")) - 1
    heaviest, link = float(weights[e]), f"{label_at(nodes, u)!r} -> {label_at(nodes, targets[e])!r}"
    raise NetworkError(
        f"the weights of all links, an undirected one counted from both ends, sum to more than "
        f"{LARGEST_SUM:.0e}, which doubles cannot hold; most weighs {link}: "
        f"{heaviest if np.isfinite(heaviest) else 'its parallel links alone sum to too much'}. "
        "Divide the weights by 1e+200."
    )


def unless_all_one(weights: Vector | None) -> Vector | None:
    """The weights; None, too, where all are 1."""
    return None if weights is None or np.all(weights == 1.0) else weights


def column_of_weights(column: npt.NDArray[Any], name_of: Namer) -> npt.NDArray[Any]:
    """A column as numbers: Python objects are converted one by one, to name what is none."""
    if column.dtype.kind in "fiub":
        return column
    return floats(as_objects(column), name_of)


def unknown_name(what: str, name: object, names: Sequence[object]) -> NetworkError:
    """The error for weights that were asked for by a name that is not there."""
    near = get_close_matches(str(name), [str(known) for known in names], n=1)
    return NetworkError(
        f"there is no {what} {name!r}; there are {', '.join(map(repr, names)) or 'none'}. "
        + (f"Did you mean {near[0]!r}?" if near else "Count every link as 1 with weight=None.")
    )
