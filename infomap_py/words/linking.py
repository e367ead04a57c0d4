"""Counts of word pairs to links: filters, weights, and the network that comes of them.

Counts come block by block, and what the filters let through is a small part of them, so that no
more than that is ever held; but for links between words that keep the same company, which need all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from infomap_py._core.links import LinkList
from infomap_py.arrays import Floats, Nodes, frozen, joined
from infomap_py.network import Network
from infomap_py.words.associations import Pairs, association_of, llr
from infomap_py.words.cooccurrence_network import CooccurrenceNetwork, JointCounts
from infomap_py.words.cooccurrence_options import CooccurrenceOptions
from infomap_py.words.filters import backbone_links, restricted, strongest_links
from infomap_py.words.pair_counts import Integers, PairCounts
from infomap_py.words.vocabulary import Vocabulary

NO_COUNTS, NO_WEIGHTS = np.empty(0, dtype=np.int64), np.empty(0)

NO_LINKS = (np.empty(0, np.int32), np.empty(0, np.int32), NO_COUNTS, NO_WEIGHTS)

Links = tuple[Nodes, Nodes, Integers, Floats]


def linked(
    pairs: PairCounts,
    vocabulary: Vocabulary,
    options: CooccurrenceOptions,
    source: str,
    recipe: dict[str, Any],
) -> CooccurrenceNetwork:
    """The network of these pairs; source and recipe are for the provenance of results."""
    links, joint_parts, weight_parts = LinkList(), [NO_COUNTS], [NO_WEIGHTS]
    for first, second, joint, weights in _chosen(pairs, options):
        links.extend(first, second)
        joint_parts.append(joint)
        weight_parts.append(weights)
    network = Network.from_list(
        links,
        joined(weight_parts),
        nodes=vocabulary.words,
        directed=options.directed,
        source=source,
    )
    counts = _by_arc(network, joined(joint_parts))
    if options.backbone_alpha is not None:
        kept = backbone_links(network, options.backbone_alpha)
        network, counts = restricted(network, kept), counts[kept]
    if options.top_k is not None:
        kept = strongest_links(network, options.top_k)
        network, counts = restricted(network, kept), counts[kept]
    return CooccurrenceNetwork.of(
        network,
        counts=frozen(vocabulary.counts),
        recipe=recipe,
        joint=JointCounts(
            network.offsets,
            network.targets,
            frozen(counts),
            frozen(pairs.first_margins),
            frozen(pairs.second_margins),
            pairs.total,
            options.directed,
        ),
    )


def _chosen(pairs: PairCounts, options: CooccurrenceOptions) -> Iterator[Links]:
    """All links, in order of both ends."""
    if options.second_order == 0.0:
        yield from _links(pairs, options)
        return
    from infomap_py.words.second_order import with_company  # scipy takes long to import

    columns = zip(NO_LINKS, *_links(pairs, options), strict=True)
    first, second, joint, weights = map(np.concatenate, columns)
    yield with_company(
        (first, second, joint, weights), pairs, options.second_order, options.num_threads
    )


def _links(pairs: PairCounts, options: CooccurrenceOptions) -> Iterator[Links]:
    """What the filters on single pairs let through: words, counts and weights."""
    weigh = association_of(options.weight)
    for first, second, joint in pairs.blocks():
        if options.min_joint_count > 1:
            kept = joint >= options.min_joint_count
            first, second, joint = first[kept], second[kept], joint[kept]
        if options.min_llr:
            kept = llr(_described(pairs, first, second, joint)) >= options.min_llr
            first, second, joint = first[kept], second[kept], joint[kept]
        weights = weigh(_described(pairs, first, second, joint))
        kept = weights > 0
        yield first[kept], second[kept], joint[kept], weights[kept]


def _described(pairs: PairCounts, first: Nodes, second: Nodes, joint: Integers) -> Pairs:
    return Pairs(
        joint.astype(np.float64),
        pairs.first_margins[first].astype(np.float64),
        pairs.second_margins[second].astype(np.float64),
        float(pairs.total),
    )


def _by_arc(network: Network, joint: Integers) -> Integers:
    """Counts of links, which are in order of both ends, as counts of the network's arcs.

    Arcs are in that order, too. Undirected links have two, of which those to the lower end are in
    order of their sources first.
    """
    if network.directed:
        return joint
    counts = np.empty(len(network.targets), dtype=np.int64)
    is_lower = network.targets < network.sources
    counts[~is_lower] = joint
    lower = np.flatnonzero(is_lower)
    counts[lower[np.argsort(network.targets[lower], kind="stable")]] = joint
    return counts
