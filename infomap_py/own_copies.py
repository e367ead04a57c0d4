"""Walks between layers by way of a node's own copy in the other layer.

A walker that relaxes from node i in layer a follows a link of i in layer b to j. Here it goes to i
in b on the way, as a step of its own: the flow from (a, i) to (b, j) becomes flow from (a, i) to
(b, i) and from there to (b, j). Visits stay what they are, as (b, i) is only passed through.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from infomap_py.coded_flow import Flow
from infomap_py.network import Network
from infomap_py.state_network import Positions, StateNetwork


def by_own_copies(flow: Flow, network: StateNetwork) -> Flow:
    """The same walk on a multilayer network, with the flow between layers by way of own copies."""
    sources, targets, layers = network.sources, network.targets, network.layers
    assert layers is not None  # own copies are in other layers
    amounts = flow.link_flow / flow.scale
    moves = layers[sources] != layers[targets]
    via = _copies(network, layers, network.physical[sources[moves]], layers[targets[moves]])
    starts = sources.copy()
    starts[moves] = via
    rows = Network.from_links(
        np.concatenate([starts, sources[moves]]),
        np.concatenate([targets, via]),
        np.concatenate([amounts, amounts[moves]]),
        nodes=network.nodes,
        directed=True,
    )
    arcs = replace(
        network,
        offsets=rows.offsets,
        targets=rows.targets,
        stored_weights=rows.stored_weights,
        resolution=rows.resolution,
    )
    return replace(flow, network=arcs, arc_weights=rows.weights, rates=None)


def _copies(
    network: StateNetwork, layers: Positions, nodes: Positions, in_layers: Positions
) -> Positions:
    """The states of these nodes in these layers."""
    num_nodes = len(network.physical_nodes)
    keys = layers.astype(np.int64) * num_nodes + network.physical
    order = np.argsort(keys)
    wanted = in_layers.astype(np.int64) * num_nodes + nodes
    return order[np.searchsorted(keys, wanted, sorter=order)].astype(np.int32)
