"""Jobs that partition: any network, any options; other spellings of the same question."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
from fuzz.outcomes import promise
from fuzz.search_twin import TOLERANCE, close

import infomap_py
from infomap_py.network import Network
from infomap_py.partition import Partition
from soak.checks import (
    first_question,
    promise_again,
    promise_answer,
    promise_no_longer,
    promise_same,
)
from soak.choices import Options, coding, searching
from soak.dice import Dice
from soak.graphs import network

REPEATS = 60
MOST_CREEP = 8 << 20  # bytes that the last two thirds of the repeats may take


def question(
    dice: Dice, most: int = 20_000, **kinds: float
) -> tuple[Network, Options, Options, Partition]:
    """A network, what is coded, how it is searched, and the answer."""
    with first_question():
        graph = network(dice, most, *([kinds] if kinds else []))
    coded = coding(dice, graph)
    searched = searching(dice, graph)
    if coded.get("overlapping"):  # what is about nodes is about links there
        searched = {k: v for k, v in searched.items() if k not in ("initial", "fixed")}
    dice.say(coded, searched)
    with first_question():
        found = infomap_py.partition(graph, **coded, **searched)
    return graph, coded, searched, found


def partitions(dice: Dice) -> None:
    """The codelength, by all who count it; again on other threads; and not longer than it may."""
    graph, coded, searched, found = question(dice)
    promise_answer(dice, graph, found, coded)
    promise_no_longer(graph, found, coded, searched)
    promise_again(dice, graph, found, {**coded, **searched})


def levels(dice: Dice) -> None:
    """More levels are never longer than two; and every level has the codelength of two."""
    graph, coded, searched, _ = question(dice)
    searched.pop("min_module_size", None)
    two, more = (
        infomap_py.partition(graph, **{**coded, **searched, "two_level": flag})
        for flag in (True, False)
    )
    promise(
        more.codelength <= two.codelength + TOLERANCE * max(1.0, abs(two.codelength)),
        *(more.codelength, "with more levels than", two.codelength),
    )
    for one in (two, more):
        promise_answer(dice, graph, one, coded)
    for level in more.levels:
        promise(level.num_levels == 2, "a level has", level.num_levels)
        scored = infomap_py.codelength(graph, level, **coded)
        promise(close(scored, level.codelength), "level scored", scored, "is", level.codelength)
    if not coded.get("overlapping"):  # started from the tree, it is never longer than that
        again = infomap_py.partition(graph, **coded, initial=more.paths, two_level=False)
        promise(again.codelength <= more.codelength + TOLERANCE, "longer than initial tree")


def other_order(dice: Dice) -> None:
    """Links in another order make the same network; nodes in another order, the same code."""
    graph, coded, searched, found = question(dice, plain=1.0)
    links = list(graph.links())
    order = dice.numpy.permutation(len(links))
    place = {node: k for k, node in enumerate(graph.nodes)}
    ends = np.array([(place[u], place[v]) for u, v, _ in links])[order]
    weights = None if graph.weights is None else np.array([w for *_, w in links])[order]
    more = {"directed": graph.directed, "node_weights": graph.node_weights}
    shuffled = Network.from_links(*ends.T, weights, nodes=graph.nodes, **more)
    again = infomap_py.partition(shuffled, **coded, **searched)
    promise_same(found, again, "with links in another order")
    dice.answers += 1
    if coded.get("overlapping"):
        return
    perm = dice.numpy.permutation(graph.num_nodes)  # the new place of every node
    old = np.argsort(perm).tolist()
    if graph.node_weights is not None:
        more["node_weights"] = graph.node_weights[old]
    labels = [graph.nodes[u] for u in old]
    moved = Network.from_links(*perm[ends].T, weights, nodes=labels, **more)
    by_node = {name: coded[name] for name in ("metadata", "node_weights") if name in coded}
    others = {**coded, **{name: [value[u] for u in old] for name, value in by_node.items()}}
    scored = infomap_py.codelength(moved, found.paths, **others)
    promise(close(scored, found.codelength), "moved:", scored, "not", found.codelength)


def creep(dice: Dice) -> None:
    """The same work many times takes no more memory than some times."""
    graph, coded, searched, found = question(dice, 2000)
    after = []
    for _ in range(REPEATS):
        promise_same(found, infomap_py.partition(graph, **coded, **searched), "repeated")
        gc.collect()
        after.append(resident())
    grown = after[-1] - after[REPEATS // 3]
    promise(grown <= MOST_CREEP, "memory grew by", grown, "bytes:", after[:: REPEATS // 6])
    dice.answers += REPEATS


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
