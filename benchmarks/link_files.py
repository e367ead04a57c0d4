"""Link lists as text: of link arrays, and of planted groups that are never held as a whole."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from graphs import Links

Ints = npt.NDArray[np.int64]

SLICE = 1_000_000  # links that are text at the same time
SIZE, INNER, OUTER = 50, 7, 3  # nodes of a group; links per node within it and out of it
DEGREE = 2 * (INNER + OUTER)
PAIRS = SIZE * (SIZE - 1) // 2


def write(links: Links, path: Path, *, names: bool = False) -> None:
    """Write the links, with their weights if they have any; nodes called by names or numbers."""
    with path.open("w", encoding="ascii") as file:
        for start in range(0, len(links), SLICE):
            part = slice(start, start + SLICE)
            weights = None if links.weights is None else links.weights[part]
            file.write(text(links.sources[part], links.targets[part], weights, names))


def write_planted(num_links: int, path: Path, *, weights: bool = False, names: bool = False) -> int:
    """Write some such number of links of mean degree 20, with weights to two decimals; the number.

    Groups of 50 nodes, 30 % of the links to others, ids shuffled; links in the order of the groups,
    but for those of a million, whose order is shuffled. No link is there twice.
    """
    random = np.random.default_rng(0)
    count = 0
    with path.open("w", encoding="ascii") as file:
        for sources, targets in planted_slices(random, num_links):
            given = np.round(random.lognormal(size=len(sources)), 2) + 0.01 if weights else None
            file.write(text(sources, targets, given, names))
            count += len(sources)
    return count


def planted_slices(random: np.random.Generator, num_links: int) -> Iterator[tuple[Ints, Ints]]:
    num_groups = max(4, num_links // (INNER + OUTER) // SIZE)
    num_nodes = num_groups * SIZE
    ids = random.permutation(num_nodes)
    first, second = np.triu_indices(SIZE, 1)
    # A link out of a group leads over one of these distances, so none is drawn twice.
    distances = random.choice(np.arange(SIZE, (num_nodes + 1) // 2), OUTER, replace=False)
    per_slice = max(1, SLICE // (INNER + OUTER) // SIZE)
    for start in range(0, num_groups, per_slice):
        groups = np.arange(start, min(start + per_slice, num_groups))
        drawn = np.argpartition(random.random((len(groups), PAIRS), np.float32), INNER * SIZE)
        drawn = drawn[:, : INNER * SIZE]
        nodes = np.arange(groups[0] * SIZE, (groups[-1] + 1) * SIZE)
        base = groups[:, None] * SIZE
        sources = np.concatenate([(base + first[drawn]).ravel(), np.repeat(nodes, OUTER)])
        outer = (nodes[:, None] + distances).ravel() % num_nodes
        targets = np.concatenate([(base + second[drawn]).ravel(), outer])
        order = random.permutation(len(sources))
        yield ids[sources[order]], ids[targets[order]]


def text(sources: Ints, targets: Ints, weights: npt.NDArray[np.float64] | None, names: bool) -> str:
    """One line per link."""
    node = "node-" if names else ""
    ends = zip(sources.tolist(), targets.tolist(), strict=True)
    if weights is None:
        return "".join([f"{node}{u} {node}{v}\n" for u, v in ends])
    rows = zip(ends, weights.tolist(), strict=True)
    return "".join([f"{node}{u} {node}{v} {weight:.6g}\n" for (u, v), weight in rows])
