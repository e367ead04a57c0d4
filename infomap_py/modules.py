"""The modules of a partition, to be walked from the root to modules, modules in them and nodes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from infomap_py.errors import counted
from infomap_py.labels import label_at
from infomap_py.tree import ROOT

if TYPE_CHECKING:
    from infomap_py.partition import Partition

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Outline:
    """Where the children of each module are, for all modules of a partition.

    Modules are numbered by depth, at one depth by the number of the parent: those in one stand
    together. ``first_child`` and ``first_node`` have one entry more than there are modules.
    """

    partition: Partition
    first_child: Positions
    nodes: Positions  # by lowest module, and in one by decreasing flow
    first_node: Positions

    @classmethod
    def of(cls, partition: Partition) -> Outline:
        tree = partition.module_tree
        ids = np.arange(tree.num_modules + 1)
        by_module = np.lexsort((-partition.flow, tree.module_of))
        return cls(
            partition,
            np.searchsorted(tree.parent, ids),
            by_module,
            np.searchsorted(tree.module_of[by_module], ids),
        )


@dataclass(frozen=True, eq=False, repr=False)
class Module:
    """A module, or the root, which holds all: :attr:`infomap_py.Partition.tree`.

    Rates are per step of the walk, codelengths in bits per step.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> root = infomap_py.partition(nx.barbell_graph(3, 0)).tree
    >>> root
    Module((), 2 modules, flow 1.0000)
    >>> [sorted(module.nodes) for module in root.children]
    [[0, 1, 2], [3, 4, 5]]
    >>> round(sum(module.codelength for module in root.walk()), 4)
    2.3207
    """

    outline: Outline
    id: int  # ROOT for the root

    @cached_property
    def path(self) -> tuple[int, ...]:
        """Which child of the root it is in, which child of that, and so on, counted from 0 by
        decreasing flow; empty for the root."""
        parent = self.parent
        if parent is None:
            return ()
        return (*parent.path, self.id - parent._child_ids().start)

    @property
    def depth(self) -> int:
        """Modules from the root down to it: 0 for the root."""
        return len(self.path)

    @property
    def flow(self) -> float:
        """How often nodes in it are visited."""
        partition = self.outline.partition
        if self.id == ROOT:
            return float(partition.flow.sum())
        return float(partition.coded.rates.flow[self.id])

    @property
    def enter_flow(self) -> float:
        """How often it is entered; 0 for the root."""
        rates = self.outline.partition.coded.rates
        return 0.0 if self.id == ROOT else float(rates.enter_flow[self.id])

    @property
    def exit_flow(self) -> float:
        """How often it is left; 0 for the root."""
        rates = self.outline.partition.coded.rates
        return 0.0 if self.id == ROOT else float(rates.exit_flow[self.id])

    @property
    def codelength(self) -> float:
        """What its own codebook takes; those of modules in it apart."""
        return float(self.outline.partition.coded.codebook_bits[self.id])

    @property
    def parent(self) -> Module | None:
        """The module that it is in; None for the root."""
        if self.id == ROOT:
            return None
        return Module(self.outline, int(self.outline.partition.module_tree.parent[self.id]))

    @property
    def children(self) -> list[Module]:
        """The modules in it, by decreasing flow; none if it holds nodes."""
        return [Module(self.outline, child) for child in self._child_ids()]

    @property
    def nodes(self) -> list[Hashable]:
        """The labels of the nodes in it, and not in a module in it, by decreasing flow."""
        if self.id == ROOT:
            return []
        first = self.outline.first_node
        nodes = self.outline.nodes[first[self.id] : first[self.id + 1]]
        return [label_at(self.outline.partition.nodes, u) for u in nodes.tolist()]

    def all_nodes(self) -> Iterator[Hashable]:
        """The labels of all nodes in it, module by module."""
        for module in self.walk():
            yield from module.nodes

    def walk(self) -> Iterator[Module]:
        """It, and all modules in it, each before those in it."""
        waiting = [self]
        while waiting:
            module = waiting.pop()
            yield module
            waiting += reversed(module.children)

    def _child_ids(self) -> range:
        first = self.outline.first_child
        if self.id == ROOT:
            return range(int(first[0]))
        return range(int(first[self.id]), int(first[self.id + 1]))

    def __repr__(self) -> str:
        held = len(self._child_ids())
        size = counted(held, "module") if held else counted(len(self.nodes), "node")
        return f"Module({self.path}, {size}, flow {self.flow:.4f})"
