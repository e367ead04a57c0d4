"""cluster_words(): texts -> clusters of words that keep the same company."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from infomap_py.scoring import refuse_unknown
from infomap_py.search import partition
from infomap_py.words.cooccurrence import cooccurrence
from infomap_py.words.corpus_progress import CorpusProgress
from infomap_py.words.pair_counts import DEFAULT_MEMORY
from infomap_py.progress import Progress

if TYPE_CHECKING:
    from infomap_py.words.clusters import WordClusters
