"""Flow: how a random walk visits the nodes of a network and flows along its links.

Undirected:   p_u = s_u / D,  flow of a link = 2 w / D, half of it each way;  D = sum of all s_u
Directed:     the stationary walk that follows a link or, with probability alpha, teleports
rawdir & co.: the link weights are the flow:  f_uv = w_uv / W,  p_v = sum_u f_uv
precomputed:  node weights are p, link weights are f

Every model ends in the same five things, which is all that the codelength and the search ever see:
arcs, flow per arc, visit rates, and, where teleportation is recorded, teleport rates and weights.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py._core.stationary import Walk
from infomap_py.errors import ConvergenceWarning, FlowError, OptionError
from infomap_py.network import Network
from infomap_py.options import FlowOptions

Vector = npt.NDArray[np.float64]
Rows = tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], Vector | None]

MAX_STEPS = 2000
SMALLEST_TOTAL = 1e-290  # shares of it down to a double's precision are normal doubles
LARGEST_TOTAL = 1e290  # at a Markov time of up to 1e12, x log2 x is one
# The iteration is left so often that Ctrl-C is heard: every 0.05 s or so.
LINKS_BETWEEN_SIGNALS = 10_000_000


@dataclass(frozen=True, eq=False)
class Flow:
    """A walk on a network.

    Visits and arc weights are in one unit, of which a step of the walk holds ``total``: an
    unweighted undirected network is counted in links, so that sums over its modules are exact.

    Attributes
    ----------
    network : Network
        Its rows are the arcs; without self-links if those were dropped.
    visits : float64 array
        Visit rate of every node, times ``total``.
    arc_weights : float64 or uint32 array, or None
        Weight of every arc; None: all are 1. Undirected, they are those that the network stores.
    total : float
    markov_time : float
        Multiplies the flow on links, not the visits.
    symmetric : bool
        Undirected: an arc and its reverse carry the same flow.
    teleport_rate, teleport_weight : float64 arrays, or None
        Recorded teleportation: the rate at which each node is left by it, times ``total``, and the
        share of all of it that each node receives.
    rates : float64 array, or None
        Flow before Markov time, times ``total``, per weight of an arc out of each node; None: all
        are 1. Flow on every arc would take more memory.
    """

    network: Network
    visits: Vector
    arc_weights: npt.NDArray[Any] | None
    total: float
    markov_time: float
    symmetric: bool
    teleport_rate: Vector | None = None
    teleport_weight: Vector | None = None
    rates: Vector | None = None

    @cached_property
    def node_flow(self) -> Vector:
        """Visit rate of every node; they sum to 1, or all are 0 in a network without links."""
        return self.visits / self.total

    @property
    def link_flow(self) -> Vector:
        """Flow on every arc of ``network``; computed anew at each call."""
        rates = np.ones(self.network.num_nodes) if self.rates is None else self.rates
        flow = np.repeat(self.scale * rates, np.diff(self.network.offsets))
        return flow if self.arc_weights is None else flow * self.arc_weights

    @property
    def scale(self) -> float:
        """Flow on an arc of weight 1."""
        return self.markov_time / self.total


def flow_of(network: Network, options: FlowOptions) -> Flow:
    """The flow of the model in ``options``; ``network`` is read as directed or not as the model
    needs.

    Raises
    ------
    FlowError
        There are links, but all of weight 0; or the weights sum to more, or to less, than doubles
        can be counted with; or no link carries any flow.
    """
    network = network.as_directed(options.is_directed(network.directed))
    if not options.self_links:
        network = network.without_self_links()
    _check_total_weight(network)
    model = options.model(network.directed)
    flow = _MODELS[model](network, options)
    if not np.isfinite(sums.total(flow.visits)):
        raise FlowError(
            "the flow is not a finite number: the link weights span too many orders of magnitude. "
            "Leave out links whose weight is negligible, or raise teleportation_probability."
        )
    if options.node_weights_as_flow:
        flow = replace(flow, visits=flow.total * _normalised_node_weights(network))
    return flow


def _check_total_weight(network: Network) -> None:
    stored = network.stored_weights
    if stored is None or len(stored) == 0:
        return
    # Multiples of a resolution are integers: neither too large nor too small.
    total = sums.total(stored) if stored.dtype == np.float64 else float(stored.any())
    if total == 0.0:
        raise FlowError(
            "every link has weight 0, so nothing flows. "
            "Give some link a positive weight, or count links with weight=None."
        )
    if not np.isfinite(total):
        raise FlowError(
            "the sum of all link weights is not finite. Divide the weights by a constant."
        )
    if total > LARGEST_TOTAL:
        raise FlowError(
            f"the link weights sum to {total:.2g}, too much for a double to hold their logarithms' "
            "sums. Divide the weights by a constant."
        )
    if total < SMALLEST_TOTAL:
        raise FlowError(
            f"the link weights sum to {total:.2g}, too little for a double to hold their shares. "
            "Multiply the weights by a constant."
        )


def _rows(network: Network) -> Rows:
    """Offsets, targets and weights, which are made anew at each call where they are stored as whole
    numbers."""
    return network.offsets, network.targets, network.weights


def _undirected(network: Network, options: FlowOptions) -> Flow:
    # In units of 1 / resolution: sums of whole numbers are exact.
    weights = network.stored_weights
    strength = strengths.out_strengths(network.offsets, network.targets, weights)
    total = sums.total(strength) or 1.0  # without links every strength is 0
    return Flow(network, strength, weights, total, options.markov_time, symmetric=True)


def _as_given(network: Network, options: FlowOptions) -> Flow:
    """undirdir, outdirdir, rawdir: the same on networks without state or layer structure."""
    rows = _rows(network)
    arriving = strengths.in_strengths(*rows)
    total = sums.total(arriving) or 1.0
    return Flow(network, arriving, rows[2], total, options.markov_time, symmetric=False)


def _precomputed(network: Network, options: FlowOptions) -> Flow:
    if network.node_weights is None:
        raise OptionError(
            "flow_model='precomputed' takes the visit rates from node weights, and there are none. "
            "Give node_weights, or a Pajek file whose vertices have them."
        )
    return Flow(
        network,
        _normalised_node_weights(network),
        network.weights,
        1.0,
        options.markov_time,
        symmetric=False,
    )


def _directed(network: Network, options: FlowOptions) -> Flow:
    """The stationary walk with teleportation (Lambiotte & Rosvall 2012, PRE 85:056107).

    x <- (alpha + beta d) v + beta P'x, with P_uv = w_uv / s_u and d the flow on nodes without a way
    out. Unrecorded, the walk then takes one more step along links only, and those links' flow is
    coded.
    """
    alpha, beta = options.teleportation_probability, 1.0 - options.teleportation_probability
    rows = _rows(network)
    weights = rows[2]
    out_strength = strengths.out_strengths(*rows)
    dangling = out_strength < np.finfo(np.float64).tiny  # its inverse would overflow
    teleport_weight = _teleport_weights(network, options, rows, out_strength)
    if teleport_weight is None:  # no links
        return Flow(network, np.zeros(network.num_nodes), weights, 1.0, 1.0, symmetric=False)
    rate_per_weight = 1.0 / np.where(dangling, np.inf, out_strength)
    x = _stationary(Walk(*rows, rate_per_weight, teleport_weight, alpha, MAX_STEPS))
    if options.recorded_teleportation:
        return Flow(
            network,
            x,
            weights,
            1.0,
            options.markov_time,
            symmetric=False,
            teleport_rate=np.where(dangling, x, alpha * x),
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


def _stationary(walk: Walk) -> Vector:
    """The distribution that the walk settles in; with a warning if some of it has not quite."""
    while not walk.finished:
        walk.advance(LINKS_BETWEEN_SIGNALS)
    if walk.unsettled > 0.0:
        warnings.warn(
            f"the stationary flow still changed by {walk.unsettled:.1e} (L1) in step {MAX_STEPS}; "
            "it is approximate. A larger teleportation_probability converges faster.",
            ConvergenceWarning,
            stacklevel=2,
        )
    distribution: Vector = walk.distribution
    return distribution


def _teleport_weights(
    network: Network, options: FlowOptions, rows: Rows, out_strength: Vector
) -> Vector | None:
    """Where teleportation lands: on links in proportion to weight, or on nodes. None without
    links."""
    if options.teleport_to == "nodes":
        return _normalised_node_weights(network) if len(network.targets) else None
    recorded = options.recorded_teleportation
    strength = strengths.in_strengths(*rows) if recorded else out_strength
    total = sums.total(strength)
    return strength / total if total else None


def _normalised_node_weights(network: Network) -> Vector:
    """Node weights that sum to 1; uniform where the network has none."""
    if network.node_weights is None:
        return np.full(network.num_nodes, 1.0 / max(1, network.num_nodes))
    total = sums.total(network.node_weights)
    if total == 0.0 or not np.isfinite(total):
        raise FlowError(
            f"the node weights sum to {total}; give some node a positive finite weight."
        )
    normalised: Vector = network.node_weights / total
    return normalised


_MODELS = {
    "undirected": _undirected,
    "directed": _directed,
    "undirdir": _as_given,
    "outdirdir": _as_given,
    "rawdir": _as_given,
    "precomputed": _precomputed,
}
