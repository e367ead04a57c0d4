"""Clusters as they are printed."""

import pytest
from word_networks import (
    HOSTILE,
    IDS,
    PETS_AND_MONEY,
    clusters_of,
    hostile_clusters,
    network_of,
)
from written_trees import pairs_of_pairs

import infomap_py
from infomap_py.text_width import text_width
from infomap_py.words.clusters import WordClusters

ZOO = [
    *(("猫", "狗"), ("狗", "爪子"), ("爪子", "猫")),
    ("爪子", "税"),
    *(("税", "法律"), ("法律", "费用"), ("费用", "税")),
]


def test_a_line_has_id_flow_size_coherence_and_words():
    # Nine of 14 ends of links, and five. Three links cross: with exits of 3, in units of 1/14,
    #   index   6 * log2(2) = 6
    #   modules plogp(12) - plogp(3) - (plogp(3) + 3 plogp(2)) + plogp(8) - plogp(3) - (plogp(3) +
    #           plogp(2)) = 12 log2(12) - 12 log2(3) + 24 - 8 = 40
    # and 46/14 = 3.2857.
    clusters = clusters_of(PETS_AND_MONEY, {**IDS, "law": 0})
    assert clusters.summary(width=60).split("\n") == [
        "2 clusters of 6 words, 3.2857 bits per step",
        " id     flow  size  coherence  words",
        "  0  64.29 %     4       4.00  paw cat dog law",
        "  1  35.71 %     2       2.00  tax fee",
    ]


def test_words_are_cut_to_the_width_where_chinese_takes_two_columns():
    clusters = WordClusters(infomap_py.partition(network_of(ZOO)))
    assert clusters.summary(width=48).split("\n")[2:] == [
        "  0  50.00 %     3       3.00  爪子 猫 狗",
        "  1  50.00 %     3       3.00  税 法律 费用",
    ]
    narrow = clusters.summary(width=1).split("\n")[2:]
    assert [text_width(line) for line in narrow] == [41, 43]  # words keep 20 columns


def test_clusters_that_are_not_listed_are_counted_with_their_flow():
    summary = clusters_of(PETS_AND_MONEY, IDS).summary(num_clusters=1, width=60)
    assert summary.endswith("paw cat dog\nand 1 more with 50.00 % of the flow")


def test_words_alone_are_counted_and_not_listed():
    partition = infomap_py.partition(network_of(PETS_AND_MONEY, ["lone", "odd"]))
    summary = WordClusters(partition).summary(width=60)
    assert summary.startswith("2 clusters of 8 words, ")
    assert summary.endswith("tax law fee\nand 2 words alone")
    assert "odd" not in summary


def test_nothing_but_words_alone_has_no_table():
    clusters = clusters_of([("a", "b")], {"a": 0, "b": 1})
    assert clusters.summary(width=60).split("\n")[1:] == ["and 2 words alone"]


def test_a_hierarchy_says_how_many_clusters_its_levels_have():
    lines = WordClusters(pairs_of_pairs()).summary(width=60).split("\n")
    assert lines[1] == "2 levels of clusters; the finer ones have 4: see .levels"
    assert lines[3] == "  0  50.00 %     4  2 3 4 1"


def test_printing_shows_the_summary_as_wide_as_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "45")
    clusters = clusters_of(PETS_AND_MONEY, IDS)
    print(clusters)
    assert capsys.readouterr().out == clusters.summary(width=45) + "\n"


def test_hostile_words_keep_to_their_line():
    clusters = hostile_clusters()
    summary = clusters.summary(width=300)
    assert len(summary.split("\n")) == len(summary.splitlines()) == 4
    assert '"new york"' in summary
    assert r"a\tb\nc\rd" in summary
    assert f"{'x' * 37}... " in summary
    assert all(text_width(line) <= 300 for line in summary.splitlines())
    assert not any(ord(c) < 32 for line in summary.splitlines() for c in line)


@pytest.mark.parametrize("word", [word for word in HOSTILE if word])
def test_a_cluster_is_shown_whatever_its_words_are(word):
    clusters = clusters_of([(word, "b"), ("b", "c"), ("c", word)], {word: 0, "b": 0, "c": 0})
    assert repr(clusters[0]).isprintable()
