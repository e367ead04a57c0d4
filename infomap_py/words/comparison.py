"""Clusters of two corpora, or of two periods: what grew, split, merged, appeared and vanished."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property

from infomap_py.changes import Change, Changes, changes_of
from infomap_py.errors import InputTypeError, counted
from infomap_py.labels import kind_of
from infomap_py.matching import ENOUGH, Matching, matching_of
from infomap_py.pictures.alluvial_layout import Side
from infomap_py.words.cluster import WordCluster
from infomap_py.words.clusters import WordClusters


@dataclass(frozen=True, eq=False, repr=False)
class ClusterChange(Change[WordCluster]):
    """Clusters before and after that belong together, and what happened to them.

    Attributes
    ----------
    event : str
        "steady", "grew", "shrank", "split", "merged", "regrouped", "absorbed", "vanished",
        "broke off" or "appeared".
    before, after : tuple of WordCluster
        By decreasing flow; one of them is empty of what is on one side only.
    other : WordCluster or None
        The larger cluster that absorbed it, or that it broke off from.
    shared_flow : float
        The flow before of the words that are in these clusters on both sides; of a word that has
        parts of its flow in them, the lesser part.
    """

    event: str
    before: tuple[WordCluster, ...]
    after: tuple[WordCluster, ...]
    other: WordCluster | None
    shared_flow: float

    @staticmethod
    def members(part: WordCluster) -> Iterable[tuple[Hashable, float]]:
        """Its words, with their flow in it."""
        return zip(part.words, part.flows.tolist(), strict=True)


@dataclass(frozen=True, eq=False, repr=False)
class ClusterComparison(Changes[ClusterChange]):
    """What became of clusters: a sequence of :class:`ClusterChange` by decreasing flow, of the side
    that has more. Every cluster of either side is in one.

    Attributes
    ----------
    before, after : WordClusters
    matching : infomap_py.matching.Matching
        The numbers behind it.
    """

    before: WordClusters
    after: WordClusters
    matching: Matching

    nouns = ("clusters", "words")

    @property
    def heading(self) -> str:
        """How many clusters there are, and changes of each kind."""
        return (
            f"{counted(len(self.before), 'cluster')} before, {len(self.after):,} after: "
            f"{self.events_in_words}"
        )

    @property
    def _sides(self) -> list[Side]:
        return [Side(side.partition, range(len(side)), side) for side in (self.before, self.after)]

    @cached_property
    def _changes(self) -> tuple[ClusterChange, ...]:
        return changes_of(self.matching, self.before, self.after, ClusterChange)


def compare_clusters(
    before: WordClusters, after: WordClusters, *, min_share: float = ENOUGH
) -> ClusterComparison:
    """Compare the clusters of two corpora, or of two periods.

    Parameters
    ----------
    before, after : WordClusters
        Words are the same where they are spelt the same. Flow is a share of all in its own corpus,
        so that corpora of different sizes compare; a word that only one of them has counts in its
        cluster there, and for no match.
    min_share : float in (0, 1]
        A cluster goes on in the one that has most of the flow of its words, if that is this share
        of its flow; and likewise comes from one. See :func:`infomap_py.matching.matching_of` for
        why it is 0.4.

    Returns
    -------
    ClusterComparison
        Clusters that go on in each other, and share a tenth of the flow of both, are one change:
        one to one it "grew" or "shrank" by more than a quarter, or is "steady"; one to several
        "split"; several to one "merged"; several to several "regrouped". What goes on in a cluster
        that is much larger was "absorbed", what comes from one "broke off"; what does neither
        "vanished" or "appeared".

    Raises
    ------
    InputTypeError
        One of the two is not WordClusters.
    OptionError
        ``min_share`` is not in (0, 1].

    Notes
    -----
    Not all that differs has changed: two searches on the same corpus, or two halves of one, differ
    as well. Compare the two halves of a corpus first to see how much.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> pets, money = ["cat", "dog", "paw"], ["tax", "law", "fee"]
    >>> apart = nx.disjoint_union(nx.complete_graph(3), nx.complete_graph(3))
    >>> before = nx.relabel_nodes(apart, dict(enumerate(pets + money)))
    >>> after = nx.relabel_nodes(nx.complete_graph(5), dict(enumerate(money + ["rate", "bank"])))
    >>> print(compare_clusters(
    ...     WordClusters(infomap_py.partition(before)), WordClusters(infomap_py.partition(after))
    ... ).summary(width=70))
    2 clusters before, 1 after: 1 grew, 1 vanished
        event        flow (%)  clusters  words
         grew  50.00 > 100.00     1 > 0  tax law fee +rate bank
     vanished  50.00 >   0.00     0 > -  -cat dog paw
    """
    for name, clusters in (("before", before), ("after", after)):
        if not isinstance(clusters, WordClusters):
            raise InputTypeError(
                f"{name} is a {kind_of(clusters)}; compare_clusters() takes two WordClusters. "
                "WordClusters(partition) makes them of a partition."
            )
    matching = matching_of(before.partition, after.partition, min_share)
    return ClusterComparison(before, after, matching)
