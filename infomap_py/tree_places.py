"""Where modules and nodes stand in a file: along the tree, each module before those in it."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Positions
from infomap_py.tree import ROOT, ModuleTree

Ids = npt.NDArray[np.int32]


class TreePlaces:
    """Ranks, paths and order of the modules of a tree, and of its nodes by decreasing flow.

    The tree is ordered, as that of a partition is: modules in one module stand together, by
    decreasing flow.

    Attributes
    ----------
    rank : int64 array
        Which module of the one that it is in each module is, from 1.
    """

    def __init__(self, tree: ModuleTree, node_flow: npt.NDArray[np.float64]) -> None:
        self.tree = tree
        self.node_flow = node_flow
        self.rank: Positions = 1 + np.arange(tree.num_modules) - self._first_sibling

    @cached_property
    def place(self) -> Ids:
        """How many modules stand before each."""
        tree = self.tree
        size: Positions = tree.gathered(np.ones(tree.num_modules, dtype=np.int64))
        before = np.cumsum(size) - size
        place = before - before[self._first_sibling]  # within the module above
        for depth in range(2, tree.max_depth + 1):
            here = tree.depth == depth
            place[here] += 1 + place[tree.parent[here]]
        result: Ids = place.astype(np.int32)
        return result

    @cached_property
    def order(self) -> Positions:
        """All modules, by place."""
        return np.argsort(self.place)

    @cached_property
    def nodes(self) -> Positions:
        """All nodes: by lowest module, and in one by decreasing flow, equal flows by position."""
        return np.lexsort((-self.node_flow, self.place[self.tree.module_of]))

    @cached_property
    def node_rank(self) -> Ids:
        """Which node of its lowest module each node is, from 1."""
        module_of, nodes = self.tree.module_of, self.nodes
        sizes = np.bincount(module_of, minlength=self.tree.num_modules)[self.order]
        before = (np.cumsum(sizes) - sizes).astype(np.int32)  # nodes in modules of lower place
        rank = np.empty(len(nodes), dtype=np.int32)
        rank[nodes] = np.arange(1, len(nodes) + 1, dtype=np.int32)
        rank -= before[self.place[module_of]]
        return rank

    def path(self, module: int) -> list[int]:
        """The ranks of the modules that it is in, from the outermost, and its own."""
        path = []
        while module != ROOT:
            path.append(int(self.rank[module]))
            module = int(self.tree.parent[module])
        return path[::-1]

    def paths_of_nodes(self, nodes: Positions) -> list[list[int]]:
        """The path of the lowest module of each of these nodes."""
        modules, which = np.unique(self.tree.module_of[nodes], return_inverse=True)
        paths = [self.path(module) for module in modules.tolist()]
        return [paths[k] for k in which.tolist()]

    @property
    def _first_sibling(self) -> Positions:
        """The first of the modules that are in the same module as each."""
        return np.searchsorted(self.tree.parent, self.tree.parent)


def text_of_path(path: list[int]) -> str:
    """The path with colons, as .tree has it."""
    return ":".join(map(str, path))
