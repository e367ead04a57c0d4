"""cluster_words(): texts -> clusters of words that keep the same company."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from infomap_py.options import FlowOptions, ObjectiveOptions, SearchOptions, chosen
from infomap_py.progress import Progress
from infomap_py.scoring import refuse_unknown
from infomap_py.search import partition
from infomap_py.words.cooccurrence import cooccurrence
from infomap_py.words.cooccurrence_options import preset_with
from infomap_py.words.corpus_progress import CorpusProgress
from infomap_py.words.pair_counts import DEFAULT_MEMORY

if TYPE_CHECKING:
    from infomap_py.words.clusters import WordClusters

# Of partition(), about graphs of other kinds or with another meaning for texts.
NOT_FOR_WORDS = {"graph", "weight", "directed", "bipartite", "unknown"}


def cluster_words(
    texts: Any,
    *,
    preset: str = "default",
    tokenizer: str | Callable[[str], Any] | None = None,
    language: str | None = None,
    sentence_mark: str | None = None,
    window: int | str = 5,
    min_count: int = 10,
    stop_words: Any = None,
    weight: str = "llr",
    min_llr: float | None = 10.83,
    min_joint_count: int = 1,
    top_k: int | None = None,
    backbone_alpha: float | None = None,
    directed: bool = False,
    second_order: float | None = None,
    encoding_errors: str = "strict",
    memory: int = DEFAULT_MEMORY,
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
    texts, tokenizer, language, sentence_mark, window, min_count, stop_words, weight, min_llr, \
min_joint_count, top_k, backbone_alpha, directed, second_order, encoding_errors, memory
        Which words are linked, and how strongly: see :func:`infomap_py.cooccurrence`.
    preset : {"default", "themes"}
        What ``second_order`` and ``markov_time`` are where they are not given: 0 and 1, or 0.4 and
        0.95. "themes" links words that keep the same company as well as those that meet, in fewer
        and larger clusters, whose first words are closer to one theme: see
        :func:`infomap_py.cooccurrence`.
    markov_time : float > 0, optional
        Above 1 for larger clusters, below for smaller ones. None: as the preset says.
    two_level, overlapping, num_trials, seed, time_limit, **options
        How clusters are found, see :func:`infomap_py.partition`: with ``two_level=False`` clusters
        within clusters, with ``overlapping=True`` words of several meanings in several. The time
        limit is for the search, which begins when all texts are read.
    num_threads : int
        Threads that count, and that search.
    progress : bool or callable
        True: a bar for each stage. A callable is given a :class:`CorpusProgress` while texts are
        read, and a :class:`Progress` during the search.

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
    given = locals()
    search = _search_options(given, options)
    network = cooccurrence(texts, **{name: given[name] for name in _names_of(cooccurrence)})
    from infomap_py.words.clusters import WordClusters

    return WordClusters(partition(network, **search))


def _search_options(given: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """What partition() is given; checked now, before all texts are read."""
    theirs = [name for name in _names_of(partition) if name not in NOT_FOR_WORDS]
    ours = [name for name in given if name not in ("texts", "options")]
    refuse_unknown(set(options) - set(theirs), "cluster_words", [*ours, *theirs])
    search = {name: given[name] for name in (*theirs, "directed") if name in given}
    preset = preset_with(given["preset"], markov_time=given["markov_time"])
    search.update(options, markov_time=preset.markov_time)
    chosen(SearchOptions, search)
    chosen(FlowOptions, search)
    chosen(ObjectiveOptions, search)
    return search


def _names_of(function: Callable[..., Any]) -> list[str]:
    """The names of a function's options."""
    parameters = inspect.signature(function).parameters.values()
    return [one.name for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY]
