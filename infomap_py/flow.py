"""Flow: how a random walk visits the nodes of a network and flows along its links.

A model makes the flow of a network: link weights as they are (``weight_flow``), the stationary walk
with teleportation (``teleportation``), either with links that may be missing (``regularized``), or
the walk between two sides (``two_step_walk``).
What is coded of it may then be changed: by what way a walker goes to another layer
(``own_copies``), visits to features (``bipartite``), how long links are followed
(``variable_time``), and whether nodes are told apart by where a walker came from (``line_graph``).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import infomap_py._core.sums as sums
from infomap_py.bipartite import with_uncoded_features
from infomap_py.coded_flow import Flow
from infomap_py.errors import FlowError
from infomap_py.limits import LARGEST_SHARE, LARGEST_TOTAL, SMALLEST_SHARE, SMALLEST_TOTAL
from infomap_py.line_graph import LineGraph, divided
from infomap_py.network import Network
from infomap_py.options import FlowOptions
from infomap_py.own_copies import by_own_copies
from infomap_py.regularized import regularized_directed, regularized_undirected
from infomap_py.state_network import StateNetwork
from infomap_py.teleportation import directed, teleport_rates
from infomap_py.two_step_walk import two_step_walk
from infomap_py.variable_time import with_variable_time
from infomap_py.weight_flow import as_given, normalised_node_weights, precomputed, undirected

__all__ = ["Flow", "flow_of"]


def flow_of(network: Network, options: FlowOptions) -> Flow:
    """The flow of the model in ``options``; ``network`` is read as directed or not as the model
    needs.

    Raises
    ------
    FlowError
        There are links, but all of weight 0; or the weights sum to more, or to less, than doubles
        can be counted with; or no link carries any flow.
    """
    if isinstance(network, LineGraph):
        return divided(flow_of(network.graph, options), network)
    network = network.as_directed(options.is_directed(network.directed))
    if not options.self_links:
        network = network.without_self_links()
    _check_total_weight(network)
    if options.regularized or options.variable_markov_time:
        network = network.without_null_links()  # both count links
    model = options.model(network.directed)
    if options.bipartite_teleportation:
        flow = two_step_walk(network, options)
    else:
        flow = (_REGULARIZED if options.regularized else _MODELS)[model](network, options)
    if flow.total == 0.0 or not np.isfinite(sums.total(flow.visits)):
        raise FlowError(
            "the flow is not a finite number: the link weights span too many orders of magnitude. "
            "Leave out links whose weight is negligible, or raise teleportation_probability."
        )
    if isinstance(flow.network, StateNetwork) and flow.network.by_own_copies:
        flow = by_own_copies(flow, flow.network)
    flow = _with_other_visits(flow, model, options)
    _check_markov_time(flow)
    return with_variable_time(flow, options) if options.variable_markov_time else flow


def _with_other_visits(flow: Flow, model: str, options: FlowOptions) -> Flow:
    """Without visits to features, or with node weights for visits, where that is asked for."""
    network, walked = flow.network, flow
    adjust = options.adjust_bipartite_flow and not options.bipartite_teleportation
    if network.features is not None and adjust:
        flow = with_uncoded_features(flow, network.features, model)
    if options.node_weights_as_flow:
        flow = replace(flow, visits=flow.total * normalised_node_weights(network))
    if flow is walked or flow.teleport_rate is None or options.regularized:
        return flow
    return replace(flow, teleport_rate=teleport_rates(network, flow.visits, options))


def _check_total_weight(network: Network) -> None:
    stored = network.stored_weights
    if stored is None or len(stored) == 0:
        return
    # Multiples of a resolution are integers: neither too large nor too small.
    check_total(sums.total(stored) if stored.dtype == np.float64 else float(stored.any()))


def check_total(total: float) -> None:
    """Refuse a sum of all weights that no flow comes of."""
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


def _check_markov_time(flow: Flow) -> None:
    """Flow on links, in the walk's units as in the search's, has to be a number with logarithm."""
    largest = 1.0 if flow.rates is None else float(flow.rates.max(initial=1.0))
    counted = flow.markov_time * flow.total * flow.unit
    if not (SMALLEST_SHARE < flow.scale * largest < LARGEST_SHARE and counted < LARGEST_SHARE):
        raise FlowError(
            f"at markov_time={flow.markov_time!r} a link of weight 1 carries "
            f"{flow.scale * largest:.2g} of the flow, which is beyond what doubles can be counted "
            "with. Give a Markov time nearer to 1, or weights whose sum is."
        )


_MODELS = {
    "undirected": undirected,
    "directed": directed,
    "undirdir": as_given,
    "outdirdir": as_given,
    "rawdir": as_given,
    "precomputed": precomputed,
}
_REGULARIZED = {"undirected": regularized_undirected, "directed": regularized_directed}
