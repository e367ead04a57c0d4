"""Counts of word pairs to links: filters, weights, and the network that comes of them.

Counts come block by block, and what the filters let through is a small part of them, so that no
more than that is ever held.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import frozen
from infomap_py.network import Network
from infomap_py.words.associations import Floats, Pairs, association_of, llr
from infomap_py.words.cooccurrence_network import CooccurrenceNetwork, JointCounts
from infomap_py.words.cooccurrence_options import CooccurrenceOptions
from infomap_py.words.filters import backbone_links, restricted, strongest_links
from infomap_py.words.pair_counts import Integers, PairCounts
from infomap_py.words.vocabulary import Vocabulary

Nodes = npt.NDArray[np.int32]
Links = tuple[Nodes, Nodes, Integers, Floats]


def linked(
    pairs: PairCounts, vocabulary: Vocabulary, options: CooccurrenceOptions, source: str
) -> CooccurrenceNetwork:
    """The network of these pairs."""
    parts = list(_links(pairs, options))
    sources, targets = _joined(parts, 0, np.int32), _joined(parts, 1, np.int32)
    joint, weights = _joined(parts, 2, np.int64), _joined(parts, 3, np.float64)
    parts.clear()
    words, directed = vocabulary.words, options.directed
    network = Network.from_links(
        sources, targets, weights, nodes=words, directed=directed, source=source
    )
    counts = Network.from_links(sources, targets, joint, nodes=words, directed=directed)
    if options.backbone_alpha is not None:
        kept = backbone_links(network, options.backbone_alpha)
        network, counts = restricted(network, kept), restricted(counts, kept)
    if options.top_k is not None:
        kept = strongest_links(network, options.top_k)
        network, counts = restricted(network, kept), restricted(counts, kept)
    return CooccurrenceNetwork.of(
        network,
        counts=frozen(vocabulary.counts),
        joint=JointCounts(
            network.offsets,
            network.targets,
            frozen(_integers(counts)),
            frozen(pairs.first_margins),
            frozen(pairs.second_margins),
            pairs.total,
            directed,
        ),
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


def _integers(counts: Network) -> Integers:
    """The weights of a network that are counts."""
    weights = counts.weights
    if weights is None:
        return np.ones(len(counts.targets), dtype=np.int64)
    return np.rint(weights).astype(np.int64)


def _joined(parts: list[Links], k: int, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
    """One of the arrays of all parts, end to end."""
    return np.concatenate([np.empty(0, dtype=dtype), *(part[k] for part in parts)])
