"""Labels at the ends of links, to positions in order of first appearance.

They are numbered link by link: source, target, next link. So the same links give the same network
whether they come as arrays, as a table, one by one or in a file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, count, islice
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from infomap_py._core.links import LinkList
from infomap_py._core.numbering import IntegerNumbering
from infomap_py.errors import NetworkError
from infomap_py.labels import Labels, as_objects, first_unhashable, missing_labels
from infomap_py.limits import MAX_NODES

# Items that are handled between two looks at the interpreter: enough for the speed of C, few enough
# for Ctrl-C, for other threads, and for objects that were just touched to be in cache still.
CHUNK = 1 << 13

MOST_EXACT = 2.0**53  # below, every integer is a double of its own

Array = npt.NDArray[Any]
Positions = npt.NDArray[np.int32]
Item = TypeVar("Item")


class Numbered(NamedTuple):
    """Links between positions in ``nodes``."""

    links: LinkList
    nodes: Labels


class LabelNumbering:
    """Positions of hashable labels in order of first appearance.

    ``what`` is a link in the caller's words ("link", "row"); errors name it with its number.
    """

    def __init__(self, what: str = "link") -> None:
        self._what = what
        self._positions: defaultdict[Any, int] = defaultdict(count().__next__)
        self._links = LinkList()

    def add(self, labels: list[Any]) -> None:
        """Number the labels of some more links: source, target, source, target, ..."""
        try:
            positions = np.fromiter(map(self._positions.__getitem__, labels), dtype=np.int32)
        except TypeError:
            self._refuse_unhashable(labels)
            raise
        self._links.extend_pairs(positions)
        if len(self._positions) > MAX_NODES:
            raise NetworkError(
                f"{self._what} {len(self._links) - 1} brings more nodes than the {MAX_NODES:,} "
                "that are supported; take a smaller part of the network."
            )

    def numbered(self) -> Numbered:
        """Everything that was added."""
        labels = list(self._positions)
        self._refuse_missing(labels)
        return Numbered(self._links, labels)

    def _refuse_unhashable(self, labels: list[Any]) -> None:
        k = first_unhashable(labels)
        if k is not None:
            raise NetworkError(
                f"{self._what} {len(self._links) + k // 2} has end {labels[k]!r}, of type "
                f"{type(labels[k]).__name__}; node labels must be hashable. "
                "Use strings, numbers or tuples."
            )

    def _refuse_missing(self, labels: list[Hashable]) -> None:
        missing = missing_labels(labels)
        if missing:
            sources, targets, _ = self._links.arrays()
            ends = np.stack((sources, targets), axis=1).ravel()
            k = int(np.argmax(np.isin(ends, missing)))
            raise _missing_end(self._what, k // 2, labels[ends[k]])


def _missing_end(what: str, k: int, label: object) -> NetworkError:
    return NetworkError(
        f"{what} {k} has end {label!r}; None and NaN mean that a label is missing. "
        f"Drop the {what}, or give the node a name."
    )


class Coded(NamedTuple):
    """A column of labels: for every row the position of its label in a list of distinct ones, or -1
    where it is missing."""

    codes: npt.NDArray[np.integer]
    labels: list[Any]

    def decoded(self) -> Array:
        """The labels themselves, as objects; None where one is missing."""
        labels: Array = np.empty(len(self.labels) + 1, dtype=object)
        labels[:-1] = self.labels
        rows: Array = labels[self.codes]
        return rows

    def at(self, row: int) -> Any:
        """The label in a row; None where it is missing."""
        code = int(self.codes[row])
        return None if code < 0 else self.labels[code]


def number_coded(sources: Coded, targets: Coded, what: str = "link") -> Numbered:
    """Number the labels in two such columns of equal length."""
    index: dict[Any, int] = {}
    columns = []
    for codes, labels in (sources, targets):
        missing = set(missing_labels(labels))
        known = [
            -1 if k in missing else index.setdefault(label, len(index))
            for k, label in enumerate(labels)
        ]
        columns.append(np.array([*known, -1], dtype=np.int64)[codes])  # the last is that of code -1
    rows = np.stack(columns, axis=1)
    if rows.min(initial=0) < 0:
        k = int(np.argmax(rows.ravel() < 0))
        raise _missing_end(what, k // 2, None)
    links, ids = _number_integers(*columns)
    distinct = list(index)
    return Numbered(links, [distinct[k] for k in np.asarray(ids).tolist()])


def number_columns(sources: Array, targets: Array, what: str = "link") -> Numbered:
    """Number the labels in two columns of equal length.

    Numbers become int64 labels, and must be whole. Everything else keeps its Python objects.
    """
    source_ids, target_ids = _whole_numbers(sources, what), _whole_numbers(targets, what)
    if source_ids is None or target_ids is None:
        return _number_objects(sources, targets, what)
    return _number_integers(source_ids, target_ids)


def _number_objects(sources: Array, targets: Array, what: str) -> Numbered:
    numbering = LabelNumbering(what)
    for start in range(0, len(sources), CHUNK):
        chunk = slice(start, start + CHUNK)
        pairs = zip(as_objects(sources[chunk]), as_objects(targets[chunk]), strict=True)
        numbering.add(list(chain.from_iterable(pairs)))
    return numbering.numbered()


def _number_integers(sources: npt.NDArray[np.int64], targets: npt.NDArray[np.int64]) -> Numbered:
    numbering, links = IntegerNumbering(), LinkList()
    for start in range(0, len(sources), CHUNK):
        chunk = slice(start, start + CHUNK)
        link_by_link = np.stack((sources[chunk], targets[chunk]), axis=1).ravel()
        links.extend_pairs(numbering.number(link_by_link))
    labels = numbering.labels()
    labels.setflags(write=False)  # so that the network need not copy them
    return Numbered(links, labels)


def in_chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in lists of CHUNK."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def as_integers(items: Iterable[int]) -> Positions:
    """The items as an int32 array."""
    chunks = [np.fromiter(chunk, np.int32, len(chunk)) for chunk in in_chunks(items)]
    return np.concatenate([np.empty(0, dtype=np.int32), *chunks])


def _whole_numbers(column: Array, what: str) -> npt.NDArray[np.int64] | None:
    """The column as int64, or None if its labels are not numbers."""
    kind = column.dtype.kind
    if kind == "f":
        ambiguous = np.abs(column) >= MOST_EXACT
        if ambiguous.any() and np.isfinite(column).all():
            k = int(np.argmax(ambiguous))
            raise NetworkError(
                f"{what} {k} has end {column[k]:.17g}, given as a float; from 2**53 on several "
                f"integers are the same float ({np.count_nonzero(ambiguous)} of {len(column)} "
                "ends are such). Give the ends as integers, or as strings."
            )
        outside = ~((np.floor(column) == column) & np.isfinite(column))
        if outside.any():
            k = int(np.argmax(outside))
            raise NetworkError(
                f"{what} {k} has end {column[k]}; ends given as floats must be whole numbers "
                f"({np.count_nonzero(outside)} of {len(column)} are not). "
                f"Drop those {what}s, or give the labels as strings."
            )
    elif kind == "u":
        if column.max(initial=0) > np.iinfo(np.int64).max:
            return None
    elif kind != "i":
        return None
    return np.ascontiguousarray(column, dtype=np.int64)
