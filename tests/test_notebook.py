"""What a notebook shows: markup that changes nothing else on the page, whatever labels are."""

from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
import pytest
from word_networks import hostile_clusters
from written_trees import partition_into

import infomap_py
from infomap_py import Network, Partition
from infomap_py.pictures import notebook
from infomap_py.pictures.module_map import module_map
from infomap_py.words.clusters import WordClusters


def barbell() -> Partition:
    return infomap_py.partition(nx.barbell_graph(3, 0))


def test_a_partition_is_its_facts_and_its_map() -> None:
    partition = barbell()
    shown = partition._repr_html_()
    root = ElementTree.fromstring(shown)
    lines = [root.text, *(line.tail for line in root.iter("br"))]
    assert [(line or "").strip() for line in lines] == partition.summary(num_modules=0).split("\n")
    drawing = module_map(partition, width=800, height=560, with_provenance=False)
    assert drawing in shown


def test_clusters_of_words_are_their_facts_and_their_map() -> None:
    shown = WordClusters(barbell())._repr_html_()
    assert "2 clusters of 6 words, 2.3207 bits per step" in shown
    assert "networkx.Graph: 6 nodes, 7 links" in shown
    assert shown.count("<svg ") == 1


def test_a_table_of_modules_is_a_table() -> None:
    root = ElementTree.fromstring(barbell().modules._repr_html_())
    rows = [[cell.text for cell in row] for row in root.iter("tr")]
    assert rows == [
        ["id", "flow", "enter", "exit", "bits", "size", "nodes"],
        ["0", "50.00 %", "0.0714", "0.0714", "1.0889", "3", "2 0 1"],
        ["1", "50.00 %", "0.0714", "0.0714", "1.0889", "3", "3 4 5"],
    ]


def test_a_table_says_what_it_does_not_list() -> None:
    shown = infomap_py.partition(nx.ring_of_cliques(12, 5)).modules._repr_html_()
    assert shown.count("<tr>") == 11
    assert "and 2 more with 16.67 % of the flow" in shown


@pytest.mark.parametrize("of", ["partition", "clusters", "table", "diagnosis"])
def test_hostile_labels_are_text(of: str) -> None:
    clusters = hostile_clusters()
    names = [f"<script>{u}</script>" for u in range(60)]
    star = Network.from_links([0] * 59, range(1, 60), nodes=names)
    shown = {
        "partition": clusters.partition,
        "clusters": clusters,
        "table": clusters.partition.modules,
        "diagnosis": partition_into(star, dict.fromkeys(names, 0)),
    }[of]._repr_html_()
    names = {element.tag.split("}")[-1] for element in ElementTree.fromstring(shown).iter()}
    assert not names & {"script", "style", "link", "iframe", "image", "a"}
    assert "<script" not in shown
    assert ("Try: leave that node out" in shown) == (of == "diagnosis")
    assert not any(element.get("id") for element in ElementTree.fromstring(shown).iter())
    shown.encode()


def test_nothing_is_styled_but_the_elements_themselves() -> None:
    root = ElementTree.fromstring(barbell()._repr_html_())
    styled = [element.get("style") for element in root.iter() if element.get("style")]
    assert styled == ["overflow-x:auto"]
    assert not any(element.get("class") for element in root.iter())


def test_labels_that_take_much_room_stay_below_60_kilobytes() -> None:
    names = [f'"{k:03}{"猫" * 30}"' for k in range(40 * 12)]
    ends = [pair for m in range(40) for pair in combinations(range(12 * m, 12 * m + 12), 2)]
    ends += [(12 * m, 12 * m - 12) for m in range(1, 40)]
    network = Network.from_links(*zip(*ends, strict=True), nodes=names)
    partition = partition_into(network, {name: k // 12 for k, name in enumerate(names)})
    for shown in (partition, WordClusters(partition)):
        assert 10_000 < len(shown._repr_html_().encode()) < 60_000


def test_of_very_large_networks_the_facts_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "MOST_LINKS", 6)
    for shown in (barbell(), WordClusters(barbell())):
        html = shown._repr_html_()
        assert "<svg" not in html
        assert "map() draws the map" in html
        assert "50.00 % " in html
