"""What a partition has to be: the map equation written once more, and numbered modules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from math import isclose, log2
from typing import Any

from fuzz.outcomes import promise

from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions, chosen
from infomap_py.partition import Partition
from infomap_py.state_network import StateNetwork
from infomap_py.tree import ROOT

TOLERANCE = 1e-9  # bits per step


def code_of(partition: Partition) -> float:
    """The codelength from the flow on every link, codebook by codebook, in Python alone.

    States of one physical node that are in the same module share its codeword there.
    """
    network, tree = partition.network, partition.module_tree
    flow = flow_of(network, chosen(FlowOptions, partition.options))
    above = [_modules_above(tree, int(m)) for m in tree.module_of]
    uses: dict[int, list[float]] = {m: [] for m in range(ROOT, tree.num_modules)}
    words: dict[tuple[int, int], float] = {}
    enter, leave = [0.0] * tree.num_modules, [0.0] * tree.num_modules
    named = network.physical.tolist() if isinstance(network, StateNetwork) else range(len(above))
    for node, modules, rate in zip(named, above, flow.node_flow.tolist(), strict=True):
        word = (modules[0], node)
        words[word] = words.get(word, 0.0) + rate
    for (m, _), rate in words.items():
        uses[m].append(rate)
    for u, v, rate in _links_of(flow, tree.module_of.tolist()):
        for m in set(above[u]) - set(above[v]):
            leave[m] += rate
        for m in set(above[v]) - set(above[u]):
            enter[m] += rate
    for m in range(tree.num_modules):
        uses[int(tree.parent[m])].append(enter[m])
    bits = 0.0
    for m, rates in uses.items():
        book = [*rates, leave[m] if m != ROOT else 0.0]
        if sum(book) > 1e-16:
            bits += _plogp(sum(book)) - sum(map(_plogp, book))
    return bits


def _links_of(flow: Any, module_of: list[int]) -> Iterator[tuple[int, int, float]]:
    """Source, target and flow of every arc; and of recorded teleportation, between any two lowest
    modules, each by one of its nodes: what goes on within a module crosses no border."""
    network = flow.network
    rates = zip(network.sources.tolist(), network.targets.tolist(), flow.link_flow, strict=True)
    yield from ((u, v, float(rate)) for u, v, rate in rates)
    if flow.teleport_rate is not None and flow.teleport_weight is not None:
        one = {m: u for u, m in enumerate(module_of)}
        left, share = ({m: 0.0 for m in one} for _ in range(2))
        for m, rate, weight in zip(
            module_of, flow.teleport_rate.tolist(), flow.teleport_weight.tolist(), strict=True
        ):
            left[m] += rate / flow.total
            share[m] += weight
        for m, n in product(one, one):
            yield one[m], one[n], left[m] * share[n]


def _modules_above(tree: Any, module: int) -> list[int]:
    """The module and those that it is in, from the lowest."""
    found = [module]
    while (module := int(tree.parent[module])) != ROOT:
        found.append(module)
    return found


def promise_labels(found: Partition) -> None:
    """Ids are 0, 1, ... by decreasing flow, and every node has one."""
    labels = found.labels.tolist()
    promise(len(labels) == found.network.num_nodes, "labels of", len(labels), "nodes")
    promise(sorted(set(labels)) == list(range(found.num_modules)), "ids are", sorted(set(labels)))
    rates = [0.0] * found.num_modules
    for module, rate in zip(labels, found.flow.tolist(), strict=True):
        rates[module] += rate
    ordered = all(b <= a + TOLERANCE for a, b in pairwise(rates))
    promise(ordered, "flows are", rates)


def close(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _plogp(p: float) -> float:
    return p * log2(p) if p > 0.0 else 0.0
