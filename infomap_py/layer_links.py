"""Links within layers, as they are given, and the copies of nodes that they join.

A copy is a node in a layer where it has links; copies are numbered by layer and then by node.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py._core.csr import build, sources_of
from infomap_py._core.layer_rows import LayerRows
from infomap_py._core.links import LinkList
from infomap_py._core.numbering import IntegerNumbering
from infomap_py._core.strengths import out_strengths
from infomap_py.arrays import Vector
from infomap_py.errors import NetworkError
from infomap_py.labels import Labels, label_at
from infomap_py.limits import LARGEST_SUM
from infomap_py.memory import refuse_too_many_links

Integers = npt.NDArray[np.int64]
Positions = npt.NDArray[np.int32]

FURTHEST = 2**62  # a layer's id less, or plus, a limit is a 64-bit integer


class Intra(NamedTuple):
    """Links within layers: positions of layers and of nodes."""

    layers: npt.NDArray[Any]
    sources: npt.NDArray[Any]
    targets: npt.NDArray[Any]
    weights: Vector


class Names(NamedTuple):
    """What the positions stand for; layers ascend by id, from which their distance is told."""

    layers: Labels
    layer_ids: Integers
    nodes: Labels


@dataclass(frozen=True, eq=False)
class Layers:
    """Links within layers in rows, one per copy; an undirected link stands in both.

    Attributes
    ----------
    keys : int64 array
        layer * number of nodes + node, of every copy; ascending.
    """

    names: Names
    keys: Integers
    offsets: Integers
    targets: Positions
    weights: Vector

    @classmethod
    def of(cls, links: Intra, names: Names, directed: bool) -> Layers:
        """Sort the links into rows; parallel ones are summed."""
        num_nodes = len(names.nodes)
        first = links.layers.astype(np.int64) * num_nodes
        numbering = IntegerNumbering()
        sources, targets = (
            numbering.number(first + ends) for ends in (links.sources, links.targets)
        )
        keys = numbering.labels()
        order = np.argsort(keys)
        rank = np.empty(len(keys), dtype=np.int32)
        rank[order] = np.arange(len(keys), dtype=np.int32)
        link_list = LinkList()
        link_list.extend(rank[sources], rank[targets])
        link_list.weigh(np.ascontiguousarray(links.weights, dtype=np.float64))
        offsets, row_targets, weights, resolution = build(len(keys), link_list, not directed)
        weights = np.ones(len(row_targets)) if weights is None else weights / resolution
        layers = cls(names, keys[order], offsets, row_targets, weights)
        layers._check_strengths()
        return layers

    def _check_strengths(self) -> None:
        """Refuse sums of weights that are beyond a double, or of which there are no shares."""
        strength = self.strength
        bad = (strength > LARGEST_SUM) | ((strength > 0) & (strength < np.finfo(np.float64).tiny))
        if bad.any():
            copy = int(np.argmax(bad))
            layer, node = divmod(int(self.keys[copy]), len(self.names.nodes))
            raise NetworkError(
                f"the links of node {label_at(self.names.nodes, node)!r} in layer "
                f"{label_at(self.names.layers, layer)!r} weigh {strength[copy]:.2g} in all "
                f"({np.count_nonzero(bad)} of {len(bad)} nodes in layers have such a sum), of "
                "which a double holds no shares. "
                f"{'Divide' if strength[copy] > 1.0 else 'Multiply'} the weights by 1e+200."
            )

    @property
    def num_copies(self) -> int:
        return len(self.keys)

    @cached_property
    def layer_of(self) -> Positions:
        """The layer of every copy."""
        return (self.keys // max(1, len(self.names.nodes))).astype(np.int32)

    @cached_property
    def node_of(self) -> Positions:
        """The node of every copy."""
        return (self.keys % max(1, len(self.names.nodes))).astype(np.int32)

    @cached_property
    def strength(self) -> Vector:
        """The sum of the weights in every row."""
        strength: Vector = out_strengths(self.offsets, self.targets, self.weights)
        return strength

    @cached_property
    def by_node(self) -> npt.NDArray[np.intp]:
        """All copies, sorted by node and then by layer."""
        return np.argsort(self.node_of, kind="stable")

    @property
    def sources(self) -> Positions:
        """The copy that every link leads from."""
        sources: Positions = sources_of(self.offsets)
        return sources

    def layers_within(self, down: int | None, up: int | None) -> tuple[Positions, Positions]:
        """For every layer the first that is within these distances, and the first beyond them."""
        ids = self.names.layer_ids
        first = np.zeros(len(ids)) if down is None else np.searchsorted(ids, ids - down)
        beyond = (
            np.full(len(ids), len(ids)) if up is None else np.searchsorted(ids, ids + up, "right")
        )
        return first.astype(np.int32), beyond.astype(np.int32)

    def rows(self, down: int | None, up: int | None) -> LayerRows:
        """The rows, with the copies within reach of each other."""
        lowest, beyond = self.layers_within(down, up)
        linked = self.by_node[self.strength[self.by_node] > 0]
        num_layers = len(self.names.layer_ids)
        first_of_node = self.node_of.astype(np.int64) * num_layers
        places = first_of_node[linked] + self.layer_of[linked]
        first = np.searchsorted(places, first_of_node + lowest[self.layer_of]).astype(np.int32)
        last = np.searchsorted(places, first_of_node + beyond[self.layer_of]).astype(np.int32)
        before = np.append(0, np.cumsum(np.diff(self.offsets)[linked]))
        refuse_too_many_links(int((before[last] - before[first]).sum()), num_layers)
        reach = linked.astype(np.int32), first, last
        return LayerRows(
            self.offsets, self.targets, self.weights, self.strength, self.node_of, reach
        )


def checked_ids(*layers: Integers) -> Integers:
    """All different layers, ascending.

    Raises
    ------
    NetworkError
        One is too large to tell its distance from others.
    """
    ids = np.unique(np.concatenate(layers))
    if len(ids) and (ids[0] < -FURTHEST or ids[-1] > FURTHEST):
        raise NetworkError(
            f"layers go from {ids[0]} to {ids[-1]}; integers for layers lie between -2**62 and "
            "2**62. Give smaller ones, or strings."
        )
    ids.setflags(write=False)
    return ids
