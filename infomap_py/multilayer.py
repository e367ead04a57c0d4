"""Multilayer networks from Python: a graph per layer, and a walker that moves between them."""

from __future__ import annotations

import numbers
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from infomap_py.adapters import to_network
from infomap_py.errors import InfomapError, NetworkError, OptionError
from infomap_py.inter_links import Inter, linked
from infomap_py.layer_links import Integers, Intra, Layers, Names, checked_ids
from infomap_py.light_layer_links import heavy_inter
from infomap_py.light_links import (
    LeftOut,
    check_min_weight,
    with_heavy_links,
    without_light_links,
)
from infomap_py.network import Network
from infomap_py.options import MultilayerOptions
from infomap_py.relaxation import relaxed
from infomap_py.state_network import StateNetwork
from infomap_py.weights import floats


def multilayer(
    layers: Mapping[Hashable, Any],
    *,
    inter: Iterable[tuple[Any, ...]] | None = None,
    relax_rate: float = 0.15,
    relax_limit: int | None = None,
    relax_limit_up: int | None = None,
    relax_limit_down: int | None = None,
    relax_by_jsd: bool = False,
    relax_to_self: bool = False,
    directed: bool | None = None,
    weight: Hashable | None = "weight",
    min_weight: float = 0.0,
) -> StateNetwork:
    """A network of several layers that share nodes; its states are ``(layer, node)``.

    Parameters
    ----------
    layers : {layer: graph}
        Graphs of any kind that :func:`infomap_py.partition` takes. A node has a state in each layer
        where it has links.
    inter : iterable of (layer, node, layer) or (layer, node, layer, weight), optional
        Links from a node in one layer to itself in another, along which the walker goes on to the
        node's neighbours there. None: the walker relaxes.
    relax_rate : float in [0, 1]
        The probability that the walker follows a link of its node in any layer, rather than one of
        the layer it is in; the default is that of the paper and of the reference implementation.
    relax_limit, relax_limit_up, relax_limit_down : int >= 0, optional
        How many layers up or down it may move: by the labels of layers if these are integers, else
        by their order. All limits hold that are given; None: it may move to any.
    relax_by_jsd : bool
        Relax to layers in proportion to how similar the node's links are there: 1 less their
        Jensen-Shannon divergence. Not by default, as it leaves layers apart in which a node has no
        neighbour in common. ``relax_rate`` has to be below 1.
    relax_to_self : bool
        Let the walker go to its node in the other layer first, as a step of its own, and from there
        to a neighbour. Visit rates stay the same, but a node's states in two layers are joined by
        flow. Not by default, as in the paper. Excludes ``relax_by_jsd``.
    directed : bool, optional
        Whether links in layers are one-way; None: as each graph says. The walk between layers is
        directed in any case.
    weight : str or None
        As in :func:`infomap_py.partition`.
    min_weight : float >= 0
        Links of less weight are left out, of ``inter`` too. A node has no state in a layer where
        none of its links is left.

    Raises
    ------
    NetworkError, ReadError, InputTypeError
        A layer is malformed, or a link between layers names what is not there.
    OptionError
        An option is out of range, or no link is as heavy as ``min_weight``.

    Notes
    -----
    A node with k links in each of n layers gives n * n * k links, as the walker may relax from each
    layer to every other; ``relax_limit`` bounds that.

    References
    ----------
    .. [1] De Domenico, Lancichinetti, Arenas & Rosvall (2015), PRX 5:011027.
       :doi:`10.1103/PhysRevX.5.011027`

    Examples
    --------
    >>> friends, colleagues = [("a", "b"), ("b", "c")], [("a", "c")]
    >>> network = multilayer({"friends": friends, "work": colleagues})
    >>> network
    StateNetwork(5 states of 3 nodes in 2 layers, 10 links, directed, weighted)
    >>> network.nodes[0]
    ('friends', 'a')
    """
    options = MultilayerOptions(
        multilayer_relax_rate=relax_rate,
        multilayer_relax_limit=relax_limit,
        multilayer_relax_limit_up=relax_limit_up,
        multilayer_relax_limit_down=relax_limit_down,
        multilayer_relax_by_jsd=relax_by_jsd,
        multilayer_relax_to_self=relax_to_self,
    )
    check_min_weight(min_weight)
    network = from_layers(layers, weight, directed, options, min_weight, inter)
    return with_heavy_links(network, min_weight)


def from_layers(
    graphs: Mapping[Hashable, Any],
    weight: Hashable | None,
    directed: bool | None,
    options: MultilayerOptions,
    min_weight: float = 0.0,
    inter: Iterable[tuple[Any, ...]] | None = None,
) -> StateNetwork:
    """A graph per layer to the network of states; see :func:`multilayer`."""
    networks = {
        label: without_light_links(_layer(label, graphs[label], weight, directed), min_weight)
        for label in _in_order(graphs)
    }
    num_left_out = sum(network.left_out.num_links for network in networks.values())
    position_of: dict[Hashable, int] = {}
    intra = _intra(list(networks.values()), position_of)
    names = Names(list(networks), _ids(list(networks)), list(position_of))
    layers = Layers.of(intra, names, directed=True)  # undirected graphs have both directions
    if inter is None:
        network = relaxed(layers, options, "layers")
    else:
        one_way = any(network.directed for network in networks.values())
        hops = _inter(list(inter), list(networks), position_of)
        hops, num_light = heavy_inter(hops, len(position_of), one_way, min_weight)
        num_left_out += num_light
        to_self = options.multilayer_relax_to_self
        network = linked(layers, hops, directed=one_way, to_self=to_self, source="layers")
    return replace(network, left_out=LeftOut(float(min_weight), num_left_out))


def _in_order(graphs: Mapping[Hashable, Any]) -> list[Hashable]:
    """The layers: ascending if they are integers, else as they are given."""
    if not isinstance(graphs, Mapping) or not graphs:
        raise OptionError("there are no layers; give a dictionary {layer: graph}.")
    return sorted(graphs) if _are_integers(graphs) else list(graphs)  # type: ignore[type-var]


def _are_integers(labels: Iterable[Hashable]) -> bool:
    return all(
        isinstance(label, numbers.Integral) and not isinstance(label, bool) for label in labels
    )


def _ids(labels: list[Any]) -> Integers:
    """What the distance of layers is told from."""
    if not _are_integers(labels):
        return np.arange(len(labels))
    try:
        return checked_ids(np.array(labels, dtype=np.int64))
    except OverflowError:
        raise NetworkError(
            f"layers go from {labels[0]} to {labels[-1]}; integers for layers have 64 bits. "
            "Give smaller ones, or strings."
        ) from None


def _layer(label: Hashable, graph: Any, weight: Hashable | None, directed: bool | None) -> Network:
    try:
        return to_network(graph, weight=weight, directed=directed)
    except InfomapError as error:
        raise type(error)(f"layer {label!r}: {error}") from error.__cause__


def _intra(networks: list[Network], position_of: dict[Hashable, int]) -> Intra:
    """The links of all layers between positions of labels, which are given to those without."""
    sources, targets, weights = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0)]
    for network in networks:
        labels = network.index
        positions = np.array(
            [position_of.setdefault(label, len(position_of)) for label in labels], dtype=np.int64
        )
        sources.append(positions[network.sources])
        targets.append(positions[network.targets])
        given = network.weights
        weights.append(np.ones(len(network.targets)) if given is None else given)
    return Intra(
        np.repeat(np.arange(len(networks)), [len(network.targets) for network in networks]),
        np.concatenate(sources),
        np.concatenate(targets),
        np.concatenate(weights),
    )


def _inter(
    links: list[tuple[Any, ...]], layers: list[Hashable], position_of: Mapping[Hashable, int]
) -> Inter:
    """Links between layers by positions."""
    layer_of = {label: a for a, label in enumerate(layers)}
    for k, link in enumerate(links):
        _check_inter(k, link, layer_of, position_of)
    weights = floats([link[3] if len(link) == 4 else 1.0 for link in links], _inter_name)
    if not (np.isfinite(weights) & (weights >= 0)).all():
        k = int(np.argmin(np.isfinite(weights) & (weights >= 0)))
        raise NetworkError(
            f"{_inter_name(k)} has weight {weights[k]}; weights must be finite and >= 0. "
            "Drop the link, or mend its weight."
        )
    return Inter(
        np.array([layer_of[link[0]] for link in links], dtype=np.int64),
        np.array([position_of[link[1]] for link in links], dtype=np.int64),
        np.array([layer_of[link[2]] for link in links], dtype=np.int64),
        weights,
    )


def _inter_name(k: int) -> str:
    return f"link {k} of inter"


def _check_inter(
    k: int, link: Any, layer_of: Mapping[Hashable, int], position_of: Mapping[Hashable, int]
) -> None:
    if not isinstance(link, tuple | list) or len(link) not in (3, 4):
        raise NetworkError(
            f"{_inter_name(k)} is {link!r}; expected (layer, node, layer) or "
            "(layer, node, layer, weight)."
        )
    for what, label, known in (
        ("layer", link[0], layer_of),
        ("node", link[1], position_of),
        ("layer", link[2], layer_of),
    ):
        if label not in known:
            raise NetworkError(
                f"{_inter_name(k)} names {label!r}, which is no {what} of the network. "
                f"Drop the link, or add the {what}."
            )
    if link[0] == link[2]:
        raise NetworkError(
            f"{_inter_name(k)} leads from layer {link[0]!r} to itself; links between layers join "
            "two. Put a link within a layer into its graph."
        )
