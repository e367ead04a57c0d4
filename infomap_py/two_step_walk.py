"""Bipartite teleportation: a walk on two sides that teleports once per coded step, not per link.

A coded step leads from a primary node over a feature to a primary node. Teleporting at features
would break it in two; here only primary nodes are left by teleportation, and only they are reached:

    x_primary = alpha v sum(x_primary) + P' x_features,  x_features = (1 - alpha) P' x_primary

with x_primary normalised. Unrecorded, the walk then takes one more coded step along links only.
Flow on links counts twice, as in other bipartite flow.
"""

from __future__ import annotations

import numpy as np

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py.arrays import Vector
from infomap_py.coded_flow import Flow
from infomap_py.errors import FlowError, OptionError
from infomap_py.network import Network
from infomap_py.options import FlowOptions
from infomap_py.sides import Flags
from infomap_py.teleportation import inverse, stationary, teleport_rates


def two_step_walk(network: Network, options: FlowOptions) -> Flow:
    """The flow of the walk where it has settled, features uncoded."""
    features = network.features
    if features is None or not network.directed:
        raise OptionError(
            "bipartite_teleportation=True is for bipartite networks of one-way links, and this is "
            f"{network!r}. Leave it out, or give directed=True and the features."
        )
    if len(network.targets) == 0:
        return Flow(network, np.zeros(len(features)), None, 1.0, 1.0, symmetric=False)
    # Weights are made anew at each call where they are stored as whole numbers.
    rows = network.offsets, network.targets, network.weights
    out_strength = strengths.out_strengths(*rows)
    if not (out_strength[features].any() and out_strength[~features].any()):
        raise _never_completed()
    rate_per_weight = inverse(out_strength)
    alpha = np.where(features, 0.0, options.teleportation_probability)
    teleport_weight = _teleport_weights(network, features, options, out_strength)
    x = stationary(rows, rate_per_weight, teleport_weight, alpha)
    x /= sums.total(x[~features])
    primary = np.where(features, 0.0, x)
    if options.recorded_teleportation:
        return Flow(
            network,
            primary,
            rows[2],
            1.0,
            options.markov_time,
            symmetric=False,
            teleport_rate=teleport_rates(network, primary, options),
            teleport_weight=teleport_weight,
            rates=2.0 * (1.0 - alpha) * x * rate_per_weight,
        )
    per_weight = primary * rate_per_weight
    per_weight += strengths.spread(*rows, per_weight) * rate_per_weight
    visits = np.where(features, 0.0, strengths.spread(*rows, per_weight))
    completed = sums.total(visits)
    if completed == 0.0:
        raise _never_completed()
    return Flow(
        network,
        visits / completed,
        rows[2],
        1.0,
        options.markov_time,
        symmetric=False,
        rates=2.0 * per_weight / completed,
    )


def _teleport_weights(
    network: Network, features: Flags, options: FlowOptions, out_strength: Vector
) -> Vector:
    """Where teleportation lands among primary nodes: by their links' weight, or their own."""
    rows = network.offsets, network.targets, network.weights
    weight = strengths.in_strengths(*rows) if options.recorded_teleportation else out_strength
    if options.teleport_to == "nodes":
        weight = np.ones_like(weight) if network.node_weights is None else network.node_weights
    weight = np.where(features, 0.0, weight)
    total = sums.total(weight)
    if total == 0.0:
        raise FlowError("no primary node has a node weight above 0; give one to some.")
    result: Vector = weight / total
    return result


def _never_completed() -> FlowError:
    return FlowError(
        "no link leads on from a feature that the walk comes to, so that it never makes a coded "
        "step. Give links both ways, directed=False, or bipartite_teleportation=False."
    )
