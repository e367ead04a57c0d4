"""The report of clusters of words: their names, counts and coherence."""

import networkx as nx
import pytest
from read_pages import Page
from word_networks import HOSTILE, PETS_AND_MONEY

import infomap_py
from infomap_py.errors import OptionError
from infomap_py.words.clusters import WordClusters

TEXTS = ["the cat chased the dog", "a dog and a cat", "tax law and a fee", "the fee is the tax"] * 9


def test_clusters_are_named_by_their_most_distinctive_words() -> None:
    clusters = WordClusters(infomap_py.partition(nx.Graph(PETS_AND_MONEY)))
    page = Page(clusters.report(title="Words")).data
    assert (page["noun"], page["member"]) == (["cluster", "clusters"], ["word", "words"])
    assert page["modules"]["names"] == [list(cluster.labels) for cluster in clusters]
    assert page["nodes"]["name"] == [word for cluster in clusters for word in cluster.words]
    assert "count" not in page["modules"]  # nobody counted
    assert "coherence" not in page["modules"]


def test_counts_and_coherence_are_there_where_they_are_known() -> None:
    clusters = infomap_py.cluster_words(TEXTS, min_count=1)
    page = Page(clusters.report()).data
    assert page["modules"]["count"] == [cluster.count for cluster in clusters]
    assert page["modules"]["coherence"] == pytest.approx(
        [cluster.coherence for cluster in clusters], abs=0.0005
    )
    count = dict(zip(clusters.words, clusters.counts.tolist(), strict=True))
    assert page["nodes"]["count"] == [count[word] for word in page["nodes"]["name"]]
    assert page["numbers"][0][0] == "Clusters"


def test_words_alone_are_told_beside_the_number_of_clusters() -> None:
    links = [("cat", "dog"), ("dog", "paw"), ("paw", "cat")]
    graph = nx.Graph(links)
    graph.add_nodes_from(["tax", "law"])
    page = Page(WordClusters(infomap_py.partition(graph)).report()).data
    assert page["numbers"][:2] == [["Clusters", "3 (2 words alone)"], ["Words", "5"]]
    assert page["total"]["modules"] == 3
    page = Page(WordClusters(infomap_py.partition(nx.Graph(links))).report()).data
    assert page["numbers"][0] == ["Clusters", "1"]


def test_clusters_in_clusters_have_the_names_of_their_level() -> None:
    graph = nx.random_partition_graph([6] * 16, 0.9, 0.0, seed=3)
    for k in range(16):  # groups of four groups
        graph.add_edge(6 * k, 6 * (4 * (k // 4) + (k + 1) % 4) + 1)
    for k in range(4):
        graph.add_edge(24 * k + 2, 24 * ((k + 1) % 4) + 3)
    clusters = WordClusters(infomap_py.partition(graph, two_level=False))
    page = Page(clusters.report()).data
    lower = [k for k, parent in enumerate(page["modules"]["parent"]) if parent >= 0]
    assert lower
    finer = {tuple(map(str, cluster.labels[:5])) for cluster in clusters.levels[1]}
    assert {tuple(page["modules"]["names"][k]) for k in lower} <= finer


def test_words_of_too_small_a_share_are_not_listed() -> None:
    # Of the 14 links of the node that both cliques have, 5 are in the smaller one.
    cliques = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 15)))
    partition = infomap_py.partition(cliques, overlapping=True)
    all_of_them, most = WordClusters(partition), WordClusters(partition, min_share=0.45)
    assert sum(most.sizes) < sum(all_of_them.sizes)
    for clusters in (all_of_them, most):
        page = Page(clusters.report()).data
        assert page["modules"]["size"] == clusters.sizes.tolist()
        assert page["nodes"]["name"] == [
            str(word) for cluster in clusters for word in cluster.words
        ]


def test_hostile_words_are_text() -> None:
    links = [(HOSTILE[k], HOSTILE[(k + 1) % len(HOSTILE)]) for k in range(len(HOSTILE))]
    clusters = WordClusters(infomap_py.partition(nx.Graph(links)))
    page = Page(clusters.report())
    assert [name for name, _ in page.elements].count("script") == 2
    assert len(page.data["nodes"]["name"]) == len(HOSTILE)


def test_other_clusters_are_a_second_step() -> None:
    clusters = WordClusters(infomap_py.partition(nx.Graph(PETS_AND_MONEY)))
    other = WordClusters(infomap_py.partition(nx.Graph(PETS_AND_MONEY), markov_time=5))
    page = Page(clusters.report(compare_with=other)).data
    assert [len(step["blocks"]) for step in page["alluvial"]["steps"]] == [2, len(other)]


def test_the_number_of_words_is_called_as_its_caller_calls_it() -> None:
    clusters = WordClusters(infomap_py.partition(nx.Graph(PETS_AND_MONEY)))
    assert len(Page(clusters.report(num_words=2)).data["nodes"]["name"]) == 2
    with pytest.raises(OptionError, match="num_words='2' is not an integer"):
        clusters.report(num_words="2")  # type: ignore[arg-type]
