"""What a page is about: a partition, and how its modules and nodes are called and measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from infomap_py.arrays import Ids, Positions, Vector
from infomap_py.labels import label_at, label_text
from infomap_py.line_graph import LineGraph, graph_of
from infomap_py.modules import Module
from infomap_py.overlap import memberships
from infomap_py.pictures.scenes import top_names
from infomap_py.state_network import StateNetwork

if TYPE_CHECKING:
    from infomap_py.partition import Partition

NAMES_OF_MODULE = 5

Columns = dict[str, Sequence[Any]]


class Members(NamedTuple):
    """What a reader takes for nodes, by lowest module and in one by decreasing flow: positions in
    :attr:`infomap_py.modules.Module.labels`."""

    module: Ids
    node: Positions
    flow: Vector
    rank: Ids  # in the module, from 0

    @classmethod
    def of(cls, partition: Partition) -> Members:
        """All of a partition."""
        network, flow = partition.network, partition.flow
        module_of = partition.module_tree.module_of
        if isinstance(network, LineGraph):
            found = memberships(network.physical, module_of, flow)
            return cls.in_order(found.module.astype(np.int64), found.node, found.flow)
        return cls.in_order(module_of.astype(np.int64), np.arange(network.num_nodes), flow)

    @classmethod
    def in_order(cls, module: Ids, node: Positions, flow: Vector) -> Members:
        """These, in whatever order they are."""
        order = np.lexsort((node, -flow, module))
        module = module[order]
        rank = np.arange(len(order)) - np.searchsorted(module, module)
        return cls(module, node[order], flow[order], rank)

    def at(self, places: Ids) -> Members:
        """Some of them, in this order."""
        return Members(*(column[places] for column in self))  # type: ignore[arg-type]


class Subject:
    """A partition, as what it is called on its page."""

    noun: tuple[str, str] = ("module", "modules")

    def __init__(self, partition: Partition) -> None:
        self.partition = partition
        network = partition.network
        self.of_states = isinstance(network, StateNetwork) and not isinstance(network, LineGraph)

    @property
    def member(self) -> tuple[str, str]:
        """What is in modules, one and many."""
        return ("state", "states") if self.of_states else ("node", "nodes")

    @property
    def compared(self) -> Any:
        """What other partitions are compared with."""
        return self.partition

    def members(self) -> Members:
        """The nodes of all modules."""
        return Members.of(self.partition)

    def names_of(self, module: int) -> list[str]:
        """Some nodes of a module, that says most about it first."""
        return top_names(Module(self.partition.tree.outline, module), NAMES_OF_MODULE)

    def name_of(self, node: int) -> str:
        """A node; of a state, the node that it is of, and which state that is."""
        label, network = label_at(self.partition.tree.labels, node), self.partition.network
        if not self.of_states or not isinstance(network, StateNetwork):
            return label_text(label)
        physical = label_at(network.physical_nodes, int(network.physical[node]))
        state = ", ".join(map(label_text, label)) if isinstance(label, tuple) else label_text(label)
        return f"{label_text(physical)} [{state}]"

    def numbers(self) -> Iterator[tuple[str, str]]:
        """What came out, in the order in which it is read."""
        partition, lengths = self.partition, self.partition.lengths
        yield self.noun[1].capitalize(), f"{partition.num_modules:,}"
        yield self.member[1].capitalize(), f"{len(partition.tree.labels):,}"
        yield "Links", f"{graph_of(partition.network).num_links:,}"
        yield "Codelength", f"{lengths.total:.4f} bits per step"
        yield "Savings", f"{100 * partition.relative_savings:z.1f} %"
        yield "One level", f"{partition.one_level_codelength:.4f} bits per step"
        by_level = partition.codelength_by_level
        if len(by_level) <= 2:
            yield "Index", f"{lengths.index:.4f} bits per step"
            yield f"{self.noun[1].capitalize()}' codebooks", f"{lengths.module:.4f} bits per step"
            return
        numbers = np.bincount(partition.module_tree.depth)[1:].tolist()
        yield "Index", f"{by_level[0]:.4f} bits per step"
        for depth, (number, bits) in enumerate(zip(numbers, by_level[1:], strict=False), 1):
            noun = self.noun[number != 1]
            yield f"Level {depth}", f"{bits:.4f} bits per step, {number:,} {noun}"

    def columns_of_modules(self, modules: Ids) -> Columns:
        """What else is known of these modules, by name."""
        return {}

    def columns_of_nodes(self, nodes: Positions) -> Columns:
        """What else is known of these nodes."""
        return {}
