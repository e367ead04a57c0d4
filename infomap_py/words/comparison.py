"""Clusters of two corpora, or of two periods: what grew, split, merged, appeared and vanished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

from infomap_py.data_frames import imported_pandas
from infomap_py.errors import InputTypeError, counted
from infomap_py.labels import kind_of
from infomap_py.matching import ENOUGH, EVENTS, NONE, Group, Matching, matching_of
from infomap_py.text_tables import shown_names
from infomap_py.words.cluster import WordCluster
from infomap_py.words.clusters import WordClusters

if TYPE_CHECKING:
    import pandas

WORDS_LISTED = 10


@dataclass(frozen=True, eq=False, repr=False)
class ClusterChange:
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

    @property
    def flow_before(self) -> float:
        """The share of the flow that these clusters had."""
        return sum(cluster.flow for cluster in self.before)

    @property
    def flow_after(self) -> float:
        """The share that they have."""
        return sum(cluster.flow for cluster in self.after)

    @cached_property
    def stayed(self) -> tuple[Hashable, ...]:
        """The words that are in them on both sides, by flow before."""
        there = self._words_after
        return tuple(word for word in self._words_before if word in there)

    @cached_property
    def left(self) -> tuple[Hashable, ...]:
        """The words that were in them and are not, by flow before."""
        there = self._words_after
        return tuple(word for word in self._words_before if word not in there)

    @cached_property
    def came(self) -> tuple[Hashable, ...]:
        """The words that are in them and were not, by flow after."""
        there = self._words_before
        return tuple(word for word in self._words_after if word not in there)

    @cached_property
    def _words_before(self) -> dict[Hashable, float]:
        return _by_flow(self.before)

    @cached_property
    def _words_after(self) -> dict[Hashable, float]:
        return _by_flow(self.after)

    def __repr__(self) -> str:
        sizes = f"{len(self.before)} -> {len(self.after)}"
        flows = f"{100 * self.flow_before:.2f} -> {100 * self.flow_after:.2f} % of the flow"
        words = " ".join(shown_names((self.stayed or self.left or self.came)[:3]))
        return f"<ClusterChange {self.event}, {sizes}, {flows}: {words}>"


@dataclass(frozen=True, eq=False, repr=False)
class ClusterComparison(Sequence[ClusterChange]):
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

    @cached_property
    def events(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        numbers = Counter(change.event for change in self)
        return {event: numbers[event] for event in EVENTS if numbers[event]}

    def of(self, event: str) -> tuple[ClusterChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self if change.event == event)

    def summary(self, num_changes: int = 20, width: int | None = None) -> str:
        """The changes with most flow, a line each: the flow before and after in percent, the
        clusters by id, and words: those that stayed, those that came (+) and those that left (-).

        Changes of words alone are counted, not listed.

        Parameters
        ----------
        num_changes : int
            At most so many; what is left out is said.
        width : int, optional
            Columns; None: those of the terminal, or 100.
        """
        from infomap_py.words.comparison_summary import summary_of

        return summary_of(self, num_changes, width)

    def to_dataframe(self) -> pandas.DataFrame:
        """A pandas DataFrame with a row per change: event, before and after (tuples of ids),
        other, flow_before, flow_after, shared_flow, stayed, came, left (up to ten words each).

        Raises
        ------
        InfomapError
            pandas is not installed.
        """
        rows = [
            {
                "event": change.event,
                "before": tuple(cluster.id for cluster in change.before),
                "after": tuple(cluster.id for cluster in change.after),
                "other": None if change.other is None else change.other.id,
                "flow_before": change.flow_before,
                "flow_after": change.flow_after,
                "shared_flow": change.shared_flow,
                "stayed": list(change.stayed[:WORDS_LISTED]),
                "came": list(change.came[:WORDS_LISTED]),
                "left": list(change.left[:WORDS_LISTED]),
            }
            for change in self
        ]
        frame: pandas.DataFrame = imported_pandas().DataFrame(rows)
        return frame

    @overload
    def __getitem__(self, index: int) -> ClusterChange: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ClusterChange, ...]: ...
    def __getitem__(self, index: int | slice) -> ClusterChange | tuple[ClusterChange, ...]:
        return self._changes[index]

    def __len__(self) -> int:
        return len(self._changes)

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return f"<ClusterComparison of {self.heading}>"

    @property
    def heading(self) -> str:
        """How many clusters there are, and changes of each kind."""
        numbers = ", ".join(f"{number:,} {event}" for event, number in self.events.items())
        return (
            f"{counted(len(self.before), 'cluster')} before, {len(self.after):,} after: {numbers}"
        )

    @cached_property
    def _changes(self) -> tuple[ClusterChange, ...]:
        groups = self.matching.groups()
        shared = self.matching.shared_flow(groups)
        return tuple(map(self._change, groups, shared.tolist()))

    def _change(self, group: Group, shared_flow: float) -> ClusterChange:
        matching = self.matching
        other = None
        if not group.after and (m := int(matching.goes_on_in[group.before[0]])) != NONE:
            other = self.after[m]
        if not group.before and (m := int(matching.comes_from[group.after[0]])) != NONE:
            other = self.before[m]
        return ClusterChange(
            matching.event(group),
            tuple(self.before[m] for m in group.before),
            tuple(self.after[m] for m in group.after),
            other,
            shared_flow,
        )


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


def _by_flow(clusters: tuple[WordCluster, ...]) -> dict[Hashable, float]:
    """The words of all of them, with their flow in all, by decreasing flow."""
    flows: dict[Hashable, float] = {}
    for cluster in clusters:
        for word, flow in zip(cluster.words, cluster.flows.tolist(), strict=True):
            flows[word] = flows.get(word, 0.0) + flow
    return dict(sorted(flows.items(), key=lambda item: -item[1]))
