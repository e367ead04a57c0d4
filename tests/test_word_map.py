"""The word map: what is drawn, and that it is well-formed whatever the words are."""

from xml.etree import ElementTree

import numpy as np
import pytest
from drawings import NAMESPACE, box_of, caption_of, discs_of, elements, groups_of, names_on, number
from word_networks import IDS, PETS_AND_MONEY, clusters_of, hostile_clusters, network_of

import infomap_py
from infomap_py.errors import OptionError
from infomap_py.pictures import svg
from infomap_py.words.clusters import WordClusters
from infomap_py.words.word_map import word_map


def pets_and_money():
    return clusters_of(PETS_AND_MONEY, IDS)


def test_a_disc_holds_the_distinctive_words_of_a_cluster():
    drawing = word_map(pets_and_money())
    assert len(discs_of(drawing)) == 2
    assert names_on(drawing) == ["cat", "dog", "paw", "law", "fee", "tax"]


def test_areas_go_with_flow():
    # Nine of 14 ends of links, and five.
    drawing = word_map(clusters_of(PETS_AND_MONEY, {**IDS, "law": 0}))
    large, small = (float(circle.get("r")) ** 2 for circle in discs_of(drawing))
    assert large / small == pytest.approx(9 / 5, rel=1e-3)


def test_lines_join_the_centres_of_clusters_that_exchange_flow():
    drawing = word_map(pets_and_money())
    (line,) = elements(drawing, "line")
    ends = {(line.get("x1"), line.get("y1")), (line.get("x2"), line.get("y2"))}
    assert ends == {(circle.get("cx"), circle.get("cy")) for circle in discs_of(drawing)}


def test_what_is_not_drawn_is_said():
    links = [*PETS_AND_MONEY, ("red", "blue")]
    clusters = WordClusters(infomap_py.partition(network_of(links, ["lone"])))
    assert caption_of(word_map(clusters, num_clusters=2)).startswith(
        "2 clusters with 88 % of the flow; not drawn: 1 smaller cluster, 1 word alone. Area: "
    )
    assert "lone" not in names_on(word_map(clusters))


def test_words_alone_make_an_empty_map():
    drawing = word_map(clusters_of([("a", "b")], {"a": 0, "b": 1}))
    assert discs_of(drawing) == []
    assert caption_of(drawing).startswith(
        "0 clusters with 0 % of the flow; not drawn: 2 words alone. "
    )


def test_hostile_words_are_text_and_nothing_else():
    drawing = word_map(hostile_clusters())
    root = ElementTree.fromstring(drawing)
    names = {element.tag.removeprefix(NAMESPACE) for element in root.iter()}
    assert names == {"svg", "title", "desc", "rect", "g", "line", "circle", "text"}
    assert "<script>alert(1..." not in drawing
    assert len(drawing) < 10_000
    told = [title.text for title in elements(drawing, "title")]
    assert any("<script>alert(1)" in text for text in told)
    assert not any("\n" in word for text in told[1:] for word in text.split("\n", 1)[1:])


def test_words_stay_inside_their_disc():
    rng = np.random.default_rng(3)
    words = ["".join(rng.choice(list("abcimw猫狗"), size=n)) for n in rng.integers(1, 15, 60)]
    links = [(f"{k}{word}", f"{k}{words[k - 1]}") for k, word in enumerate(words)]
    ids = {word: k // 5 for k, link in enumerate(links) for word in link}
    drawing = word_map(clusters_of(links, ids))
    shown = 0
    for group in groups_of(drawing):
        x, y, radius = (number(group[1], name) for name in ("cx", "cy", "r"))
        for text in group.findall(f"{NAMESPACE}text"):
            if number(text, "x") == x:
                assert max(np.hypot(a - x, b - y) for a, b in box_of(text).corners) <= radius
                shown += 1
    assert shown > 20


def test_a_disc_too_small_for_its_first_word_has_it_beside():
    # The pairs have a link of weight 1 each, beside one of 50: .46 * 400 * 254 pixels / 52 are
    # discs with a radius of 17, in which 15 letters of 10 pixels have no place.
    links = [("large", "larger", 50.0), ("unpronounceable", "it", 1.0)]
    links.append(("incomprehensible", "unintelligible", 1.0))
    ids = {word: k for k, link in enumerate(links) for word in link[:2]}
    drawing = word_map(clusters_of(links, ids), width=400, height=300)
    assert len(discs_of(drawing)) == 3
    assert names_on(drawing) == ["large", "larger", "unpronounceable", "incomprehensible"]


def test_a_colour_depends_on_the_cluster_alone():
    clusters = WordClusters(infomap_py.partition(network_of([*PETS_AND_MONEY, ("red", "blue")])))
    first = [circle.get("fill") for circle in discs_of(word_map(clusters))]
    second = [circle.get("fill") for circle in discs_of(word_map(clusters, num_clusters=1))]
    assert first[:1] == second
    assert len(set(first)) == 3


def test_the_map_is_written_where_a_path_is_given(tmp_path):
    clusters = pets_and_money()
    drawing = clusters.map(tmp_path / "map.svg", width=500, height=400)
    assert (tmp_path / "map.svg").read_text() == drawing
    assert 'width="500" height="400"' in drawing
    assert clusters.map() == word_map(clusters)


def test_what_made_it_is_a_description_unless_it_is_not_wanted():
    (told,) = elements(word_map(pets_and_money()), "desc")
    assert "input: words in tests" in told.text
    assert elements(word_map(pets_and_money(), with_provenance=False), "desc") == []


def test_numbers_out_of_range_are_refused():
    clusters = pets_and_money()
    with pytest.raises(OptionError, match="num_clusters=0 is out of range"):
        clusters.map(num_clusters=0)
    with pytest.raises(OptionError, match=r"width=10 is out of range"):
        clusters.map(width=10)
    with pytest.raises(OptionError, match=r"height='900' is not an integer"):
        clusters.map(height="900")


# SVG


def test_attributes_are_escaped_and_numbers_short():
    made = svg.element("a", x=1 / 3, y=2.0, stroke_width='<">')
    assert made == '<a x="0.33" y="2" stroke-width="&lt;&quot;&gt;"/>'


def test_long_words_are_shortened_to_one_line():
    assert svg.shortened("abcdef", 6) == "abcdef"
    assert svg.shortened("abcdefg", 6) == "abcde\u2026"
    assert svg.shortened("a\nb", 6) == r"a\nb"


def test_widths_are_estimated_by_kind_of_letter():
    assert svg.text_length("猫狗") == 2.0
    assert svg.text_length("iii") < svg.text_length("aaa") < svg.text_length("www")
    assert svg.text_length("e\u0301") == svg.text_length("e")
