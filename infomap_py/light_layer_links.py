"""Links within layers, or between them, without those that weigh too little: as they are given,
before a walker moves between layers along links that weigh something else."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py._core.numbering import IntegerNumbering
from infomap_py.inter_links import Inter
from infomap_py.layer_links import Integers, Intra, Positions
from infomap_py.light_links import without_light_links
from infomap_py.network import Network


def heavy_intra(
    links: Intra, num_nodes: int, directed: bool, min_weight: float
) -> tuple[Intra, int]:
    """The links of at least this weight, and the number of the others."""
    first = links.layers.astype(np.int64) * num_nodes
    ends = first + links.sources, first + links.targets
    heavy, left_out = _are_heavy(*ends, links.weights, directed, min_weight)
    return Intra._make(column[heavy] for column in links), left_out


def heavy_inter(
    links: Inter, num_nodes: int, directed: bool, min_weight: float
) -> tuple[Inter, int]:
    """The links of at least this weight, and the number of the others."""
    here, there = (
        layers * num_nodes + links.nodes for layers in (links.layers, links.other_layers)
    )
    heavy, left_out = _are_heavy(here, there, links.weights, directed, min_weight)
    return Inter._make(column[heavy] for column in links), left_out


def _are_heavy(
    sources: Integers,
    targets: Integers,
    weights: npt.NDArray[Any],
    directed: bool,
    min_weight: float,
) -> tuple[npt.NDArray[np.bool_], int]:
    """Whether each link between these keys is heavy enough, together with those parallel to it."""
    if min_weight == 0.0:
        return np.ones(len(weights), dtype=np.bool_), 0
    numbering = IntegerNumbering()
    positions = numbering.number(np.concatenate([sources, targets]))
    here, there = np.split(positions, 2)
    nodes = range(len(numbering.labels()))
    network = Network.from_links(here, there, weights, nodes=nodes, directed=directed)
    kept = without_light_links(network, min_weight)
    pairs = _pairs(kept.sources, kept.targets, len(nodes), directed)
    return np.isin(_pairs(here, there, len(nodes), directed), pairs), kept.left_out.num_links


def _pairs(sources: Positions, targets: Positions, num_nodes: int, directed: bool) -> Integers:
    """A number for each pair of ends, in this order or either."""
    if not directed:
        sources, targets = np.minimum(sources, targets), np.maximum(sources, targets)
    return sources.astype(np.int64) * num_nodes + targets
