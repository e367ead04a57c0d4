"""Where the nodes of a small network go: modules are placed first, as on a map, and their nodes
within them, near those that they have links with, and towards other modules that they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from infomap_py.arrays import Array, Nodes, Vector
from infomap_py.pictures.layout import STEPS, Discs, at_rest, placed

if TYPE_CHECKING:
    from scipy.sparse import csr_array

GAP = 14.0  # between modules
FILLED = 0.24  # of a module, by its nodes
LARGEST = 30.0  # radius of a node
LEAST = 0.15  # of the mean flow: nodes with less are not drawn smaller
OUTWARDS = 0.6  # pull of other modules on a node all of whose links lead there
PUSHES = 60
MANY = 600  # nodes in a module, from which on less is done for each


def places(
    flow: Vector, module: Array, between: csr_array, width: float, height: float
) -> tuple[Discs, Discs]:
    """Nodes, and the modules that they are in.

    Parameters
    ----------
    flow : float64 array
        Of every node: the area of its disc.
    module : int array
    between : scipy.sparse.csr_array
        What nodes exchange; symmetric, with an empty diagonal.
    width, height : float
    """
    from scipy.sparse import csr_array

    areas = np.maximum(flow, LEAST * flow.mean()) if flow.any() else np.ones(len(flow))
    ids, group = np.unique(module, return_inverse=True)
    count = len(ids)
    is_in = csr_array((np.ones(len(group)), (np.arange(len(group)), group)))
    strengths = (is_in.T @ between @ is_in).toarray()
    np.fill_diagonal(strengths, 0.0)
    group_areas = np.bincount(group, areas, count).astype(np.float64)
    groups = placed(group_areas, strengths, width, height, GAP)
    scale = FILLED * (groups.radius**2).sum() / areas.sum()
    radius = np.sqrt(min(scale, LARGEST**2 / areas.max()) * areas)
    x, y = np.empty(len(flow)), np.empty(len(flow))
    to_groups = (between @ is_in).toarray()
    for g in range(count):
        inside = np.flatnonzero(group == g).astype(np.int32)
        inside = inside[np.argsort(-flow[inside], kind="stable")]
        pull = _pull(to_groups[inside], groups, g)
        room = groups.radius[g]
        near = between[inside][:, inside].toarray()
        dx, dy = _within(near, pull, radius[inside], float(room))
        x[inside], y[inside] = groups.x[g] + dx, groups.y[g] + dy
    return Discs(x, y, radius), groups


def _pull(to_groups: Vector, groups: Discs, g: int) -> Vector:
    """Towards other modules, in proportion to what is exchanged with each; shape (2, nodes)."""
    away = np.array([groups.x - groups.x[g], groups.y - groups.y[g]])
    length = np.hypot(*away)
    away /= np.where(length > 0.0, length, 1.0)
    total = np.maximum(to_groups.sum(axis=1), 1e-300)
    pull: Vector = OUTWARDS * np.sqrt(len(to_groups)) * (away @ to_groups.T) / total
    return pull


def _within(near: Vector, pull: Vector, radius: Vector, room: float) -> tuple[Vector, Vector]:
    """Nodes in a disc around (0, 0), none over another where they are few enough."""
    if len(near) == 1:
        return np.zeros(1), np.zeros(1)
    steps = int(STEPS * min(1.0, (MANY / len(near)) ** 2))
    x, y = at_rest(near, pull[0], pull[1], steps)
    x, y = x - x.mean(), y - y.mean()
    far = np.maximum(np.hypot(x, y), 1e-9)
    # Half as it is, half by the area of those that are nearer, which fills the disc evenly.
    order, rank = np.argsort(far, kind="stable"), np.empty(len(far))
    area = radius[order] ** 2
    rank[order] = np.sqrt((np.cumsum(area) - 0.5 * area) / area.sum())
    scale = 0.5 * (rank + far / far.max()) / far * (room - radius)
    return _apart(x * scale, y * scale, radius, room)


def _apart(x: Vector, y: Vector, radius: Vector, room: float) -> tuple[Vector, Vector]:
    wanted = 1.15 * (radius[:, None] + radius)
    np.fill_diagonal(wanted, 0.0)
    for _ in range(PUSHES):
        dx, dy = x[:, None] - x, y[:, None] - y
        distance = np.maximum(np.hypot(dx, dy), 1e-9)
        push = 0.5 * np.maximum(wanted - distance, 0.0) / distance
        if not push.any():
            break
        x, y = x + (push * dx).sum(axis=1), y + (push * dy).sum(axis=1)
        far = np.maximum(np.hypot(x, y), 1e-9)
        inwards = np.minimum((room - radius) / far, 1.0)
        x, y = x * inwards, y * inwards
    return x, y


def ends(between: csr_array) -> tuple[Nodes, Nodes, Vector]:
    """Of every link once, the weakest first: its ends, and what they exchange."""
    from scipy.sparse import triu

    links = triu(between, 1).tocoo()
    order = np.argsort(links.data, kind="stable")
    return links.row[order], links.col[order], links.data[order]
