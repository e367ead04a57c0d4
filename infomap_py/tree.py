"""Modules within modules: the module above each module, and the lowest module of each node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py._core.grouping import number_modules
from infomap_py.arrays import ModuleIds, Vector

ROOT = -1


@dataclass(frozen=True, eq=False)
class ModuleTree:
    """A tree whose leaves are nodes. A module holds nodes, or modules.

    Attributes
    ----------
    module_of : int32 array
        The lowest module of every node.
    parent : int32 array
        The module that each module is in; ROOT for those that are in none.
    """

    module_of: ModuleIds
    parent: ModuleIds

    @classmethod
    def of_two_levels(cls, module_of: ModuleIds) -> ModuleTree:
        """The tree whose modules are in none."""
        return cls(module_of, np.full(int(module_of.max(initial=-1)) + 1, ROOT, dtype=np.int32))

    @property
    def num_modules(self) -> int:
        """Of all levels."""
        return len(self.parent)

    @cached_property
    def depth(self) -> ModuleIds:
        """How far below the root each module is: 1 for those that are in none."""
        depth = np.ones(self.num_modules, dtype=np.int32)
        for above in self._ancestors():
            depth += above != ROOT
        return depth

    @property
    def max_depth(self) -> int:
        """Levels of modules; 0 without nodes."""
        return int(self.depth.max(initial=0))

    def at_depth(self, depth: int) -> ModuleIds:
        """For every module the one at this depth that it is in, or itself where it is not below."""
        module = np.arange(self.num_modules, dtype=np.int32)
        while np.any(below := self.depth[module] > depth):
            module = np.where(below, self.parent[module], module)
        return module

    def sums(self, of_nodes: Vector) -> Vector:
        """For every module, the sum over the nodes in it."""
        own = np.bincount(self.module_of, of_nodes, self.num_modules)
        sums = own.astype(np.float64)
        for above in self._ancestors():
            inside = above != ROOT
            np.add.at(sums, above[inside], own[inside])
        return sums

    def gathered(self, of_modules: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """For every module, the sum over it and all modules in it."""
        gathered = of_modules.copy()
        for depth in range(self.max_depth, 1, -1):
            here = self.depth == depth
            np.add.at(gathered, self.parent[here], gathered[here])
        return gathered

    def ordered(self, node_flow: Vector) -> ModuleTree:
        """The same tree with modules numbered by depth, at one depth by the number of the parent,
        and of siblings that with more flow first, of equal flow that with the earliest node."""
        flow, first = self.sums(node_flow), self._order_of_appearance()
        new_id = np.full(self.num_modules + 1, ROOT, dtype=np.int32)  # the root's is last
        order = np.empty(self.num_modules, dtype=np.int64)
        count = 0
        for depth in range(1, self.max_depth + 1):
            here = np.flatnonzero(self.depth == depth)
            here = here[np.lexsort((first[here], -flow[here], new_id[self.parent[here]]))]
            order[count : count + len(here)] = here
            new_id[here] = np.arange(count, count + len(here), dtype=np.int32)
            count += len(here)
        return ModuleTree(new_id[self.module_of], new_id[self.parent[order]])

    def _ancestors(self) -> Iterator[ModuleIds]:
        """The parent of every module, the parent of that, and so on until none has one."""
        parent = np.append(self.parent, np.int32(ROOT))  # that of the root is the root
        above = self.parent
        while np.any(above != ROOT):
            yield above
            above = parent[above]

    def _order_of_appearance(self) -> ModuleIds:
        """For every module, how many lowest ones appear before its own first node does."""
        appearing = number_modules(self.module_of.copy())
        own = np.full(self.num_modules, len(appearing), dtype=np.int32)
        own[appearing] = np.arange(len(appearing), dtype=np.int32)
        first = own.copy()
        for above in self._ancestors():
            inside = above != ROOT
            np.minimum.at(first, above[inside], own[inside])
        return first


def of_modules(of_nodes: ModuleIds, module_of: ModuleIds) -> ModuleIds:
    """What all nodes of each module have."""
    values = np.empty(int(module_of.max(initial=-1)) + 1, dtype=np.int32)
    values[module_of] = of_nodes
    return values
