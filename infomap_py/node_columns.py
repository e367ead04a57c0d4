"""What other tools are told of the nodes of a partition, in files and graphs, besides the links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from infomap_py.labels import as_sequence, label_texts
from infomap_py.line_graph import LineGraph
from infomap_py.network import Network
from infomap_py.output_files import slices
from infomap_py.overlap import Memberships, memberships_of
from infomap_py.provenance import is_hierarchy
from infomap_py.state_network import StateNetwork

if TYPE_CHECKING:
    from infomap_py.partition import Partition

Column = Sequence[Any] | npt.NDArray[Any]
Rows = Iterator[tuple[int, int, float]]


@dataclass(frozen=True)
class NodeColumns:
    """The nodes and links to be drawn, with what is known of each node.

    Attributes
    ----------
    network : Network
        Of overlapping modules, the graph whose links were dealt out among them; in other state
        networks, nodes are states.
    module : int array
        The module of every node, the outermost in a hierarchy; that with most of its flow.
    flow : float64 array
    more : dict
        Further columns by name: ``modules``, all with their flow, where modules overlap; ``path``
        in a hierarchy; ``physical_node`` and ``layer`` of states; ``bipartite``, 1 for features,
        which is what networkx calls it; ``node_weight``; and the caller's own. Paths and modules
        are text, which all tools have.
    """

    network: Network
    module: npt.NDArray[np.integer]
    flow: npt.NDArray[np.float64]
    more: dict[str, Column]

    @classmethod
    def of(cls, partition: Partition, more: Mapping[str, Column] | None = None) -> NodeColumns:
        """Those of a partition; ``more`` has an entry per node of the network that is drawn."""
        network = partition.network
        if isinstance(network, LineGraph):
            found = memberships_of(partition)
            count = len(network.physical_nodes)
            return cls(
                network.graph,
                found.module[found.is_first],
                np.bincount(found.node, found.flow, count).astype(np.float64),
                {
                    "modules": _all_modules(found, count),
                    **_of_nodes(network.graph),
                    **(more or {}),
                },
            )
        columns = {
            **_paths(partition),
            **columns_of_states(network),
            **_of_nodes(network),
            **(more or {}),
        }
        return cls(network, partition.labels, partition.flow, columns)

    @property
    def labels(self) -> list[str]:
        """What nodes are called, as text."""
        return label_texts(self.network.nodes)

    def links(self) -> Iterator[Rows]:
        """The links, many at a time: source and target by position, weight; an undirected one
        once."""
        network = self.network
        sources, weights = network.sources, network.weights
        for part in slices(len(sources)):
            some, targets = sources[part], network.targets[part]
            amounts = np.ones(len(some)) if weights is None else weights[part]
            kept = slice(None) if network.directed else some <= targets
            yield zip(
                some[kept].tolist(), targets[kept].tolist(), amounts[kept].tolist(), strict=True
            )


def _paths(partition: Partition) -> dict[str, Column]:
    if not is_hierarchy(partition):
        return {}
    return {"path": [":".join(map(str, path)) for path in partition.paths.values()]}


def columns_of_states(network: Network) -> dict[str, Column]:
    """The physical node of every state, and its layer; of other networks nothing."""
    if not isinstance(network, StateNetwork):
        return {}
    nodes = as_sequence(network.physical_nodes)
    columns: dict[str, Column] = {"physical_node": [nodes[k] for k in network.physical.tolist()]}
    if network.layers is not None and network.layer_labels is not None:
        layers = as_sequence(network.layer_labels)
        columns["layer"] = [layers[k] for k in network.layers.tolist()]
    return columns


def _of_nodes(network: Network) -> dict[str, Column]:
    """What a network knows of nodes besides its links."""
    columns: dict[str, Column] = {}
    if network.features is not None:
        columns["bipartite"] = network.features.astype(np.int8)
    if network.node_weights is not None:
        columns["node_weight"] = network.node_weights
    return columns


def _all_modules(found: Memberships, count: int) -> list[str]:
    """Of every node "module:flow module:flow", that with most of it first."""
    texts: list[list[str]] = [[] for _ in range(count)]
    for u, m, amount in zip(*(column.tolist() for column in found), strict=True):
        texts[u].append(f"{m}:{amount!r}")
    return list(map(" ".join, texts))
