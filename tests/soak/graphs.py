"""A random network of any kind: shape, weights, labels; two sides, states, or layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

import infomap_py
from infomap_py.network import Network
from infomap_py.state_network import StateNetwork
from soak.dice import Dice
from soak.shapes import SHAPES

LETTERS = "ab01 \t\n\r\"'\\,;:()[]_<>&*#\x00\x1b\x85\u2028\ud800\u200f北é😀$%="
KINDS = {"plain": 12.0, "bipartite": 2.0, "states": 2.0, "paths": 1.0, "layers": 2.0}
MOST = 20_000  # links, of nearly all
LARGE = 100_000


def network(dice: Dice, most: int = MOST, kinds: dict[str, float] = KINDS) -> Network:
    """Of up to so many links; one in thirty that may be large is."""
    large = most == MOST and dice.chance(1 / 30)
    count = dice.integer(MOST, LARGE) if large else dice.size(1, most)
    kind = dice.by_weight(kinds)
    found: Network = MAKERS[kind](dice, count)
    dice.say(kind, repr(found))
    return found


def plain(dice: Dice, count: int) -> Network:
    return Network.from_links(**_links(dice, count), directed=dice.chance(0.5))


def bipartite(dice: Dice, count: int) -> Network:
    """The nodes of one side are features; links go one way, or both."""
    primary, features = dice.size(1, count), dice.size(1, count)
    sources = dice.numpy.integers(primary, size=count)
    targets = primary + (
        dice.numpy.integers(features, size=count)
        if dice.chance(0.5)
        else (sources + dice.numpy.integers(3, size=count)) % features
    )
    directed = dice.chance(0.4)
    back = dice.numpy.random(count) < 0.5 if directed else np.zeros(count, dtype=bool)
    return Network.from_links(
        np.where(back, targets, sources),
        np.where(back, sources, targets),
        _weights(dice, count),
        nodes=_labels(dice, primary + features),
        directed=directed,
        features=np.arange(primary + features) >= primary,
    )


def states(dice: Dice, count: int) -> Network:
    """Any links between states; a physical node has some of them, or none."""
    links = _links(dice, count)
    physical = dice.size(1, len(links["nodes"]))
    return StateNetwork.from_links(
        **links,
        physical=dice.numpy.integers(physical, size=len(links["nodes"])),
        physical_nodes=_labels(dice, physical),
        directed=dice.chance(0.7),
    )


def paths(dice: Dice, count: int) -> Network:
    """Of walks on a plain graph."""
    graph = plain(dice, max(1, count // 10))
    rows = [graph.targets[a:b] for a, b in zip(graph.offsets, graph.offsets[1:], strict=False)]
    walks = []
    for _ in range(max(1, count // 6)):
        u = dice.integer(0, graph.num_nodes - 1)
        walk = [u]
        while len(rows[u]) and len(walk) < 8:
            u = int(dice.one_of(rows[u]))
            walk.append(u)
        walks.append(walk)
    return infomap_py.from_paths(walks, dice.integer(1, 4))


def layers(dice: Dice, count: int) -> Network:
    """A few layers over nodes that most of them share."""
    number = dice.integer(1, 6)
    directed = dice.chance(0.5)
    drawn = [_links(dice, max(1, count // number), plain_labels=True) for _ in range(number)]
    graphs = {k: Network.from_links(**one, directed=directed) for k, one in enumerate(drawn)}
    options = dice.options(
        {
            "relax_rate": (0.7, dice.numpy.random),
            "relax_limit": (0.2, lambda: dice.integer(0, 3)),
            "relax_limit_up": (0.1, lambda: dice.integer(0, 3)),
            "relax_by_jsd": (0.15, True),
            "relax_to_self": (0.15, True),
        }
    )
    if number > 1 and dice.chance(0.25):
        options = {"inter": _between(dice, list(graphs.values()))}
    return infomap_py.multilayer(graphs, **options)


def _between(dice: Dice, graphs: list[Network]) -> list[tuple[int, Any, int, float]]:
    """Links from nodes of the first layer to themselves in the second, and back."""
    linked = [{u for u, v, _ in one.links()} | {v for _, v, _ in one.links()} for one in graphs[:2]]
    shared = sorted(linked[0] & linked[1])[: dice.integer(1, 100)]
    return [link for u in shared for link in ((0, u, 1, 1.0), (1, u, 0, 0.5))]


def _links(dice: Dice, count: int, plain_labels: bool = False) -> dict[str, Any]:
    shape = dice.one_of(SHAPES)
    nodes, sources, targets = shape(dice, count)
    dice.say(shape.__name__, nodes, "nodes,", len(sources), "links")
    if dice.chance(0.2):  # self-links
        loops = dice.numpy.integers(nodes, size=dice.integer(1, nodes))
        sources, targets = np.append(sources, loops), np.append(targets, loops)
    if dice.chance(0.2):  # parallel ones, those of undirected ones also back
        again = dice.numpy.integers(len(sources), size=dice.integer(1, len(sources)))
        sources, targets = np.append(sources, targets[again]), np.append(targets, sources[again])
    if dice.chance(0.5):
        order = dice.numpy.permutation(nodes)
        sources, targets = order[sources], order[targets]
    return {
        "sources": sources,
        "targets": targets,
        "weights": _weights(dice, len(sources)),
        "nodes": range(nodes) if plain_labels else _labels(dice, nodes),
        "node_weights": dice.numpy.random(nodes) + 1e-3 if dice.chance(0.2) else None,
    }


def _weights(dice: Dice, count: int) -> Any:
    """None, alike, or over up to 24 orders of magnitude; some may be 0."""
    kind = dice.one_of(["none", "none", "counts", "real", "magnitudes", "zeros", "tiny", "huge"])
    if kind == "none":
        return None
    if kind == "counts":
        return dice.numpy.integers(1, dice.one_of([2, 5, 1000]), size=count)
    if kind == "magnitudes":
        reach = dice.one_of([2, 6, 12])
        return 10 ** dice.numpy.uniform(-reach, reach, size=count)
    weights = dice.numpy.lognormal(size=count)
    if kind == "zeros":
        weights[dice.numpy.random(count) < 0.3] = 0.0
        return weights
    return weights * {"real": 1.0, "tiny": 1e-150, "huge": 1e150}[kind]


def _labels(dice: Dice, count: int) -> Sequence[Any]:
    kind = dice.one_of(["range", "range", "integers", "texts", "nasty", "any"])
    if kind == "range":
        return range(count)
    if kind == "integers":
        return (dice.numpy.permutation(count) * 1_000_003 - 5).tolist()
    if kind == "texts":
        return [f"node {k}" for k in dice.numpy.permutation(count)]
    letters = dice.numpy.integers(len(LETTERS), size=(count, 3))
    nasty = ["".join(LETTERS[k] for k in row) + str(u) for u, row in enumerate(letters.tolist())]
    return (
        nasty if kind == "nasty" else [(u, text) if u % 2 else text for u, text in enumerate(nasty)]
    )


MAKERS = {
    "plain": plain,
    "bipartite": bipartite,
    "states": states,
    "paths": paths,
    "layers": layers,
}
