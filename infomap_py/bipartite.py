"""Bipartite flow: two steps of the walk, from primary node to primary node, are coded as one.

Features are passed but not coded: they have no codeword, yet belong to modules. Each step of the
walk has one end at a primary node, to whose visits it is added; and since one coded step holds two
of the walk, every link carries twice the flow.

    p_u <- p_u + sum of the flow on u's links for primary u, 0 for features; normalised

That leaves an undirected walk's visits to primary nodes as they were to each other. The flow of
undirdir and outdirdir counts twice in the sum, as the reference implementation has it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py.arrays import Vector
from infomap_py.coded_flow import Flow
from infomap_py.errors import FlowError
from infomap_py.sides import Flags

COUNT_TWICE = ("undirdir", "outdirdir")


def with_uncoded_features(flow: Flow, features: Flags, model: str) -> Flow:
    """The flow of ``model`` per coded step, which is half of ``total``."""
    if len(flow.network.targets) == 0:
        return flow
    at_nodes = _flow_at_nodes(flow) * (2.0 if model in COUNT_TWICE else 1.0)
    visits = np.where(features, 0.0, flow.visits + at_nodes)
    steps = sums.total(visits)
    if steps == 0.0:
        raise FlowError(
            "the walk never comes to a primary node: features have no links out, and it teleports "
            "to features alone. Give directed=False, links back, or teleport_to='nodes'."
        )
    total = 0.5 * flow.total
    return replace(_among(~features, flow), visits=visits / (steps / total), total=total)


def _among(primary: Flags, flow: Flow) -> Flow:
    """The same teleportation from primary nodes, per coded step, and to them alone."""
    if flow.teleport_rate is None or flow.teleport_weight is None:
        return flow
    rate, weight = flow.teleport_rate * primary, flow.teleport_weight * primary
    received = sums.total(weight) or 1.0  # none, where features alone are teleported to
    return replace(flow, teleport_rate=0.5 * rate, teleport_weight=weight / received)


def _flow_at_nodes(flow: Flow) -> Vector:
    """Flow on the links into and out of each node, before Markov time, times ``total``."""
    network = flow.network
    rows = network.offsets, network.targets, flow.arc_weights
    each_alone = np.arange(network.num_nodes, dtype=np.int32)
    leaving, entering = strengths.crossing(
        *rows, flow.rates, each_alone, network.num_nodes, flow.symmetric
    )
    total: Vector = leaving + entering
    return total
