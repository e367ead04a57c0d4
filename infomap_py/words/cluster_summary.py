"""Clusters as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from infomap_py.errors import counted
from infomap_py.text_tables import table_with_names
from infomap_py.text_width import terminal_width

if TYPE_CHECKING:
    from infomap_py.words.cluster import WordCluster
    from infomap_py.words.clusters import WordClusters


def summary_of(clusters: WordClusters, num_clusters: int, width: int | None) -> str:
    """See :meth:`WordClusters.summary`."""
    shown = largest(clusters, max(num_clusters, 0))
    lines = list(heading_of(clusters))
    if shown:
        lines += _table(shown, terminal_width() if width is None else width)
    lines += _rest(clusters, shown)
    return "\n".join(lines)


def largest(clusters: WordClusters, count: int) -> list[WordCluster]:
    """At most so many, less words alone."""
    return [clusters[m] for m in np.flatnonzero(~clusters.alone)[:count].tolist()]


def heading_of(clusters: WordClusters) -> Iterator[str]:
    """How many there are, and of a hierarchy on how many levels."""
    yield (
        f"{counted(len(clusters) - clusters.num_alone, 'cluster')} of "
        f"{counted(len(clusters.words), 'word')}, {clusters.codelength:.4f} bits per step"
    )
    finer = clusters.levels[1:]
    if finer:
        numbers = ", ".join(f"{len(level):,}" for level in finer)
        number = len(clusters.levels)
        yield f"{number} levels of clusters; the finer ones have {numbers}: see .levels"


def _table(shown: list[WordCluster], width: int) -> Iterator[str]:
    """Columns of numbers, as wide as these take, and words in what is left of the width."""
    columns = [
        ["id", *(str(cluster.id) for cluster in shown)],
        ["flow", *(f"{100 * cluster.flow:.2f} %" for cluster in shown)],
        ["size", *(f"{cluster.size:,}" for cluster in shown)],
    ]
    if shown[0].coherence is not None:
        columns.append(["coherence", *(f"{cluster.coherence:.2f}" for cluster in shown)])
    return table_with_names(columns, "words", (cluster.words for cluster in shown), width)


def _rest(clusters: WordClusters, shown: list[WordCluster]) -> Iterator[str]:
    """What is not listed."""
    alone = clusters.num_alone
    hidden = len(clusters) - alone - len(shown)
    parts = []
    if hidden:
        flow = clusters.contents.cluster_flow
        unlisted = flow[~clusters.alone].sum() - sum(cluster.flow for cluster in shown)
        parts.append(f"{hidden:,} more with {100 * unlisted:.2f} % of the flow")
    if alone:
        parts.append(f"{counted(alone, 'word')} alone")
    if parts:
        yield f"and {', '.join(parts)}"
