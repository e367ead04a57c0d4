"""WordClusters: what a partition says, by cluster and by word."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from strategies import networks
from word_networks import IDS, PETS_AND_MONEY, clusters_of, network_of
from written_trees import PATHS, pairs_of_pairs

import infomap_py
from infomap_py.errors import FlowError, InfomapError, OptionError, UnknownWordError
from infomap_py.words.clusters import WordClusters
from infomap_py.words.word_network import WordNetwork

COUNTS = np.array([7, 5, 3, 2, 2, 1])


def pets_and_money(**known):
    return clusters_of(PETS_AND_MONEY, IDS, **known)


def overlapping_groups():
    """Two groups of six words with one in common."""
    links = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11))).edges
    network = network_of([(f"w{u}", f"w{v}") for u, v in links], counts=np.arange(11))
    return infomap_py.partition(network, overlapping=True)


# Clusters


def test_words_are_by_decreasing_flow_and_then_as_they_stand():
    # "paw" has 3 of 14 ends of links, the others of its triangle have 2.
    first, second = pets_and_money()
    assert (first.id, first.words) == (0, ("paw", "cat", "dog"))
    assert (second.id, second.words) == (1, ("tax", "law", "fee"))
    assert first.flows.tolist() == pytest.approx([3 / 14, 2 / 14, 2 / 14])
    assert first.flow == pytest.approx(1 / 2)
    assert first.size == 3


def test_clusters_are_by_decreasing_flow():
    # "law" in the first cluster: it has 3 + 2 + 2 + 2 of 14 ends.
    clusters = clusters_of(PETS_AND_MONEY, {**IDS, "law": 0})
    assert [cluster.flow for cluster in clusters] == pytest.approx([9 / 14, 5 / 14])
    assert clusters[1].words == ("tax", "fee")


def test_words_and_clusters_are_in_clusters():
    clusters, others = pets_and_money(), pets_and_money()
    assert "cat" in clusters
    assert "order" not in clusters
    assert 0 not in clusters
    assert clusters[1] in clusters
    assert others[1] not in clusters
    overlapping = WordClusters(overlapping_groups(), min_share=1.0)
    assert all(word in overlapping for word in overlapping.words)


def test_counts_are_those_of_the_corpus():
    first, second = pets_and_money(counts=COUNTS)
    assert first.counts.tolist() == [3, 7, 5]
    assert (first.count, second.count) == (15, 5)


def test_without_counts_there_is_none():
    cluster = pets_and_money()[0]
    assert cluster.counts is None
    assert cluster.count is None


def test_coherence_is_that_of_the_ten_words_with_most_flow():
    star = [("hub", f"w{k}") for k in range(12)]
    clusters = clusters_of(star, dict.fromkeys(["hub", *(f"w{k}" for k in range(12))], 0))
    assert clusters[0].coherence == 10.0
    assert pets_and_money()[0].coherence == 3.0


@pytest.mark.parametrize("kind", [infomap_py.Network, WordNetwork])
def test_a_network_without_a_measure_has_no_coherence(kind):
    links = network_of(PETS_AND_MONEY)
    network = kind.from_links(links.sources, links.targets, nodes=links.nodes, directed=True)
    network = WordNetwork.of(network) if kind is WordNetwork else network
    assert WordClusters(infomap_py.partition(network))[0].coherence is None


def test_distinctive_words_are_high_inside_and_rare_outside():
    # Flow to the power .6 times the share of links that stay inside: of "paw" (3 ** .6) * 2/3 =
    # 1.29, of the others 2 ** .6 = 1.52, in units of 14 ** -.6. The order by flow is the opposite.
    first = pets_and_money()[0]
    assert first.labels == ("cat", "dog", "paw")
    assert first.label == "cat, dog, paw"


def test_relevance_is_that_of_sievert_and_shirley():
    # .6 log p(w|c) + .4 log(p(w|c) / p(w)) ranks as its exponential, p(w|c) / p(w) ** .4, does.
    # p(w|c): of "paw" 2/14 inside, of the others all 2/14; over the flow of the cluster, 1/2.
    clusters = pets_and_money()
    relevance = 2.0 * clusters.relevance.of(clusters[0].positions, clusters[0].flows)
    p_given_c, p = np.array([2, 2, 2]) / 7, np.array([3, 2, 2]) / 14
    expected = np.exp(0.6 * np.log(p_given_c) + 0.4 * np.log(p_given_c / p))
    assert relevance == pytest.approx(expected)


def test_slices_are_tuples_of_clusters():
    clusters = pets_and_money()
    assert clusters[:1] == (clusters[0],)
    assert list(clusters) == [clusters[0], clusters[-1]]
    assert len(clusters) == 2


def test_words_without_links_come_back_alone():
    clusters = WordClusters(infomap_py.partition(network_of(PETS_AND_MONEY, ["lone", "odd"])))
    assert clusters.num_alone == 2
    assert [cluster.words for cluster in clusters[2:]] == [("lone",), ("odd",)]
    assert clusters[2].coherence == 1.0
    assert clusters[2].label == "lone"


def test_the_repr_of_clusters_is_one_line():
    clusters = pets_and_money()
    assert repr(clusters) == "<WordClusters of 6 words: 2 clusters, 2.3207 bits per step>"
    assert repr(clusters[0]) == "<WordCluster 0 of 3 words: paw cat dog>"
    assert clusters.codelength == clusters.partition.codelength


@given(network=networks())
def test_every_word_is_listed_once_and_flows_add_up(network):
    try:
        clusters = WordClusters(infomap_py.partition(network))
    except FlowError:
        return
    listed = [word for cluster in clusters for word in cluster.words]
    assert sorted(listed) == sorted(network.nodes)
    assert sum(cluster.flow for cluster in clusters) == pytest.approx(1.0)
    for cluster in clusters:
        assert cluster.flows.sum() == pytest.approx(cluster.flow)
        assert sorted(cluster.labels) == sorted(cluster.words)
        assert {clusters.of(word) for word in cluster.words} == {(cluster,)}


# Words


def test_a_word_knows_its_cluster():
    clusters = pets_and_money()
    assert clusters.of("law") == (clusters[1],)


def test_an_unknown_word_is_told_with_its_near_spellings():
    clusters = pets_and_money()
    with pytest.raises(UnknownWordError, match=r"^no cluster holds 'lawn', .* Near it are 'law'\."):
        clusters.of("lawn")
    with pytest.raises(KeyError, match="none of the 6 words that were clustered"):
        clusters.of("zzzzzz")


def test_a_word_of_another_case_is_near():
    with pytest.raises(InfomapError, match="Near it are 'law'"):
        pets_and_money().of("LAW")


# Neighbours


def test_the_nearest_cluster_is_the_one_with_most_flow_between():
    # The bridge is walked once each way in 14 steps.
    clusters = pets_and_money()
    ((neighbour, flow),) = clusters.nearest(0)
    assert neighbour is clusters[1]
    assert flow == pytest.approx(2 / 14)
    assert clusters[1].nearest() == ((clusters[0], pytest.approx(2 / 14)),)


def test_nearest_clusters_are_in_order_and_at_most_n():
    # Links of weight 1 and 3 from "a": 2 and 6 of 8 ends.
    clusters = clusters_of([("a", "b", 1.0), ("a", "c", 3.0)], {"a": 0, "b": 1, "c": 2})
    (home,) = clusters.of("a")
    found = [(n.cluster.words, n.flow) for n in home.nearest()]
    assert found == [(("c",), pytest.approx(6 / 8)), (("b",), pytest.approx(2 / 8))]
    assert len(home.nearest(1)) == 1


def test_a_cluster_of_others_has_no_neighbours_here():
    clusters, others = pets_and_money(), pets_and_money()
    with pytest.raises(OptionError, match="is not one of"):
        clusters.nearest(others[0])
    with pytest.raises(OptionError, match="n=-1 is negative"):
        clusters.nearest(0, -1)


# Overlap


def test_a_word_between_two_groups_is_in_both():
    # 30 links are 60 states. "w5" has 10 links, and is come to by 5 from each group.
    clusters = WordClusters(overlapping_groups())
    home = clusters.of("w5")
    assert len(home) == 2
    for cluster in home:
        assert cluster.size == 6
        assert cluster.flows[cluster.words.index("w5")] == pytest.approx(5 / 60)
    assert clusters.words == [f"w{k}" for k in range(11)]
    assert clusters.network.num_nodes == 11


def test_coherence_and_counts_of_overlapping_clusters_are_of_words():
    clusters = WordClusters(overlapping_groups())
    assert clusters[0].coherence == 6.0
    assert clusters[0].count + clusters[1].count == sum(range(11)) + 5


def test_a_word_that_is_divided_is_less_distinctive():
    # All have 5/60 in the cluster; "w5" has as much in the other: (5/60) / (10/60) ** .4.
    for cluster in WordClusters(overlapping_groups()):
        assert cluster.words.index("w5") < 6
        assert cluster.labels[-1] == "w5"


def test_small_shares_of_a_word_can_be_left_out():
    partition = overlapping_groups()
    clusters = WordClusters(partition, min_share=0.6)
    assert len(clusters.of("w5")) == 1
    assert sorted(cluster.size for cluster in clusters) == [5, 6]
    assert clusters[1].flow == pytest.approx(1 / 2)
    with pytest.raises(OptionError, match="min_share=2 is not in"):
        WordClusters(partition, min_share=2)


# Hierarchy


def test_the_clusters_of_a_hierarchy_are_the_outermost_and_levels_has_the_finer():
    clusters = WordClusters(pairs_of_pairs())
    assert [set(cluster.words) for cluster in clusters] == [{1, 2, 3, 4}, {5, 6, 7, 8}]
    coarse, fine = clusters.levels
    assert [cluster.words for cluster in coarse] == [cluster.words for cluster in clusters]
    assert {frozenset(cluster.words) for cluster in fine} == {
        frozenset(node for node, path in PATHS.items() if path == of) for of in PATHS.values()
    }


def test_clusters_of_two_levels_are_their_only_level():
    clusters = pets_and_money()
    assert clusters.levels == (clusters,)


# Data frames


def test_a_data_frame_has_a_row_per_word():
    pytest.importorskip("pandas")
    frame = pets_and_money(counts=COUNTS).to_dataframe()
    assert list(frame.columns) == ["word", "cluster", "rank", "flow", "count"]
    assert frame.word.tolist() == ["paw", "cat", "dog", "tax", "law", "fee"]
    assert frame.cluster.tolist() == [0, 0, 0, 1, 1, 1]
    assert frame["rank"].tolist() == [1, 2, 3, 1, 2, 3]
    assert frame["count"].tolist() == [3, 7, 5, 2, 2, 1]
    assert frame.flow.sum() == pytest.approx(1.0)


def test_a_data_frame_can_have_a_row_per_cluster():
    pytest.importorskip("pandas")
    frame = pets_and_money(counts=COUNTS).to_dataframe(by="cluster")
    columns = ["cluster", "label", "size", "flow", "coherence", "count", "words"]
    assert list(frame.columns) == columns
    assert frame.iloc[0].tolist() == [
        *(0, "cat, dog, paw", 3, pytest.approx(0.5), 3.0, 15),
        ["paw", "cat", "dog"],
    ]


def test_rows_of_a_hierarchy_have_the_path_that_the_partition_tells():
    pytest.importorskip("pandas")
    partition = pairs_of_pairs()
    frame = WordClusters(partition).to_dataframe()
    assert dict(zip(frame.word, frame.path, strict=True)) == partition.paths
    assert frame.cluster.tolist() == [path[0] for path in frame.path]


def test_rows_are_by_word_or_by_cluster():
    with pytest.raises(OptionError, match="by='flow' is none of 'word', 'cluster'"):
        pets_and_money().to_dataframe(by="flow")
