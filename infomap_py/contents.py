"""What a file contains, before it is made a network: links, states and links, or layers."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py._core.links import LinkList
from infomap_py.arrays import Vector
from infomap_py.inter_links import Inter, joined, linked
from infomap_py.labels import Labels
from infomap_py.layer_links import Integers, Intra, Layers, Names, checked_ids
from infomap_py.light_layer_links import heavy_inter, heavy_intra
from infomap_py.light_links import LeftOut
from infomap_py.network import Network
from infomap_py.options import MultilayerOptions
from infomap_py.relaxation import relaxed
from infomap_py.state_network import StateNetwork


class Links(NamedTuple):
    """Links between nodes, as :meth:`Network.from_list` takes them."""

    links: LinkList
    nodes: Labels
    directed: bool
    node_weights: Vector | None
    features: npt.NDArray[np.bool_] | None = None

    def network(self, source: str, multilayer: MultilayerOptions) -> Network:
        """The network of these links."""
        return Network.from_list(source=source, **self._asdict())


class StateLinks(NamedTuple):
    """Links between states, which belong to physical nodes."""

    states: Links
    physical: Integers
    physical_nodes: Labels

    def network(self, source: str, multilayer: MultilayerOptions) -> StateNetwork:
        """The network of these states."""
        return StateNetwork.of(
            self.states.network(source, multilayer),
            physical=self.physical,
            physical_nodes=self.physical_nodes,
        )


class Rows(NamedTuple):
    """Columns of layers, as the integers that they are called by, and of positions of nodes."""

    columns: list[Integers]
    weights: Vector

    def with_positions(self, layers: Integers, column: int) -> Integers:
        """A column of layers as positions among them."""
        return np.searchsorted(layers, self.columns[column])


class LayerLinks(NamedTuple):
    """Links within layers: (layer, source, target); and between them: (layer, node, layer); of
    which those of less than ``min_weight`` are left out before the walker moves between layers."""

    intra: Rows
    inter: Rows
    nodes: Labels
    directed: bool
    min_weight: float = 0.0

    def network(self, source: str, multilayer: MultilayerOptions) -> StateNetwork:
        """The network of states that a walker sees who changes layers."""
        intra, inter = self.intra, self.inter
        ids = checked_ids(intra.columns[0], inter.columns[0], inter.columns[2])
        _, sources, targets = intra.columns
        links = Intra(intra.with_positions(ids, 0), sources, targets, intra.weights)
        here, there = inter.with_positions(ids, 0), inter.with_positions(ids, 2)
        hops = Inter(here, inter.columns[1], there, inter.weights)
        how = len(self.nodes), self.directed, self.min_weight
        links, num_light_links = heavy_intra(links, *how)
        hops, num_light_hops = heavy_inter(hops, *how)
        layers = Layers.of(links, Names(ids, ids, self.nodes), self.directed)
        if len(inter.weights) == 0:
            network = relaxed(layers, multilayer, source)
        else:
            to_self = multilayer.multilayer_relax_to_self
            network = linked(layers, hops, directed=self.directed, to_self=to_self, source=source)
        return replace(network, left_out=LeftOut(self.min_weight, num_light_links + num_light_hops))


class JoinedLayers(NamedTuple):
    """Links from any node in any layer to any other: (layer, source, layer, target)."""

    rows: Rows
    nodes: Labels
    directed: bool

    def network(self, source: str, multilayer: MultilayerOptions) -> StateNetwork:
        """The network of states in layers."""
        rows = self.rows
        ids = checked_ids(rows.columns[0], rows.columns[2])
        sources, targets = (
            rows.with_positions(ids, layer) * len(self.nodes) + rows.columns[layer + 1]
            for layer in (0, 2)
        )
        return joined(
            sources,
            targets,
            rows.weights,
            Names(ids, ids, self.nodes),
            directed=self.directed,
            source=source,
        )


Contents = Links | StateLinks | LayerLinks | JoinedLayers
