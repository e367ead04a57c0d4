"""Links of very different shapes, without weights: ``SHAPES`` has one function for each.

Each is given the dice and about how many links there are to be, and returns the number of nodes
and the two ends of every link. Self-links, parallel links and nodes without any may be there.
"""

from __future__ import annotations

from math import isqrt

import generators
import numpy as np
import numpy.typing as npt

from soak.dice import Dice

Ends = npt.NDArray[np.int64]
Shape = tuple[int, Ends, Ends]


def uniform(dice: Dice, count: int) -> Shape:
    """Sparse, dense, or nearly all nodes without a link."""
    nodes = max(1, int(count * dice.one_of([0.05, 0.2, 0.5, 1, 2, 10])))
    return nodes, *dice.numpy.integers(nodes, size=(2, count))


def groups(dice: Dice, count: int) -> Shape:
    """Planted groups, perhaps in groups of groups."""
    size, levels = dice.integer(2, 30), dice.integer(1, 3)
    nodes = size * max(2, count // dice.integer(2, 10) // size)
    sources = dice.numpy.integers(nodes, size=count)
    spans = size ** np.arange(1, levels + 1)
    shares = 0.9 * np.array([0.6, 0.3, 0.1])[:levels] / sum([0.6, 0.3, 0.1][:levels])
    chosen = dice.numpy.choice([*spans, nodes], p=[*shares, 0.1], size=count)
    targets = sources // chosen * chosen + dice.numpy.integers(chosen)
    return nodes, sources, np.minimum(targets, nodes - 1)


def benchmark(dice: Dice, count: int) -> Shape:
    """As the benchmarks have them: planted, or with hubs."""
    seed = dice.integer(0, 2**31)
    if dice.chance(0.5):
        links = generators.planted(count, mixing=dice.numpy.uniform(0.05, 0.6), seed=seed)
    else:
        links = generators.rmat(max(4, count.bit_length()), count, seed=seed)
    return links.num_nodes, links.sources, links.targets


def star(dice: Dice, count: int) -> Shape:
    """One hub, or several that are linked in a ring; perhaps from the leaves to the hub."""
    hubs = min(count, dice.one_of([1, 1, 2, 5]))
    leaves = np.arange(hubs, hubs + count)
    ring = np.arange(hubs)
    centre = leaves % hubs
    ends = (centre, leaves) if dice.chance(0.5) else (leaves, centre)
    joined = (np.append(ends[0], ring), np.append(ends[1], (ring + 1) % hubs))
    return hubs + count, *(joined if hubs > 1 else ends)


def tree(dice: Dice, count: int) -> Shape:
    """Every node below one of those before it: any, one of the last, or by halving."""
    nodes = np.arange(1, count + 1)
    kind = dice.one_of(["any", "last", "binary", "path"])
    back = {"any": count, "last": dice.integer(1, 20), "path": 1, "binary": 1}[kind]
    before = nodes - 1 - dice.numpy.integers(np.minimum(nodes, back))
    return count + 1, (nodes - 1) // 2 if kind == "binary" else before, nodes


def ring(dice: Dice, count: int) -> Shape:
    """A cycle, or a lattice that is closed in both directions."""
    if dice.chance(0.5):
        nodes = np.arange(count)
        return count, nodes, (nodes + 1) % count
    side = max(1, isqrt(count // 2))
    nodes = np.arange(side * side)
    right = nodes // side * side + (nodes + 1) % side
    below = (nodes + side) % len(nodes)
    return len(nodes), np.tile(nodes, 2), np.append(right, below)


def cliques(dice: Dice, count: int) -> Shape:
    """Complete graphs of one size or of many, apart or in a ring."""
    starts, sources, targets = [], [], []
    nodes = links = 0
    size = dice.integer(2, max(2, min(60, isqrt(2 * count))))
    while links < count:
        own = size if dice.chance(0.7) else dice.integer(1, size)
        one, other = np.triu_indices(own, 1)
        sources.append(nodes + one)
        targets.append(nodes + other)
        starts.append(nodes)
        nodes += own
        links += max(1, len(one))
    if dice.chance(0.6):
        sources.append(np.array(starts))
        targets.append(np.roll(starts, 1))
    return nodes, np.concatenate(sources), np.concatenate(targets)


def pairs(dice: Dice, count: int) -> Shape:
    """Nodes in twos, and some without a link."""
    nodes = np.arange(count)
    return 2 * count + dice.integer(0, 5), nodes, nodes + count


SHAPES = [uniform, groups, benchmark, star, tree, ring, cliques, pairs]
