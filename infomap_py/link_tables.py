"""Data frames to Network, by what pandas and polars have in common: neither is imported here."""

from __future__ import annotations

import reprlib
from typing import Any

import numpy as np

from infomap_py.errors import NetworkError
from infomap_py.labels import kind_of
from infomap_py.link_arrays import network_of_columns
from infomap_py.network import Network
from infomap_py.weights import DEFAULT_WEIGHT, unknown_name

# What the columns with the ends of a link are called in exports of other tools.
END_NAMES = (("source", "target"), ("from", "to"), ("u", "v"), ("node1", "node2"))


def is_table(graph: object) -> bool:
    return hasattr(graph, "columns") and hasattr(graph, "to_numpy")


def from_table(table: Any, weight: str | None, directed: bool | None) -> Network:
    """One link per row.

    The ends are in columns called source and target, from and to, u and v, or node1 and node2, in
    whatever case; else in the first two of two or three columns. The weight is in the column of
    that name, else in the third of three.
    """
    names = list(table.columns)
    if len(set(names)) < len(names):
        raise NetworkError(
            f"two columns of the table share a name; there are {reprlib.repr(names)}. Rename one."
        )
    weights = _weight_column(names, weight)
    ends = _named_ends(names) or _first_two(names, weights)
    if weights is None and weight is not None and len(names) == 3:
        weights = next(name for name in names if name not in ends)
    chosen = [*ends] if weights is None else [*ends, weights]
    return network_of_columns(
        tuple(np.asarray(table[name]) for name in chosen),
        weight is not None,
        bool(directed),
        source=kind_of(table),
        what="row",
    )


def _weight_column(names: list[Any], weight: str | None) -> Any | None:
    if weight is None or weight in names:
        return weight
    if weight != DEFAULT_WEIGHT:
        raise unknown_name("column", weight, names)
    return None


def _named_ends(names: list[Any]) -> tuple[Any, Any] | None:
    known = {str(name).lower(): name for name in names}
    for source, target in END_NAMES:
        if source in known and target in known:
            return known[source], known[target]
    return None


def _first_two(names: list[Any], weights: Any | None) -> tuple[Any, Any]:
    others = [name for name in names if weights is None or name != weights]
    if len(names) > 3 or len(others) < 2:
        raise NetworkError(
            f"which columns hold the ends of a link? There are {reprlib.repr(names)}. Pass two of "
            "them (and the weight's), or call them 'source' and 'target'."
        )
    return others[0], others[1]
