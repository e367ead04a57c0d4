"""The word map: clusters as discs with their words, placed by the links between them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

import numpy as np

from infomap_py.errors import counted
from infomap_py.labels import label_text, label_texts
from infomap_py.option_checks import check_integer
from infomap_py.pictures import svg
from infomap_py.pictures.disc_labels import LETTERS_OF_NAME
from infomap_py.pictures.disc_map import MAX_DISCS, Disc, DiscMap, caption_of, disc_map
from infomap_py.provenance import description
from infomap_py.words.cluster_summary import largest

if TYPE_CHECKING:
    from infomap_py.words.cluster import WordCluster
    from infomap_py.words.clusters import WordClusters

WORDS_IN_DISC, WORDS_IN_TITLE = 7, 30


def word_map(
    clusters: WordClusters,
    *,
    num_clusters: int = 60,
    width: int = 1200,
    height: int = 900,
    with_provenance: bool = True,
) -> str:
    """Draw clusters as an SVG document.

    A disc is a cluster, with an area in proportion to its flow, and in it its most distinctive
    words, as in :attr:`WordCluster.labels`; all that fit, and more when the mouse rests on it.
    A disc too small for a word has it beside it, where there is room, or else its id. The border
    takes the share of the area that is the share of the flow that leaves. Lines are the flow
    between two clusters, the strongest of each; their width goes with its root, as the radius of
    discs does. Clusters that exchange much flow are near each other. The colour goes by id, and has
    no other meaning.

    Parameters
    ----------
    clusters : WordClusters
    num_clusters : int in 1, ..., 500
        The largest ones; words alone are left out. What is not drawn is said below the map.
    width, height : int
        In pixels, of which a browser may make more.
    with_provenance : bool
        Whether the document says what made the clusters, where it is not seen.

    Raises
    ------
    OptionError
        A number is out of range.
    """
    check_integer("num_clusters", num_clusters, 1, MAX_DISCS)
    return disc_map(
        "Word map",
        clusters_drawn(clusters, num_clusters),
        width=width,
        height=height,
        description=description(clusters.partition) if with_provenance else "",
    )


def clusters_drawn(
    clusters: WordClusters, num_clusters: int, name_of: Callable[[Hashable], str] = label_text
) -> DiscMap:
    """What is on the map, in whatever medium; words may be called otherwise than they are."""
    shown = largest(clusters, num_clusters)
    ids = [cluster.id for cluster in shown]
    return DiscMap(
        [_disc(cluster, name_of) for cluster in shown],
        clusters.between[ids][:, ids].toarray() if ids else np.zeros((0, 0)),
        _caption(clusters, shown),
    )


def _disc(cluster: WordCluster, name_of: Callable[[Hashable], str]) -> Disc:
    exit_flow = float(cluster.clusters.partition.coded.rates.exit_flow[cluster.id])
    words = list(map(name_of, cluster.labels[:WORDS_IN_DISC]))
    return Disc(cluster.id, cluster.flow, exit_flow, words, _told(cluster))


def _told(cluster: WordCluster) -> str:
    named = label_texts(cluster.labels[:WORDS_IN_TITLE])
    words = [svg.shortened(word, LETTERS_OF_NAME) for word in named]
    more = f" {svg.MORE}" if cluster.size > len(words) else ""
    size = f"{counted(cluster.size, 'word')}, {100 * cluster.flow:.2f} % of the flow"
    return f"{cluster.id}: {size}\n{' '.join(words)}{more}"


def _caption(clusters: WordClusters, shown: list[WordCluster]) -> str:
    """What is drawn, and what is not."""
    alone, flow = clusters.num_alone, sum(cluster.flow for cluster in shown)
    hidden = len(clusters) - alone - len(shown)
    left_out = [counted(hidden, "smaller cluster")] * (hidden > 0)
    left_out += [f"{counted(alone, 'word')} alone"] * (alone > 0)
    drawn = f"{counted(len(shown), 'cluster')} with {100 * flow:.0f} % of the flow"
    return caption_of(drawn, left_out)
