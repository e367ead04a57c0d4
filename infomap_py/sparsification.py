"""Sparser networks: which links are kept, the strongest of every node, a backbone, or those of some
weight.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.adapters import to_network
from infomap_py.arrays import Floats, Mask, Nodes
from infomap_py.errors import NetworkError, OptionError
from infomap_py.light_links import check_min_weight
from infomap_py.network import Network
from infomap_py.option_checks import check_integer, check_number
from infomap_py.state_network import StateNetwork
from infomap_py.weights import DEFAULT_WEIGHT


def sparsify(
    graph: Any,
    *,
    top_k: int | None = None,
    backbone_alpha: float | None = None,
    min_weight: float | None = None,
    weight: Hashable | None = DEFAULT_WEIGHT,
    directed: bool | None = None,
) -> Network:
    """Keep the links of a dense weighted network that matter; all nodes stay.

    Where everything is linked to everything, as in networks of similarities, a random walk is at
    home nowhere and all nodes come out as one module. With several options given, the links stay
    that each of them keeps in the whole network, so that their order makes no difference.

    Parameters
    ----------
    graph : object
        As for :func:`infomap_py.partition`. Parallel links are summed before they are judged. The
        sides of a bipartite network stay, and the states of a state network are nodes like others.
    top_k : int >= 1, optional
        Links that are among the ``top_k`` heaviest of their one end or of the other; directed, of
        those out of their source or of those into their target. Of equal weights those to nodes
        that come first are taken. At most ``top_k * num_nodes`` links stay, twice that if directed,
        and no node that had a link is left without.
    backbone_alpha : float in (0, 1], optional
        Links that are too heavy at one end to be there by chance, the disparity filter [1]_: of a
        node with k links of total weight s, one of weight w stays if (1 - w / s)^(k - 1) <
        ``backbone_alpha``, which is how probable w or more is where s is dealt out to k links at
        random. 0.05 is customary, and leaves many nodes without links; where all weights are
        alike, none is significant.
    min_weight : float >= 0, optional
        Links of this weight or more.
    weight, directed
        As for :func:`infomap_py.partition`.

    Returns
    -------
    Network
        Its ``source`` says what was kept.

    Raises
    ------
    OptionError
        No filter is given, or one is outside its range.
    NetworkError
        The layers of a multilayer network are joined by a walker who relaxes: it is their links
        that have to be sparser.

    References
    ----------
    .. [1] Serrano, Boguñá & Vespignani (2009), PNAS 106:6483.  :doi:`10.1073/pnas.0808904106`

    Examples
    --------
    >>> import infomap_py
    >>> similar = [("a", "b", 9), ("a", "c", 8), ("b", "c", 9), ("c", "d", 1), ("d", "e", 7)]
    >>> list(infomap_py.sparsify(similar, min_weight=8).links())
    [('a', 'b', 9.0), ('a', 'c', 8.0), ('b', 'c', 9.0)]
    >>> infomap_py.sparsify(similar, top_k=1).num_links
    3
    """
    given = chosen_filters(top_k, backbone_alpha, min_weight)
    network = to_network(graph, weight=weight, directed=directed)
    if isinstance(network, StateNetwork) and network.always_directed:
        raise NetworkError(
            "the links between these states are made of those within layers, as a walker relaxes; "
            "sparsify the graph of each layer instead: {layer: sparsify(graph, ...)}."
        )
    filters = ", ".join(f"{name}={value!r}" for name, value in given.items())
    sparse = network.restricted(kept_links(network, **given))
    return replace(sparse, source=f"{network.source or 'a graph'} ({filters})")


def chosen_filters(
    top_k: int | None = None,
    backbone_alpha: float | None = None,
    min_weight: float | None = None,
) -> dict[str, Any]:
    """Those that are given, by name.

    Raises
    ------
    OptionError
        None is, or one is outside its range.
    """
    check_filters(top_k, backbone_alpha, min_weight)
    filters = {"top_k": top_k, "backbone_alpha": backbone_alpha, "min_weight": min_weight}
    given = {name: value for name, value in filters.items() if value is not None}
    if not given:
        raise OptionError(
            "no filter is given; say which links are kept: top_k=10, backbone_alpha=0.05 or "
            "min_weight=1, say."
        )
    return given


def check_filters(
    top_k: int | None = None,
    backbone_alpha: float | None = None,
    min_weight: float | None = None,
) -> None:
    """Refuse what is outside its range.

    Raises
    ------
    OptionError
    """
    if top_k is not None:
        check_integer("top_k", top_k, 1)
    if backbone_alpha is not None:
        check_number("backbone_alpha", backbone_alpha)
        if not 0.0 < backbone_alpha <= 1.0:
            raise OptionError(f"backbone_alpha={backbone_alpha!r} is not in (0, 1].")
    if min_weight is not None:
        check_min_weight(min_weight)


def kept_links(
    network: Network,
    top_k: int | None = None,
    backbone_alpha: float | None = None,
    min_weight: float | None = None,
) -> Mask:
    """Whether every arc is kept by all the filters that are given."""
    kept = np.ones(len(network.targets), dtype=bool)
    if min_weight is not None:
        kept &= _weights(network) >= min_weight
    if backbone_alpha is not None:
        kept &= backbone_links(network, backbone_alpha)
    if top_k is not None:
        kept &= strongest_links(network, top_k)
    return kept


def strongest_links(network: Network, top_k: int) -> Mask:
    """Whether every arc is among the ``top_k`` heaviest of its source or its target.

    Of equal weights those to nodes that come first are taken. Directed, they are the links out of
    the source, and those into the target.
    """
    stored = network.stored_weights
    if stored is None:
        heaviest_first = np.arange(len(network.targets))
    else:
        downwards = -stored if stored.dtype == np.float64 else ~stored  # of unsigned integers
        heaviest_first = np.argsort(downwards, kind="stable")
    return _are_first(network.sources, heaviest_first, top_k) | _are_first(
        network.targets, heaviest_first, top_k
    )


def _are_first(ends: Nodes, order: npt.NDArray[np.intp], top_k: int) -> Mask:
    """Whether arcs are among the first in this order of those with the same end.

    Arcs stand in order of their other ends, which stable sorts keep; those of 16 bits are radix
    sorts, in linear time.
    """
    for bits in (0, 16):
        digits = (ends >> bits).astype(np.uint16)
        order = order[np.argsort(digits[order], kind="stable")]
    first = np.concatenate([[0], np.cumsum(np.bincount(ends))])
    kept = np.empty(len(ends), dtype=bool)
    kept[order] = np.arange(len(ends)) - first[ends[order]] < top_k
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
