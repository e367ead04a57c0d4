"""Partitions -> the blocks and streams of an alluvial diagram: which there are, their order, their
places and their colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.matching import NONE, matching_of_shares
from infomap_py.node_shares import NodeShares, in_both, moved
from infomap_py.partition import Partition
from infomap_py.pictures.alluvial_diagram import Alluvial, Block, Step, Stream
from infomap_py.pictures.block_order import untangled
from infomap_py.pictures.block_places import before_it, places_of
from infomap_py.pictures.svg import COLOURS
from infomap_py.same_nodes import refuse_no_common

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from infomap_py.words.clusters import WordClusters

MEMBERS = 3
DUST = 1e-12  # of the flow: what sums of it are off

Streams = tuple[Vector, Vector]  # from blocks to blocks, as flow before and as flow after
Shared = tuple[NodeShares, NodeShares]
Colours = list[int | None]


class Side(NamedTuple):
    """A partition, what its modules are called, and of clusters of words these."""

    partition: Partition
    ids: Sequence[Hashable]
    clusters: WordClusters | None = None


class _Blocks(NamedTuple):
    """The modules of a step that are blocks are the first ``num_shown``; more are one block."""

    side: Side
    shares: NodeShares
    num_shown: int

    @classmethod
    def of(cls, side: Side, most: int, min_flow: float) -> _Blocks:
        shares = NodeShares.of(side.partition)
        there = len(shares.module_flow)
        count = max(1, int(np.count_nonzero(shares.module_flow[:most] >= min_flow)))
        # One that is left over takes no more room as itself.
        return cls(side, shares, there if count >= there - 1 else count)

    @property
    def has_rest(self) -> bool:
        return self.num_shown < len(self.shares.module_flow)

    @property
    def rest(self) -> Ids:
        """The block of smaller modules, if there is one."""
        return np.arange(self.num_shown, self.num_shown + self.has_rest)

    @property
    def block_of(self) -> Ids:
        return np.minimum(np.arange(len(self.shares.module_flow)), self.num_shown)

    @property
    def flow(self) -> Vector:
        flow: Vector = np.bincount(self.block_of, self.shares.module_flow).astype(np.float64)
        return flow

    def members(self, m: int) -> tuple[Hashable, ...]:
        """The first nodes of a module."""
        if self.side.clusters is not None:
            return self.side.clusters[m].labels[:MEMBERS]
        column = self.shares.weights[:, [m]].tocoo()
        rows = column.row
        order = np.lexsort((rows, -column.data))[:MEMBERS]
        return tuple(self.shares.labels[u] for u in rows[order].tolist())


def laid_out(
    sides: Sequence[Side], names: Sequence[str], num_modules: int, min_flow: float
) -> Alluvial:
    """See :func:`infomap_py.alluvial`."""
    steps = [_Blocks.of(side, num_modules, min_flow) for side in sides]
    shared = [_shared(*two) for two in pairwise(steps)]
    streams = [
        (_gathered(left, *two), _gathered(arrived, *two))
        for (left, arrived), two in zip(starmap(moved, shared), pairwise(steps), strict=True)
    ]
    means = [(left + arrived) / 2.0 for left, arrived in streams]
    orders = untangled(means, [step.rest for step in steps])
    colours = _colours(steps, shared)
    flows = [step.flow[order] for step, order in zip(steps, orders, strict=True)]
    ordered: list[Streams] = [
        (left[one][:, other], arrived[one][:, other])
        for (left, arrived), (one, other) in zip(streams, pairwise(orders), strict=True)
    ]
    tops, scale = places_of(flows, ordered)
    alone = _without_stream(flows, ordered)
    blocks = [
        tuple(_placed(step, order, hues, top, scale))
        for step, order, hues, top in zip(steps, orders, colours, tops, strict=True)
    ]
    return Alluvial(
        tuple(
            Step(name, there, len(step.shares.module_flow), len(step.shares.labels), *lacking)
            for name, there, step, lacking in zip(names, blocks, steps, alone, strict=True)
        ),
        tuple(
            stream
            for k, between in enumerate(ordered)
            for stream in _drawn(k, between, (tops[k], tops[k + 1]), scale)
        ),
        ("modules", "nodes") if any(s.clusters is None for s in sides) else ("clusters", "words"),
    )


def _shared(one: _Blocks, other: _Blocks) -> Shared:
    """What the two steps have in common."""
    both = in_both(one.shares, other.shares)
    if len(both[0].labels) == 0:
        refuse_no_common(one.shares.labels, other.shares.labels)
    return both


def _gathered(streams: csr_array, one: _Blocks, other: _Blocks) -> Vector:
    """From modules to modules -> from blocks to blocks."""
    found = streams.tocoo()
    size = len(one.flow), len(other.flow)
    key = one.block_of[found.row] * size[1] + other.block_of[found.col]
    gathered: Vector = np.bincount(key, found.data, size[0] * size[1]).astype(np.float64)
    return gathered.reshape(size)


def _colours(steps: Sequence[_Blocks], shared: Sequence[Shared]) -> Iterator[Colours]:
    """Of every step those of its blocks: that of the one it comes from, or that of fewest."""
    in_use: Counter[int] = Counter()
    before: Colours = []
    for k, step in enumerate(steps):
        sources = [NONE] * step.num_shown
        if k > 0:
            sources = matching_of_shares(*shared[k - 1]).comes_from[: step.num_shown].tolist()
        colours: Colours = [None] * len(step.flow)
        known = steps[k - 1].num_shown if k > 0 else 0
        for m, source in enumerate(sources):
            if source != NONE and source < known:
                colours[m] = before[source]
        in_use.update(hue for hue in colours if hue is not None)
        for m in range(step.num_shown):
            if colours[m] is None:
                colours[m] = hue = min(range(len(COLOURS)), key=in_use.__getitem__)
                in_use[hue] += 1
        before = colours
        yield colours


def _without_stream(flows: Sequence[Vector], streams: Sequence[Streams]) -> Iterator[list[float]]:
    """Of every step, the flow that does not come from the step before or go on to the next."""
    totals = [float(flow.sum()) for flow in flows]
    come = [totals[0], *(float(arrived.sum()) for _, arrived in streams)]
    gone = [*(float(left.sum()) for left, _ in streams), totals[-1]]
    for total, *parts in zip(totals, come, gone, strict=True):
        yield [lack if (lack := total - part) > DUST else 0.0 for part in parts]


def _placed(
    step: _Blocks, order: Ids, colours: Colours, tops: Vector, scale: float
) -> Iterator[Block]:
    flows, size = step.flow, np.bincount(step.shares.weights.indices, minlength=len(step.block_of))
    sizes = np.bincount(step.block_of, size).astype(np.int64)
    for b, top in zip(order.tolist(), tops.tolist(), strict=True):
        is_rest = b == step.num_shown
        flow = float(flows[b])
        yield Block(
            None if is_rest else step.side.ids[b],
            () if is_rest else step.members(b),
            len(step.block_of) - step.num_shown if is_rest else 1,
            int(sizes[b]),
            flow,
            colours[b],
            top,
            scale * flow,
        )


def _drawn(k: int, streams: Streams, tops: tuple[Vector, Vector], scale: float) -> Iterator[Stream]:
    """The streams of a step to the next, blocks being in the order of their places."""
    left, arrived = streams
    leaves = tops[0][:, None] + scale * before_it(left)
    arrives = tops[1] + scale * before_it(arrived.T).T
    for i, j in np.argwhere((left > 0.0) | (arrived > 0.0)).tolist():
        flow = float(left[i, j]), float(arrived[i, j])
        places = float(leaves[i, j]), float(arrives[i, j])
        yield Stream(k, i, j, flow, places, (scale * flow[0], scale * flow[1]))
