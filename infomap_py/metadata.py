"""What a caller may call metadata -> a category per node and column, checked."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.errors import OptionError
from infomap_py.labels import first_unhashable, missing_labels
from infomap_py.network import Network

Categories = npt.NDArray[np.int32]

MISSING = None  # what stands for the category of nodes that are given none


def categories(network: Network, metadata: Any) -> Categories:
    """The category of every node in every column, numbered 0, 1, ... by first node in each: an
    array of shape (columns, nodes).

    Parameters
    ----------
    metadata : {node: category}, pandas Series or DataFrame with nodes for index, or array_like
        An array has a category per node, in the network's node order, or a row of them for several
        columns. Categories may be any hashable values; None and NaN, and nodes that a mapping
        leaves out, are in a category of their own: who says nothing may have that in common.

    Raises
    ------
    OptionError
        A node is unknown, the shape does not fit, or a category is not hashable.
    """
    columns = [_numbered(column) for column in _columns(network, metadata)]
    if not columns:
        raise OptionError("metadata has no column; give every node a category, or None.")
    return np.array(columns, dtype=np.int32).reshape(len(columns), network.num_nodes)


def _columns(network: Network, metadata: Any) -> Sequence[Sequence[Hashable]]:
    if isinstance(metadata, Mapping):
        return [_by_node(network, metadata)]
    if hasattr(metadata, "index") and hasattr(metadata, "to_dict"):  # a Series or DataFrame
        frame = metadata.to_frame() if hasattr(metadata, "to_frame") else metadata
        nodes = frame.index.tolist()
        return [
            _by_node(network, dict(zip(nodes, frame.iloc[:, c].tolist(), strict=True)))
            for c in range(frame.shape[1])
        ]
    if isinstance(metadata, str | bytes) or not isinstance(metadata, Sequence | np.ndarray):
        raise OptionError(
            f"metadata is a {type(metadata).__name__}; give {{node: category}}, an array with a "
            "category per node, or a data frame with nodes for index."
        )
    return _from_array(network, metadata)


def _by_node(network: Network, category_of: Mapping[Hashable, Hashable]) -> list[Hashable]:
    unknown = next((node for node in category_of if node not in network.index), None)
    if unknown is not None:
        raise OptionError(
            f"metadata names {unknown!r}, which is not a node of the network ({network!r}). "
            "Leave it out, or add the node."
        )
    return [category_of.get(node, MISSING) for node in network.index]


def _from_array(network: Network, metadata: Sequence[Any] | npt.NDArray[Any]) -> list[list[Any]]:
    rows = metadata if isinstance(metadata, np.ndarray) else np.array(metadata, dtype=object)
    if rows.ndim not in (1, 2) or len(rows) != network.num_nodes:
        raise OptionError(
            f"metadata has shape {rows.shape}; give one category per node, {network.num_nodes} in "
            "all, in node order, or a row of categories per node."
        )
    columns: list[list[Any]] = (rows[:, None] if rows.ndim == 1 else rows).T.tolist()
    return columns


def _numbered(column: Sequence[Hashable]) -> list[int]:
    """Ids 0, 1, ... in order of first appearance."""
    values = list(column)
    for u in missing_labels(values):
        values[u] = MISSING
    ids: dict[Hashable, int] = {}
    try:
        return [ids.setdefault(category, len(ids)) for category in values]
    except TypeError:
        raise OptionError(
            f"{values[first_unhashable(values) or 0]!r} as a category cannot be told from others; "
            "use integers, texts or other hashable values, and rows of one length."
        ) from None
