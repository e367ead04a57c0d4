"""Tables of pandas, polars and pyarrow to Network: none of these is imported here."""

from __future__ import annotations

import reprlib
from collections.abc import Hashable
from typing import Any

from infomap_py.errors import NetworkError
from infomap_py.labels import kind_of
from infomap_py.link_arrays import network_of_columns
from infomap_py.network import Network
from infomap_py.table_columns import end_labels, weight_numbers
from infomap_py.weights import DEFAULT_WEIGHT, unknown_name

# What the columns with the ends of a link are called in exports of other tools.
END_NAMES = (("source", "target"), ("from", "to"), ("u", "v"), ("node1", "node2"))


def is_table(graph: object) -> bool:
    return _is_frame(graph) or _is_arrow(graph)


def _is_frame(graph: object) -> bool:
    return hasattr(graph, "to_numpy") and hasattr(graph, "columns")


def _is_arrow(graph: object) -> bool:
    """A Table or RecordBatch of pyarrow."""
    return hasattr(graph, "to_pydict") and hasattr(graph, "schema")


def from_table(table: Any, weight: Hashable | None, directed: bool | None) -> Network:
    """One link per row.

    The ends are in columns called source and target, from and to, u and v, or node1 and node2, in
    whatever case; else in the first two of two or three columns. The weight is in the column of
    that name, else in the third of three.
    """
    names = list(table.columns) if _is_frame(table) else list(table.schema.names)
    chosen = link_columns(names, weight)
    sources, targets, *weights = (
        table[name] if _is_frame(table) else table.column(names.index(name)) for name in chosen
    )
    columns = end_labels(sources), end_labels(targets), *map(weight_numbers, weights)
    return network_of_columns(
        columns, weight is not None, bool(directed), source=kind_of(table), what="row"
    )


def link_columns(names: list[Any], weight: Hashable | None) -> list[Any]:
    """Which of the columns hold the ends of links and, if any does, their weights."""
    if len(set(names)) < len(names):
        raise NetworkError(
            f"two columns of the table share a name; there are {reprlib.repr(names)}. Rename one."
        )
    weights = _weight_column(names, weight)
    ends = _named_ends(names) or _first_two(names, weights)
    if weights is None and weight is not None and len(names) == 3:
        weights = next(name for name in names if name not in ends)
    return [*ends] if weights is None else [*ends, weights]


def _weight_column(names: list[Any], weight: Hashable | None) -> Any | None:
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
