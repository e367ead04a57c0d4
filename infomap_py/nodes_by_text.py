"""Finds the nodes that a file names, by text.

A node is found by the text of its label. The ids in .clu and .tree are labels where all labels of
the network are integers, and else positions from 1; of these, a .tree has names as well, and the
names decide. States have the id of their physical node besides, which has to be right, and in
multilayer networks that of their layer: the two decide then, as each program has state ids of its
own.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from infomap_py.errors import ReadError
from infomap_py.file_ids import FileIds, has_integer_labels, id_columns, quoted_name
from infomap_py.labels import as_sequence
from infomap_py.network import Network
from infomap_py.state_network import StateNetwork

SHOWN = 60  # characters of a line that a message shows


def nodes_by_text(network: Network | None) -> NodesByText:
    """What finds the nodes of this network; without one, they are called as in the file."""
    if network is None:
        return NodesAsNamed(Network.from_links([], [], nodes=[]))
    if not isinstance(network, StateNetwork):
        return NodesByText(network)
    return StatesByText(network) if network.layers is None else LayeredStatesByText(network)


class NodesByText:
    """Finds nodes by label, and by what .clu and .tree call them: ``columns`` of ids."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.labels = as_sequence(network.nodes)
        self.by_text = {str(label): label for label in self.labels}
        self.columns = id_columns(network)

    def with_text(self, text: str) -> Hashable:
        """The node whose label reads like this."""
        try:
            return self.by_text[text]
        except KeyError:
            raise self._unknown(text) from None

    def with_ids(self, ids: Sequence[str], name: str | None = None) -> Hashable:
        """The node with these ids, which .tree calls by this name, between quotes."""
        if name is None or self._have_integer_labels:
            return self._with_own_id(ids[0])
        if name in self._by_name:
            return self._by_name[name]
        return self.with_text(name[1:-1])  # Infomap escapes nothing

    def are_ids(self, texts: Sequence[str]) -> bool:
        """Whether these are ids rather than labels: numbers that are not all labels, or among
        labels that all look like numbers."""
        if not all(text.isdecimal() for text in texts):
            return False
        return not all(text in self.by_text for text in texts) or all(
            text.isdecimal() for text in self.by_text
        )

    def with_json(self, value: Any) -> Hashable:
        """The node that .json calls by a text or number."""
        if isinstance(value, Hashable) and value in self.network.index:
            return self.labels[self.network.index[value]]
        return self.with_text(str(value))

    def _with_own_id(self, number: str) -> Hashable:
        if self._have_integer_labels:
            return self.with_text(number)
        if not 1 <= int(number) <= len(self.labels):
            own_id = self.columns[0].replace("_", " ")
            raise ReadError(
                f"{own_id} {number} is no position from 1 to {len(self.labels)}; ids are positions "
                "where labels are no integers. Give the file that belongs to this network."
            )
        return self.labels[int(number) - 1]

    @cached_property
    def _have_integer_labels(self) -> bool:
        return has_integer_labels(self.network.nodes)

    @cached_property
    def _by_name(self) -> dict[str, Hashable]:
        return {quoted_name(label): label for label in self.labels}

    def _unknown(self, text: str) -> ReadError:
        return ReadError(
            f"node {shown(text)} is not in the network ({self.network!r}). "
            "Remove it, or give the file that belongs to this network."
        )


class NodesAsNamed(NodesByText):
    """Calls nodes as a file does: by text, and by id only where there is no name."""

    def with_text(self, text: str) -> Hashable:
        return text

    def with_ids(self, ids: Sequence[str], name: str | None = None) -> Hashable:
        return ids[0] if name is None else name[1:-1]

    def with_json(self, value: Any) -> Hashable:
        return str(value)


class StatesByText(NodesByText):
    """Finds states by their own id."""

    def with_ids(self, ids: Sequence[str], name: str | None = None) -> Hashable:
        """The state with this id; its physical node has to be that of the network."""
        state, node = ids
        label = self._with_own_id(state)
        known = self._node_ids[self.network.index[label]]
        if node != known:
            raise ReadError(
                f"state {state} is one of node {node}, in the network one of node {known}. "
                "Give the file that belongs to this network."
            )
        return label

    @cached_property
    def _node_ids(self) -> list[str]:
        _, node_ids = FileIds(self.network).of(np.arange(len(self.labels)))
        return [str(node_id) for node_id in node_ids]


class LayeredStatesByText(NodesByText):
    """Finds states by physical node and layer."""

    def with_ids(self, ids: Sequence[str], name: str | None = None) -> Hashable:
        """The state of this physical node in this layer."""
        _, node, layer = ids
        try:
            return self._by_node_and_layer[node, layer]
        except KeyError:
            raise self._unknown(f"{node} of layer {layer}") from None

    @cached_property
    def _by_node_and_layer(self) -> dict[tuple[str, str], Hashable]:
        _, nodes, layers = FileIds(self.network).of(np.arange(len(self.labels)))
        keys = zip(map(str, nodes), map(str, layers), strict=True)
        return dict(zip(keys, self.labels, strict=True))


def shown(text: str) -> str:
    """The text as messages have it, if it is long in part."""
    return repr(text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}...")
