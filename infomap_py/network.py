"""Network: a graph in compressed sparse rows, with the caller's own node labels.

Validated here, once; everything downstream takes a network as sound.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from infomap_py._core.csr import build, count_self_links, sources_of
from infomap_py._core.links import LinkList
from infomap_py.arrays import frozen, same
from infomap_py.errors import counted
from infomap_py.labels import Labels, as_sequence, index_of, node_namer, own_labels
from infomap_py.light_links import NONE_LEFT_OUT, LeftOut
from infomap_py.links import list_of, weigh
from infomap_py.numbering import CHUNK
from infomap_py.sides import Flags, checked_features
from infomap_py.weights import checked_sums, node_weights_of, unless_all_one, weights_by_label

ROWS = ("offsets", "targets", "stored_weights", "resolution")


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """A weighted graph whose nodes carry the caller's labels.  Build one with :meth:`from_links`.

    Attributes
    ----------
    offsets : int64 array, shape (num_nodes + 1,)
        Row ``u`` is ``targets[offsets[u]:offsets[u + 1]]``, sorted.
    targets : int32 array
        An undirected link stands in both rows, a self-link once; a directed link in its source's.
    stored_weights : float64 or uint32 array like ``targets``, or None
        None: every link counts 1, and no memory is spent on it. Where all weights are multiples of
        1, 0.1, 0.01, ..., and not too many of it, uint32: how many each is.
    resolution : int
        An arc weighs ``stored_weights / resolution``: 100 for two decimals, 1 if they are float64.
    nodes : list, range or int64 array
        The label of every node, in input order.
    directed : bool
    node_weights : float64 array, or None
        As a Pajek file or the caller gives them: teleportation targets, or precomputed flow.
    source : str
        What the network was read from, for the provenance of results.
    features : bool array, or None
        Of a bipartite network: True for features, whose visits are not coded. Links join sides.
    left_out : (min_weight, num_links)
        Links of less weight than this are not in the network, and so many were left out.
    num_given : int, or None
        How many links it was built of, each of parallel ones counted; None: not known.
    """

    offsets: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int32]
    stored_weights: npt.NDArray[Any] | None
    resolution: int
    nodes: Labels
    directed: bool
    node_weights: npt.NDArray[np.float64] | None = None
    source: str = ""
    features: Flags | None = None
    left_out: LeftOut = NONE_LEFT_OUT
    num_given: int | None = None

    @classmethod
    def from_links(
        cls,
        sources: npt.ArrayLike,
        targets: npt.ArrayLike,
        weights: npt.ArrayLike | None = None,
        *,
        nodes: Labels,
        directed: bool = False,
        node_weights: npt.ArrayLike | None = None,
        source: str = "",
        features: npt.ArrayLike | None = None,
    ) -> Network:
        """Build a network from links between positions in ``nodes``; parallel links are summed.

        Parameters
        ----------
        sources, targets : integer arrays
            Positions in ``nodes``, from 0.  Undirected: ``u, v`` and ``v, u`` are the same link.
        weights : array, optional
            Finite and >= 0.  None: every link counts 1.
        nodes : sequence of hashable labels
            All different, as :attr:`index` checks when first used; nodes without links are kept.
        node_weights : array, optional
            One finite weight >= 0 per node.
        features : bool array, optional
            Makes the network bipartite: see :meth:`with_features`.

        Raises
        ------
        NetworkError
            A weight, position or length breaks these rules; the first offender is named.

        Examples
        --------
        >>> network = Network.from_links([0, 1, 2], [1, 2, 0], nodes=["a", "b", "c"])
        >>> network
        Network(3 nodes, 3 links, undirected, unweighted)
        """
        labels = own_labels(nodes)
        return cls.from_list(
            list_of(sources, targets, labels),
            weights,
            nodes=labels,
            directed=directed,
            node_weights=node_weights,
            source=source,
            features=features,
        )

    @classmethod
    def from_list(
        cls,
        links: LinkList,
        weights: npt.ArrayLike | None = None,
        *,
        nodes: Labels,
        directed: bool,
        node_weights: npt.ArrayLike | None = None,
        source: str = "",
        features: npt.ArrayLike | None = None,
    ) -> Network:
        """The same from links whose ends are known to be sound; None keeps the weights they have.

        The list is empty afterwards: it is given back as the rows are made, so that both are never
        held at the same time.
        """
        labels = own_labels(nodes)
        if weights is not None:
            weigh(links, weights, labels)
        num_given = len(links)
        offsets, row_targets, row_weights, resolution = build(len(labels), links, not directed)
        network = cls(
            frozen(offsets),
            frozen(row_targets),
            checked_sums(offsets, row_targets, row_weights, labels),
            resolution,
            labels,
            directed,
            None if node_weights is None else node_weights_of(node_weights, labels),
            source,
            num_given=num_given,
        )
        return network if features is None else network.with_features(features)

    @property
    def num_nodes(self) -> int:
        return len(self.nodes)

    @cached_property
    def num_self_links(self) -> int:
        """Number of nodes that are linked to themselves."""
        return int(count_self_links(self.offsets, self.targets))

    @property
    def num_links(self) -> int:
        """Number of different links; an undirected one counts once."""
        if self.directed:
            return len(self.targets)
        return (len(self.targets) + self.num_self_links) // 2

    @property
    def weights(self) -> npt.NDArray[np.float64] | None:
        """The weight of every arc, or None: all are 1; made anew at each call unless float64."""
        stored = self.stored_weights
        if stored is None or stored.dtype == np.float64:
            return stored
        return frozen(np.divide(stored, self.resolution))

    @property
    def sources(self) -> npt.NDArray[np.int32]:
        """The row of every entry of ``targets``; computed anew at each call."""
        rows: npt.NDArray[np.int32] = sources_of(self.offsets)
        return rows

    @cached_property
    def index(self) -> dict[Hashable, int]:
        """The position of every label.

        Raises
        ------
        NetworkError
            Two nodes have the same label.
        """
        return index_of(self.nodes)

    def links(self) -> Iterator[tuple[Hashable, Hashable, float]]:
        """Every link once, as (label, label, weight), in row order."""
        sources, labels = self.sources, as_sequence(self.nodes)
        for start in range(0, len(sources), CHUNK):
            arcs = slice(start, start + CHUNK)
            ends = zip(sources[arcs].tolist(), self.targets[arcs].tolist(), strict=True)
            for (u, v), weight in zip(ends, self._weights_of(arcs), strict=True):
                if self.directed or u <= v:
                    yield labels[u], labels[v], weight

    def _weights_of(self, arcs: slice) -> list[float]:
        if self.stored_weights is None:
            return [1.0] * len(self.targets[arcs])
        weights: list[float] = (self.stored_weights[arcs] / self.resolution).tolist()
        return weights

    def without_self_links(self) -> Self:
        """The same network less its self-links; itself where there are none."""
        if self.num_self_links == 0:
            return self
        return self.restricted(self.targets != self.sources)

    def without_null_links(self) -> Self:
        """The same network less its links of weight 0; itself where there are none."""
        if self.stored_weights is None or self.stored_weights.all():
            return self
        return self.restricted(self.stored_weights > 0)

    def restricted(self, kept: npt.NDArray[np.bool_]) -> Self:
        """The same network of those arcs alone; an undirected link has both or neither."""
        return self._rebuilt(kept, self.directed)

    def as_directed(self, directed: bool) -> Self:
        """The same links read the other way; itself where nothing changes.

        Undirected, the links u -> v and v -> u become one link that has the sum of their weights.
        Directed, an undirected link becomes one of the same weight in each direction.
        """
        if directed == self.directed:
            return self
        return self._rebuilt(slice(None), directed)

    def with_node_weights(self, node_weights: Mapping[Hashable, float] | npt.ArrayLike) -> Self:
        """The same links with these node weights: one per node, by label or in node order.

        Raises
        ------
        NetworkError
            A weight is not finite or negative, a node is unknown, or a node has no weight.
        """
        if hasattr(node_weights, "to_dict"):  # a pandas Series has labels of its own
            node_weights = node_weights.to_dict()
        if isinstance(node_weights, Mapping):
            node_weights = weights_by_label(node_weights, self.index, node_namer(self.nodes))
        return replace(self, node_weights=node_weights_of(node_weights, self.nodes))

    def with_features(self, features: npt.ArrayLike) -> Self:
        """The same links between two sides: features, whose flag is True, and primary nodes.

        Raises
        ------
        NetworkError
            There is not one bool per node, or a link joins two nodes of one side.
        """
        flags = checked_features(features, self.sources, self.targets, self.nodes)
        return replace(self, features=frozen(flags))

    def _rebuilt(self, kept: slice | npt.NDArray[np.bool_], directed: bool) -> Self:
        """A network of those arcs; an undirected link's two count as one if it stays so."""
        sources, targets, weights = self.sources[kept], self.targets[kept], self.weights
        once = sources <= targets if not (self.directed or directed) else slice(None)
        weights = None if weights is None else weights[kept][once]
        rows = Network.from_links(
            sources[once], targets[once], weights, nodes=self.nodes, directed=directed
        )
        changed = {name: getattr(rows, name) for name in ROWS}
        return replace(self, directed=directed, num_given=None, **changed)

    def __repr__(self) -> str:
        kind = "directed" if self.directed else "undirected"
        weighted = "unweighted" if self.stored_weights is None else "weighted"
        size = f"{self._nodes_in_words()}, {counted(self.num_links, 'link')}"
        bipartite = ", bipartite" * (self.features is not None)
        left_out = f", {self.left_out}" if self.left_out.num_links else ""
        return f"{type(self).__name__}({size}, {kind}, {weighted}{bipartite}{left_out})"

    def _nodes_in_words(self) -> str:
        return counted(self.num_nodes, "node")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Network):
            return NotImplemented
        return (
            self.directed == other.directed
            and list(self.nodes) == list(other.nodes)
            and np.array_equal(self.offsets, other.offsets)
            and np.array_equal(self.targets, other.targets)
            and same(unless_all_one(self.weights), unless_all_one(other.weights))
            and same(self.node_weights, other.node_weights)
            and same(self.features, other.features)
        )

    __hash__ = None  # type: ignore[assignment]  # equal networks are compared by content
