"""partition() itself: random graphs and options, against the map equation written once more."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from math import isclose, log2
from typing import Any

from fuzz.outcomes import promise, quiet
from hypothesis import given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, bipartite_networks, networks

import infomap_py
from infomap_py.errors import OptionError
from infomap_py.flow import flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions, chosen
from infomap_py.partition import Partition
from infomap_py.tree import ROOT

TOLERANCE = 1e-9  # bits per step

SEARCH_OPTIONS = st.fixed_dictionaries(
    {"two_level": st.booleans(), "num_trials": st.integers(1, 3), "seed": st.integers(0, 2**64 - 1)}
)
MORE_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "entropy_corrected": st.booleans(),
        "preferred_number_of_modules": st.integers(1, 5),
        "min_module_size": st.integers(1, 3),
        "metadata": st.lists(st.sampled_from(["a", "b", None]), min_size=8, max_size=8),
        "metadata_rate": st.floats(0.0, 2.0),
        "metadata_weighted": st.booleans(),
        "time_limit": st.just(1000.0),
    },
)
FLOWS = st.one_of(
    st.sampled_from(FLOW_OPTIONS).map(asdict),
    st.fixed_dictionaries(
        {},
        optional={
            "markov_time": st.floats(0.1, 5.0),
            "teleportation_probability": st.floats(0.0, 0.9),
            "recorded_teleportation": st.booleans(),
            "self_links": st.booleans(),
        },
    ),
)


@given(st.one_of(networks(), bipartite_networks()), FLOWS, SEARCH_OPTIONS, MORE_OPTIONS)
def partitions(
    network: Network, flow: dict[str, Any], search: dict[str, Any], more: dict[str, Any]
) -> None:
    """A search gives modules that are numbered as promised, at the codelength that they have."""
    if "metadata" in more:
        more = {**more, "metadata": more["metadata"][: network.num_nodes]}
    options = {**{name: value for name, value in flow.items() if value is not None}, **more}
    with quiet():
        try:
            found = infomap_py.partition(network, **options, **search)
            again = infomap_py.partition(
                network, **options, **search, num_threads=1 + search["seed"] % 2
            )
        except OptionError:
            return  # options that contradict each other
        scored = infomap_py.codelength(network, found, **_coding(options))
    promise(found == again and found.codelength == again.codelength, "other modules", search)
    promise(_close(scored, found.codelength), "scored", scored, "found", found.codelength)
    _promise_labels(found)
    if not {"entropy_corrected", "preferred_number_of_modules", "metadata"} & set(more):
        bits = code_of(found)
        promise(_close(bits, found.codelength), "by hand", bits, "found", found.codelength)
        if search["num_trials"] and more.get("min_module_size", 1) == 1:
            one = found.one_level_codelength
            promise(found.codelength <= one + TOLERANCE, found.codelength, "is more than", one)


def code_of(partition: Partition) -> float:
    """The codelength from the flow on every link, codebook by codebook, in Python alone."""
    network, tree = partition.network, partition.module_tree
    flow = flow_of(network, chosen(FlowOptions, partition.options))
    above = [_modules_above(tree, int(m)) for m in tree.module_of]
    uses: dict[int, list[float]] = {m: [] for m in range(ROOT, tree.num_modules)}
    enter, leave = [0.0] * tree.num_modules, [0.0] * tree.num_modules
    for u, rate in enumerate(flow.node_flow.tolist()):
        uses[above[u][0]].append(rate)
    for u, v, rate in _links_of(flow):
        for m in set(above[u]) - set(above[v]):
            leave[m] += rate
        for m in set(above[v]) - set(above[u]):
            enter[m] += rate
    for m in range(tree.num_modules):
        uses[int(tree.parent[m])].append(enter[m])
    bits = 0.0
    for m, rates in uses.items():
        words = [*rates, leave[m] if m != ROOT else 0.0]
        if sum(words) > 1e-16:
            bits += _plogp(sum(words)) - sum(map(_plogp, words))
    return bits


def _links_of(flow: Any) -> list[tuple[int, int, float]]:
    """Source, target and flow of every arc, and of recorded teleportation between any two."""
    network = flow.network
    rates = zip(network.sources.tolist(), network.targets.tolist(), flow.link_flow, strict=True)
    links = [(u, v, float(rate)) for u, v, rate in rates]
    if flow.teleport_rate is not None and flow.teleport_weight is not None:
        for u, left in enumerate(flow.teleport_rate.tolist()):
            for v, share in enumerate(flow.teleport_weight.tolist()):
                links.append((u, v, left / flow.total * share))
    return links


def _modules_above(tree: Any, module: int) -> list[int]:
    """The module and those that it is in, from the lowest."""
    found = [module]
    while (module := int(tree.parent[module])) != ROOT:
        found.append(module)
    return found


def _promise_labels(found: Partition) -> None:
    """Ids are 0, 1, ... by decreasing flow, and every node has one."""
    labels = found.labels.tolist()
    promise(len(labels) == found.network.num_nodes, "labels of", len(labels), "nodes")
    promise(sorted(set(labels)) == list(range(found.num_modules)), "ids are", sorted(set(labels)))
    rates = [0.0] * found.num_modules
    for module, rate in zip(labels, found.flow.tolist(), strict=True):
        rates[module] += rate
    ordered = all(b <= a + TOLERANCE for a, b in pairwise(rates))
    promise(ordered, "flows are", rates)


def _coding(options: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in options.items() if k not in ("min_module_size", "time_limit")}


def _close(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _plogp(p: float) -> float:
    return p * log2(p) if p > 0.0 else 0.0


def search(content: bytes) -> bool:
    """Bytes as the choices of the property."""
    return partitions.hypothesis.fuzz_one_input(content) is not None  # type: ignore[attr-defined]


TARGETS = {"partition": search}
