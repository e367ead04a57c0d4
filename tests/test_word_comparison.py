"""Clusters of two corpora: what is told of each change."""

import pytest
from word_networks import IDS, PETS_AND_MONEY, clusters_of, hostile_clusters

import infomap_py
from infomap_py.errors import InputTypeError, OptionError
from infomap_py.text_width import text_width
from infomap_py.words.comparison import compare_clusters


def before():
    return clusters_of(PETS_AND_MONEY, IDS)


def after():
    """Money has a bank and no fee, pets are gone and colours are new: 2 of 7 links are theirs."""
    links = [("tax", "law"), ("law", "bank"), ("bank", "tax"), ("law", "law"), ("tax", "tax")]
    return clusters_of(
        [*links, ("red", "blue")], {"tax": 0, "law": 0, "bank": 0, "red": 1, "blue": 1}
    )


def test_a_change_tells_who_stayed_came_and_left():
    grown, vanished, appeared = compare_clusters(before(), after())
    assert (grown.event, vanished.event, appeared.event) == ("grew", "vanished", "appeared")
    assert (grown.stayed, grown.came, grown.left) == (("tax", "law"), ("bank",), ("fee",))
    assert (vanished.stayed, vanished.came, vanished.left) == ((), (), ("paw", "cat", "dog"))
    assert appeared.came == ("red", "blue")
    assert [cluster.words for cluster in grown.before] == [("tax", "law", "fee")]


def test_a_change_has_the_flow_before_and_after():
    # After, ends of links: a link to itself has one. 3 of "tax" and of "law", 2 of "bank", and 1
    # of each colour: 8 of 10 are of money.
    grown, vanished, appeared = compare_clusters(before(), after())
    assert (grown.flow_before, grown.flow_after) == pytest.approx((1 / 2, 8 / 10))
    assert (vanished.flow_before, vanished.flow_after) == pytest.approx((1 / 2, 0))
    assert (appeared.flow_before, appeared.flow_after) == pytest.approx((0, 2 / 10))
    assert grown.shared_flow == pytest.approx(5 / 14)  # of "tax" and "law", before


def test_a_comparison_counts_its_events():
    comparison = compare_clusters(before(), after())
    assert comparison.events == {"grew": 1, "vanished": 1, "appeared": 1}
    assert comparison.of("vanished") == (comparison[1],)
    assert comparison[:1] == (comparison[0],)
    assert repr(comparison) == (
        "<ClusterComparison of 2 clusters before, 2 after: 1 grew, 1 vanished, 1 appeared>"
    )
    assert repr(comparison[0]) == (
        "<ClusterChange grew, 1 -> 1, 50.00 -> 80.00 % of the flow: tax law>"
    )


def test_the_table_has_a_line_per_change():
    comparison = compare_clusters(before(), after())
    assert comparison.summary(width=80).split("\n") == [
        "2 clusters before, 2 after: 1 grew, 1 vanished, 1 appeared",
        "    event       flow (%)  clusters  words",
        "     grew  50.00 > 80.00     1 > 0  tax law +bank -fee",
        " vanished  50.00 >  0.00     0 > -  -paw cat dog",
        " appeared   0.00 > 20.00     - > 1  +red blue",
    ]


def test_changes_that_are_not_listed_are_counted():
    assert compare_clusters(before(), after()).summary(1, width=80).endswith("\nand 2 more")


def test_changes_of_words_alone_are_counted():
    one = clusters_of([("a", "b")], {"a": 0, "b": 1})
    assert compare_clusters(one, one).summary(width=80).split("\n")[1:] == ["and 2 of words alone"]


def test_printing_shows_the_table_as_wide_as_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "70")
    comparison = compare_clusters(before(), after())
    print(comparison)
    assert capsys.readouterr().out == comparison.summary(width=70) + "\n"


def test_what_was_absorbed_names_the_cluster_that_has_it_now():
    words = [f"w{k}" for k in range(20)]
    links = [(word, word) for word in words]
    apart = clusters_of(links, {word: word == "w19" for word in words})
    together = clusters_of(links, dict.fromkeys(words, 0))
    *_, absorbed = compare_clusters(apart, together)
    assert absorbed.event == "absorbed"
    assert absorbed.other.words == tuple(words)
    *_, broken = compare_clusters(together, apart)
    assert broken.event == "broke off"
    assert broken.other.size == 20


def test_a_data_frame_has_a_row_per_change():
    pytest.importorskip("pandas")
    frame = compare_clusters(before(), after()).to_dataframe()
    assert frame.event.tolist() == ["grew", "vanished", "appeared"]
    assert frame.before.tolist() == [(1,), (0,), ()]
    assert frame.after.tolist() == [(0,), (), (1,)]
    assert frame.stayed.tolist() == [["tax", "law"], [], []]
    assert frame.flow_after.tolist() == pytest.approx([0.8, 0.0, 0.2])


def test_lines_fit_whatever_the_words_are():
    comparison = compare_clusters(hostile_clusters(), before())
    lines = comparison.summary(width=90).split("\n")
    assert len(lines) == len(comparison.summary(width=90).splitlines())
    assert all(text_width(line) <= 90 for line in lines[1:])


def test_only_clusters_can_be_compared():
    partition = infomap_py.partition([(1, 2)])
    with pytest.raises(InputTypeError, match=r"after is a infomap_py\.Partition; compare_clusters"):
        compare_clusters(before(), partition)
    with pytest.raises(OptionError, match=r"min_share=1\.5 is not in"):
        compare_clusters(before(), after(), min_share=1.5)
