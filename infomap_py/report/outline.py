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

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.line_graph import LineGraph
from infomap_py.pictures.svg import shortened
from infomap_py.report.embedded_json import as_json
from infomap_py.report.subject import Members, Subject
from infomap_py.tree import ROOT, ModuleTree

NUM_MODULES = 3_000  # a table and a hierarchy in which a reader finds something
LETTERS_OF_MODULE, LETTERS_OF_NODE = 40, 60  # of a name
# Whatever the labels: with scenes and scripts a page stays below 2 MB. As a rule there is room:
# 3,000 modules take 300 kB, and 10,000 nodes 400.
MODULE_BYTES, NODE_BYTES = 500_000, 600_000
MODULE_NUMBERS, NODE_NUMBERS, BYTES_OF_NAME = 75, 17, 1  # of a row, and besides each name


class PageOutline:
    """Modules and nodes on the page.

    Attributes
    ----------
    modules : int64 array
        Their ids in the tree, in order.
    dealt_out : int64 array
        The same ids in the order in which they came on the page.
    names : list of list of str
        Of ``modules``, the names of some of their nodes.
    nodes : Members
        By module and decreasing flow.
    node_names : list of str
    """

    def __init__(self, subject: Subject, num_nodes: int) -> None:
        partition = subject.partition
        self.partition, self.tree = partition, partition.module_tree
        self.all_nodes = subject.members()
        due = _modules_dealt_out(self.tree, partition.coded.rates.flow)[:NUM_MODULES]
        names = [_short(subject.names_of(module), LETTERS_OF_MODULE) for module in due.tolist()]
        self.dealt_out = due[: _fitting(names, MODULE_NUMBERS, MODULE_BYTES)]
        order = np.argsort(self.dealt_out)
        self.modules = self.dealt_out[order]
        self.names = [names[k] for k in order.tolist()]
        due = self._nodes_dealt_out()[:num_nodes]
        names = [
            _short([subject.name_of(node)], LETTERS_OF_NODE)
            for node in self.all_nodes.node[due].tolist()
        ]
        due = due[: _fitting(names, NODE_NUMBERS, NODE_BYTES)]
        order = np.argsort(due)
        self.nodes = self.all_nodes.at(due[order])
        self.node_names = [names[k][0] for k in order.tolist()]

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
    def num_nodes(self) -> int:
        """How many nodes there are: each counts once, though it may be in several modules."""
        return _count(self.all_nodes)

    @cached_property
    def num_hidden_nodes(self) -> int:
        """How many of them are nowhere on the page."""
        return self.num_nodes - _count(self.nodes)

    @cached_property
    def hidden_flow(self) -> float:
        """The flow of these."""
        is_listed = np.isin(self.all_nodes.node, self.nodes.node)
        return float(self.all_nodes.flow[~is_listed].sum())

    @cached_property
    def outermost(self) -> Ids:
        """The outermost module that each module of the tree is in."""
        return self.tree.at_depth(1).astype(np.int64)

    def _nodes_dealt_out(self) -> Ids:
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


def _count(nodes: Members) -> int:
    """How many these are: one may be in several modules."""
    return int(np.count_nonzero(np.bincount(nodes.node)))


def _short(names: Iterable[str], letters: int) -> list[str]:
    return [shortened(name, letters) for name in names]


def _fitting(rows: Sequence[Sequence[str]], numbers: int, most: int) -> int:
    """How many rows take so many bytes, of names and numbers as JSON."""
    sizes = [
        numbers + sum(BYTES_OF_NAME + len(as_json(name).encode()) for name in row) for row in rows
    ]
    return int(np.searchsorted(np.cumsum(sizes), most, "right"))
