"""WordClusters: a partition of words, read as ranked lists."""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt

from infomap_py.arrays import Positions
from infomap_py.errors import OptionError, UnknownWordError, counted
from infomap_py.labels import as_sequence, index_of
from infomap_py.line_graph import graph_of
from infomap_py.module_links import flow_between
from infomap_py.network import Network
from infomap_py.overlap import Memberships, memberships_of, physical_nodes
from infomap_py.partition import Partition
from infomap_py.words.cluster import Counts, Neighbour, WordCluster
from infomap_py.words.contents import Contents
from infomap_py.words.relevance import Relevance
from infomap_py.words.spelling import near_spellings

if TYPE_CHECKING:
    import pandas
    from matplotlib.axes import Axes
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False, repr=False)
class WordClusters(Sequence[WordCluster]):
    """Clusters of words by decreasing flow, each with its words by decreasing flow.

    A sequence of :class:`WordCluster`. ``"cat" in clusters`` tells whether a cluster holds the
    word, and :meth:`of` which; ``cluster in clusters`` whether it is one of these.

    Parameters
    ----------
    partition : Partition
        Of a network of words, such as :func:`infomap_py.cluster_words` finds; of any network whose
        nodes are to be read as words.
    min_share : float in [0, 1]
        Of words in several clusters: those with less than this share of the word's flow do not
        list it, but for that with most of it. By default all do, in their order.

    Attributes
    ----------
    partition : Partition
        All that is known of how the clusters were found. Of a hierarchy, the clusters are its
        outermost modules; :attr:`levels` has the finer ones.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> links = [("cat", "dog"), ("dog", "paw"), ("paw", "cat"), ("paw", "tax"), ("tax", "law"),
    ...          ("law", "fee"), ("fee", "tax")]
    >>> clusters = WordClusters(infomap_py.partition(nx.Graph(links)))
    >>> clusters
    <WordClusters of 6 words: 2 clusters, 2.3207 bits per step>
    >>> clusters.of("law")
    (<WordCluster 1 of 3 words: tax law fee>,)
    >>> "law" in clusters, "order" in clusters
    (True, False)
    >>> print(clusters.summary(width=60))
    2 clusters of 6 words, 2.3207 bits per step
     id     flow  size  words
      0  50.00 %     3  paw cat dog
      1  50.00 %     3  tax law fee
    """

    partition: Partition
    min_share: float = 0.0

    def __post_init__(self) -> None:
        _ = self.contents  # refuses a min_share that is none, now

    @property
    def network(self) -> Network:
        """The network of words; of clusters that overlap, not that of its links."""
        return graph_of(self.partition.network)

    @property
    def codelength(self) -> float:
        """Bits per step of the walk."""
        return self.partition.codelength

    @cached_property
    def words(self) -> Sequence[Hashable]:
        """All words, in the order of the network."""
        return as_sequence(physical_nodes(self.partition))

    @cached_property
    def counts(self) -> Counts | None:
        """How often each of them occurs in the corpus; None where that is not known."""
        counts: Counts | None = getattr(self.network, "counts", None)
        return counts

    @cached_property
    def alone(self) -> npt.NDArray[np.bool_]:
        """Of every cluster, whether it has one word only: nobody reads those as a list."""
        found = memberships_of(self.partition)
        alone: npt.NDArray[np.bool_] = np.bincount(found.module, minlength=len(self)) == 1
        return alone

    @property
    def num_alone(self) -> int:
        """How many words are alone in a cluster."""
        return int(np.count_nonzero(self.alone))

    @property
    def sizes(self) -> Positions:
        """The number of words in every cluster."""
        return np.diff(self.contents.first)

    @cached_property
    def levels(self) -> tuple[WordClusters, ...]:
        """Of a hierarchy, the clusters at every depth, the coarsest first; else these alone."""
        if self.partition.num_levels <= 2:
            return (self,)
        return tuple(WordClusters(level, self.min_share) for level in self.partition.levels)

    def of(self, word: Hashable) -> tuple[WordCluster, ...]:
        """The clusters that hold the word, that with most of its flow first: one in a partition,
        several where clusters overlap.

        Raises
        ------
        UnknownWordError
            No cluster holds it; it is a KeyError.
        """
        u = self._index.get(word)
        if u is None:
            raise UnknownWordError(self._unknown(word))
        first, end = np.searchsorted(self._memberships.node, [u, u + 1]).tolist()
        return tuple(self[m] for m in self._memberships.module[first:end].tolist())

    def nearest(self, cluster: WordCluster | int, n: int = 5) -> tuple[Neighbour, ...]:
        """The clusters that exchange most flow with this one, and how much.

        Parameters
        ----------
        cluster : WordCluster or int
            One of these, or its id.
        n : int
            At most so many; fewer where it exchanges flow with fewer.

        Raises
        ------
        OptionError
            The cluster is one of other clusters; ``n`` is negative.
        """
        if isinstance(cluster, WordCluster) and cluster.clusters is not self:
            raise OptionError(f"{cluster!r} is not one of {self!r}; ask those that it is one of.")
        if n < 0:
            raise OptionError(f"n={n!r} is negative; it is how many clusters are asked for.")
        here = cluster if isinstance(cluster, WordCluster) else self[cluster]
        between = self.between
        row = slice(between.indptr[here.id], between.indptr[here.id + 1])
        others, flows = between.indices[row], between.data[row]
        nearest = np.argsort(-flows, kind="stable")[:n]
        return tuple(Neighbour(self[int(others[k])], float(flows[k])) for k in nearest.tolist())

    @cached_property
    def between(self) -> csr_array:
        """The flow that any two clusters exchange, a symmetric sparse array."""
        return flow_between(self.partition)

    @cached_property
    def contents(self) -> Contents:
        """Words and flows of all clusters, as arrays."""
        labels, flow = self.partition.labels, self.partition.flow
        cluster_flow = np.bincount(labels, flow, self.partition.num_modules).astype(np.float64)
        return Contents.of(self._memberships, cluster_flow)

    @cached_property
    def relevance(self) -> Relevance:
        """How distinctive words are for clusters: see :attr:`WordCluster.labels`."""
        return Relevance.in_clusters_of(self.partition)

    def summary(self, num_clusters: int = 20, width: int | None = None) -> str:
        """The largest clusters as a person reads them: a line for each, with its share of the flow,
        size, coherence, and as many of its words as fit. Words alone are counted, not listed.

        Parameters
        ----------
        num_clusters : int
            At most so many; what is left out is said.
        width : int, optional
            Columns; None: those of the terminal, or 100. Chinese characters take two.
        """
        from infomap_py.words.cluster_summary import summary_of

        return summary_of(self, num_clusters, width)

    def to_dataframe(self, by: str = "word") -> pandas.DataFrame:
        """A pandas DataFrame, cluster by cluster.

        Parameters
        ----------
        by : "word" or "cluster"
            A row per word and cluster that holds it: word, cluster, rank in the cluster from 1,
            flow; count where it is known; in a hierarchy, path. Or a row per cluster: cluster,
            label, size, flow, coherence, words (the ten with most flow); count where it is known.

        Raises
        ------
        OptionError
            ``by`` is neither.
        MissingPackageError
            pandas is not installed.
        """
        from infomap_py.words.cluster_tables import data_frame_of

        return data_frame_of(self, by)

    def to_tsv(self, path: str | os.PathLike[str]) -> None:
        """Write lines ``word<TAB>cluster<TAB>flow``: see :meth:`write`."""
        self.write(path, "tsv")

    def write(self, path: str | os.PathLike[str], format: str | None = None) -> None:
        """Write to a file; its suffix chooses the format: see
        :func:`infomap_py.words.cluster_files.write`."""
        from infomap_py.words.cluster_files import write

        write(self, path, format)

    def map(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        num_clusters: int = 60,
        width: int = 1200,
        height: int = 900,
    ) -> str:
        """Draw the clusters: see :func:`infomap_py.words.word_map.word_map`."""
        from infomap_py.output_files import written
        from infomap_py.words.word_map import word_map

        return written(word_map(self, num_clusters=num_clusters, width=width, height=height), path)

    def plot(
        self,
        kind: str = "map",
        *,
        ax: Axes | None = None,
        num_clusters: int | None = None,
        labels: bool | Mapping[Hashable, object] = True,
        font: str | os.PathLike[str] | None = None,
    ) -> Axes:
        """Draw the clusters with matplotlib: the kinds and options of
        :meth:`infomap_py.Partition.plot`. Clusters are named by their most distinctive words, as in
        :attr:`WordCluster.labels`; words alone are left out of a map.

        Examples
        --------
        >>> import matplotlib.figure, networkx as nx, infomap_py
        >>> links = [("cat", "dog"), ("dog", "paw"), ("paw", "cat"), ("paw", "tax"), ("tax", "law"),
        ...          ("law", "fee"), ("fee", "tax")]
        >>> clusters = WordClusters(infomap_py.partition(nx.Graph(links)))
        >>> ax = clusters.plot("map", ax=matplotlib.figure.Figure().add_subplot())
        >>> [text.get_text() for text in ax.texts]
        ['cat', 'dog', 'paw', 'law', 'fee', 'tax']
        """
        from infomap_py.plots.kinds import plot

        return plot(
            self.partition,
            kind,
            "num_clusters",
            clusters=self,
            ax=ax,
            num_modules=num_clusters,
            labels=labels,
            font=font,
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: what was clustered, and the map."""
        from infomap_py.words.notebook import clusters_html

        return clusters_html(self)

    def report(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        compare_with: Any = None,
        title: str | None = None,
        num_words: int = 10_000,
    ) -> str:
        """Make a page to look at them in a browser, which works offline, and write it where a path
        is given: see :func:`infomap_py.words.cluster_report.cluster_report`."""
        from infomap_py.words.cluster_report import cluster_report

        return cluster_report(
            self, path, compare_with=compare_with, title=title, num_words=num_words
        )

    @overload
    def __getitem__(self, index: int) -> WordCluster: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[WordCluster, ...]: ...
    def __getitem__(self, index: int | slice) -> WordCluster | tuple[WordCluster, ...]:
        return self._clusters[index]

    def __len__(self) -> int:
        return len(self._clusters)

    def __contains__(self, item: object) -> bool:
        """Whether it is a word that a cluster holds, or one of the clusters."""
        if isinstance(item, WordCluster):
            return item.clusters is self
        return item in self._index

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return (
            f"<WordClusters of {counted(len(self.words), 'word')}: "
            f"{counted(len(self), 'cluster')}, {self.codelength:.4f} bits per step>"
        )

    @cached_property
    def _clusters(self) -> tuple[WordCluster, ...]:
        return tuple(WordCluster(self, m) for m in range(self.partition.num_modules))

    @cached_property
    def _memberships(self) -> Memberships:
        return memberships_of(self.partition, self.min_share)

    @cached_property
    def _index(self) -> dict[Hashable, int]:
        return index_of(self.words)

    def _unknown(self, word: Hashable) -> str:
        near = near_spellings(str(word), self._index)
        hint = f" Near it are {', '.join(map(repr, near))}." if near else ""
        return (
            f"no cluster holds {word!r}, which is none of the {counted(len(self.words), 'word')} "
            f"that were clustered.{hint} A word may have been too rare, or a stop word."
        )
