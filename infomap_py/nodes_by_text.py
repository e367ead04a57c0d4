"""Finds the nodes that a file names, by text.

A node is found by the text of its label, and where several read alike, by its position, if the file
has it. The ids in .clu and .tree are labels where all labels of the network are integers, and else
positions from 1; of these, a .tree has names as well, and the names decide. States have the id of
their physical node besides, which has to be right, and in multilayer networks that of their layer:
the two decide then, as each program has state ids of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from infomap_py.errors import ReadError
from infomap_py.file_ids import FileIds, escaped, has_integer_labels, id_columns
from infomap_py.labels import as_sequence, label_text, label_texts
from infomap_py.network import Network
from infomap_py.state_network import StateNetwork

SHOWN = 60  # characters of a line that a message shows

Spelling = Callable[[str], str]


class Nodes(Protocol):
    """What finds nodes, or calls them as the file does."""

    columns: tuple[str, ...]

    def with_text(self, text: str) -> Hashable: ...
    def with_name(self, name: str, spelling: Spelling, id: Hashable = None) -> Hashable: ...
    def with_ids(self, ids: Sequence[str], name: str | None = None) -> Hashable: ...
    def with_json(self, value: Any) -> Hashable: ...
    def takes(self, count: int) -> bool: ...


def nodes_by_text(network: Network) -> NodesByText:
    """What finds the nodes of this network."""
    if not isinstance(network, StateNetwork):
        return NodesByText(network)
    return StatesByText(network) if network.layers is None else LayeredStatesByText(network)


class NodesByText:
    """Finds nodes by label, and by what .clu and .tree call them: ``columns`` of ids."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.labels = as_sequence(network.nodes)
        self.by_text = dict(zip(label_texts(self.labels), self.labels, strict=True))
        self.columns = id_columns(network)
        self._positions: dict[Spelling, dict[str, list[int]]] = {}

    def with_text(self, text: str) -> Hashable:
        """The node whose label reads like this."""
        if text in self._alike:
            raise self._ambiguous(text)
        try:
            return self.by_text[text]
        except KeyError:
            raise self._unknown(text) from None

    def with_name(self, name: str, spelling: Spelling, id: Hashable = None) -> Hashable:
        """The node whose label is spelled like this; of several, that at the position ``id``. Other
        programs may have left labels as they were."""
        found = self._spelled(spelling).get(name, [])
        if len(found) > 1 and id in found:
            found = [u for u in found if u == id]
        if len(found) > 1:
            raise self._ambiguous(name)
        return self.labels[found[0]] if found else self.with_text(name)

    def with_ids(self, ids: Sequence[str], name: str | None = None) -> Hashable:
        """The node with these ids, which .tree calls by this name."""
        if name is None or self._have_integer_labels:
            return self._with_own_id(ids[0])
        return self.with_name(name, escaped, int(ids[0]) - 1)

    def takes(self, count: int) -> bool:
        """Whether a node has so many ids."""
        return count == len(self.columns)

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
    def _alike(self) -> set[str]:
        """What several labels read like, such as 1 and "1"."""
        if len(self.by_text) == len(self.labels):
            return set()
        counts = Counter(label_texts(self.labels))
        return {text for text, count in counts.items() if count > 1}

    def _spelled(self, spelling: Spelling) -> dict[str, list[int]]:
        """The positions of the labels that are spelled in each way."""
        if spelling not in self._positions:
            positions: dict[str, list[int]] = {}
            for u, label in enumerate(self.labels):
                positions.setdefault(spelling(label_text(label)), []).append(u)
            self._positions[spelling] = positions
        return self._positions[spelling]

    def _ambiguous(self, text: str) -> ReadError:
        return ReadError(
            f"several nodes of the network read like {shown(text)}. Rename them, or give a .json, "
            "which tells numbers from texts."
        )

    def _unknown(self, text: str) -> ReadError:
        return ReadError(
            f"node {shown(text)} is not in the network ({self.network!r}). "
            "Remove it, or give the file that belongs to this network."
        )


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
