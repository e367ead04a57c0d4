"""The nodes and links that are drawn, with the module of each node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from infomap_py.arrays import Array, Positions, Vector
from infomap_py.line_graph import LineGraph
from infomap_py.module_links import without_diagonal
from infomap_py.network import Network
from infomap_py.node_columns import NodeColumns
from infomap_py.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scipy.sparse import csr_array

    from infomap_py.partition import Partition


class Block(NamedTuple):
    """A module, where its nodes are in the order.

    Attributes
    ----------
    module, parent, outermost : int
        Ids: its own, that of the module that it is in, that of the outermost of these.
    depth : int
        1 for outermost modules.
    first, size : int
    """

    module: int
    parent: int
    outermost: int
    depth: int
    first: int
    size: int

    @property
    def middle(self) -> float:
        return self.first + self.size / 2.0


@dataclass(frozen=True)
class DrawnGraph:
    """Of overlapping modules, the graph whose links were dealt out; else the network.

    Attributes
    ----------
    network : Network
    module : int array
        Of every node, the outermost one; that with most of its flow, where it is in several.
    flow : float64 array
    order : int64 array
        Nodes by module, in one along the hierarchy, in a lowest one by decreasing flow.
    """

    network: Network
    module: Array
    flow: Vector
    order: Positions
    partition: Partition

    def blocks(self) -> Iterator[Block]:
        """Every module, those in a module after it; of overlapping ones the outermost."""
        partition = self.partition
        if self.network is not partition.network:
            sizes = np.bincount(self.module, minlength=partition.num_modules)
            starts = (np.cumsum(sizes) - sizes).tolist()
            for m, (start, size) in enumerate(zip(starts, sizes.tolist(), strict=True)):
                yield Block(m, ROOT, m, 1, start, size)
            return
        tree, outline = partition.module_tree, partition.tree.outline
        columns = (tree.parent, tree.at_depth(1), tree.depth, outline.first_node, outline.num_nodes)
        # Those of the outline have one entry more, for the root.
        for m, row in enumerate(zip(*(column.tolist() for column in columns), strict=False)):
            yield Block(m, *row)

    def exchanged(self) -> csr_array:
        """The weight of links between two nodes, either way; symmetric, nothing on the diagonal."""
        from scipy.sparse import csr_array

        network, count = self.network, self.network.num_nodes
        weights = network.weights
        amounts = np.ones(len(network.targets)) if weights is None else weights
        one_way = csr_array((amounts, network.targets, network.offsets), shape=(count, count))
        return without_diagonal(csr_array(one_way + one_way.T))

    @classmethod
    def of(cls, partition: Partition) -> DrawnGraph:
        if isinstance(partition.network, LineGraph):
            columns = NodeColumns.of(partition)
            order = np.lexsort((-columns.flow, columns.module))
            return cls(columns.network, columns.module, columns.flow, order, partition)
        order = partition.tree.outline.nodes
        return cls(partition.network, partition.labels, partition.flow, order, partition)
