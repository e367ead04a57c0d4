"""What a caller may call a partition -> one module id per node, checked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.errors import PartitionError
from infomap_py.network import Network, label_at

ModuleIds = npt.NDArray[np.int32]


def module_ids(network: Network, partition: Any) -> ModuleIds:
    """Module ids 0, 1, ... of the nodes of ``network``, numbered by first node.

    Parameters
    ----------
    partition : Partition or {node: module}, iterable of collections of nodes, or one-dimensional
    integer array
        An array has one module id per node, in the network's node order. Modules may be any
        hashable values.

    Raises
    ------
    PartitionError
        A node is missing, unknown, or in two modules.
    """
    if isinstance(partition, Mapping):
        return _numbered(_from_mapping(network, partition))
    if isinstance(partition, np.ndarray) and partition.dtype != object and partition.ndim == 1:
        if len(partition) != network.num_nodes:
            raise PartitionError(
                f"{len(partition)} module ids for {network.num_nodes} nodes; "
                "give one per node, in node order."
            )
        return _numbered(partition.tolist())
    if isinstance(partition, Iterable) and not isinstance(partition, (str, bytes)):
        return _numbered(_from_communities(network, partition))
    raise PartitionError(
        f"a {type(partition).__name__} is no partition; give {{node: module}}, "
        "a list of sets of nodes, or an array with one module id per node."
    )


def _from_mapping(network: Network, modules: Mapping[Hashable, Hashable]) -> list[Hashable]:
    for node in modules:
        if node not in network.index:
            raise PartitionError(
                f"node {node!r} is not in the network ({network!r}). Drop it from the partition."
            )
    missing = [node for node in network.index if node not in modules]
    if missing:
        raise PartitionError(_missing(missing))
    return [modules[node] for node in network.index]


def _from_communities(network: Network, communities: Iterable[Any]) -> list[Hashable]:
    module_of: list[Hashable] = [None] * network.num_nodes
    for module, community in enumerate(communities):
        if isinstance(community, (str, bytes)) or not isinstance(community, Iterable):
            raise PartitionError(
                f"community {module} is {community!r}, not a collection of nodes. "
                "Give a list of sets of nodes."
            )
        for node in community:
            u = network.index.get(node)
            if u is None:
                raise PartitionError(
                    f"node {node!r} of community {module} is not in the network ({network!r}). "
                    "Drop it."
                )
            if module_of[u] is not None and module_of[u] != module:
                raise PartitionError(
                    f"node {node!r} is in communities {module_of[u]} and {module}; "
                    "a partition puts each node in one."
                )
            module_of[u] = module
    missing = [label_at(network.nodes, u) for u, module in enumerate(module_of) if module is None]
    if missing:
        raise PartitionError(_missing(missing))
    return module_of


def _missing(nodes: list[Hashable]) -> str:
    return (
        f"node {nodes[0]!r} is in no module ({len(nodes)} such nodes). "
        "Give every node of the network a module."
    )


def _numbered(modules: list[Hashable]) -> ModuleIds:
    """Ids 0, 1, ... in order of first appearance."""
    ids: dict[Hashable, int] = {}
    return np.fromiter(
        (ids.setdefault(module, len(ids)) for module in modules), np.int32, len(modules)
    )
