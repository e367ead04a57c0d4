"""Where the blocks of an alluvial diagram stand, from 0, above, to 1.

Heights are flow, on one scale for all steps: the largest at which the fullest step fits. Blocks
leave gaps, and their middles as much room as a line of text takes. The fullest step fills the
height; from there on to both sides, blocks stand where their streams are least steep: the weighted
least squares under these distances, by pooling neighbours that are in each other's way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from infomap_py.arrays import Vector

GAP = 0.008  # at least, between two blocks
LINE = 0.024  # at least, between the middles of two
SPENT = 0.6  # at most, on lines: of many blocks they are less
HALVINGS = 60


class Places(NamedTuple):
    """For every step the upper ends of blocks; how high a unit of flow is."""

    tops: list[Vector]
    scale: float


def places_of(flows: Sequence[Vector], streams: Sequence[tuple[Vector, Vector]]) -> Places:
    """Places of blocks in the given order, of this flow; ``streams`` are from each step to the
    next, as flow there and as flow here."""
    scale = _scale(flows)
    distances = [_distances(scale * flow, _line(flows)) for flow in flows]
    needed = [_height(scale * flow, apart) for flow, apart in zip(flows, distances, strict=True)]
    fullest = int(np.argmax(np.round(needed, 9)))
    tops: list[Vector] = [np.zeros(0)] * len(flows)

    def settle(k: int, wanted: Vector, weights: Vector) -> None:
        room = max(1.0 - needed[k], 0.0)
        before = np.append(0.0, np.cumsum(distances[k]))[: len(wanted)]
        tops[k] = before + np.clip(_rising(wanted - before, weights), 0.0, room)

    stacked = np.append(0.0, np.cumsum(distances[fullest])) + (1.0 - needed[fullest]) / 2.0
    settle(fullest, stacked, np.ones(len(stacked)))
    for k in range(fullest + 1, len(flows)):
        left, arrived = streams[k - 1]
        ends = tops[k - 1][:, None] + scale * (before_it(left) - before_it(arrived.T).T)
        settle(k, *_means(ends.T, arrived.T))
    for k in range(fullest - 1, -1, -1):
        left, arrived = streams[k]
        ends = tops[k + 1] + scale * (before_it(arrived.T).T - before_it(left))
        settle(k, *_means(ends, left))
    return Places(tops, scale)


def _line(flows: Sequence[Vector]) -> float:
    return min(LINE, SPENT / max(map(len, flows)))


def _scale(flows: Sequence[Vector]) -> float:
    """The largest at which all steps fit into the height, or a hair less."""
    line, low = _line(flows), 0.0
    high = 1.0 / max(1e-9, *(float(flow.sum()) for flow in flows))
    for _ in range(HALVINGS):
        scale = (low + high) / 2.0
        heights = (scale * flow for flow in flows)
        if all(_height(height, _distances(height, line)) <= 1.0 for height in heights):
            low = scale
        else:
            high = scale
    return low


def _distances(heights: Vector, line: float) -> Vector:
    """Of every block but the last, how far the upper end of the next one is from its own."""
    gap = min(GAP, line / 3.0)
    above, below = heights[:-1], heights[1:]
    return np.maximum(above + gap, line + (above - below) / 2.0)


def _height(heights: Vector, distances: Vector) -> float:
    """From the first block's upper end to the lower end of the last."""
    return float(distances.sum() + heights[-1]) if len(heights) else 0.0


def before_it(streams: Vector) -> Vector:
    """Sums of what stands to the left, in every row."""
    return np.cumsum(streams, axis=1) - streams


def _means(ends: Vector, streams: Vector) -> tuple[Vector, Vector]:
    """Of every row, the mean place by flow, and its flow; without any, the place above it."""
    total = streams.sum(axis=1)
    wanted = (ends * streams).sum(axis=1) / np.where(total > 0.0, total, 1.0)
    for above, here in pairwise(range(len(total))):
        if total[here] == 0.0:
            wanted[here] = wanted[above]
    return wanted, total


def _rising(wanted: Vector, weights: Vector) -> Vector:
    """The nearest numbers to these that do not fall, in weighted least squares."""
    pools: list[tuple[float, float, int]] = []  # mean, weight, length
    for mean, weight in zip(wanted.tolist(), np.maximum(weights, 1e-9).tolist(), strict=True):
        length = 1
        while pools and pools[-1][0] > mean:
            above, heavy, count = pools.pop()
            mean = (above * heavy + mean * weight) / (heavy + weight)
            weight, length = weight + heavy, length + count
        pools.append((mean, weight, length))
    return np.repeat([pool[0] for pool in pools], [pool[2] for pool in pools])
