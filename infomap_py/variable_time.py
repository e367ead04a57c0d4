"""Variable Markov time: links are followed for longer where the walk has little choice.

Between two coded steps the walk makes more steps in sparse regions, so that these do not fall apart
into small modules, while dense ones are still told apart (Edler, Smiljanic, Holmgren, Antonelli &
Rosvall 2022, arXiv:2211.04287). How many choices a node offers is judged by its effective degree,
its visit rate times the number of link ends, or by its logarithm, the entropy of the next step:

    scale_u = linlog(p_u k_tot),  link flow <- (largest scale / scale) link flow

The scale of a link is that of its source; the larger of its ends' where the walk is undirected, as
it is with "undirdir", too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from infomap_py._core.linlog import linlog
from infomap_py.arrays import Vector
from infomap_py.coded_flow import Flow
from infomap_py.errors import FlowError
from infomap_py.limits import LARGEST_LONGER_FLOW
from infomap_py.options import FlowOptions


def with_variable_time(flow: Flow, options: FlowOptions) -> Flow:
    """The same visits, and more flow on the links of nodes that offer less choice than others."""
    network = flow.network
    longer = _time_factors(flow, options)
    if options.model(network.directed) not in ("undirected", "undirdir"):
        return replace(flow, rates=longer if flow.rates is None else flow.rates * longer)
    factors = np.repeat(longer, np.diff(network.offsets))
    np.minimum(factors, longer[network.targets], out=factors)
    if flow.arc_weights is not None:
        factors *= flow.arc_weights
    return replace(flow, arc_weights=factors)


def _time_factors(flow: Flow, options: FlowOptions) -> Vector:
    """Largest scale over its own, per node."""
    network = flow.network
    least, damping = options.variable_markov_min_scale, options.variable_markov_damping
    num_link_ends = 2 * network.num_links - network.num_self_links
    effective_degree = flow.node_flow * num_link_ends
    largest = max(1.0, effective_degree.max(initial=0.0))
    largest_scale = max(least, float(linlog(np.array([largest]), damping)[0]))
    scales = linlog(np.maximum(effective_degree, least), damping)
    factors: Vector = largest_scale / np.maximum(scales, least)
    longest = float(factors.max(initial=1.0)) * max(1.0, flow.total, flow.markov_time)
    if not longest <= LARGEST_LONGER_FLOW:
        raise FlowError(
            f"where there is least choice links are followed {factors.max():.2g} times as long, "
            "too much for a double to hold the logarithms of their flow. Give a larger "
            "variable_markov_min_scale, or divide the weights by a constant."
        )
    return factors
