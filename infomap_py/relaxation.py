"""Layers without links between them to a network of states, whose walker moves between layers.

The walker relaxes: now and then it follows a link of another layer
(``_core/layer_rows``), of any or of one where its node has similar links
(``_core/similar_layers``).
"""

from __future__ import annotations

import numpy as np

from infomap_py._core.links import LinkList
from infomap_py._core.similar_layers import Holders, relax_to_similar
from infomap_py.labels import as_sequence
from infomap_py.layer_links import Integers, Layers, Names, Positions
from infomap_py.memory import refuse_too_many_links
from infomap_py.options import MultilayerOptions
from infomap_py.state_network import StateNetwork


def relaxed(layers: Layers, options: MultilayerOptions, source: str) -> StateNetwork:
    """The states of a walker that relaxes between layers, numbered in order of appearance."""
    links, to_self = LinkList(), options.multilayer_relax_to_self
    if options.multilayer_relax_by_jsd:
        state_of = _relax_by_similarity(layers, options, links)
    else:
        rows = layers.rows(options.limit_down, options.limit_up)
        stays = to_self and options.multilayer_relax_rate == 0.0
        state_of = (layers.rows(0, 0) if stays else rows).order_of_appearance(to_self)
        rows.relax(links, state_of, options.multilayer_relax_rate)
    keys = layers.keys[np.argsort(state_of)]
    walk = {"always_directed": True, "by_own_copies": to_self}
    return state_network(links, keys, layers.names, directed=True, source=source, **walk)


def _relax_by_similarity(layers: Layers, options: MultilayerOptions, links: LinkList) -> Positions:
    state_of: Positions = relax_to_similar(
        layers.rows(0, 0),
        _holders(layers, options.limit_down is None and options.limit_up is None),
        links,
        _linked_first(layers),
        layers.layer_of,
        layers.layers_within(options.limit_down, options.limit_up),
        options.multilayer_relax_rate,
    )
    return state_of


def _linked_first(layers: Layers) -> Positions:
    """Copies with links out, sorted by node and layer; then those that links only lead to."""
    by_node = layers.by_node
    has_links = np.diff(layers.offsets)[by_node] > 0
    return np.concatenate([by_node[has_links], by_node[~has_links]]).astype(np.int32)


def _holders(layers: Layers, all_meet: bool) -> Holders:
    """The links of every node, those to the same node in different layers side by side; if
    ``all_meet``, those of them are refused that are too many to be linked to each other."""
    sources = layers.sources
    nodes, neighbours = layers.node_of[sources], layers.node_of[layers.targets]
    order = np.lexsort((layers.layer_of[sources], neighbours, nodes))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = (np.diff(nodes[order]) != 0) | (np.diff(neighbours[order]) != 0)
    if all_meet:
        side_by_side = np.diff(np.append(np.flatnonzero(begins), len(order)))
        refuse_too_many_links(int((side_by_side**2).sum()), len(layers.names.layer_ids))
    return Holders(
        place,
        np.cumsum(begins, dtype=np.int64),
        sources[order],
        layers.layer_of[sources[order]],
        layers.weights[order],
    )


def state_network(
    links: LinkList,
    keys: Integers,
    names: Names,
    *,
    directed: bool,
    source: str,
    always_directed: bool = False,
    by_own_copies: bool = False,
) -> StateNetwork:
    """The network of these links between states, which are copies with these keys."""
    num_nodes = max(1, len(names.nodes))
    layer_of, node_of = keys // num_nodes, keys % num_nodes
    layers, nodes = as_sequence(names.layers), as_sequence(names.nodes)
    pairs = zip(layer_of.tolist(), node_of.tolist(), strict=True)
    return StateNetwork.from_list(
        links,
        nodes=[(layers[a], nodes[i]) for a, i in pairs],
        directed=directed,
        source=source,
        physical=node_of,
        physical_nodes=names.nodes,
        layers=layer_of,
        layer_labels=names.layers,
        always_directed=always_directed,
        by_own_copies=by_own_copies,
    )
