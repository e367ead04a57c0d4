"""The modules of a partition, to be walked from the root to modules, modules in them and nodes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from infomap_py.errors import counted
from infomap_py.labels import Labels, label_at
from infomap_py.line_graph import LineGraph
from infomap_py.tree import ROOT
from infomap_py.tree_places import TreePlaces

if TYPE_CHECKING:
    from infomap_py.partition import Partition

Positions = npt.NDArray[np.int64]
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Outline:
    """Where the children and the nodes of each module are, for all modules of a partition.

    Modules are numbered by depth, at one depth by the number of the parent: those in one stand
    together, and so do the nodes in one and all modules in it, ``num_nodes`` from ``first_node``
    on. ``first_child`` has one entry more than there are modules; of the others the root's is last.
    """

    partition: Partition
    first_child: Positions
    nodes: Positions  # module by module along the tree, in a lowest one by decreasing flow
    first_node: Positions
    num_nodes: Positions
    bits: Vector

    @classmethod
    def of(cls, partition: Partition) -> Outline:
        tree, own_bits = partition.module_tree, partition.coded.codebook_bits
        places = TreePlaces(tree, partition.flow)
        own_nodes = np.bincount(tree.module_of, minlength=tree.num_modules)
        by_place = own_nodes[places.order]
        before = np.cumsum(by_place) - by_place
        bits = tree.gathered(own_bits[:-1])
        return cls(
            partition,
            first_child=np.searchsorted(tree.parent, np.arange(tree.num_modules + 1)),
            nodes=places.nodes,
            first_node=np.append(before[places.place], 0),
            num_nodes=np.append(tree.gathered(own_nodes), len(places.nodes)),
            bits=np.append(bits, own_bits[-1] + bits[tree.parent == ROOT].sum()),
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
        return (*parent.path, self.id - parent.child_ids.start)

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
    def bits(self) -> float:
        """What all codebooks in it take: its own, :attr:`codelength`, and those of modules in it.
        Those of the outermost modules and the index sum to the codelength of the partition, less
        what ``preferred_number_of_modules`` adds, which is no module's."""
        return float(self.outline.bits[self.id])

    @property
    def size(self) -> int:
        """How many nodes are in it, with those of modules in it. States count one by one; of an
        overlapping partition, it is the nodes that its links lead to."""
        if isinstance(self.outline.partition.network, LineGraph):
            return len(self.members()[0])
        return int(self.outline.num_nodes[self.id])

    def top_nodes(self, count: int = 5) -> list[Hashable]:
        """The labels of the most visited nodes in it and in modules in it, of equal ones the first
        in node order; what counts as a node is as in :attr:`size`."""
        members, flow = self.members()
        order = np.lexsort((members, -flow))[: max(count, 0)]
        labels = self.labels
        return [label_at(labels, u) for u in members[order].tolist()]

    @property
    def parent(self) -> Module | None:
        """The module that it is in; None for the root."""
        if self.id == ROOT:
            return None
        return Module(self.outline, int(self.outline.partition.module_tree.parent[self.id]))

    @property
    def children(self) -> list[Module]:
        """The modules in it, by decreasing flow; none if it holds nodes."""
        return [Module(self.outline, child) for child in self.child_ids]

    @property
    def nodes(self) -> list[Hashable]:
        """The labels of the nodes in it, and not in a module in it, by decreasing flow."""
        if self.id == ROOT or self.child_ids:
            return []
        return [label_at(self.outline.partition.nodes, u) for u in self._positions().tolist()]

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

    def _positions(self) -> Positions:
        """What is in it and in modules in it."""
        first = self.outline.first_node[self.id]
        return self.outline.nodes[first : first + self.outline.num_nodes[self.id]]

    @property
    def labels(self) -> Labels:
        """Of all that a reader takes for nodes: of links, the nodes that they lead to."""
        network = self.outline.partition.network
        return network.physical_nodes if isinstance(network, LineGraph) else network.nodes

    def members(self) -> tuple[npt.NDArray[np.integer], Vector]:
        """What a reader takes for the nodes in it and in modules in it: positions in
        :attr:`labels`, and their flow."""
        members, partition = self._positions(), self.outline.partition
        flow = partition.flow[members]
        if not isinstance(partition.network, LineGraph):
            return members, flow
        nodes, node_of = np.unique(partition.network.physical[members], return_inverse=True)
        return nodes, np.bincount(node_of, flow, len(nodes)).astype(np.float64)

    @property
    def child_ids(self) -> range:
        """The ids of its children."""
        first = self.outline.first_child
        if self.id == ROOT:
            return range(int(first[0]))
        return range(int(first[self.id]), int(first[self.id + 1]))

    def __repr__(self) -> str:
        held = len(self.child_ids)
        size = counted(held, "module") if held else counted(len(self.nodes), "node")
        return f"Module({self.path}, {size}, flow {self.flow:.4f})"
