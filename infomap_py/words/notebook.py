"""What a notebook shows of clusters of words: a few lines of text, and the map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from infomap_py.pictures.notebook import DISCS, HEIGHT, WIDTH, html_of, is_drawn
from infomap_py.summary import codelength_summary, network_summary
from infomap_py.words.cluster_summary import heading_of, summary_of
from infomap_py.words.word_map import word_map

if TYPE_CHECKING:
    from infomap_py.words.clusters import WordClusters

LISTED, COLUMNS = 10, 100  # clusters where there is no map, and how wide


def clusters_html(clusters: WordClusters) -> str:
    """See :meth:`WordClusters._repr_html_`."""
    if not is_drawn(clusters.partition.network):
        listed = summary_of(clusters, LISTED, COLUMNS).split("\n")
        return html_of([*_facts(clusters), *listed], how="map()")
    drawing = word_map(
        clusters, num_clusters=DISCS, width=WIDTH, height=HEIGHT, with_provenance=False
    )
    return html_of([*_facts(clusters), *heading_of(clusters)], drawing)


def _facts(clusters: WordClusters) -> Iterator[str]:
    yield network_summary(clusters.network)
    yield codelength_summary(clusters.partition.lengths)
