"""WordCluster: some words that belong together, ranked."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Positions, Vector
from infomap_py.errors import counted
from infomap_py.labels import label_text
from infomap_py.output_files import one_line
from infomap_py.words.word_network import WordNetwork

if TYPE_CHECKING:
    from infomap_py.words.clusters import WordClusters

Counts = npt.NDArray[np.int64]

COHERENT_WORDS = 10  # as many as are read: the tail of a long list would hide how good its head is
WORDS_IN_LABEL = 3
WORDS_IN_REPR = 5


class Neighbour(NamedTuple):
    """A cluster, and the flow that another exchanges with it: on links to it and from it."""

    cluster: WordCluster
    flow: float


@dataclass(frozen=True, eq=False, repr=False)
class WordCluster:
    """A cluster of words, from :class:`WordClusters`.

    Attributes
    ----------
    clusters : WordClusters
        Those that it is one of.
    id : int
        Its place there, from 0, and the id of its module in ``clusters.partition``.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> from infomap_py.words.clusters import WordClusters
    >>> pets = nx.Graph([("cat", "dog"), ("dog", "paw"), ("paw", "cat"), ("paw", "tax"),
    ...                  ("tax", "law"), ("law", "fee"), ("fee", "tax")])
    >>> cluster = WordClusters(infomap_py.partition(pets))[0]
    >>> cluster
    <WordCluster 0 of 3 words: paw cat dog>
    >>> round(cluster.flow, 2), cluster.label
    (0.5, 'cat, dog, paw')
    """

    clusters: WordClusters
    id: int

    @cached_property
    def words(self) -> tuple[Hashable, ...]:
        """Its words, by decreasing flow; of equal flow, as they stand in the network."""
        words = self.clusters.words
        return tuple(words[u] for u in self.positions.tolist())

    @property
    def positions(self) -> Positions:
        """Where they stand in ``clusters.words``."""
        return self.clusters.contents.words_of(self.id)

    @property
    def flows(self) -> Vector:
        """How often each of its words is visited, while in the cluster."""
        return self.clusters.contents.flows_of(self.id)

    @property
    def flow(self) -> float:
        """How often the walk visits it: its share of all, as clusters sum to 1."""
        return float(self.clusters.contents.cluster_flow[self.id])

    @property
    def size(self) -> int:
        """How many words it has."""
        return len(self.positions)

    @property
    def counts(self) -> Counts | None:
        """How often each of its words occurs in the corpus; None where that is not known."""
        counts = self.clusters.counts
        return None if counts is None else counts[self.positions]

    @property
    def count(self) -> int | None:
        """The sum of ``counts``; where words are in several clusters, each counts them all."""
        counts = self.counts
        return None if counts is None else int(counts.sum())

    @cached_property
    def coherence(self) -> float | None:
        """How well the ten words with most flow belong together, as the network measures it: see
        ``coherence`` of its class. None of a network that has no measure; 0 of a single word."""
        network = self.clusters.network
        if not isinstance(network, WordNetwork):
            return None
        return network.coherence(self.positions[:COHERENT_WORDS])

    @cached_property
    def labels(self) -> tuple[Hashable, ...]:
        """Its words, the most distinctive first: those that are high in the cluster and rare
        outside.

        By relevance, lambda log p(w|c) + (1 - lambda) log (p(w|c) / p(w)) with lambda = 0.6, which
        people found to name topics best [1]_. Here p(w) is the flow of the word, and p(w|c) the
        part of it that it exchanges with the cluster, over the cluster's flow. In a partition that
        ranks words by flow to the power 0.6, times the share of the flow on their links that stays
        inside; of a word in several clusters, the share of its flow in this one.

        References
        ----------
        .. [1] Sievert & Shirley (2014), LDAvis: a method for visualizing and interpreting topics,
           ACL Workshop on Interactive Language Learning. :doi:`10.3115/v1/W14-3110`
        """
        relevance = self.clusters.relevance.of(self.positions, self.flows)
        order = np.argsort(-relevance, kind="stable")
        return tuple(self.words[k] for k in order.tolist())

    @property
    def label(self) -> str:
        """Its three most distinctive words, as a name."""
        return ", ".join(map(label_text, self.labels[:WORDS_IN_LABEL]))

    def nearest(self, n: int = 5) -> tuple[Neighbour, ...]:
        """See :meth:`WordClusters.nearest`."""
        return self.clusters.nearest(self, n)

    def __repr__(self) -> str:
        words = " ".join(one_line(label_text(word)) for word in self.words[:WORDS_IN_REPR])
        more = " ..." if self.size > WORDS_IN_REPR else ""
        return f"<WordCluster {self.id} of {counted(self.size, 'word')}: {words}{more}>"
