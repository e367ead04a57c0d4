"""Figures of a network as a graph: how many of the possible links there are, how many of them have
one back, and what hangs together.
"""

from __future__ import annotations

import numpy as np

from infomap_py._core.either_way import connected_components, count_mutual
from infomap_py._core.strong_components import strong_components
from infomap_py.arrays import Ids
from infomap_py.network import Network


def links_between(network: Network) -> int:
    """Links between different nodes."""
    return network.num_links - network.num_self_links


def density(network: Network) -> float:
    """The share of the possible links between different nodes that there are; of a bipartite
    network, of those between its sides. 0 where none is possible."""
    count = network.num_nodes
    if network.features is None:
        pairs = count * (count - 1) // 2
    else:
        features = int(np.count_nonzero(network.features))
        pairs = features * (count - features)
    possible = 2 * pairs if network.directed else pairs
    return links_between(network) / possible if possible else 0.0


def reciprocity(network: Network) -> float:
    """The share of the links of a directed network between different nodes that have one back; 0
    where there are none."""
    between = links_between(network)
    return int(count_mutual(network.offsets, network.targets)) / between if between else 0.0


def component_sizes(network: Network) -> Ids:
    """The nodes of each connected component, whichever way links point."""
    return np.bincount(connected_components(network.offsets, network.targets)).astype(np.int64)


def strong_component_sizes(network: Network) -> Ids:
    """The nodes of each strongly connected component."""
    _, starts = strong_components(network.offsets, network.targets)
    return np.diff(starts).astype(np.int64)
