"""Word clusters as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from infomap_py.arrays import Positions, Vector
from infomap_py.data_frames import imported_pandas
from infomap_py.errors import OptionError
from infomap_py.overlap import memberships
from infomap_py.provenance import is_hierarchy
from infomap_py.state_network import StateNetwork
from infomap_py.tree_places import TreePlaces

if TYPE_CHECKING:
    import pandas

    from infomap_py.words.clusters import WordClusters

BY = ("word", "cluster")
WORDS_OF_CLUSTER = 10


class WordRows(NamedTuple):
    """A row per word and cluster that holds it, cluster by cluster, in one by decreasing flow.

    In a hierarchy, where a row is per lowest cluster, ``path`` holds the ids from the outermost to
    the lowest, as in :attr:`Partition.paths`; elsewhere None.
    """

    word: Positions
    cluster: Positions
    flow: Vector
    path: list[tuple[int, ...]] | None


def word_rows(clusters: WordClusters) -> WordRows:
    """All rows."""
    contents = clusters.contents
    if not is_hierarchy(clusters.partition):
        ids = np.repeat(np.arange(len(clusters)), clusters.sizes)
        return WordRows(contents.word, ids, contents.flow, None)
    partition = clusters.partition
    tree, network = partition.module_tree, partition.network
    alone = np.arange(len(partition), dtype=np.int32)
    word_of = network.physical if isinstance(network, StateNetwork) else alone
    found = memberships(word_of, tree.module_of, partition.flow).above(clusters.min_share)
    top = tree.at_depth(1)[found.module]
    order = np.lexsort((found.node, -found.flow, top))
    places = TreePlaces(tree, partition.flow)
    lowest, which = np.unique(found.module[order], return_inverse=True)
    paths = [tuple(rank - 1 for rank in places.path(module)) for module in lowest.tolist()]
    return WordRows(
        found.node[order].astype(np.int64),
        top[order].astype(np.int64),
        found.flow[order],
        [paths[k] for k in which.tolist()],
    )


def data_frame_of(clusters: WordClusters, by: str) -> pandas.DataFrame:
    """See :meth:`WordClusters.to_dataframe`."""
    if by not in BY:
        raise OptionError(f"by={by!r} is none of {', '.join(map(repr, BY))}.")
    columns = _by_word(clusters) if by == "word" else dict(_by_cluster(clusters))
    frame: pandas.DataFrame = imported_pandas().DataFrame(columns)
    return frame


def _by_word(clusters: WordClusters) -> dict[str, Any]:
    rows = word_rows(clusters)
    first = np.searchsorted(rows.cluster, rows.cluster)
    columns: dict[str, Any] = {
        "word": [clusters.words[u] for u in rows.word.tolist()],
        "cluster": rows.cluster,
        "rank": 1 + np.arange(len(first)) - first,
        "flow": rows.flow,
    }
    if clusters.counts is not None:
        columns["count"] = clusters.counts[rows.word]
    if rows.path is not None:
        columns["path"] = rows.path
    return columns


def _by_cluster(clusters: WordClusters) -> Iterator[tuple[str, Any]]:
    yield "cluster", np.arange(len(clusters))
    yield "label", [cluster.label for cluster in clusters]
    yield "size", clusters.sizes
    yield "flow", clusters.contents.cluster_flow
    yield "coherence", [cluster.coherence for cluster in clusters]
    if clusters.counts is not None:
        yield "count", [cluster.count for cluster in clusters]
    yield "words", [list(cluster.words[:WORDS_OF_CLUSTER]) for cluster in clusters]
