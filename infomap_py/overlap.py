"""Modules of physical nodes, whose states may be in different ones."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import ModuleIds, Positions, Vector
from infomap_py.errors import OptionError
from infomap_py.labels import Labels, label_at
from infomap_py.option_checks import check_number
from infomap_py.state_network import StateNetwork

if TYPE_CHECKING:
    from infomap_py.partition import Partition


class Memberships(NamedTuple):
    """Every node and module that have states in common, and the flow of these states; by node, the
    module with most of its flow first, of equal ones the first."""

    node: Positions
    module: Positions
    flow: Vector

    @property
    def is_first(self) -> npt.NDArray[np.bool_]:
        """Whether it is the module with most of the node's flow."""
        return np.diff(self.node, prepend=-1) > 0

    def above(self, min_share: float) -> Memberships:
        """Without those that have less than this share of their node's flow, unless they have most
        of it."""
        total = np.bincount(self.node, self.flow)[self.node]
        kept = self.is_first | (self.flow >= min_share * total)
        return Memberships(self.node[kept], self.module[kept], self.flow[kept])


def memberships(node_of: npt.NDArray[np.int32], module_of: ModuleIds, flow: Vector) -> Memberships:
    """Of states at these nodes, in these modules, with this flow."""
    num_modules = int(module_of.max(initial=0)) + 1
    keys = node_of.astype(np.int64) * num_modules + module_of
    pairs, pair_of = np.unique(keys, return_inverse=True)
    node, module = np.divmod(pairs, num_modules)
    shared = np.bincount(pair_of, flow, len(pairs)).astype(np.float64)
    order = np.lexsort((module, -shared, node))
    return Memberships(node[order], module[order], shared[order])


def homes(node_of: npt.NDArray[np.int32], module_of: ModuleIds, flow: Vector) -> ModuleIds:
    """The module with most of the flow of each node, all of which have states."""
    found = memberships(node_of, module_of, flow)
    return found.module[found.is_first].astype(np.int32)


def flow_by_node(partition: Partition, min_share: float) -> dict[Hashable, dict[int, float]]:
    """See :meth:`infomap_py.Partition.node_modules`."""
    found = memberships_of(partition, min_share)
    labels = physical_nodes(partition)
    modules: dict[Hashable, dict[int, float]] = {
        label_at(labels, u): {} for u in range(len(labels))
    }
    places = list(modules.values())
    for u, module, flow in zip(*(column.tolist() for column in found), strict=True):
        places[u][module] = flow
    return modules


def physical_communities(partition: Partition, min_share: float) -> list[set[Hashable]]:
    """See :meth:`infomap_py.Partition.overlapping_communities`."""
    found = memberships_of(partition, min_share)
    labels = physical_nodes(partition)
    communities: list[set[Hashable]] = [set() for _ in range(partition.num_modules)]
    for u, module in zip(found.node.tolist(), found.module.tolist(), strict=True):
        communities[module].add(label_at(labels, u))
    return communities


def physical_nodes(partition: Partition) -> Labels:
    """The labels that :func:`memberships_of` tells of: of states, their physical nodes."""
    network = partition.network
    return network.physical_nodes if isinstance(network, StateNetwork) else network.nodes


def memberships_of(partition: Partition, min_share: float = 0.0) -> Memberships:
    """Of physical nodes in a partition, as positions in :func:`physical_nodes`."""
    check_number("min_share", min_share)
    if not 0.0 <= min_share <= 1.0:
        raise OptionError(
            f"min_share={min_share!r} is not in [0, 1]; it is a share of a node's flow."
        )
    network = partition.network
    alone = np.arange(network.num_nodes, dtype=np.int32)
    node_of = network.physical if isinstance(network, StateNetwork) else alone
    return memberships(node_of, partition.labels, partition.flow).above(min_share)
