"""Random options for a network: what is coded, and how it is searched."""

from __future__ import annotations

from typing import Any

import numpy as np

from infomap_py.network import Network
from infomap_py.options import FLOW_MODELS
from infomap_py.state_network import StateNetwork
from soak.dice import Dice

MOST_OVERLAPPING = 300_000  # links between links
MOST_THREADS = 8

Options = dict[str, Any]


def coding(dice: Dice, network: Network) -> Options:
    """What codelength() takes, too; none at all in four of ten."""
    if dice.chance(0.4):
        return {}
    directed = {
        "teleportation_probability": (0.3, lambda: dice.numpy.uniform(0, 0.95)),
        "recorded_teleportation": (0.3, True),
        "teleport_to": (0.2, "nodes"),
        "flow_model": (0.2, lambda: dice.one_of(FLOW_MODELS)),
        "bipartite_teleportation": (0.3 * (network.features is not None), True),
    }
    any_kind = {
        "markov_time": (0.3, lambda: dice.magnitude(0.1, 10)),
        "self_links": (0.1, False),
        "directed": (0.05, lambda: dice.chance(0.5)),
        "min_weight": (0.03, lambda: dice.magnitude(1e-3, 10)),
        "node_weights": (0.1, lambda: dice.numpy.random(network.num_nodes)),
        "node_weights_as_flow": (0.05, True),
        "regularized": (0.1, True),
        "regularization_strength": (0.1, lambda: dice.magnitude(0.1, 10)),
        "variable_markov_time": (0.1, True),
        "variable_markov_damping": (0.1, dice.numpy.random),
        "variable_markov_min_scale": (0.1, lambda: dice.magnitude(0.1, 10)),
        "adjust_bipartite_flow": (0.1, False),
        "entropy_corrected": (0.1, True),
        "entropy_correction_strength": (0.1, lambda: dice.numpy.uniform(0, 3)),
        "preferred_number_of_modules": (0.07, lambda: dice.size(1, 50)),
        "metadata": (0.1, lambda: metadata(dice, network)),
        "metadata_rate": (0.1, lambda: dice.numpy.uniform(0, 2)),
        "metadata_weighted": (0.1, False),
        "overlapping": (0.15 * _may_overlap(network), True),
    }
    chosen = dice.options({**any_kind, **(directed if network.directed else {})})
    if chosen.get("overlapping"):
        chosen.pop("metadata", None)  # they are of links then, whose number the flow decides
    return chosen


def searching(dice: Dice, network: Network) -> Options:
    """How much is searched, and from where."""
    few = network.num_links > 20_000
    chosen = {
        "two_level": dice.chance(0.6),
        "seed": dice.integer(0, 2**63 - 1),
        "num_trials": dice.one_of([1, 1, 2] if few else [1, 1, 2, 3, 5, 8]),
        "num_threads": dice.integer(1, MOST_THREADS),
        **dice.options(
            {
                "first_trial": (0.1, lambda: dice.size(1, 2**40)),
                "initial": (0.2, lambda: initial(dice, network)),
                "time_limit": (0.05, 1000.0),
            }
        ),
    }
    if chosen["two_level"] and dice.chance(0.15):
        chosen["min_module_size"] = dice.size(2, 20)
    if "initial" in chosen and dice.chance(0.3):
        some = dice.numpy.random(network.num_nodes) < dice.numpy.random()
        nodes = [node for node, is_fixed in zip(network.nodes, some, strict=True) if is_fixed]
        chosen["fixed"] = nodes or True
    return chosen


def metadata(dice: Dice, network: Network) -> list[Any]:
    """A category of every node, or None."""
    categories = ["red", "blue", None, 7, "green"][: dice.integer(1, 5)]
    drawn = dice.numpy.integers(len(categories), size=network.num_nodes)
    return [categories[k] for k in drawn]


def initial(dice: Dice, network: Network) -> Any:
    """Module ids, a mapping, or sets: one module, all alone, or anything between."""
    modules = dice.one_of([1, 2, network.num_nodes, dice.size(1, network.num_nodes)])
    labels = dice.numpy.integers(modules, size=network.num_nodes)
    kind = dice.one_of(["array", "mapping", "sets"])
    if kind == "array":
        return labels
    modules_by_node = dict(zip(network.nodes, labels.tolist(), strict=True))
    if kind == "mapping":
        return modules_by_node
    members: dict[int, set[Any]] = {}
    for node, module in modules_by_node.items():
        members.setdefault(module, set()).add(node)
    return list(members.values())


def _may_overlap(network: Network) -> bool:
    """Where the links between links are not too many."""
    if isinstance(network, StateNetwork) or network.features is not None:
        return False
    out = np.diff(network.offsets).astype(np.float64)
    into = np.bincount(network.targets, minlength=network.num_nodes)
    return float(out @ into) <= MOST_OVERLAPPING
