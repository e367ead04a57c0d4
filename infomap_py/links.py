"""Arrays of positions and weights to a list of links; validated here, once."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py._core.links import LinkList
from infomap_py.arrays import unmasked
from infomap_py.errors import NetworkError
from infomap_py.labels import Labels, label_at
from infomap_py.weights import checked_weights

SLICE = 1 << 16  # links converted at a time, so that no array of the caller's is copied as a whole

Array = npt.NDArray[Any]


def list_of(sources: npt.ArrayLike, targets: npt.ArrayLike, nodes: Labels) -> LinkList:
    """The links between these positions in ``nodes``.

    Raises
    ------
    NetworkError
        A position or length breaks the rules; the first offender is named.
    """
    source_ids, target_ids = _positions(sources, nodes), _positions(targets, nodes)
    if len(source_ids) != len(target_ids):
        raise NetworkError(
            f"{len(source_ids)} sources but {len(target_ids)} targets; give one of each per link."
        )
    links = LinkList()
    for start in range(0, len(source_ids), SLICE):
        part = slice(start, start + SLICE)
        links.extend(
            np.ascontiguousarray(source_ids[part], dtype=np.int32),
            np.ascontiguousarray(target_ids[part], dtype=np.int32),
        )
    return links


def weigh(links: LinkList, weights: npt.ArrayLike, nodes: Labels) -> None:
    """Give every link its weight.

    Raises
    ------
    NetworkError
        A weight is not finite or negative, or there is not one per link.
    """
    links.weigh(checked_weights(weights, len(links), "link", partial(_link_name, nodes, links)))


def _positions(values: npt.ArrayLike, nodes: Labels) -> Array:
    """The ids of one end of every link, checked against the number of nodes."""
    ids = unmasked(values)
    if ids.size == 0:
        return np.empty(0, dtype=np.int32)
    if ids.ndim != 1 or ids.dtype.kind not in "iu":
        raise NetworkError(
            f"link ends have shape {ids.shape} and type {ids.dtype}; "
            "give one-dimensional integer arrays."
        )
    if ids.min() < 0 or ids.max() >= len(nodes):
        _refuse_outside(ids, len(nodes))
    return ids


def _refuse_outside(ids: Array, num_nodes: int) -> None:
    outside = (ids < 0) | (ids >= num_nodes)
    e = int(np.argmax(outside))
    raise NetworkError(
        f"link {e} has end {ids[e]}; ends are positions in `nodes`, from 0 to {num_nodes - 1} "
        f"({np.count_nonzero(outside)} of {len(ids)} are not)."
    )


def _link_name(nodes: Labels, links: LinkList, e: int) -> str:
    u, v = links[e]
    return f"link {e} ({label_at(nodes, u)!r} -> {label_at(nodes, v)!r})"
