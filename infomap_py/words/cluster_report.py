"""The report of clusters of words: named by their most distinctive words, with what is counted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from infomap_py.arrays import Ids, Positions
from infomap_py.errors import counted
from infomap_py.labels import label_texts
from infomap_py.option_checks import check_integer
from infomap_py.output_files import written
from infomap_py.report.page import page_with
from infomap_py.report.report import NUM_NODES, data_of
from infomap_py.report.subject import NAMES_OF_MODULE, Columns, Members, Subject

if TYPE_CHECKING:
    from infomap_py.words.cluster import WordCluster
    from infomap_py.words.clusters import WordClusters


def cluster_report(
    clusters: WordClusters,
    path: str | os.PathLike[str] | None = None,
    *,
    compare_with: Any = None,
    title: str | None = None,
    num_words: int = NUM_NODES,
    with_provenance: bool = True,
) -> str:
    """Make a page of clusters of words: see :func:`infomap_py.report.report.partition_report`.

    Clusters are named by their most distinctive words, as in :attr:`WordCluster.labels`; how often
    words occur in the corpus, and how coherent clusters are, is on the page where it is known. Of a
    hierarchy, it has the clusters in clusters.

    Parameters
    ----------
    clusters : WordClusters
    path, compare_with, title
        As there.
    num_words : int
        At most so many words are listed.
    with_provenance : bool
        As there.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> from infomap_py.words.clusters import WordClusters
    >>> links = [("cat", "dog"), ("dog", "paw"), ("paw", "cat"), ("tax", "law")]
    >>> page = WordClusters(infomap_py.partition(nx.Graph(links))).report(title="Words")
    >>> "<title>Words</title>" in page
    True
    """
    check_integer("num_words", num_words, 0)
    subject = ClusterSubject(clusters)
    data = data_of(subject, compare_with, title, num_words, with_provenance)
    return written(page_with(data), path)


class ClusterSubject(Subject):
    """Clusters of words, as what they are called on their page."""

    noun = ("cluster", "clusters")

    def __init__(self, clusters: WordClusters) -> None:
        super().__init__(clusters.partition)
        self.clusters = clusters

    @property
    def member(self) -> tuple[str, str]:
        return ("word", "words")

    @property
    def compared(self) -> WordClusters:
        return self.clusters

    def members(self) -> Members:
        """The words that clusters list: less those with too small a share."""
        members = super().members()
        if self.of_states:
            return members
        outermost = self.partition.module_tree.at_depth(1)[members.module].astype(np.int64)
        listed, count = self.clusters.contents, len(self.clusters.words)
        cluster = np.repeat(np.arange(len(self.clusters)), self.clusters.sizes)
        kept = np.isin(outermost * count + members.node, cluster * count + listed.word)
        return Members.in_order(members.module[kept], members.node[kept], members.flow[kept])

    def names_of(self, module: int) -> list[str]:
        """Its most distinctive words."""
        return label_texts(self._cluster(module).labels[:NAMES_OF_MODULE])

    def numbers(self) -> Iterator[tuple[str, str]]:
        """The same; words alone are clusters of one, and are told."""
        (name, number), *others = super().numbers()
        alone = self.clusters.num_alone
        yield name, number + f" ({counted(alone, 'word')} alone)" * (alone > 0)
        yield from others

    def columns_of_modules(self, modules: Ids) -> Columns:
        """Occurrences and coherence, where they are known."""
        clusters = [self._cluster(module) for module in modules.tolist()]
        known: Columns = {}
        if self.clusters.counts is not None:
            known["count"] = [cluster.count for cluster in clusters]
        coherence = [cluster.coherence for cluster in clusters]
        if None not in coherence:
            known["coherence"] = [round(value, 3) for value in coherence if value is not None]
        return known

    def columns_of_nodes(self, nodes: Positions) -> Columns:
        """Occurrences, where they are known."""
        counts = self.clusters.counts
        return {} if counts is None else {"count": counts[nodes].tolist()}

    def _cluster(self, module: int) -> WordCluster:
        """The cluster that a module is, in the level that it is on."""
        outline, tree = self.partition.tree.outline, self.partition.module_tree
        level = self.clusters.levels[int(tree.depth[module]) - 1]
        node = outline.nodes[outline.first_node[module]]
        return level[int(level.partition.labels[node])]
