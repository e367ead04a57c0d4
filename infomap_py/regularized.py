"""Regularized flow: the walk also follows links that may only be missing from the data.

A network that is observed in part looks modular by chance. Smiljanic, Edler & Rosvall (2020,
arXiv:1912.05377) expect between any two nodes, before anything is seen, a link of a small weight:

    r_u v_j from u to j,  r_u = (lambda / ubar) uout_u sum(uin),  v_j = uin_j / sum(uin)

with uout_u and uin_u the mean weight of the links out of u and into it, ubar that of all links, and
lambda = strength ln N / N, the density at which a random network becomes connected; between states
of N physical nodes, strength ln N / N^3, as each has about N states. N nodes have N^2 such links,
but they need not be held: to follow one of them from u, whose links weigh s_u, is to teleport, with
probability r_u / (s_u + r_u), to j with probability v_j. It is coded.

Without self-links no expected link leads from a node to itself, and lambda = strength ln N /
(N - 1). Where the walk above teleports to the node that it is on, it then makes no step at all: its
other steps are as often as they were, and node u has lost r_u v_u of its s_u + r_u.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py.arrays import Vector
from infomap_py.coded_flow import Flow
from infomap_py.errors import FlowError
from infomap_py.limits import LARGEST_TOTAL
from infomap_py.network import Network
from infomap_py.options import FlowOptions
from infomap_py.state_network import StateNetwork
from infomap_py.teleportation import inverse, stationary
from infomap_py.weight_flow import undirected


@dataclass(frozen=True, eq=False)
class ExpectedLinks:
    """The weight r of those out of each node, and the share v that leads to each node."""

    weight: Vector
    share: Vector

    def to_others(self, self_links: bool) -> Vector:
        """The weight of those out of each node, less the one to itself where there is none."""
        return self.weight if self_links else self.weight * (1.0 - self.share)


def regularized_undirected(network: Network, options: FlowOptions) -> Flow:
    """p_u = (s_u + expected) / (D + all expected): counted in the units of the observed weights,
    whose sums stay exact."""
    observed = undirected(network, options)
    if len(network.targets) == 0:
        return observed
    strength = observed.visits
    mean = _mean_weights(strength, np.diff(network.offsets))
    density = _density(network, options)
    expected = _expected_links(mean, mean, observed.total / len(network.targets), density)
    visits = strength + expected.to_others(options.self_links)
    return Flow(
        network,
        visits,
        observed.arc_weights,
        sums.total(visits),
        options.markov_time,
        symmetric=True,  # teleportation, too: the rates at which it leaves are as the shares
        teleport_rate=expected.weight,
        teleport_weight=expected.share,
    )


def regularized_directed(network: Network, options: FlowOptions) -> Flow:
    """Where the walk along observed and expected links settles."""
    # Weights are made anew at each call where they are stored as whole numbers.
    rows = network.offsets, network.targets, network.weights
    if len(rows[1]) == 0:
        return Flow(network, np.zeros(network.num_nodes), rows[2], 1.0, 1.0, symmetric=False)
    out_strength, in_strength = strengths.out_strengths(*rows), strengths.in_strengths(*rows)
    expected = _expected_links(
        _mean_weights(out_strength, np.diff(network.offsets)),
        _mean_weights(in_strength, strengths.in_strengths(*rows[:2], None)),
        sums.total(out_strength) / len(rows[1]),
        _density(network, options),
    )
    rate_per_weight = inverse(out_strength)
    dangling = rate_per_weight == 0.0
    alpha = expected.weight / np.where(dangling, 1.0, out_strength + expected.weight)
    alpha[dangling] = 1.0
    steps = stationary(rows, rate_per_weight, expected.share, alpha)
    visits = steps if options.self_links else steps * (1.0 - alpha * expected.share)
    return Flow(
        network,
        visits,
        rows[2],
        sums.total(visits),
        options.markov_time,
        symmetric=False,
        teleport_rate=alpha * steps,
        teleport_weight=expected.share,
        rates=(1.0 - alpha) * steps * rate_per_weight,
    )


def _mean_weights(strength: Vector, degree: Vector) -> Vector:
    """Mean weight of the links at each node; the smallest of all for one that has none."""
    linked = degree > 0
    mean: Vector = strength / np.where(linked, degree, 1)
    mean[~linked] = mean[linked].min()
    return mean


def _density(network: Network, options: FlowOptions) -> float:
    """lambda: the weight of an expected link between two nodes whose links are of mean weight."""
    if isinstance(network, StateNetwork):
        count = len(network.physical_nodes)
        pairs = float(count) ** 3
    else:
        count = network.num_nodes
        pairs = count if options.self_links else max(1, count - 1)
    return options.regularization_strength * math.log(2.0) * float(sums.log2(count)) / pairs


def _expected_links(
    out_mean: Vector, in_mean: Vector, mean: float, density: float
) -> ExpectedLinks:
    total = sums.total(in_mean)
    with np.errstate(over="ignore"):
        weight = density * (total / mean) * out_mean
        expected = float(weight.sum())
    if not expected <= LARGEST_TOTAL:
        raise FlowError(
            f"the links that may be missing weigh {expected:.2g} in all, too much for a double to "
            "hold their logarithms' sums. Give a smaller regularization_strength, or divide the "
            "weights by a constant."
        )
    return ExpectedLinks(weight, in_mean / total)
