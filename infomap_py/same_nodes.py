"""Whatever callers call partitions -> Partitions that can be told against each other.

What is no Partition knows of no walk. Where one of the others is a Partition, nodes have the flow
that they have there, so that all count alike; else every node counts the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from infomap_py.added_terms import NOTHING_ADDED
from infomap_py.arrays import ModuleIds, Positions, Vector
from infomap_py.codelength import ModuleRates, coded_with
from infomap_py.errors import PartitionError
from infomap_py.labels import Labels, as_sequence, index_of, label_at
from infomap_py.membership import module_tree, whole
from infomap_py.network import Network
from infomap_py.overlap import homes
from infomap_py.partition import Partition
from infomap_py.state_network import StateNetwork


class NodeModules(NamedTuple):
    """Nodes by label, each in one module and with its flow."""

    labels: Sequence[Hashable]
    module_of: ModuleIds
    flow: Vector

    @classmethod
    def of(cls, partition: Partition) -> NodeModules:
        """All nodes of a partition; of a :class:`StateNetwork` they are states."""
        return cls(as_sequence(partition.nodes), partition.labels, partition.flow)

    @classmethod
    def physical(cls, partition: Partition) -> NodeModules:
        """The physical nodes of a partition, in the module with most of their flow."""
        network = partition.network
        if not isinstance(network, StateNetwork):
            return cls.of(partition)
        node_of, labels = network.physical, as_sequence(network.physical_nodes)
        flow = np.bincount(node_of, partition.flow, len(labels)).astype(np.float64)
        return cls(labels, homes(node_of, partition.labels, partition.flow), flow)

    def at(self, positions: Positions) -> tuple[ModuleIds, Vector]:
        """Modules and flow of the nodes at these positions."""
        return self.module_of[positions], self.flow[positions]


def as_partitions(given: Sequence[Any]) -> list[Partition]:
    """Each as a Partition.

    Parameters
    ----------
    given : sequence of Partition, {node: module}, list of sets, or array of module ids
        An array is over the nodes of the first that names its own; if none does, over 0, 1, ...

    Raises
    ------
    PartitionError
        One is no partition.
    """
    partitions = [whole(p) for p in given]
    partitions = [list(p) if isinstance(p, Iterator) else p for p in partitions]
    known = next((p for p in partitions if isinstance(p, Partition)), None)
    nodes: Labels | None = None if known is None else known.nodes
    if nodes is None:
        nodes = next((named for p in partitions if (named := nodes_in(p)) is not None), None)
    return [p if isinstance(p, Partition) else _as_partition(p, known, nodes) for p in partitions]


def nodes_in(partition: Any) -> list[Hashable] | None:
    """The nodes that it names, in an order that is the same in every run; None of an array."""
    if isinstance(partition, np.ndarray) and partition.dtype != object:
        return None
    if isinstance(partition, Mapping):
        return list(partition)
    named: dict[Hashable, None] = {}
    for community in partition if isinstance(partition, Iterable) else ():
        if isinstance(community, AbstractSet):
            community = sorted(community, key=repr)
        if isinstance(community, Iterable) and not isinstance(community, str | bytes):
            named.update((node, None) for node in community if isinstance(node, Hashable))
    return list(named)


def _as_partition(given: Any, known: Partition | None, nodes: Labels | None) -> Partition:
    """Of the nodes that it names, with the flow that they have where it is known."""
    named = nodes_in(given)
    if named is None:
        named = list(range(given.size) if nodes is None else as_sequence(nodes))
    if known is None:
        return without_links(given, named, np.full(len(named), 1.0 / max(len(named), 1)))
    states = NodeModules.of(known)
    here = states if known.network.index.keys() >= set(named) else NodeModules.physical(known)
    if here is states and len(named) == len(states.labels):
        return replace(without_links(given, states.labels, states.flow), network=known.network)
    index = index_of(here.labels)
    places = np.array([index.get(node, len(here.flow)) for node in named], dtype=np.int64)
    return without_links(given, named, np.append(here.flow, 0.0)[places])


def without_links(given: Any, nodes: Sequence[Hashable], flow: Vector) -> Partition:
    """A partition of these nodes between which nothing flows, so that its code has no index."""
    network = Network.from_links([], [], nodes=nodes)
    tree = module_tree(network, given).ordered(flow)
    nothing = np.zeros(tree.num_modules)
    rates = ModuleRates(tree.sums(flow), nothing, nothing.copy())
    coded = coded_with(rates, flow, tree, NOTHING_ADDED)
    return Partition(network, coded, flow.copy(), {}, 0, None, {})


def names_of(given: Any, partition: Partition, level: int) -> list[Hashable]:
    """What the caller calls the modules of a partition, by id: of a {node: module} its modules, of
    a {node: path} paths, or their first module; of all else the ids."""
    if isinstance(given, Partition) or not isinstance(given, Mapping):
        return list(range(partition.num_modules))
    _, first = np.unique(partition.labels, return_index=True)
    values = [given[label_at(partition.nodes, u)] for u in first.tolist()]
    cut = (value[:level] if isinstance(value, tuple) else value for value in values)
    return [v[0] if level == 1 and isinstance(v, tuple) else v for v in cut]


def shared_positions(one: Sequence[Hashable], other: Sequence[Hashable]) -> tuple[Positions, ...]:
    """Where the nodes that both have stand in one and in the other."""
    if one is other or (len(one) == len(other) and list(one) == list(other)):
        return (np.arange(len(one)),) * 2
    index = index_of(other)
    there = np.array([index.get(label, -1) for label in one], dtype=np.int64)
    here = np.flatnonzero(there >= 0)
    return here, there[here]


def refuse_no_common(one: Sequence[Hashable], other: Sequence[Hashable]) -> None:
    """The error for partitions without a node in common."""
    examples = [f"{labels[0]!r}" if labels else "none" for labels in (one, other)]
    raise PartitionError(
        f"the partitions have no node in common: one has {examples[0]}, the other {examples[1]}. "
        "Nodes are the same where their labels are equal, and 1 is not '1'. Call them alike; files "
        "that have ids for names, such as .clu, are to be read with their network."
    )
