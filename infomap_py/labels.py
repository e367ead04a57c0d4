"""Node labels: any hashable value, one per node, as the caller calls the nodes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.errors import NetworkError
from infomap_py.limits import MAX_NODES

NEVER_MISSING = {int, str, bytes, tuple}  # the types of nearly all labels: equal to themselves
WITHOUT_PARTS = {int, str, bytes, float}
DATES = (np.datetime64, np.timedelta64)  # of which Python has some, and integers for others

Labels = Sequence[Hashable] | npt.NDArray[Any]


def own_labels(nodes: Labels) -> Labels:
    """Labels that the caller cannot change afterwards."""
    if isinstance(nodes, np.ndarray):
        if nodes.ndim != 1:
            raise NetworkError(f"nodes have shape {nodes.shape}; give one label per node.")
        if nodes.flags.writeable:
            nodes = nodes.copy()
            nodes.setflags(write=False)
    elif not isinstance(nodes, range):
        nodes = list(nodes)
    if len(nodes) > MAX_NODES:
        raise NetworkError(f"{len(nodes):,} nodes; at most {MAX_NODES:,} are supported.")
    return nodes


def kind_of(graph: object) -> str:
    """The library and class of a graph, such as "networkx.DiGraph"."""
    library = type(graph).__module__.partition(".")[0]
    return f"{library}.{type(graph).__qualname__}".removeprefix("builtins.")


def label_at(nodes: Labels, u: int) -> Hashable:
    """The label of node u as a Python object, not as a numpy scalar, but for dates."""
    label = nodes[u]
    return label if not isinstance(label, np.generic) or isinstance(label, DATES) else label.item()


def as_sequence(nodes: Labels) -> Sequence[Hashable]:
    """All labels as Python objects, but for dates."""
    return as_objects(nodes) if isinstance(nodes, np.ndarray) else nodes


def as_objects(column: npt.NDArray[Any]) -> list[Any]:
    """The labels as Python objects; but dates keep the type that says their unit."""
    return list(column) if column.dtype.kind in "mM" else column.tolist()


def label_text(label: object) -> str:
    """The label as ``str`` has it, but for sets, whose elements are in an order of their own: that
    of hashes is another one in the next process.

    Examples
    --------
    >>> label_text(("group", frozenset({"b", "a"})))
    "('group', frozenset({'a', 'b'}))"
    """
    return _spelled(label, str)


def label_texts(labels: Labels) -> list[str]:
    """All labels as text."""
    labels = as_sequence(labels)
    spell = str if set(map(type, labels)) <= WITHOUT_PARTS else label_text
    return list(map(spell, labels))


def _spelled(label: object, spell: Callable[[object], str]) -> str:
    if type(label) is frozenset and label:
        is_sortable = set(map(type, label)) in ({int}, {str})
        parts = [_spelled(part, repr) for part in (sorted(label) if is_sortable else label)]
        return f"frozenset({{{', '.join(parts if is_sortable else sorted(parts))}}})"
    if type(label) is tuple:
        parts = [_spelled(part, repr) for part in label]
        return f"({', '.join(parts)}{',' * (len(parts) == 1)})"
    return spell(label)


def index_of(nodes: Labels) -> dict[Hashable, int]:
    """The position of every label, which must be hashable and different from the others."""
    labels = as_sequence(nodes)
    try:
        index: dict[Hashable, int] = {label: u for u, label in enumerate(labels)}
    except TypeError:
        _refuse_unhashable(labels)
        raise
    if len(index) != len(labels):
        u = next(u for u, label in enumerate(labels) if index[label] != u)
        raise NetworkError(
            f"node label {labels[u]!r} stands for nodes {u} and {index[labels[u]]}; "
            "labels must differ. Rename one of them."
        )
    return index


def _refuse_unhashable(labels: Sequence[Hashable]) -> None:
    u = first_unhashable(labels)
    if u is not None:
        raise NetworkError(
            f"node {u} has label {labels[u]!r}, of type {type(labels[u]).__name__}; "
            "node labels must be hashable. Use strings, numbers or tuples."
        )


def first_unhashable(labels: Sequence[object]) -> int | None:
    """Where the first label stands that cannot be a dictionary's key."""
    return next((k for k, label in enumerate(labels) if not _is_hashable(label)), None)


def _is_hashable(label: object) -> bool:
    try:
        hash(label)
    except TypeError:
        return False
    return True


def missing_labels(nodes: Labels) -> list[int]:
    """Positions of the labels that stand for no value: None, NaN, NaT, NA."""
    labels = as_sequence(nodes)
    if set(map(type, labels)) <= NEVER_MISSING:
        return []
    return [u for u, label in enumerate(labels) if _is_missing(label)]


def _is_missing(label: object) -> bool:
    try:
        return label is None or bool(label != label)
    except (TypeError, ValueError):  # pandas.NA has no truth value
        return True


def node_namer(nodes: Labels) -> Callable[[int], str]:
    """How messages call the node at a position."""
    return lambda u: f"node {u} ({label_at(nodes, u)!r})"
