"""Partitions for VOSviewer, by what its documentation says of the files."""

import json

import pytest
from word_networks import HOSTILE, hostile_clusters
from written_trees import network_of_pairs, pairs_of_pairs, partition_into

import infomap_py
from infomap_py import Network
from infomap_py.vosviewer_files import (
    FLOW,
    MAX_CLUSTERS,
    vosviewer_json,
    vosviewer_map,
    vosviewer_network,
)


def document(partition, *given, **options):
    return json.loads("".join(vosviewer_json(partition, *given, **options)))


def halves(**options):
    network = network_of_pairs(*"abcdefgh", **options)
    return partition_into(network, {u: u not in "abcd" for u in "abcdefgh"})


def test_json_has_items_links_and_clusters_that_count_from_one():
    network = document(halves(), {"Count": range(8)}, ["left", "right"])["network"]
    # "a" has 4 of 42 ends of links.
    assert network["items"][0] == {
        **{"id": 1, "label": "a", "cluster": 1},
        "weights": {FLOW: pytest.approx(400 / 42), "Count": 0},
    }
    assert [item["cluster"] for item in network["items"]] == [1] * 4 + [2] * 4
    assert network["links"][0] == {"source_id": 1, "target_id": 2, "strength": 4.0}
    assert len(network["links"]) == 7
    assert network["clusters"] == [
        {"cluster": 1, "label": "left"},
        {"cluster": 2, "label": "right"},
    ]


def test_map_and_network_files_have_the_same():
    map_lines = "".join(vosviewer_map(halves(), {"Count": range(8)})).split("\n")
    assert map_lines[0] == f"id\tlabel\tcluster\tweight<{FLOW}>\tweight<Count>"
    assert map_lines[1] == f"1\ta\t1\t{100 * (4 / 42)!r}\t0"
    assert map_lines[8].startswith("8\th\t2\t")
    network_lines = "".join(vosviewer_network(halves())).split("\n")
    assert network_lines[:2] == ["1\t2\t4.0", "2\t3\t2.0"]
    assert len(network_lines) == 8


def test_links_of_both_directions_are_summed_and_those_without_two_ends_left_out():
    network = Network.from_links(
        [0, 1, 1, 2], [1, 0, 1, 0], [2.0, 3.0, 7.0, 0.0], nodes=["a", "b", "c"], directed=True
    )
    partition = partition_into(network, {"a": 0, "b": 0, "c": 1})
    assert document(partition)["network"]["links"] == [
        {"source_id": 1, "target_id": 2, "strength": 5.0}
    ]


def test_nodes_of_modules_beyond_a_thousand_belong_to_no_cluster():
    count = MAX_CLUSTERS + 1
    ring = Network.from_links(
        range(count), [(u + 1) % count for u in range(count)], nodes=range(count)
    )
    partition = partition_into(ring, {u: u for u in range(count)})
    network = document(partition, {}, list(map(str, range(count))))["network"]
    assert network["items"][-2]["cluster"] == MAX_CLUSTERS
    assert "cluster" not in network["items"][-1]
    assert len(network["clusters"]) == MAX_CLUSTERS
    lines = "".join(vosviewer_map(partition)).split("\n")
    assert lines[count].split("\t")[:3] == [str(count), str(count - 1), ""]


def test_a_network_without_links_has_an_empty_list_of_them():
    partition = infomap_py.partition(Network.from_links([], [], nodes=["a", "b"]))
    assert document(partition)["network"]["links"] == []
    assert "".join(vosviewer_network(partition)) == ""


def test_what_made_it_is_its_info_unless_it_is_not_wanted():
    partition = pairs_of_pairs()
    assert document(partition)["info"]["description"].startswith("infomap_py: ")
    assert "info" not in document(partition, with_provenance=False)


def test_hostile_labels_keep_to_their_line_and_cell():
    partition = hostile_clusters().partition
    items = document(partition)["network"]["items"]
    assert items[0]["label"] == HOSTILE[0]
    assert items[3]["label"] == r"a\tb\nc\rd"
    lines = "".join(vosviewer_map(partition)).splitlines()
    assert len(lines) == len(HOSTILE) + 1
    assert [line.count("\t") for line in lines] == [3] * len(lines)
    assert lines[2].startswith('2\t"""quoted"" & \'so\'"\t')


def test_labels_with_a_comma_or_semicolon_are_between_quotes():
    network = Network.from_links([0], [1], nodes=["a, b", "a; b"])
    lines = "".join(vosviewer_map(infomap_py.partition(network))).split("\n")
    assert [line.split("\t")[1] for line in lines[1:3]] == ['"a, b"', '"a; b"']
