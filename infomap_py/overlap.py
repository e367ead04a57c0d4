"""Modules of physical nodes, whose states may be in different ones."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from infomap_py.labels import label_at
from infomap_py.node_modules import memberships
from infomap_py.state_network import StateNetwork

if TYPE_CHECKING:
    from infomap_py.partition import Partition


def flow_by_node(partition: Partition) -> dict[Hashable, dict[int, float]]:
    """See :meth:`infomap_py.Partition.node_modules`."""
    network = partition.network
    if not isinstance(network, StateNetwork):
        rows = zip(partition, partition.labels.tolist(), partition.flow.tolist(), strict=True)
        return {node: {module: flow} for node, module, flow in rows}
    node_of, module_of, flow = memberships(network.physical, partition.labels, partition.flow)
    order = np.lexsort((module_of, -flow, node_of))
    modules: dict[Hashable, dict[int, float]] = {
        label_at(network.physical_nodes, u): {} for u in range(len(network.physical_nodes))
    }
    places = list(modules.values())
    columns = (column[order].tolist() for column in (node_of, module_of, flow))
    for u, module, share in zip(*columns, strict=True):
        places[u][module] = share
    return modules


def physical_communities(partition: Partition) -> list[set[Hashable]]:
    """See :meth:`infomap_py.Partition.overlapping_communities`."""
    network = partition.network
    if not isinstance(network, StateNetwork):
        return partition.communities()
    communities: list[set[Hashable]] = [set() for _ in range(partition.num_modules)]
    node_of, module_of, _ = memberships(network.physical, partition.labels, partition.flow)
    for u, module in zip(node_of.tolist(), module_of.tolist(), strict=True):
        communities[module].add(label_at(network.physical_nodes, u))
    return communities
