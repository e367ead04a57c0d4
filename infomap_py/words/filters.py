"""Which links of a weighted network are kept: the strongest of every node, or its backbone."""

from __future__ import annotations

import numpy as np

from infomap_py.arrays import Floats, Mask, Nodes
from infomap_py.network import Network


def strongest_links(network: Network, top_k: int) -> Mask:
    """Whether every arc is among the ``top_k`` heaviest of its source or its target.

    Of equal weights those to nodes that come first are taken. Directed, they are the links out of
    the source, and those into the target.
    """
    weights, sources = _weights(network), network.sources
    kept = _are_strongest(sources, network.targets, weights, top_k)
    return kept | _are_strongest(network.targets, sources, weights, top_k)


def _are_strongest(ends: Nodes, others: Nodes, weights: Floats, top_k: int) -> Mask:
    """Whether arcs are among the heaviest of those with the same end."""
    order = np.lexsort((others, -weights, ends))
    first = np.concatenate([[0], np.cumsum(np.bincount(ends))])
    rank = np.arange(len(ends)) - first[ends[order]]
    kept = np.empty(len(ends), dtype=bool)
    kept[order] = rank < top_k
    return kept


def backbone_links(network: Network, alpha: float) -> Mask:
    """Whether every arc is in the backbone: too heavy at either end to be there by chance.

    If a node of k links and strength s had dealt out its strength at random, a link would have
    weight w or more with probability (1 - w / s)^(k - 1), which has to be below ``alpha``. An only
    link is always that heavy, and so its other end decides.

    References
    ----------
    .. [1] Serrano, Boguñá & Vespignani (2009), PNAS 106:6483.  :doi:`10.1073/pnas.0808904106`
    """
    weights = _weights(network)
    return _are_significant(network.sources, weights, alpha) | _are_significant(
        network.targets, weights, alpha
    )


def _are_significant(ends: Nodes, weights: Floats, alpha: float) -> Mask:
    """Whether arcs are heavy among those with the same end."""
    strength = np.bincount(ends, weights)[ends]
    degree = np.bincount(ends)[ends]
    share = np.divide(weights, strength, out=np.zeros(len(weights)), where=strength > 0)
    significant: Mask = (1.0 - share) ** (degree - 1) < alpha
    return significant


def _weights(network: Network) -> Floats:
    weights = network.weights
    return np.ones(len(network.targets)) if weights is None else weights


def restricted(network: Network, kept: Mask) -> Network:
    """A network of those arcs alone, and of all nodes; an undirected link has both or neither."""
    sources, targets = network.sources, network.targets
    once = kept if network.directed else kept & (sources <= targets)
    return Network.from_links(
        sources[once],
        targets[once],
        None if network.weights is None else network.weights[once],
        nodes=network.nodes,
        directed=network.directed,
        node_weights=network.node_weights,
        source=network.source,
        features=network.features,
    )
