"""What .clu and .tree call nodes: integers, and names between quotes.

The id of a node is its label if all labels are integers, and else its position from 1. A state has
its own id, and that of its physical node; in a multilayer network that of its layer as well. Its
name is that of its physical node.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from numbers import Integral
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.labels import Labels, as_sequence, label_text
from infomap_py.network import Network
from infomap_py.state_network import StateNetwork

Positions = npt.NDArray[np.integer]

# Values, and which of them every node has; None: each its own.
Column = tuple[Sequence[Any], Positions | None]

NOT_IN_NAMES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"}
ESCAPES = str.maketrans(NOT_IN_NAMES)
ESCAPED = {escape: character for character, escape in NOT_IN_NAMES.items()}


class FileIds:
    """The ids and names of a network's nodes.

    ``columns`` are what there is per node, by the headings that Infomap gives them.
    """

    def __init__(self, network: Network) -> None:
        self.columns = id_columns(network)
        self._ids: list[Column] = [(node_ids(network.nodes), None)]
        self._names: Column = (as_sequence(network.nodes), None)
        if isinstance(network, StateNetwork):
            self._add_nodes_and_layers(network)

    def _add_nodes_and_layers(self, network: StateNetwork) -> None:
        self._names = (as_sequence(network.physical_nodes), network.physical)
        self._ids.append((node_ids(network.physical_nodes), network.physical))
        if network.layer_labels is not None:
            self._ids.append((node_ids(network.layer_labels), network.layers))

    def of(self, nodes: Positions) -> list[list[Any]]:
        """The ids of the nodes at these positions, column by column."""
        return [_picked(column, nodes) for column in self._ids]

    def texts(self, nodes: Positions) -> list[str]:
        """The same as text, one per node, with a blank between columns."""
        return [" ".join(map(str, ids)) for ids in zip(*self.of(nodes), strict=True)]

    def names(self, nodes: Positions) -> list[str]:
        """Their names, between quotes."""
        return [quoted_name(label) for label in _picked(self._names, nodes)]


def id_columns(network: Network) -> tuple[str, ...]:
    """The headings of the ids in files of this network."""
    if not isinstance(network, StateNetwork):
        return ("node_id",)
    return ("state_id", "node_id", *(() if network.layers is None else ("layer_id",)))


def _picked(column: Column, nodes: Positions) -> list[Any]:
    values, position_of = column
    positions = nodes if position_of is None else position_of[nodes]
    return [values[k] for k in positions.tolist()]


def has_integer_labels(nodes: Labels) -> bool:
    """Whether all nodes can be called by their labels."""
    kinds = {int} if isinstance(nodes, range) else set(map(type, as_sequence(nodes)))
    return all(issubclass(kind, Integral) and not issubclass(kind, bool) for kind in kinds)


def node_ids(nodes: Labels) -> Sequence[Any]:
    """The labels if all are integers, else 1, 2, 3, ..."""
    return as_sequence(nodes) if has_integer_labels(nodes) else range(1, len(nodes) + 1)


def quoted_name(label: Hashable) -> str:
    """The label as .tree has it, between quotes."""
    return f'"{escaped(label_text(label))}"'


def escaped(name: str) -> str:
    r"""The name with ``\\``, ``\"``, ``\n`` and ``\r`` for what would end it, or its line."""
    return name.translate(ESCAPES)


def unescaped(name: str) -> str:
    """The name as it was."""
    return re.sub(r'\\[\\"nr]', lambda match: ESCAPED[match[0]], name)
