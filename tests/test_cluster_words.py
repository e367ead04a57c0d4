"""cluster_words(): one call from texts to clusters."""

import numpy as np
import pytest

import infomap_py
from infomap_py.errors import OptionError, UnknownOptionError
from infomap_py.progress import Progress
from infomap_py.words.cluster_words import cluster_words
from infomap_py.words.cooccurrence import cooccurrence
from infomap_py.words.corpus_progress import CorpusProgress

pytest.importorskip("infomap_py.words.clusters")

TEXTS = ["The cat drank milk. The dog ate meat."] * 20


def groups(clusters) -> set[frozenset[str]]:
    return {frozenset(map(str, cluster.words)) for cluster in clusters}


def test_words_that_keep_the_same_company_are_a_cluster() -> None:
    clusters = cluster_words(TEXTS)
    assert groups(clusters) == {
        frozenset(["cat", "drank", "milk"]),
        frozenset(["dog", "ate", "meat"]),
    }
    assert clusters.partition.network == cooccurrence(TEXTS)
    assert clusters[0].coherence == pytest.approx(np.log2(3) / np.log2(12))


def test_options_go_where_they_belong() -> None:
    clusters = cluster_words(
        TEXTS, window=1, weight="npmi", two_level=False, seed=3, num_trials=2, markov_time=0.9
    )
    network = cooccurrence(TEXTS, window=1, weight="npmi")
    partition = infomap_py.partition(
        network, two_level=False, seed=3, num_trials=2, markov_time=0.9
    )
    assert clusters.partition.network == network
    assert clusters.partition.codelength == partition.codelength
    assert clusters.partition.options["markov_time"] == 0.9


def test_words_may_be_in_several_clusters() -> None:
    money = ["bank", "money", "loan", "credit", "debt", "cash"]
    river = ["bank", "river", "shore", "water", "boat", "fish"]
    clusters = cluster_words(
        [money, river] * 10, window="sentence", weight="count", min_llr=None, overlapping=True
    )
    assert groups(clusters) == {frozenset(money), frozenset(river)}


def test_word_order_counts_if_directed() -> None:
    clusters = cluster_words(TEXTS, directed=True)
    assert clusters.partition.network.directed
    assert set(clusters.partition.nodes) == {"cat", "drank", "milk", "dog", "ate", "meat"}


def test_progress_hears_of_both_stages() -> None:
    told: list[object] = []
    cluster_words(TEXTS, progress=told.append)
    kinds = [type(now) for now in told]
    assert set(kinds) == {CorpusProgress, Progress}
    assert kinds == sorted(kinds, key=[CorpusProgress, Progress].index)


def test_words_without_a_link_are_clusters_of_their_own() -> None:
    clusters = cluster_words(["cat dog"] * 10, min_llr=1000)
    assert groups(clusters) == {frozenset(["cat"]), frozenset(["dog"])}


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"min_cuont": 5},
            UnknownOptionError,
            r"cluster_words\(\) has no option 'min_cuont'. Did ",
        ),
        ({"bipartite": True}, UnknownOptionError, "no option 'bipartite'"),
        ({"markov_time": 0}, OptionError, "markov_time=0 is not a positive"),
        ({"num_trials": 0}, OptionError, "num_trials=0 is out of range"),
        ({"multilayer_relax_rate": 0.1}, UnknownOptionError, "option 'multilayer_relax_rate'"),
        ({"progress": 3}, OptionError, "progress=3 is neither True, False nor a callable"),
        ({"overlapping": 3}, OptionError, "overlapping=3 is neither True nor False"),
        ({"overlapping": True, "min_module_size": 2}, OptionError, "min_module_size=2 counts"),
        ({"directed": True, "flow_model": "undirected"}, OptionError, "contradicts directed=True"),
    ],
)
def test_options_are_checked_before_texts_are_read(options, error, message) -> None:
    def texts():
        raise AssertionError("read")
        yield ""

    with pytest.raises(error, match=message):
        cluster_words(texts(), **options)
