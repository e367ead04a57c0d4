"""Links one by one, (u, v) or (u, v, weight), to Network."""

from __future__ import annotations

import reprlib
from collections.abc import Hashable, Iterable, Mapping
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.errors import NetworkError
from infomap_py.network import Network
from infomap_py.numbering import LabelNumbering, in_chunks
from infomap_py.weights import floats

Link = tuple[Any, ...] | list[Any]

ends_of = itemgetter(0, 1)


def from_links(links: Iterable[Any], weight: Hashable | None, directed: bool | None) -> Network:
    """Links with labels of any hashable kind; one without a weight weighs 1."""
    numbering = LabelNumbering()
    weights: list[Vector] = [np.empty(0)]
    start = 0
    for chunk in in_chunks(links):
        lengths = _lengths(chunk, start)
        numbering.add(list(chain.from_iterable(map(ends_of, chunk))))
        weights.append(
            np.ones(len(chunk))
            if weight is None or lengths == {2}
            else _weights(chunk, weight, start)
        )
        start += len(chunk)
    numbered = numbering.numbered()
    return Network.from_list(
        numbered.links,
        np.concatenate(weights),
        nodes=numbered.nodes,
        directed=bool(directed),
        source="links",
    )


def _lengths(chunk: list[Any], start: int) -> set[int]:
    """The different lengths of these links; anything else than a pair or triple is refused."""
    if all(issubclass(kind, tuple | list) for kind in set(map(type, chunk))):
        lengths = set(map(len, chunk))
        if lengths <= {2, 3}:
            return lengths
    k = next(k for k, link in enumerate(chunk) if not _is_link(link))
    raise NetworkError(
        f"link {start + k} is {reprlib.repr(chunk[k])}, of type {type(chunk[k]).__name__}; a link "
        "is a tuple (u, v) or (u, v, weight). For columns of ids, pass numpy arrays: "
        "(sources, targets)."
    )


def _is_link(link: object) -> bool:
    return isinstance(link, tuple | list) and len(link) in (2, 3)


def _weights(chunk: list[Link], weight: Hashable, start: int) -> Vector:
    given = [link[2] if len(link) == 3 else 1 for link in chunk]
    if any(issubclass(kind, Mapping) for kind in set(map(type, given))):
        given = [value.get(weight, 1) if isinstance(value, Mapping) else value for value in given]

    def name_of(k: int) -> str:
        u, v = ends_of(chunk[k])
        return f"link {start + k} ({u!r} -> {v!r})"

    return floats(given, name_of)
