"""cluster_words(): texts -> clusters of words that keep the same company."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from infomap_py.progress import Progress
from infomap_py.search import partition
from infomap_py.words.cooccurrence import cooccurrence
from infomap_py.words.cooccurrence_options import preset_with
from infomap_py.words.corpus_progress import CorpusProgress
from infomap_py.words.search_options import search_options

if TYPE_CHECKING:
    from infomap_py.words.clusters import WordClusters

SHARED = ("preset", "num_threads", "progress")  # options of the network and of the search
LINKED = tuple(
    name for name in inspect.signature(cooccurrence).parameters if name not in ("texts", *SHARED)
)


def cluster_words(
    texts: Any,
    *,
    preset: str = "default",
    markov_time: float | None = None,
    two_level: bool = True,
    overlapping: bool = False,
    num_trials: int = 1,
    seed: int = 0,
    num_threads: int = 1,
    time_limit: float | None = None,
    progress: bool | Callable[[CorpusProgress | Progress], object] = False,
    **options: Any,
) -> WordClusters:
    """Clusters of words that keep the same company in texts, by decreasing flow.

    Parameters
    ----------
    texts
        As in :func:`infomap_py.cooccurrence`.
    preset : {"default", "themes"}
        What ``second_order`` and ``markov_time`` are where they are not given: 0 and 1, or 0.4 and
        0.95. "themes" links words that keep the same company as well as those that meet, in fewer
        and larger clusters, whose first words are closer to one theme: see
        :func:`infomap_py.cooccurrence`.
    markov_time : float > 0, optional
        Above 1 for larger clusters, below for smaller ones. None: as the preset says.
    two_level, overlapping, num_trials, seed, time_limit
        How clusters are found, see :func:`infomap_py.partition`: with ``two_level=False`` clusters
        within clusters, with ``overlapping=True`` words of several meanings in several. The time
        limit is for the search, which begins when all texts are read.
    num_threads : int
        Threads that count, and that search.
    progress : bool or callable
        True: a bar for each stage. A callable is given a :class:`CorpusProgress` while texts are
        read, and a :class:`Progress` during the search.

    **options
        Which words are linked, and how strongly, as in :func:`infomap_py.cooccurrence`: tokenizer,
        language, sentence_mark, window, min_count, stop_words, weight, min_llr, min_joint_count,
        top_k, backbone_alpha, directed, second_order, encoding_errors and memory. And all others
        of the search, as in :func:`infomap_py.partition`.

    Returns
    -------
    WordClusters

    Raises
    ------
    ReadError, NetworkError, InputTypeError, InfomapError
        As :func:`infomap_py.cooccurrence` does.
    OptionError, UnknownOptionError
        An option is out of range, or does not exist.

    Examples
    --------
    >>> from infomap_py.words.cluster_words import cluster_words
    >>> texts = ["The cat drank milk. The dog ate meat."] * 20
    >>> for cluster in cluster_words(texts):
    ...     print(sorted(cluster.words))
    ['cat', 'drank', 'milk']
    ['ate', 'dog', 'meat']
    """
    from infomap_py.words.clusters import WordClusters

    of_network = {name: options.pop(name) for name in LINKED if name in options}
    search = search_options(
        "cluster_words",
        {
            **options,
            "markov_time": preset_with(preset, markov_time=markov_time).markov_time,
            "two_level": two_level,
            "overlapping": overlapping,
            "num_trials": num_trials,
            "seed": seed,
            "num_threads": num_threads,
            "time_limit": time_limit,
            "progress": progress,
        },
        [*LINKED, *SHARED],
        of_network.get("directed", False),
    )
    network = cooccurrence(
        texts, preset=preset, num_threads=num_threads, progress=progress, **of_network
    )
    return WordClusters(partition(network, **search))
