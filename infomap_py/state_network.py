"""StateNetwork: a network whose nodes are states of physical nodes.

A state is where a walker is and what it remembers: where it came from (memory networks), or which
layer it is in (multilayer networks). Links join states; modules hold states, so that the same
physical node can be in several modules.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from infomap_py._core.links import LinkList
from infomap_py.arrays import frozen, same
from infomap_py.errors import NetworkError, counted
from infomap_py.labels import Labels, own_labels
from infomap_py.links import list_of
from infomap_py.network import Network

Positions = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class StateNetwork(Network):
    """A network of states, each of which belongs to a physical node.  Build one with
    :meth:`from_links`, :func:`infomap_py.from_paths` or :func:`infomap_py.multilayer`.

    ``nodes`` are the labels of the states; whatever is said of nodes in :class:`Network` holds for
    states.

    Attributes
    ----------
    physical : int32 array
        The position in ``physical_nodes`` of the physical node of every state.
    physical_nodes : list, range or int64 array
        The label of every physical node.
    layers : int32 array, or None
        Of a multilayer network: the position in ``layer_labels`` of the layer of every state.
    layer_labels : list, range or int64 array, or None
    always_directed : bool
        The walk moves between layers at rates that differ in the two directions, whether or not
        links within layers are one-way. :meth:`as_directed` leaves such a network as it is.
    by_own_copies : bool
        The walk between layers goes to the node's own state in the other layer first: links join
        where it comes from and where it goes in the end, the flow goes by way of that state.
    """

    physical: Positions
    physical_nodes: Labels
    layers: Positions | None = None
    layer_labels: Labels | None = None
    always_directed: bool = False
    by_own_copies: bool = False

    @classmethod
    def from_links(  # type: ignore[override]  # states have a physical node besides
        cls,
        sources: npt.ArrayLike,
        targets: npt.ArrayLike,
        weights: npt.ArrayLike | None = None,
        *,
        nodes: Labels,
        physical: npt.ArrayLike,
        physical_nodes: Labels,
        layers: npt.ArrayLike | None = None,
        layer_labels: Labels | None = None,
        directed: bool = False,
        node_weights: npt.ArrayLike | None = None,
        source: str = "",
    ) -> Self:
        """Build a network of links between positions in ``nodes``, the labels of states.

        Parameters
        ----------
        sources, targets, weights, nodes, directed, node_weights
            As in :meth:`Network.from_links`.
        physical : integer array
            For every state the position of its physical node in ``physical_nodes``.
        physical_nodes : sequence of hashable labels
            One may be without states.
        layers : integer array, optional
            For every state the position of its layer in ``layer_labels``.
        layer_labels : sequence of hashable labels, optional

        Raises
        ------
        NetworkError
            A weight, position or length breaks these rules; the first offender is named.

        References
        ----------
        .. [1] Rosvall, Esquivel, Lancichinetti, West & Lambiotte (2014), Nature Communications
           5:4630. :doi:`10.1038/ncomms5630`

        Examples
        --------
        >>> StateNetwork.from_links(
        ...     [0, 1, 2, 3], [1, 0, 3, 2],
        ...     nodes=["b after a", "a after b", "b after c", "c after b"],
        ...     physical=[1, 0, 1, 2], physical_nodes=["a", "b", "c"],
        ... )
        StateNetwork(4 states of 3 nodes, 2 links, undirected, weighted)
        """
        labels = own_labels(nodes)
        return cls.from_list(
            list_of(sources, targets, labels),
            weights,
            nodes=labels,
            directed=directed,
            node_weights=node_weights,
            source=source,
            physical=physical,
            physical_nodes=physical_nodes,
            layers=layers,
            layer_labels=layer_labels,
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
        **states: Any,
    ) -> Self:
        """As :meth:`Network.from_list`; ``states`` are as in :meth:`of`."""
        network = Network.from_list(
            links,
            weights,
            nodes=nodes,
            directed=directed,
            node_weights=node_weights,
            source=source,
        )
        return cls.of(network, **states)

    @classmethod
    def of(
        cls,
        network: Network,
        *,
        physical: npt.ArrayLike,
        physical_nodes: Labels,
        layers: npt.ArrayLike | None = None,
        layer_labels: Labels | None = None,
        always_directed: bool = False,
        by_own_copies: bool = False,
    ) -> Self:
        """The same network, its nodes taken for states.

        Raises
        ------
        NetworkError
            A position is not one in the labels, or there is not one per state.
        """
        if (layers is None) != (layer_labels is None):
            raise NetworkError(
                "layers and layer_labels belong together: give the position of every state's layer "
                "and the labels of the layers, or neither."
            )
        physical_nodes = own_labels(physical_nodes)
        layer_labels = None if layer_labels is None else own_labels(layer_labels)
        count = network.num_nodes
        return cls(
            **{field.name: getattr(network, field.name) for field in fields(Network)},
            physical=_positions("physical", physical, count, physical_nodes),
            physical_nodes=physical_nodes,
            layers=None
            if layer_labels is None
            else _positions("layers", layers, count, layer_labels),
            layer_labels=layer_labels,
            always_directed=always_directed,
            by_own_copies=by_own_copies,
        )

    def as_directed(self, directed: bool) -> Self:
        """The same links read the other way; itself where nothing changes, or never can."""
        return self if self.always_directed else super().as_directed(directed)

    def _nodes_in_words(self) -> str:
        words = f"{counted(self.num_nodes, 'state')} of {counted(len(self.physical_nodes), 'node')}"
        if self.layer_labels is None:
            return words
        return f"{words} in {counted(len(self.layer_labels), 'layer')}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StateNetwork):
            return False if isinstance(other, Network) else NotImplemented
        return (
            super().__eq__(other)
            and np.array_equal(self.physical, other.physical)
            and list(self.physical_nodes) == list(other.physical_nodes)
            and same(self.layers, other.layers)
            and self.by_own_copies == other.by_own_copies
            and self.always_directed == other.always_directed
            and _listed(self.layer_labels) == _listed(other.layer_labels)
        )

    __hash__ = None  # equal networks are compared by content


def _listed(labels: Labels | None) -> list[Any] | None:
    return None if labels is None else list(labels)


def _positions(what: str, values: Any, num_states: int, labels: Labels) -> Positions:
    """One position in the labels per state, as an array of our own."""
    positions = np.asarray(values)
    if positions.size == 0:
        positions = np.empty(0, dtype=np.int32)
    if positions.shape != (num_states,) or positions.dtype.kind not in "iu":
        raise NetworkError(
            f"{what} has shape {positions.shape} and type {positions.dtype}; "
            f"give one integer per state, {num_states} in all."
        )
    outside = (positions < 0) | (positions >= len(labels))
    if outside.any():
        u = int(np.argmax(outside))
        raise NetworkError(
            f"{what} of state {u} is {positions[u]}; expected positions in the labels, from 0 to "
            f"{len(labels) - 1} ({np.count_nonzero(outside)} of {num_states} are not)."
        )
    return frozen(positions.astype(np.int32))
