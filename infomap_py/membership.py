"""What a caller may call a partition -> one module id per node, checked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import ModuleIds
from infomap_py.errors import PartitionError
from infomap_py.labels import first_unhashable, label_at, missing_labels
from infomap_py.modules import Module
from infomap_py.network import Network
from infomap_py.partition import Partition
from infomap_py.tree import ROOT, ModuleTree


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
    partition = whole(partition)
    if isinstance(partition, Mapping):
        return _numbered(_from_mapping(network, partition))
    if isinstance(partition, np.ndarray) and partition.dtype != object:
        return _numbered(_from_array(network, partition))
    if isinstance(partition, Iterable) and not isinstance(partition, str | bytes):
        return _numbered(_from_communities(network, partition))
    raise PartitionError(
        f"a {type(partition).__name__} is no partition; give {{node: module}}, {{node: path}}, "
        "a list of sets of nodes, an array with one module id per node, or of a file what "
        "read_partition() returns."
    )


def module_tree(network: Network, partition: Any) -> ModuleTree:
    """The modules within modules that the nodes of ``network`` are in; lowest modules are numbered
    0, 1, ... by first node.

    Parameters
    ----------
    partition : Partition, its ``tree``, {node: path}, or whatever ``module_ids`` takes
        A path is a tuple that names the modules which a node is in, from the outermost to the
        lowest, each within the one before.

    Raises
    ------
    PartitionError
        As from ``module_ids``; or a module holds nodes and modules; or some nodes have paths and
        others have not.
    """
    partition = whole(partition)
    if isinstance(partition, Partition) and partition.num_levels > 2:
        partition = partition.paths
    if not has_paths(partition):
        return ModuleTree.of_two_levels(module_ids(network, partition))
    paths = _from_mapping(network, partition)
    _check_paths(partition)
    lowest = _numbered(paths)
    ids: dict[Hashable, int] = {(): ROOT}
    for path in paths:
        ids.setdefault(path, len(ids) - 1)
    parent = [ROOT] * (len(ids) - 1)
    for path in [*ids][1:]:
        _add_above(path, ids, parent)
    holders = set(parent)
    for path in {*paths}:
        if ids[path] in holders:
            raise PartitionError(
                f"module {path!r} holds nodes as well as modules; "
                "put its nodes into a module in it."
            )
    return ModuleTree(lowest, np.array(parent, dtype=np.int32))


def whole(partition: Any) -> Any:
    """The Partition of which the root is given; anything else as it is.

    Raises
    ------
    PartitionError
        It is a module below the root, which holds some of the nodes.
    """
    if not isinstance(partition, Module):
        return partition
    if partition.id != ROOT:
        raise PartitionError(
            f"{partition!r} is a module, and no partition of all nodes. Give the Partition, or its "
            "tree."
        )
    return partition.outline.partition


def _add_above(path: Any, ids: dict[Hashable, int], parent: list[int]) -> None:
    """Number the modules above this one, and note which is above which."""
    while path != ():
        above = path[:-1]
        is_new = above not in ids
        if is_new:
            ids[above] = len(parent)
            parent.append(ROOT)
        parent[ids[path]] = ids[above]
        if not is_new:
            return
        path = above


def has_paths(partition: Any) -> bool:
    """Whether it says by tuples which modules nodes are in."""
    if not isinstance(partition, Mapping) or isinstance(partition, Partition):
        return False
    return any(isinstance(path, tuple) for path in partition.values())


def _check_paths(paths: Mapping[Hashable, Any]) -> None:
    for node, path in paths.items():
        if not isinstance(path, tuple) or path == ():
            raise PartitionError(
                f"node {node!r} is in {path!r}, and others are in paths of modules. "
                "Give every node a tuple of at least one module, or none of them."
            )
        if missing_labels(list(path)):
            raise PartitionError(
                f"a module in the path {path!r} of node {node!r} is missing: None and NaN name "
                "none. Give it a name."
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


def _from_array(network: Network, modules: npt.NDArray[Any]) -> list[Hashable]:
    if modules.shape != (network.num_nodes,) or modules.dtype.kind in "fc":
        raise PartitionError(
            f"module ids have shape {modules.shape} and type {modules.dtype}; "
            f"give one integer per node, {network.num_nodes} in all, in node order."
        )
    ids: list[Hashable] = modules.tolist()
    return ids


def _from_communities(network: Network, communities: Iterable[Any]) -> list[Hashable]:
    module_of: list[Hashable] = [None] * network.num_nodes
    for module, community in enumerate(communities):
        if isinstance(community, str | bytes) or not isinstance(community, Iterable):
            raise PartitionError(
                f"community {module} is {community!r}, not a collection of nodes. "
                "Give {node: module}, a list of sets of nodes, or a numpy array of module ids."
            )
        for node in community:
            u = position_of(network, node)
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


def position_of(network: Network, node: Any) -> int | None:
    """Where a node is in the network; None if it is not."""
    try:
        return network.index.get(node)
    except TypeError:  # it cannot be hashed, as nodes can
        return None


def _missing(nodes: list[Hashable]) -> str:
    return (
        f"node {nodes[0]!r} is in no module ({len(nodes)} such nodes). "
        "Give every node of the network a module."
    )


def _numbered(modules: list[Hashable]) -> ModuleIds:
    """Ids 0, 1, ... in order of first appearance."""
    ids: dict[Hashable, int] = {}
    try:
        numbers = [ids.setdefault(module, len(ids)) for module in modules]
    except TypeError:
        raise PartitionError(
            f"{modules[first_unhashable(modules) or 0]!r} as a module cannot be told from others; "
            "call modules by integers, texts or other hashable values."
        ) from None
    names = list(ids)
    if missing := missing_labels(names):
        raise PartitionError(
            f"a module is called {names[missing[0]]!r}; None and NaN mean that it is missing. "
            "Give every node a module."
        )
    return np.array(numbers, dtype=np.int32)
