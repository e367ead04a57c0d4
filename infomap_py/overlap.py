"""Modules of physical nodes, whose states may be in different ones."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from infomap_py.labels import label_at
from infomap_py.state_network import StateNetwork

if TYPE_CHECKING:
    from infomap_py.partition import Partition

Positions = npt.NDArray[np.int64]


def flow_by_node(partition: Partition) -> dict[Hashable, dict[int, float]]:
    """See :meth:`infomap_py.Partition.node_modules`."""
    network = partition.network
    if not isinstance(network, StateNetwork):
        rows = zip(partition, partition.labels.tolist(), partition.flow.tolist(), strict=True)
        return {node: {module: flow} for node, module, flow in rows}
    node_of, module_of, flow = _pairs(partition, network)
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
    node_of, module_of, _ = _pairs(partition, network)
    for u, module in zip(node_of.tolist(), module_of.tolist(), strict=True):
        communities[module].add(label_at(network.physical_nodes, u))
    return communities


def _pairs(
    partition: Partition, network: StateNetwork
) -> tuple[Positions, Positions, npt.NDArray[np.float64]]:
    """Every physical node and module that have states in common, and the flow of these."""
    keys = network.physical.astype(np.int64) * partition.num_modules + partition.labels
    pairs, pair_of = np.unique(keys, return_inverse=True)
    flow = np.bincount(pair_of, partition.flow).astype(np.float64)
    node_of, module_of = (half.astype(np.int64) for half in np.divmod(pairs, partition.num_modules))
    return node_of, module_of, flow
