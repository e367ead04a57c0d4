"""Numbers that explain what came of a walk: how sparse its network is, how much choice a step has,
how unequal weights and visits are, and whether the walk comes back.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import infomap_py._core.strengths as strengths
import infomap_py._core.sums as sums
from infomap_py import link_measures
from infomap_py.labels import label_at
from infomap_py.line_graph import LineGraph, graph_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions, chosen

if TYPE_CHECKING:
    from infomap_py.partition import Partition

ARCS_AT_A_TIME = 1 << 20
WEIGHTS_SAMPLED = 1 << 22  # of more weights, every second, third, ... one


class WalkMeasures:
    """Of the network of a partition, read as its walk did; links of weight 0 are none.

    Each is counted when it is first asked for: some take as long as reading the network.
    """

    def __init__(self, partition: Partition) -> None:
        self._of = partition

    @cached_property
    def network(self) -> Network:
        """Of links where states are links; elsewhere that of the partition."""
        graph, options = graph_of(self._of.network), chosen(FlowOptions, self._of.options)
        network = graph.as_directed(options.is_directed(graph.directed))
        network = network if options.self_links else network.without_self_links()
        return network.without_null_links()

    @cached_property
    def visits(self) -> npt.NDArray[np.float64]:
        """The visit rate of every node of it."""
        states, flow = self._of.network, self._of.flow
        if not isinstance(states, LineGraph):
            return flow
        return np.bincount(states.physical, flow, states.graph.num_nodes).astype(np.float64)

    @property
    def num_nodes(self) -> int:
        return self.network.num_nodes

    @cached_property
    def has_neighbour(self) -> npt.NDArray[np.bool_]:
        """Whether every node has a link to or from another."""
        sources, targets = self.network.sources, self.network.targets
        if self.network.num_self_links:
            others = sources != targets
            sources, targets = sources[others], targets[others]
        linked = np.zeros(self.num_nodes, dtype=bool)
        linked[sources] = True
        linked[targets] = True
        return linked

    @property
    def num_linked(self) -> int:
        """Nodes that have neighbours."""
        return int(np.count_nonzero(self.has_neighbour))

    @property
    def num_links(self) -> int:
        """Between different nodes."""
        return link_measures.links_between(self.network)

    @property
    def mean_degree(self) -> float:
        """Links per node that has any; each is at two nodes."""
        return 2.0 * self.num_links / max(1, self.num_linked)

    @property
    def density(self) -> float:
        """The share of the possible links between different nodes that there are."""
        return link_measures.density(self.network)

    @cached_property
    def num_components(self) -> int:
        """Of nodes that have neighbours, joined by links in either direction."""
        return len(link_measures.component_sizes(self.network)) - self.num_nodes + self.num_linked

    @cached_property
    def largest_circuit(self) -> float:
        """The share of nodes in the largest strongly connected component, in which the walk comes
        back; 0 if it never does."""
        largest = int(link_measures.strong_component_sizes(self.network).max(initial=0))
        return largest / self.num_nodes if largest > 1 else 0.0

    @property
    def dead_ends(self) -> float:
        """The share of nodes that have neighbours and no link out."""
        ends = self.has_neighbour & (np.diff(self.network.offsets) == 0)
        return int(np.count_nonzero(ends)) / max(1, self.num_linked)

    @cached_property
    def reciprocity(self) -> float:
        """The share of links between different nodes that have one in return."""
        return link_measures.reciprocity(self.network) if self.network.directed else 1.0

    @cached_property
    def self_link_weight(self) -> float:
        """The share of the weight out of nodes that is on links to themselves."""
        rows = self.network.offsets, self.network.targets, self.network.stored_weights
        whole: float = sums.total(strengths.out_strengths(*rows))
        to_others: float = sums.total(strengths.out_strengths(*rows, False))
        return 1.0 - to_others / whole if whole else 0.0

    @property
    def visited(self) -> float:
        """Two to the entropy of the visits: how many nodes equally visited would surprise alike."""
        return float(2.0 ** -sums.plogp_sum(self.visits))

    @cached_property
    def choice(self) -> float:
        """Two to the entropy of a step from where the walk is: among how many nodes it chooses."""
        entropy = 0.0
        for rows, strength, terms in self._rows():
            some = strength > 0.0
            bits = np.log2(strength[some]) - terms[some] / strength[some]
            entropy += float(np.sum(self.visits[rows][some] * bits))
        return float(2.0**entropy)

    def _rows(self) -> Iterator[tuple[slice, npt.NDArray[np.float64], npt.NDArray[np.float64]]]:
        """Some rows at a time, the sums of their weights w, and those of w log2 w."""
        offsets, stored = self.network.offsets, self.network.stored_weights
        start = 0
        while start < self.num_nodes:
            limit = int(offsets[start]) + ARCS_AT_A_TIME
            end = max(start + 1, int(np.searchsorted(offsets, limit, side="right")) - 1)
            rows, degree = slice(start, end), np.diff(offsets[start : end + 1])
            if stored is None:
                yield rows, degree.astype(np.float64), np.zeros(end - start)
            else:
                weights = stored[offsets[start] : offsets[end]].astype(np.float64)
                row_of = np.repeat(np.arange(end - start), degree)
                terms = weights * np.log2(weights)
                strength = np.bincount(row_of, weights, end - start).astype(np.float64)
                yield rows, strength, np.bincount(row_of, terms, end - start).astype(np.float64)
            start = end

    @cached_property
    def sampled_weights(self) -> npt.NDArray[np.float64]:
        """The weights of all links, or of every k-th, in increasing order; empty if all are 1."""
        stored = self.network.stored_weights
        if stored is None:
            return np.empty(0)
        step = math.ceil(len(stored) / WEIGHTS_SAMPLED)
        return np.sort(stored[:: max(1, step)]) / self.network.resolution

    @property
    def heaviest_tenth(self) -> float:
        """The share of the weight that the heaviest tenth of the links have: 0.1 if all are alike,
        more the more unequal they are."""
        weights = self.sampled_weights
        if len(weights) == 0:
            return 0.1
        return float(weights[len(weights) - len(weights) // 10 :].sum() / weights.sum())

    @cached_property
    def hub(self) -> tuple[Hashable, float]:
        """The most visited node, and how often it is visited."""
        u = int(np.argmax(self.visits))
        return label_at(self.network.nodes, u), float(self.visits[u])
