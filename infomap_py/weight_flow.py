"""Models in which link weights are the flow, up to a factor: no walk has to settle.

Undirected:   p_u = s_u / D,  flow of a link = 2 w / D, half of it each way;  D = sum of all s_u
rawdir & co.: f_uv = w_uv / W,  p_v = sum_u f_uv
precomputed:  node weights are p, link weights are f
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


def undirected(network: Network, options: FlowOptions) -> Flow:
    """A walk that follows links either way in proportion to weight."""
    # In units of 1 / resolution: sums of whole numbers are exact.
    weights = network.stored_weights
    strength = strengths.out_strengths(network.offsets, network.targets, weights)
    total = sums.total(strength) or 1.0  # without links every strength is 0
    return Flow(network, strength, weights, total, options.markov_time, symmetric=True)


def as_given(network: Network, options: FlowOptions) -> Flow:
    """undirdir, outdirdir, rawdir: the same on networks without state or layer structure."""
    rows = network.offsets, network.targets, network.weights
    arriving = strengths.in_strengths(*rows)
    total = sums.total(arriving) or 1.0
    return Flow(network, arriving, rows[2], total, options.markov_time, symmetric=False)


def precomputed(network: Network, options: FlowOptions) -> Flow:
    """Visits and flow that the caller knows."""
    if network.node_weights is None:
        raise OptionError(
            "flow_model='precomputed' takes the visit rates from node weights, and there are none. "
            "Give node_weights, or a Pajek file whose vertices have them."
        )
    return Flow(
        network,
        normalised_node_weights(network),
        network.weights,
        1.0,
        options.markov_time,
        symmetric=False,
    )


def normalised_node_weights(network: Network) -> Vector:
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
