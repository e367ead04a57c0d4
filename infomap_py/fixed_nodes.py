"""Nodes whose module is given and stays: ``initial`` and ``fixed`` -> where a search starts, and
what it may not move.

Fixed nodes that share a module move as one, and nowhere: in the search's finest level they are one
node, an anchor, which is never visited. So no two anchors ever meet, and the search needs to know
nothing else of constraints.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py._core.grouping import number_modules
from infomap_py.added_terms import AddedTerms
from infomap_py.arrays import ModuleIds
from infomap_py.errors import OptionError
from infomap_py.flow import Flow
from infomap_py.level import Level, finest_level
from infomap_py.membership import has_paths, module_ids, module_tree, position_of
from infomap_py.network import Network
from infomap_py.partition import Partition
from infomap_py.tree import ModuleTree, of_modules

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Start:
    """Where a search starts: the module of every node, numbered by first node, and which nodes stay
    there; None: none do."""

    module_of: ModuleIds
    is_fixed: Flags | None = None
    tree: ModuleTree | None = None  # that may not become longer, if there are modules in others

    def anchors(self) -> ModuleIds:
        """An id for every node, the same for all fixed nodes of a module only."""
        assert self.is_fixed is not None
        anchor_of = np.arange(len(self.module_of), dtype=np.int32)
        fixed = np.flatnonzero(self.is_fixed)
        _, first, place = np.unique(self.module_of[fixed], return_index=True, return_inverse=True)
        anchor_of[fixed] = fixed[first[place]]
        return anchor_of


def start_of(network: Network, initial: Any, fixed: Any, two_level: bool) -> Start | None:
    """``initial`` and ``fixed`` of :func:`infomap_py.partition`, checked; None without ``initial``.

    Of modules within modules, two levels start from the outermost, and fixed nodes keep those; in a
    hierarchy they keep the lowest.

    Raises
    ------
    OptionError
        There are fixed nodes, but no modules for them; or a fixed node is unknown.
    PartitionError
        ``initial`` is no partition.
    """
    if fixed is None or fixed is False:
        return None if initial is None else _from_tree(module_tree(network, initial), two_level)
    if initial is None:
        raise OptionError(
            "fixed nodes keep the module that they have in initial, and there is none. "
            "Give initial={node: module}."
        )
    initial, named = _completed(network, _as_deep(initial, two_level))
    is_fixed = named if fixed is True else _flags(network, fixed, named)
    if not named.all():
        return Start(module_ids(network, initial), is_fixed if is_fixed.any() else None)
    tree = module_tree(network, initial)
    deep = tree if tree.max_depth > 1 else None
    return Start(tree.module_of, is_fixed if is_fixed.any() else None, deep)


def _from_tree(tree: ModuleTree, two_level: bool) -> Start:
    """Two levels, and more that are to be found, start from the outermost modules; the latter may
    not be longer than the tree either."""
    if tree.max_depth <= 1:
        return Start(tree.module_of)
    outermost = tree.at_depth(1)[tree.module_of]
    number_modules(outermost)
    return Start(outermost, tree=None if two_level else tree)


def _as_deep(initial: Any, two_level: bool) -> Any:
    """Modules within modules as paths; where two levels are searched, the outermost."""
    if isinstance(initial, Partition) and initial.num_levels > 2:
        initial = initial.paths
    if two_level and has_paths(initial):
        return {node: path[0] for node, path in initial.items()}
    return initial


def _completed(network: Network, initial: Any) -> tuple[Any, Flags]:
    """With a module of its own for every node that has none, and which nodes had one."""
    named = np.ones(network.num_nodes, dtype=np.bool_)
    if isinstance(initial, Mapping):
        alone = [node for node in network.index if node not in initial]
        initial = {**initial, **{node: object() for node in alone}}
    elif isinstance(initial, Iterable) and not isinstance(initial, str | bytes | np.ndarray):
        initial = list(initial)
        there = _all_in(initial)
        alone = [node for node in network.index if node not in there]
        initial += [[node] for node in alone]
    else:
        return initial, named
    named[[network.index[node] for node in alone]] = False
    return initial, named


def _all_in(communities: list[Any]) -> set[Hashable]:
    """Every node that can be one; what else there is, is refused later."""
    nodes: set[Hashable] = set()
    for community in communities:
        if isinstance(community, Iterable):
            nodes.update(node for node in community if isinstance(node, Hashable))
    return nodes


def _flags(network: Network, fixed: Any, named: Flags) -> Flags:
    """Which nodes are in this collection."""
    if isinstance(fixed, str | bytes) or not isinstance(fixed, Iterable):
        raise OptionError(
            f"fixed={fixed!r} is not a collection of nodes; give a list of them, "
            "or True for all nodes in initial."
        )
    flags = np.zeros(network.num_nodes, dtype=np.bool_)
    for node in fixed:
        u = position_of(network, node)
        if u is None:
            raise OptionError(f"fixed node {node!r} is not in the network ({network!r}). Drop it.")
        if not named[u]:
            raise OptionError(
                f"node {node!r} is fixed, but initial has no module for it. "
                "Give it one, or leave it free."
            )
        flags[u] = True
    return flags


def where_to_start(
    flow: Flow, added: AddedTerms, start: Start | None
) -> tuple[Level, ModuleIds | None, ModuleIds | None]:
    """The finest level, the module of each of its nodes, and the node there of every node."""
    level = finest_level(flow, added)
    if start is None or start.is_fixed is None:
        return level, None if start is None else start.module_of, None
    anchors = start.anchors()
    level = level.with_anchors(anchors, start.is_fixed)
    return level, of_modules(start.module_of, anchors), anchors
