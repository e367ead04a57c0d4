"""Graphs of extreme shape, and for each a partition that is good or the best.

``tests/test_shapes.py`` looks at what is found in small ones, ``shapes.py`` at the time and the
memory that large ones take.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from graphs import Links

Ints = npt.NDArray[np.int64]
GROUP = 20  # nodes


@dataclass(frozen=True)
class Shape:
    """``make(size)`` gives the graph; ``full`` and ``half`` are sizes of which the first has twice
    the links (or nodes, where there are no links) of the second, and ``small`` one for tests.

    ``best`` says that no partition has a shorter code than the graph's ``module_of``.
    """

    make: Callable[[int], Links]
    full: int
    half: int
    small: int
    best: bool = True


def star(num_leaves: int, *, directed: bool = False) -> Links:
    """One node that all others are linked to. One module: any other has two codebooks at work."""
    leaves = np.arange(1, num_leaves + 1)
    zeros = np.zeros(num_leaves + 1, dtype=np.int64)
    return _links("star", num_leaves + 1, leaves, zeros[1:], zeros, directed)


def path(num_nodes: int, *, directed: bool = False) -> Links:
    """Every node is linked to the next. Modules are stretches of about 15 nodes."""
    nodes = np.arange(num_nodes)
    stretches = nodes // best_stretch(num_nodes)
    return _links("path", num_nodes, nodes[:-1], nodes[1:], stretches, directed)


def best_stretch(num_nodes: int) -> int:
    """The number m of nodes per module for which a circle of n nodes has the shortest code.

    Modules are entered at rate 1/m, one of n/m: log2(n/m)/m bits. A codebook has m nodes and an
    exit of the same rate 1/n: (m + 1)/m log2(m + 1) bits.
    """
    m = np.arange(1, num_nodes + 1)
    bits = np.log2(num_nodes / m) / m + (m + 1) / m * np.log2(m + 1)
    return int(m[np.argmin(bits)])


def clique(num_nodes: int) -> Links:
    """Every node is linked to every other: nothing to tell modules by."""
    sources, targets = np.triu_indices(num_nodes, 1)
    return _links("clique", num_nodes, sources, targets, np.zeros(num_nodes, dtype=np.int64))


def isolated(num_nodes: int) -> Links:
    """A triangle, and nodes without links, which carry no flow."""
    corners = np.arange(3)
    others_alone = np.maximum(_ids(num_nodes) - 2, 0)
    return _links("isolated", num_nodes, corners, np.roll(corners, 1), others_alone)


def parallel(num_links: int) -> Links:
    """Two nodes and nothing but links between them."""
    ends = np.zeros((2, num_links), dtype=np.int64)
    return _links("parallel", 2, ends[0], ends[1] + 1, np.zeros(2, dtype=np.int64))


def wide_weights(num_nodes: int) -> Links:
    """Groups with random links, whose weights are spread evenly over 24 orders of magnitude."""
    random = np.random.default_rng(0)
    sources = np.repeat(_ids(num_nodes), 5)
    targets = sources // GROUP * GROUP + random.integers(GROUP, size=len(sources))
    targets = np.minimum(targets, num_nodes - 1)
    weights = 10.0 ** random.uniform(-12, 12, size=len(sources))
    groups = _ids(num_nodes) // GROUP
    return Links("wide", num_nodes, sources, targets, weights, directed=False, module_of=groups)


def bipartite(num_nodes: int) -> Links:
    """Even nodes are linked to odd ones: three in the group of each, and one anywhere."""
    random = np.random.default_rng(0)
    even = np.repeat(np.arange(0, num_nodes, 2), 4)
    inside = even // GROUP * GROUP + 2 * random.integers(GROUP // 2, size=len(even)) + 1
    anywhere = 2 * random.integers(num_nodes // 2, size=len(even)) + 1
    odd = np.where(np.arange(len(even)) % 4 == 0, anywhere, np.minimum(inside, num_nodes - 1))
    return _links("bipartite", num_nodes, even, odd, _ids(num_nodes) // GROUP)


def matching(num_nodes: int) -> Links:
    """Pairs of nodes, each with one link: as many components as links."""
    even = np.arange(0, num_nodes, 2)
    return _links("matching", num_nodes, even, even + 1, _ids(num_nodes) // 2)


def _ids(num_nodes: int) -> Ints:
    return np.arange(num_nodes)


def _links(
    name: str, num_nodes: int, sources: Ints, targets: Ints, module_of: Ints, directed: bool = False
) -> Links:
    return Links(name, num_nodes, sources, targets, None, directed, module_of=module_of)


def directed_star(num_leaves: int) -> Links:
    """All leaves lead to the hub, which leads nowhere. Teleporting costs nothing, and every step on
    a link ends at the hub: no bits at all."""
    return star(num_leaves, directed=True)


def directed_path(num_nodes: int) -> Links:
    """The walk can only go on, or teleport."""
    return path(num_nodes, directed=True)


SHAPES = {
    "star": Shape(star, 1_000_000, 500_000, 300),
    "star, directed": Shape(directed_star, 1_000_000, 500_000, 300),
    "path": Shape(path, 1_000_000, 500_000, 300, best=False),
    "path, directed": Shape(directed_path, 1_000_000, 500_000, 300, best=False),
    "clique": Shape(clique, 3000, 2121, 60),
    "isolated nodes": Shape(isolated, 1_000_000, 500_000, 300),
    "parallel links": Shape(parallel, 1_000_000, 500_000, 300),
    "24 orders of magnitude": Shape(wide_weights, 400_000, 200_000, 400, best=False),
    "bipartite": Shape(bipartite, 400_000, 200_000, 400, best=False),
    "pairs": Shape(matching, 1_000_000, 500_000, 300),
}
