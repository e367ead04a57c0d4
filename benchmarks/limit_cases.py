"""What is largest of its kind, and what has to come out, in closed form where there is one."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import log2
from pathlib import Path
from typing import Any

import numpy as np
from extremes import best_stretch

import infomap_py


@dataclass(frozen=True)
class Case:
    """``run(size)`` gives a number; ``known(size)`` what that has to be, and ``rel`` how nearly, or
    part of the message with which so much is refused. Time is in proportion to ``size**power``."""

    things: str
    size: int
    run: Callable[[int], float]
    known: Callable[[int], float] | str
    rel: float = 1e-9
    power: int = 1


def codelength(sources: Any, targets: Any, **options: Any) -> float:
    partition = infomap_py.partition((sources, targets), **options)
    _look_at(partition)
    return partition.codelength


def _look_at(partition: Any) -> None:
    """What people see first of a result, and a file of it."""
    assert repr(partition)
    assert partition.summary()
    assert "<svg" in partition.map()
    with tempfile.TemporaryDirectory() as folder:
        partition.write(Path(folder, "p.clu"))


def star(leaves: int, **options: Any) -> float:
    return codelength(np.zeros(leaves, dtype=np.int64), np.arange(1, leaves + 1), **options)


def star_inwards(leaves: int) -> float:
    return codelength(np.arange(1, leaves + 1), np.zeros(leaves, dtype=np.int64), directed=True)


def path(nodes: int) -> float:
    return codelength(np.arange(nodes - 1), np.arange(1, nodes))


def of_circle(nodes: int) -> float:
    """The codelength of a circle in its best stretches."""
    m = best_stretch(min(nodes, 10**6))
    return log2(nodes / m) / m + (m + 1) / m * log2(m + 1)


def parallel(links: int) -> float:
    return codelength(np.zeros(links, dtype=np.int64), np.ones(links, dtype=np.int64))


def self_links(links: int) -> float:
    return codelength(np.zeros(links, dtype=np.int64), np.zeros(links, dtype=np.int64))


def triangles(count: int) -> float:
    nodes = np.arange(3 * count)
    return codelength(nodes, nodes // 3 * 3 + (nodes + 1) % 3)


def states(count: int) -> float:
    nodes = np.arange(count)
    network = infomap_py.StateNetwork.from_links(
        nodes[:-1],
        nodes[1:],
        nodes=range(count),
        physical=np.zeros(count, dtype=np.int64),
        physical_nodes=["x"],
    )
    return infomap_py.partition(network).codelength


def layers(count: int, **options: Any) -> float:
    graphs = {layer: [("a", "b"), ("b", "c"), ("c", "a")] for layer in range(count)}
    return infomap_py.partition(graphs, **options).codelength


def categories(count: int) -> float:
    """A path whose nodes are all unlike: metadata take log2 of the number of nodes in a module."""
    nodes = np.arange(count)
    network = infomap_py.Network.from_links(nodes[:-1], nodes[1:], nodes=range(count))
    whole = infomap_py.codelength(network, 0 * nodes, metadata=nodes)
    return float(infomap_py.partition(network, metadata=nodes).codelength < whole)


def trials(count: int) -> float:
    return infomap_py.partition([(0, 1), (1, 2)], num_trials=count, time_limit=1.0).codelength


def threads(count: int) -> float:
    return infomap_py.partition([(0, 1), (1, 2)], num_threads=count, num_trials=9).codelength


def label(letters: int) -> float:
    partition = infomap_py.partition([("x" * letters, "y"), ("y", "z")])
    _look_at(partition)
    return partition.codelength


def levels(count: int) -> float:
    """A node in so many modules, each in the one before."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "deep.tree")
        file.write_text("".join(f'{"1:" * count}{k} 0.3 "{k}" {k}\n' for k in (1, 2, 3)))
        return float(infomap_py.read_partition(file, [(1, 2), (2, 3), (3, 1)]).num_levels)


def one_module(nodes: int) -> float:
    """A random network, in which nothing is worth a module: bits more than in one."""
    random = np.random.default_rng(0)
    ends = random.integers(0, nodes, (2, 10 * nodes))
    partition = infomap_py.partition((ends[0], ends[1]))
    return partition.codelength - partition.one_level_codelength


def words_in_threes(tokens: int) -> float:
    """Texts of three words each, ten times; the share of clusters that there ought to be."""
    texts = (f"a{k} b{k} c{k} " * 10 for k in range(tokens // 30))
    found = infomap_py.cluster_words(texts, min_count=1, language="en", stop_words=False)
    return float(found.partition.num_modules) / (tokens // 30)


def vectors(count: int, number: float) -> float:
    """Words that all have the same vector; in how many modules they are."""
    rows = np.full((count, 4), number, dtype=np.float32)
    words = [f"w{k}" for k in range(count)]
    return float(len(infomap_py.cluster_vectors((words, rows), num_neighbors=5)))


CASES = {
    # Modules are never left, and have three nodes each.
    "triangles": Case("triangles", 10**6, triangles, lambda n: log2(3)),
    # All states of a module share the codeword of their one physical node.
    "states of one node": Case("states", 10**6, states, lambda n: 0.0),
    # Copies of a node share its codeword in one module of three.
    "layers, two in reach": Case(
        "layers", 10**5, partial(layers, multilayer_relax_limit=1), lambda n: log2(3)
    ),
    "layers, all in reach": Case("layers", 10**5, layers, "Let it reach fewer layers"),
    "layers, by similarity": Case(
        "layers", 10**5, partial(layers, multilayer_relax_by_jsd=True), "Let it reach fewer layers"
    ),
    "categories": Case("nodes", 10**6, categories, lambda n: 1.0),
    "trials, in a second": Case("trials", 10**9, trials, lambda n: 1.5),
    "threads": Case("threads", 10**6, threads, lambda n: 1.5),
    "label": Case("letters", 10**7, label, lambda n: 1.5),
    "levels of modules": Case("levels", 10**5, levels, "at most 1,000 are read"),
    "levels that are read": Case("levels", 1000, levels, lambda n: n + 1.0),
    # Half of the steps are to the hub, the others to one of n leaves.
    "star": Case("leaves", 10**7, star, lambda n: 1.0 + 0.5 * log2(n)),
    # Teleporting costs nothing, and all links lead to the hub.
    "star, inwards": Case("leaves", 10**7, star_inwards, lambda n: 0.0),
    # All flow on links comes from the hub, and goes to one of n leaves.
    "star, outwards": Case("leaves", 10**7, partial(star, directed=True), log2),
    # Stretches of a path are as those of a circle; what is found costs at most 0.5 % more.
    "path": Case("nodes", 10**7, path, of_circle, rel=0.005),
    # Twenty links a node, none of them with an aim.
    "one module": Case("nodes", 10**6, one_module, lambda n: 0.0),
    "tokens": Case("tokens", 10**8, words_in_threes, lambda n: 1.0),
    "equal vectors": Case("words", 10**5, partial(vectors, number=1.0), lambda n: 1.0, power=2),
    "vectors of zeros": Case("words", 10**5, partial(vectors, number=0.0), float),
    "vectors of no number": Case(
        "words", 10**5, partial(vectors, number=float("nan")), "number 1 of 'w0' is nan"
    ),
    "parallel links": Case("links", 10**7, parallel, lambda n: 1.0),
    "self-links": Case("links", 10**7, self_links, lambda n: 0.0),
}
