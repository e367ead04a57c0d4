"""What may be wrong with a partition: everything in one module, nodes alone, modules too small.

Each finding says what came out, the numbers that explain it, and what to try; docs/diagnosis.md has
the experiments behind the advice. Of fewer than 10 nodes, one module is to be expected.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from infomap_py.errors import PartitionWarning, counted, warn
from infomap_py.findings import Diagnosis, Finding
from infomap_py.line_graph import LineGraph
from infomap_py.options import FlowOptions, chosen
from infomap_py.state_network import StateNetwork
from infomap_py.walk_measures import WalkMeasures

if TYPE_CHECKING:
    from infomap_py.partition import Partition

LEAST_NODES = 10  # below, nothing is found
LEAST_TO_WARN = 50  # smaller networks are in one module too often to warn of it each time
NEARLY_ALL = 0.95  # of the flow, in one module
MANY_ALONE = 0.5  # of the nodes that have neighbours
NEARLY_ALL_ALONE = 0.9
MANY_UNLINKED = 0.1  # of all nodes
HUB = 0.2  # of the visits; without self-links no node has more than half of them
SPARSE = 3.2  # links per node, seen from both ends
SMALL = 10.0  # nodes per module
HEAVY_TAIL = 0.25  # of the weight, on the heaviest tenth of the links
FEW_RETURN = 0.1  # of the nodes, in the largest strongly connected component

ALL_ALIKE = (
    "weights, if links are more or less strong; or leave out links that mean little",
    "another network: where all is linked alike, or at random, one module is the answer",
)
WITHOUT = ("recorded_teleportation", "variable_markov_time", "entropy_corrected")


def diagnosis_of(partition: Partition) -> Diagnosis:
    """See :attr:`infomap_py.Partition.diagnosis`."""
    if len(partition) < LEAST_NODES:
        return Diagnosis(())
    walk = WalkMeasures(partition)
    rules = [_in_one_module]
    if not isinstance(partition.network, LineGraph):
        rules += [_without_links, _alone, _in_small_modules, _one_way]
    found = (rule(partition, walk) for rule in rules)
    return Diagnosis(tuple(finding for finding in found if finding is not None))


def warn_if_degenerate(partition: Partition) -> None:
    """A :class:`PartitionWarning` where nearly everything is in one module, or nearly every node is
    alone, though no option was given that leads there."""
    if len(partition) < LEAST_TO_WARN or _is_asked_for(partition):
        return
    alone = np.count_nonzero(_sizes(partition) == 1)
    in_one = partition.num_modules - alone == 1 and _largest_share(partition) >= NEARLY_ALL
    if not (in_one or alone >= NEARLY_ALL_ALONE * len(partition)):
        return
    first = next((finding for finding in partition.diagnosis if finding.is_warned_of), None)
    if first is not None:
        text = f"{first.what}. Try: {first.advice[0]}. Partition.diagnosis says why."
        warn(text, PartitionWarning)


def _is_asked_for(partition: Partition) -> bool:
    """Whether an option makes modules larger or smaller than those of the walk itself."""
    given = partition.options
    return (
        not partition.complete
        or given.get("markov_time", 1.0) != 1.0
        or given.get("min_module_size", 1) != 1
        or any(given.get(name) for name in ("regularized", *WITHOUT))
        or any(given.get(name) is not None for name in ("preferred_number_of_modules", "metadata"))
        or any(given.get(name) is not None for name in ("initial", "fixed"))
    )


def _sizes(partition: Partition) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.bincount(partition.labels, minlength=partition.num_modules)


def _largest_share(partition: Partition) -> float:
    rates = partition.coded.rates.flow
    return float(rates[: partition.num_modules].max(initial=0.0))


def _noun(partition: Partition) -> str:
    if isinstance(partition.network, LineGraph):
        return "link"
    return "state" if isinstance(partition.network, StateNetwork) else "node"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"


def _in_one_module(partition: Partition, walk: WalkMeasures) -> Finding | None:
    share = _largest_share(partition)
    if share < NEARLY_ALL or _sizes(partition).max() < LEAST_NODES:
        return None
    what = f"All {counted(len(partition), _noun(partition))} are in one module"
    if partition.num_modules > 1:
        what = f"One of {partition.num_modules:,} modules has {_percent(share)} of the flow"
    numbers = {"flow_of_largest_module": share}
    for cause in (_by_options, _by_a_hub, _by_dense_links):
        found = cause(partition, walk)
        if found is not None:
            why, explaining, advice = found
            return Finding(what, why, numbers | explaining, advice, advice != ALL_ALIKE)
    return None


Cause = tuple[str, dict[str, float], tuple[str, ...]]


def _by_options(partition: Partition, walk: WalkMeasures) -> Cause | None:
    """Options that make modules larger."""
    given = partition.options
    if not partition.complete:
        return "the time limit cut the search short", {"complete": 0}, ("a longer time_limit",)
    if (time := given.get("markov_time", 1.0)) > 1.0:
        return (
            f"markov_time={time:g} follows links for longer, which joins modules",
            {"markov_time": time},
            (
                "markov_time=1, which leaves each step one link",
                "infomap_py.resolution_scan, for the times at which modules last",
            ),
        )
    if given.get("regularized"):
        missing = given.get("regularization_strength", 1.0) * math.log(walk.num_nodes)
        return (
            f"regularized=True reckons with {missing:.1f} missing links per node, and there are "
            f"{walk.mean_degree:.1f}: too few to tell modules from chance",
            {"missing_links": missing, "mean_degree": walk.mean_degree},
            (
                "more observations, if there are any",
                "regularization_strength=0.5, which takes modules for real on less evidence",
                "leave out regularized=True if no links are missing",
            ),
        )
    if (preferred := given.get("preferred_number_of_modules")) == 1:
        why = "preferred_number_of_modules=1 asks for it"
        return why, {"preferred_number_of_modules": preferred}, ("leave that option out",)
    if (size := given.get("min_module_size", 1)) > 1:
        why = f"min_module_size={size} merges smaller modules"
        return why, {"min_module_size": size}, ("a smaller number, or leave that option out",)
    for name in WITHOUT:
        if given.get(name):
            why = f"{name}=True makes larger modules of some networks"
            return why, {name: 1}, (f"leave out {name}=True",)
    return None


def _by_a_hub(partition: Partition, walk: WalkMeasures) -> Cause | None:
    """A node that is between all others."""
    node, share = walk.hub
    if share < HUB:
        return None
    return (
        f"most links lead by way of {node}, with {_percent(share)} of the visits",
        {"visits_of_hub": share},
        ("leave that node out, as stop words are left out of texts; modules are of what remains",),
    )


def _by_dense_links(partition: Partition, walk: WalkMeasures) -> Cause:
    """Links that lead nearly anywhere."""
    why = (
        f"where a step leads depends little on where it starts. It chooses among {walk.choice:.3g} "
        f"nodes in effect, and {walk.visited:.3g} are visited in effect; "
        f"{_percent(walk.density)} of all possible links are there"
    )
    numbers = {"choice": walk.choice, "visited": walk.visited, "density": walk.density}
    weights = walk.sampled_weights
    if len(weights) == 0 or weights[0] == weights[-1]:
        return why, numbers, ALL_ALIKE
    tenth = walk.heaviest_tenth
    why += f", and the heaviest tenth of them has {_percent(tenth)} of the weight"
    top_k = min(10, math.isqrt(walk.num_nodes))
    advice = [f"infomap_py.sparsify with top_k={top_k}, which keeps nearest neighbours"]
    if tenth < HEAVY_TAIL:
        least = weights[-math.ceil(len(weights) / 10)]
        advice.append(f"infomap_py.sparsify with min_weight={least:.4g}, the heaviest tenth")
    else:
        advice.append(
            "infomap_py.sparsify with backbone_alpha=0.2, links heavy for one of their nodes"
        )
    return why, numbers | {"heaviest_tenth": tenth}, tuple(advice)


def _without_links(partition: Partition, walk: WalkMeasures) -> Finding | None:
    alone = np.count_nonzero(_sizes(partition) == 1)  # of which they are, before they are counted
    if partition.options.get("regularized") or alone < MANY_UNLINKED * len(partition):
        return None
    unlinked = walk.num_nodes - walk.num_linked
    if unlinked < MANY_UNLINKED * walk.num_nodes:
        return None
    noun = _noun(partition)
    return Finding(
        f"{counted(unlinked, noun)} of {walk.num_nodes:,} "
        f"{'has' if unlinked == 1 else 'have'} no link to another",
        "each is a module of its own",
        {"unlinked": unlinked, "num_nodes": walk.num_nodes},
        (
            "a lower threshold, or infomap_py.sparsify with top_k, which leaves each its strongest "
            "links, if links were left out",
            f"the network without these {noun}s",
        ),
    )


def _alone(partition: Partition, walk: WalkMeasures) -> Finding | None:
    is_alone = (_sizes(partition) == 1)[partition.labels]
    if np.count_nonzero(is_alone) < MANY_ALONE * len(partition):
        return None  # and less so without those that have no neighbour
    is_alone &= walk.has_neighbour
    linked, alone = walk.num_linked, int(np.count_nonzero(is_alone))
    if linked < LEAST_NODES or alone < MANY_ALONE * linked:
        return None
    given, share = partition.options, alone / linked
    time = given.get("markov_time", 1.0)
    if time < 1.0:
        why = f"markov_time={time:g} follows links for less than a step, which splits modules"
        numbers = {"markov_time": time}
        advice = [
            "markov_time=1, which leaves each step one link",
            "infomap_py.resolution_scan, for the times at which modules last",
        ]
    elif walk.self_link_weight >= 0.5:
        why = f"{_percent(walk.self_link_weight)} of the weight is on links to the node itself"
        numbers = {"self_link_weight": walk.self_link_weight}
        advice = ["self_links=False, so that the walk goes on to neighbours"]
    elif walk.network.directed:
        why = (
            f"{_percent(walk.reciprocity)} of the links have one in return, and "
            f"{_percent(walk.dead_ends)} of the nodes no way out, so that a walk seldom stays"
        )
        numbers = {"reciprocity": walk.reciprocity, "dead_ends": walk.dead_ends}
        advice = ["directed=False, if links may be followed either way"]
        if given.get("recorded_teleportation"):
            advice.insert(0, "leave out recorded_teleportation=True, which codes jumps as well")
    else:
        why = f"a step chooses among {walk.choice:.3g} nodes in effect"
        numbers = {"choice": walk.choice}
        advice = ["infomap_py.resolution_scan, for the times at which modules last"]
    what = f"{alone:,} of {counted(linked, _noun(partition))} with links are alone in a module"
    return Finding(what, why, {"alone": share} | numbers, tuple(advice))


def _in_small_modules(partition: Partition, walk: WalkMeasures) -> Finding | None:
    sizes = _sizes(partition)
    modules, nodes = np.count_nonzero(sizes > 1), int(sizes[sizes > 1].sum())
    if modules < 4 or nodes >= SMALL * modules or walk.mean_degree > SPARSE:
        return None
    if partition.num_modules < 2 * walk.num_components:  # little could be joined
        return None
    advice = [
        "markov_time=3, which makes larger modules, or infomap_py.resolution_scan for all sizes",
        "regularized=True, which keeps modules that chance would not make, if links are missing",
    ]
    if partition.num_levels == 2:
        advice.insert(0, "two_level=False, which finds modules of these modules")
    return Finding(
        f"Modules are small, of {nodes / modules:.3g} {_noun(partition)}s in the mean",
        f"with {walk.mean_degree:.3g} links per {_noun(partition)}, a walk stays for long in any "
        "few that are next to each other",
        {"mean_size": nodes / modules, "mean_degree": walk.mean_degree},
        tuple(advice),
    )


def _one_way(partition: Partition, walk: WalkMeasures) -> Finding | None:
    options = chosen(FlowOptions, partition.options)
    directed = options.is_directed(partition.network.directed)
    if not directed or options.model(True) != "directed" or options.regularized:
        return None
    if isinstance(partition.network, StateNetwork) or walk.num_links < LEAST_NODES:
        return None
    if walk.largest_circuit > FEW_RETURN:
        return None
    tenth = np.sort(walk.visits)[-math.ceil(0.1 * walk.num_nodes) :].sum()
    return Finding(
        "The walk does not come back to most nodes",
        f"{_percent(walk.largest_circuit)} of them are in the largest set of nodes that lead to "
        f"each other, {_percent(walk.dead_ends)} have no way out, and the most visited tenth has "
        f"{_percent(float(tenth))} of the visits. Where modules are depends on where it teleports",
        {
            "largest_circuit": walk.largest_circuit,
            "dead_ends": walk.dead_ends,
            "reciprocity": walk.reciprocity,
            "visits_of_tenth": float(tenth),
        },
        ("directed=False, if links may be followed either way",),
    )
