"""What of a partition is on the page: modules and nodes, as many as the page has room for.

They are dealt out as seats go to parties: the next one goes to the module that has most flow per
part that it would then have, but by the root of the flow. By the flow itself, the largest would
have all that there is, and others that can be opened would be empty: of ten million links in
hierarchies of three levels, all 3,000 modules of the page were outermost ones.

References
----------
.. [1] Balinski & Young (1982), Fair Representation. Yale University Press. (d'Hondt's divisors.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.line_graph import LineGraph
from infomap_py.overlap import memberships
from infomap_py.pictures.svg import shortened
from infomap_py.tree import ROOT, ModuleTree

if TYPE_CHECKING:
    from infomap_py.partition import Partition

LETTERS = 60  # of a name
# Together with scenes and scripts a page stays below 2 MB, whatever the labels: 10,000 labels of 20
# letters take 400 kB with their numbers, Chinese ones the double.
MODULE_BYTES, NODE_BYTES = 450_000, 500_000
MODULE_NUMBERS, NODE_NUMBERS = 65, 17  # bytes of a row that are not name


class Members(NamedTuple):
    """What a reader takes for nodes, by lowest module and in one by decreasing flow: positions in
    :attr:`infomap_py.modules.Module.labels`."""

    module: Ids
    node: Ids
    flow: Vector
    rank: Ids  # in the module, from 0

    @classmethod
    def of(cls, partition: Partition) -> Members:
        network, flow = partition.network, partition.flow
        module = partition.module_tree.module_of.astype(np.int64)
        node = np.arange(network.num_nodes)
        if isinstance(network, LineGraph):
            found = memberships(network.physical, partition.module_tree.module_of, flow)
            node, module, flow = found.node, found.module.astype(np.int64), found.flow
        order = np.lexsort((node, -flow, module))
        module = module[order]
        first = np.searchsorted(module, module)
        return cls(module, node[order], flow[order], np.arange(len(order)) - first)

    def at(self, places: Ids) -> Members:
        """Some of them."""
        return Members(*(column[places] for column in self))  # type: ignore[arg-type]


class PageOutline:
    """Modules and nodes on the page.

    Attributes
    ----------
    modules : int64 array
        Their ids in the tree, in order.
    dealt_out : int64 array
        The same ids in the order in which they came on the page.
    names : list of str
        Of these.
    nodes : Members
        By module and decreasing flow.
    node_names : list of str
    """

    def __init__(
        self,
        partition: Partition,
        names_of: Callable[[Ids], Iterable[str]],
        labels: Sequence[object],
        num_modules: int,
        num_nodes: int,
    ) -> None:
        self.partition, self.tree = partition, partition.module_tree
        most = _modules_dealt_out(self.tree, partition.coded.rates.flow)[:num_modules]
        names = [shortened(name, LETTERS) for name in names_of(most)]
        most = most[: _fitting(names, MODULE_NUMBERS, MODULE_BYTES)]
        order = np.argsort(most)
        self.dealt_out, self.modules = most, most[order]
        self.names = [names[k] for k in order.tolist()]
        self.all_nodes = Members.of(partition)
        most = self._dealt_out()[:num_nodes]
        positions = self.all_nodes.node[most].tolist()
        names = [shortened(str(labels[u]), LETTERS) for u in positions]
        most = most[: _fitting(names, NODE_NUMBERS, NODE_BYTES)]
        order = np.argsort(most)
        self.nodes = self.all_nodes.at(most[order])
        self.node_names = [names[k] for k in order.tolist()]

    @cached_property
    def place(self) -> Ids:
        """Where each module of the tree is on the page; that of the root, and of those that are not
        there, is -1."""
        place = np.full(self.tree.num_modules + 1, ROOT, dtype=np.int64)
        place[self.modules] = np.arange(len(self.modules))
        return place

    @cached_property
    def size(self) -> Ids:
        """How many nodes are in every module of the tree, and in modules in it."""
        return self._distinct(self.all_nodes)

    @cached_property
    def hidden(self) -> Ids:
        """How many of them are not on the page."""
        return self.size - self._distinct(self.nodes)

    @cached_property
    def outermost(self) -> Ids:
        """The outermost module that each module of the tree is in."""
        return self.tree.at_depth(1).astype(np.int64)

    def _dealt_out(self) -> Ids:
        """Places of nodes, the first first."""
        nodes, flow = self.all_nodes, self.partition.coded.rates.flow
        here = np.flatnonzero(self.place[nodes.module] >= 0)
        due = _due(flow[nodes.module[here]], nodes.rank[here])
        return here[np.argsort(-due, kind="stable")]

    def _distinct(self, nodes: Members) -> Ids:
        """How many of these nodes are in each module."""
        tree = self.tree
        if not isinstance(self.partition.network, LineGraph):
            own = np.bincount(nodes.module, minlength=tree.num_modules)
            return tree.gathered(own).astype(np.int64)
        distinct = np.zeros(tree.num_modules, dtype=np.int64)
        for depth in range(1, tree.max_depth + 1):
            module = tree.at_depth(depth)[nodes.module]
            pairs = np.unique(np.stack([module, nodes.node]), axis=1)
            at_depth = np.bincount(pairs[0], minlength=tree.num_modules)
            distinct = np.maximum(distinct, at_depth)
        return distinct


def _modules_dealt_out(tree: ModuleTree, flow: Vector) -> Ids:
    """All modules, each after the one that it is in and after larger ones in that."""
    rank = np.arange(tree.num_modules) - np.searchsorted(tree.parent, tree.parent)
    due = _due(np.append(flow, 1.0)[tree.parent], rank)  # the root's is last
    for depth in range(2, tree.max_depth + 1):
        here = tree.depth == depth
        due[here] = np.minimum(due[here], due[tree.parent[here]])
    return np.argsort(-due, kind="stable")  # of equal ones the upper is first, as ids go by depth


def _due(flow: Vector, rank: Ids) -> Vector:
    """How soon the part of this rank is due in a module of this flow: largest first."""
    due: Vector = np.sqrt(flow) / (rank + 1.0)
    return due


def _fitting(names: Sequence[str], numbers: int, most: int) -> int:
    """How many rows of a table take so many bytes."""
    sizes = [len(name.encode("utf-8", "surrogatepass")) for name in names]
    return int(np.searchsorted(np.cumsum(sizes) + numbers * np.arange(1, len(names) + 1), most))
