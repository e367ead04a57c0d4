"""The walk on one-way links that teleports now and then (Lambiotte & Rosvall 2012, PRE 85:056107).

    x <- (alpha + beta d) v + beta P'x,  beta = 1 - alpha

with P_uv = w_uv / s_u and d the flow on nodes without a way out. Unrecorded, the walk then takes
one more step along links only, and those links' flow is coded.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py._core.stationary import Walk
from infomap_py.arrays import Vector
from infomap_py.coded_flow import Flow
from infomap_py.errors import ConvergenceWarning, FlowError, warn
from infomap_py.network import Network
from infomap_py.options import FlowOptions
from infomap_py.weight_flow import normalised_node_weights

Rows = tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], Vector | None]

MAX_STEPS = 2000
# The iteration is left so often that Ctrl-C is heard: every 0.05 s or so.
LINKS_BETWEEN_SIGNALS = 10_000_000


def directed(network: Network, options: FlowOptions) -> Flow:
    """The stationary walk, or one step more of it, along links only."""
    alpha, beta = options.teleportation_probability, 1.0 - options.teleportation_probability
    # Weights are made anew at each call where they are stored as whole numbers.
    rows = network.offsets, network.targets, network.weights
    weights = rows[2]
    out_strength = strengths.out_strengths(*rows)
    rate_per_weight = inverse(out_strength)
    dangling = rate_per_weight == 0.0
    teleport_weight = _teleport_weights(network, options, rows, out_strength)
    if teleport_weight is None:  # no links
        return Flow(network, np.zeros(network.num_nodes), weights, 1.0, 1.0, symmetric=False)
    x = stationary(rows, rate_per_weight, teleport_weight, np.broadcast_to(alpha, len(dangling)))
    if options.recorded_teleportation:
        return Flow(
            network,
            x,
            weights,
            1.0,
            options.markov_time,
            symmetric=False,
            teleport_rate=teleport_rates(network, x, options),
            teleport_weight=teleport_weight,
            rates=beta * x * rate_per_weight,
        )
    followed = sums.total(x[~dangling])
    if followed == 0.0:
        raise FlowError(
            "all flow teleports to nodes without links out, so no link carries any. Give nodes "
            "with links out a positive node weight, or set recorded_teleportation=True."
        )
    per_weight = x * rate_per_weight / followed
    return Flow(
        network,
        strengths.spread(*rows, per_weight),
        weights,
        1.0,
        options.markov_time,
        symmetric=False,
        rates=per_weight,
    )


def teleport_rates(network: Network, visits: Vector, options: FlowOptions) -> Vector:
    """At which each node is left by teleportation, if it is visited so often."""
    rows = network.offsets, network.targets, network.weights
    dangling = inverse(strengths.out_strengths(*rows)) == 0.0
    rates: Vector = np.where(dangling, visits, options.teleportation_probability * visits)
    return rates


def inverse(out_strength: Vector) -> Vector:
    """1 over the weight of all links out of each node; 0 where there are none to speak of."""
    dangling = out_strength < np.finfo(np.float64).tiny  # its inverse would overflow
    result: Vector = 1.0 / np.where(dangling, np.inf, out_strength)
    return result


def stationary(
    rows: Rows, rate_per_weight: Vector, teleport_weight: Vector, alpha: Vector
) -> Vector:
    """The distribution that the walk settles in; with a warning if some of it has not quite.

    It teleports from u with probability ``alpha[u]``, and always where there is no way out.
    """
    walk = Walk(*rows, rate_per_weight, teleport_weight, alpha, MAX_STEPS)
    while not walk.finished:
        walk.advance(LINKS_BETWEEN_SIGNALS)
    if walk.unsettled > 0.0:
        warn(
            f"the stationary flow still changed by {walk.unsettled:.1e} (L1) in step {MAX_STEPS}; "
            "it is approximate. A larger teleportation_probability converges faster.",
            ConvergenceWarning,
        )
    distribution: Vector = walk.distribution
    return distribution


def _teleport_weights(
    network: Network, options: FlowOptions, rows: Rows, out_strength: Vector
) -> Vector | None:
    """Where teleportation lands: on links in proportion to weight, or on nodes. None without
    links."""
    if options.teleport_to == "nodes":
        return normalised_node_weights(network) if len(network.targets) else None
    recorded = options.recorded_teleportation
    strength = strengths.in_strengths(*rows) if recorded else out_strength
    total = sums.total(strength)
    return strength / total if total else None
