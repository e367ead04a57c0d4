"""In which order the blocks of an alluvial diagram stand, so that its streams cross little.

Two streams cross where the one that starts higher ends lower, and count as the product of what they
carry. With those of its neighbours fixed, what the order of a step costs is a sum over pairs of its
blocks; so a block is moved to wherever that is least, step by step, until none gains. From the
order as given, and from that by the mean place of what a block comes from, the better one is kept:
never worse than as given, not the best there is, which is hard to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.pictures.block_places import before_it

GAIN = 1e-12  # less is rounding, of products of shares of all flow
WORK = 3_000_000  # moves weighed, at most: some seconds; 20 blocks a step need a tenth of it

Orders = list[Ids]  # for every step its blocks, from above


def crossings(streams: Sequence[Vector], orders: Orders) -> float:
    """The weight of all crossings; ``streams[k][i, j]`` goes from block i of step k to block j of
    the next."""
    total = 0.0
    for k, between in enumerate(streams):
        placed = between[orders[k]][:, orders[k + 1]]
        below = placed.sum(axis=0) - np.cumsum(placed, axis=0)  # of later rows
        total += float((placed * before_it(below)).sum())
    return total


def untangled(streams: Sequence[Vector], last: Sequence[Ids]) -> Orders:
    """Orders with few crossings.

    Parameters
    ----------
    streams : arrays of float64
        From the blocks of each step to those of the next.
    last : arrays of int64
        For every step the blocks that stay at the end, as they are given. The first step stays as
        it is given altogether.
    """
    sizes = [len(streams[0]), *(between.shape[1] for between in streams)]
    given = [np.arange(size) for size in sizes]
    orders = [_improved(streams, start, last) for start in (given, _by_origin(streams, last))]
    return min(orders, key=lambda found: round(crossings(streams, found) / GAIN))


def _by_origin(streams: Sequence[Vector], last: Sequence[Ids]) -> Orders:
    """By the mean place of what blocks come from; those that come from nowhere below."""
    orders = [np.arange(len(streams[0]))]
    for between, fixed in zip(streams, last[1:], strict=True):
        arrived = between[orders[-1]]
        total = arrived.sum(axis=0)
        mean = np.arange(len(arrived)) @ arrived / np.where(total > 0.0, total, 1.0)
        mean[total == 0.0] = len(arrived)
        mean[fixed] = len(arrived) + 1.0
        orders.append(np.argsort(np.round(mean, 9), kind="stable"))
    return orders


def _improved(streams: Sequence[Vector], start: Orders, last: Sequence[Ids]) -> Orders:
    orders = [order.copy() for order in start]
    improved, left = True, WORK
    while improved:
        improved = False
        for k in range(1, len(orders)):
            free = orders[k][: len(orders[k]) - len(last[k])]
            costs: Vector = np.sum(list(_costs(streams, orders, k)), axis=0)
            moves = _moved(free, costs, left // max(len(free), 1) ** 2)
            left -= moves * len(free) ** 2
            improved |= moves > 0
    return orders


def _costs(streams: Sequence[Vector], orders: Orders, k: int) -> Iterator[Vector]:
    """For each neighbour of a step: what it costs that block a stands above block b."""
    arrived = streams[k - 1][orders[k - 1]].T
    yield arrived @ before_it(arrived).T
    if k < len(streams):
        left = streams[k][:, orders[k + 1]]
        yield left @ before_it(left).T


def _moved(order: Ids, costs: Vector, most: int) -> int:
    """Move blocks, in place, the one that gains most to where it does, until none gains or there
    were so many; how many there were."""
    size, moves = len(order), 0
    while size > 1 and moves < most:
        above = costs[order][:, order]
        # What the block at place p saves by passing those behind it, up to q; or those before it.
        passed = np.cumsum(above - above.T, axis=1)
        here = np.diagonal(passed)[:, None]
        saved = np.where(np.tri(size, k=-1, dtype=bool), 0.0, passed - here)
        before = np.concatenate([np.zeros((size, 1)), passed[:, :-1]], axis=1)
        saved += np.tri(size, k=-1) * (before - here)
        p, q = divmod(int(np.argmax(np.round(saved, 12))), size)
        if saved[p, q] <= GAIN:
            break
        order[:] = np.insert(np.delete(order, p), q, order[p])
        moves += 1
    return moves
