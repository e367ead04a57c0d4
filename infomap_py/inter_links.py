"""Layers and links between them to a network of states.

Two kinds of links are read: from a node to itself in another layer, whence the walker goes on to
the node's neighbours there; and from any node in any layer to any other, which are links between
states as they stand.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py._core.links import LinkList
from infomap_py._core.numbering import IntegerNumbering
from infomap_py.arrays import Vector
from infomap_py.layer_links import Integers, Layers, Names, Positions
from infomap_py.relaxation import state_network
from infomap_py.state_network import StateNetwork


class Inter(NamedTuple):
    """Links of nodes to themselves in another layer: positions of layers and nodes."""

    layers: Integers
    nodes: Integers
    other_layers: Integers
    weights: Vector


class Hops(NamedTuple):
    """The same, from copy to copy, by their keys."""

    sources: Integers
    targets: Integers
    weights: Vector

    def taken(self, which: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> Hops:
        """These of all hops."""
        return Hops(self.sources[which], self.targets[which], self.weights[which])


def linked(
    layers: Layers, inter: Inter, *, directed: bool, to_self: bool, source: str
) -> StateNetwork:
    """The states of a walker that changes layers by links that are given.

    A link of weight w from node i in layer a to layer b is one of weight w s_ij / s_i to each
    neighbour j of i in b, with s_ij the weights and s_i their sum there. Undirected, the same leads
    from b to a.
    """
    num_nodes = len(layers.names.nodes)
    here = inter.layers * num_nodes + inter.nodes
    there = inter.other_layers * num_nodes + inter.nodes
    hops = _hops(layers, here, there, inter.weights, directed)
    numbering = IntegerNumbering()
    links = LinkList()
    links.extend_pairs(
        _numbered(numbering, layers.keys[layers.sources], layers.keys[layers.targets])
    )
    hop, arcs = _onward(layers, hops)
    numbering.number(hops.sources)
    onward = layers.keys[layers.targets[arcs]]
    links.extend_pairs(_numbered(numbering, hops.sources[hop], onward))
    shares = layers.weights[arcs] / layers.strength[layers.sources[arcs]]
    links.weigh(np.concatenate([layers.weights, hops.weights[hop] * shares]))
    return state_network(
        links,
        numbering.labels(),
        layers.names,
        directed=True,
        source=source,
        always_directed=True,
        by_own_copies=to_self,
    )


def _hops(layers: Layers, here: Integers, there: Integers, weights: Vector, directed: bool) -> Hops:
    """The links in both directions, or one; those back only where they lead somewhere.

    Sorted by source: so states are numbered, whatever the order of the links.
    """
    forth = Hops(here, there, weights).taken(np.lexsort((there, here)))
    if directed:
        return forth
    back = Hops(forth.targets, forth.sources, forth.weights)
    back = back.taken(_row_of(layers, back.targets) >= 0)
    return Hops(
        np.concatenate([forth.sources, back.sources]),
        np.concatenate([forth.targets, back.targets]),
        np.concatenate([forth.weights, back.weights]),
    )


def _row_of(layers: Layers, keys: Integers) -> Integers:
    """The copy with each key, or -1 where none has links that the walker could go on along."""
    row = np.minimum(np.searchsorted(layers.keys, keys), layers.num_copies - 1)
    return np.where((layers.keys[row] == keys) & (layers.strength[row] > 0), row, -1)


def _onward(layers: Layers, hops: Hops) -> tuple[npt.NDArray[np.intp], Integers]:
    """The links on from where each hop leads: their hops and positions in the rows."""
    row = _row_of(layers, hops.targets)
    start = layers.offsets[row]
    count = np.where(row >= 0, layers.offsets[row + 1] - start, 0)
    hop = np.repeat(np.arange(len(row)), count)
    skipped = start - (np.cumsum(count) - count)
    return hop, np.arange(len(hop)) + skipped[hop]


def joined(
    sources: Integers,
    targets: Integers,
    weights: Vector,
    names: Names,
    *,
    directed: bool,
    source: str,
) -> StateNetwork:
    """States joined by links as they stand, between copies with these keys."""
    numbering = IntegerNumbering()
    links = LinkList()
    links.extend_pairs(_numbered(numbering, sources, targets))
    links.weigh(weights)
    return state_network(links, numbering.labels(), names, directed=directed, source=source)


def _numbered(numbering: IntegerNumbering, sources: Integers, targets: Integers) -> Positions:
    """The numbers of both ends of one link after another."""
    numbers: Positions = numbering.number(np.stack((sources, targets), axis=1).ravel())
    return numbers
