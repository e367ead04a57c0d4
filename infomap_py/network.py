"""Network: a graph in compressed sparse rows, with the caller's own node labels; validated here, once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py._core import csr
from infomap_py.errors import NetworkError

MAX_NODES = 2**31 - 2  # node ids are int32, and one value is kept free

Labels = Sequence[Hashable] | npt.NDArray[Any]


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """A weighted graph whose nodes carry the caller's labels.  Build one with :meth:`from_links`.

    Attributes
    ----------
    offsets : int64 array, shape (num_nodes + 1,)
        Row ``u`` is ``targets[offsets[u]:offsets[u + 1]]``, sorted.
    targets : int32 array
        An undirected link stands in both rows, a self-link once; a directed link in its source's row.
    weights : float64 array like ``targets``, or None
        None: every link counts 1, and no memory is spent on it.
    nodes : list, range or int64 array
        The label of every node, in input order.
    directed : bool
    node_weights : float64 array, or None
        As a Pajek file or the caller gives them: teleportation targets, or precomputed flow.
    source : str
        What the network was read from, for the provenance of results.
    """

    offsets: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float64] | None
    nodes: Labels
    directed: bool
    node_weights: npt.NDArray[np.float64] | None = None
    source: str = field(default="")

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
    ) -> Network:
        """Build a network from links between positions in ``nodes``; parallel links are summed.

        Parameters
        ----------
        sources, targets : integer arrays
            Positions in ``nodes``, from 0.  Undirected: ``u, v`` and ``v, u`` are the same link.
        weights : array, optional
            Finite and >= 0.  None: every link counts 1.
        nodes : sequence of hashable labels
            All different; nodes without links are kept.
        node_weights : array, optional
            One finite weight >= 0 per node.

        Raises
        ------
        NetworkError
            A weight, position, length or label breaks these rules; the first offender is named.

        Examples
        --------
        >>> network = Network.from_links([0, 1, 2], [1, 2, 0], nodes=["a", "b", "c"])
        >>> network
        Network(3 nodes, 3 links, undirected, unweighted)
        """
        if len(nodes) > MAX_NODES:
            raise NetworkError(f"{len(nodes):,} nodes; at most {MAX_NODES:,} are supported.")
        source_ids, target_ids = _positions(sources, nodes), _positions(targets, nodes)
        if len(source_ids) != len(target_ids):
            raise NetworkError(
                f"{len(source_ids)} sources but {len(target_ids)} targets; give one of each per link."
            )
        link_weights = None
        if weights is not None:
            link_weights = _weights(weights, len(source_ids), "link", _link_namer(nodes, source_ids, target_ids))
        if node_weights is not None:
            node_weights = _frozen(
                _weights(node_weights, len(nodes), "node", lambda u: f"node {u} ({label_at(nodes, u)!r})")
            )
        offsets, row_targets, row_weights = csr.build(
            len(nodes), source_ids, target_ids, link_weights, not directed
        )
        return cls(
            _frozen(offsets),
            _frozen(row_targets),
            None if row_weights is None else _frozen(row_weights),
            nodes,
            directed,
            node_weights,
            source,
        )

    @property
    def num_nodes(self) -> int:
        return len(self.nodes)

    @cached_property
    def num_self_links(self) -> int:
        """Number of nodes that are linked to themselves."""
        return int(np.count_nonzero(self.targets == self.sources))

    @property
    def num_links(self) -> int:
        """Number of different links; an undirected one counts once."""
        if self.directed:
            return len(self.targets)
        return (len(self.targets) + self.num_self_links) // 2

    @property
    def sources(self) -> npt.NDArray[np.int32]:
        """The row of every entry of ``targets``; computed anew at each call."""
        rows: npt.NDArray[np.int32] = csr.sources_of(self.offsets)
        return rows

    @cached_property
    def index(self) -> dict[Hashable, int]:
        """The position of every label.

        Raises
        ------
        NetworkError
            Two nodes have the same label.
        """
        labels = self.nodes.tolist() if isinstance(self.nodes, np.ndarray) else self.nodes
        index: dict[Hashable, int] = {label: u for u, label in enumerate(labels)}
        if len(index) != len(self.nodes):
            u = next(u for u, label in enumerate(labels) if index[label] != u)
            raise NetworkError(
                f"node label {labels[u]!r} stands for nodes {u} and {index[labels[u]]}; "
                "labels must differ. Rename one of them."
            )
        return index

    def links(self) -> Iterator[tuple[Hashable, Hashable, float]]:
        """Every link once, as (label, label, weight), in row order."""
        sources, weights = self.sources, self.weights
        for e, (u, v) in enumerate(zip(sources.tolist(), self.targets.tolist(), strict=True)):
            if self.directed or u <= v:
                weight = 1.0 if weights is None else float(weights[e])
                yield label_at(self.nodes, u), label_at(self.nodes, v), weight

    def without_self_links(self) -> Network:
        """The same network less its self-links; itself where there are none."""
        if self.num_self_links == 0:
            return self
        return self._rebuilt(self.targets != self.sources, self.directed)

    def as_directed(self, directed: bool) -> Network:
        """The same links read the other way; itself where nothing changes.

        Undirected, the links u -> v and v -> u become one link that has the sum of their weights.
        Directed, an undirected link becomes one of the same weight in each direction.
        """
        if directed == self.directed:
            return self
        return self._rebuilt(slice(None), directed)

    def _rebuilt(self, kept: slice | npt.NDArray[np.bool_], directed: bool) -> Network:
        """A network of those arcs; the two arcs of an undirected link count as one if it stays so."""
        sources, targets = self.sources[kept], self.targets[kept]
        weights = None if self.weights is None else self.weights[kept]
        if not self.directed and not directed:
            once = sources <= targets
            sources, targets = sources[once], targets[once]
            weights = None if weights is None else weights[once]
        return Network.from_links(
            sources,
            targets,
            weights,
            nodes=self.nodes,
            directed=directed,
            node_weights=self.node_weights,
            source=self.source,
        )

    def __repr__(self) -> str:
        kind = "directed" if self.directed else "undirected"
        weighted = "unweighted" if self.weights is None else "weighted"
        return f"Network({self.num_nodes:,} nodes, {self.num_links:,} links, {kind}, {weighted})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Network):
            return NotImplemented
        return (
            self.directed == other.directed
            and list(self.nodes) == list(other.nodes)
            and np.array_equal(self.offsets, other.offsets)
            and np.array_equal(self.targets, other.targets)
            and _same(self.weights, other.weights)
            and _same(self.node_weights, other.node_weights)
        )

    __hash__ = None  # type: ignore[assignment]  # equal networks are compared by content


def label_at(nodes: Labels, u: int) -> Hashable:
    """The label of node u as a Python object, not as a numpy scalar."""
    label = nodes[u]
    return label.item() if isinstance(label, np.generic) else label


def _same(left: npt.NDArray[Any] | None, right: npt.NDArray[Any] | None) -> bool:
    if left is None or right is None:
        return left is right
    return np.array_equal(left, right)


def _frozen(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    array.setflags(write=False)
    return array


def _positions(values: npt.ArrayLike, nodes: Labels) -> npt.NDArray[np.int32]:
    """The ids of one end of every link as int32, checked against the number of nodes."""
    ids = np.asarray(values)
    if ids.size == 0:
        return np.empty(0, dtype=np.int32)
    if ids.ndim != 1 or ids.dtype.kind not in "iu":
        raise NetworkError(
            f"link ends have shape {ids.shape} and type {ids.dtype}; give one-dimensional integer arrays."
        )
    outside = (ids < 0) | (ids >= len(nodes))
    if outside.any():
        e = int(np.argmax(outside))
        raise NetworkError(
            f"link {e} has end {ids[e]}; ends are positions in `nodes`, from 0 to {len(nodes) - 1} "
            f"({np.count_nonzero(outside)} of {len(ids)} are not)."
        )
    return np.ascontiguousarray(ids, dtype=np.int32)


def _weights(values: npt.ArrayLike, count: int, what: str, name_of: Any) -> npt.NDArray[np.float64]:
    """``count`` finite weights >= 0 as float64; anything else names its first offender."""
    given = np.asarray(values)
    if given.dtype.kind not in "fiub":
        raise NetworkError(f"{what} weights have type {given.dtype}; give numbers.")
    weights = np.ascontiguousarray(given, dtype=np.float64)
    if weights.shape != (count,):
        raise NetworkError(f"{what} weights have shape {weights.shape}; give one per {what}, {count} in all.")
    bad = ~(np.isfinite(weights) & (weights >= 0))
    if bad.any():
        k = int(np.argmax(bad))
        raise NetworkError(
            f"{name_of(k)} has weight {float(weights[k])}; weights must be finite and >= 0 "
            f"({np.count_nonzero(bad)} of {count} {what}s are not). "
            f"Drop those {what}s, or mend their weights, before building the network."
        )
    return weights


def _link_namer(nodes: Labels, sources: npt.NDArray[np.int32], targets: npt.NDArray[np.int32]) -> Any:
    def name(e: int) -> str:
        return f"link {e} ({label_at(nodes, sources[e])!r} -> {label_at(nodes, targets[e])!r})"

    return name
