"""Metadata at the door: what is a category per node, and what is refused."""

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.errors import OptionError, ReadError
from infomap_py.metadata import categories
from infomap_py.metadata_files import read_metadata
from infomap_py.network import Network

NETWORK = Network.from_links([0, 1, 2], [1, 2, 3], nodes=["a", "b", "c", "d"])


@pytest.mark.parametrize(
    ("metadata", "numbers"),
    [
        ({"d": 1, "a": "x", "b": (1, 2), "c": "x"}, [[0, 1, 0, 2]]),
        (np.array([5, 3, 5, 3]), [[0, 1, 0, 1]]),
        (["red", "blue", "blue", "red"], [[0, 1, 1, 0]]),
        ([1, "1", 1.0, True], [[0, 1, 0, 0]]),  # as keys of a dictionary are equal
        ([[1, "x"], [1, "y"], [2, "y"], [1, "z"]], [[0, 0, 1, 0], [0, 1, 1, 2]]),
        (np.array([[1], [2], [2], [3]]), [[0, 1, 1, 2]]),
    ],
)
def test_categories_are_numbered_by_first_node_in_each_column(metadata, numbers):
    assert categories(NETWORK, metadata).tolist() == numbers


@pytest.mark.parametrize(
    "metadata",
    [
        {"a": 1, "c": 2},
        {"a": 1, "b": None, "c": 2, "d": float("nan")},
        [1, None, 2, None],
        np.array([1.0, np.nan, 2.0, np.nan]),
    ],
)
def test_missing_categories_are_one_category_of_their_own(metadata):
    assert categories(NETWORK, metadata).tolist() == [[0, 1, 2, 1]]


def test_a_data_frame_or_series_is_read_by_its_index():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"x": [1, 2, 1], "y": ["p", "p", "q"]}, index=["d", "c", "a"])
    assert categories(NETWORK, frame).tolist() == [[0, 1, 2, 0], [0, 1, 2, 2]]
    assert categories(NETWORK, frame["x"]).tolist() == [[0, 1, 2, 0]]
    with pytest.raises(OptionError, match="metadata names 0, which is not a node of the network"):
        categories(NETWORK, frame.reset_index(drop=True))


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"a": 1, "e": 2}, "metadata names 'e', which is not a node of the network"),
        ([1, 2, 3], r"metadata has shape \(3,\); give one category per node, 4 in all"),
        (np.zeros((4, 2, 2)), r"metadata has shape \(4, 2, 2\); give one category per node"),
        (np.zeros((4, 0)), "metadata has no column; give every node a category"),
        (
            [[1, 2], [1], [1, 2], [2]],
            r"\[1, 2\] as a category cannot be told .* rows of one length",
        ),
        ({"a": [1], "b": 2}, r"\[1\] as a category cannot be told from others"),
        ("red", "metadata is a str; give {node: category}"),
        (3, "metadata is a int; give {node: category}"),
    ],
)
def test_what_is_no_metadata_is_refused_with_the_way_out(metadata, message):
    with pytest.raises(OptionError, match=message):
        categories(NETWORK, metadata)


def test_a_file_has_a_row_of_categories_per_node(tmp_path):
    path = tmp_path / "colours.txt"
    path.write_text("# node colour size\nc red 2\n\na blue 1\n")
    assert read_metadata(path, NETWORK).tolist() == [
        ["blue", "1"], [None, None], ["red", "2"], [None, None]
    ]  # fmt: skip


def test_an_empty_file_leaves_all_categories_missing(tmp_path):
    path = tmp_path / "colours.txt"
    path.write_text("")
    assert categories(NETWORK, read_metadata(path, NETWORK)).tolist() == [[0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a red\nb\n", ":2: 'b' is not 'node category ...', which was expected. Correct the line"),
        ("a red\nb red 1\n", ":2: 'b red 1' has 2 columns of categories, and the first line 1"),
        ("a red\ne red\n", ":2: node 'e' is not in the network"),
        ("a red\na red\n", ":2: node 'a' has categories already. Remove one of the lines"),
    ],
)
def test_a_malformed_line_is_named(tmp_path, text, message):
    path = tmp_path / "colours.txt"
    path.write_text(text)
    with pytest.raises(ReadError, match=f"colours.txt{message}"):
        read_metadata(path, NETWORK)


def test_equal_metadata_in_any_form_give_the_same_partition():
    graph = nx.karate_club_graph()
    clubs = dict(graph.nodes(data="club"))
    by_node = infomap_py.partition(graph, metadata=clubs, seed=3)
    in_order = infomap_py.partition(graph, metadata=list(clubs.values()), seed=3)
    assert by_node == in_order
    assert by_node.codelength == infomap_py.codelength(graph, by_node, metadata=clubs)
    assert by_node.options["metadata"] == "given"


def test_a_rate_of_nought_is_no_metadata():
    graph = nx.karate_club_graph()
    clubs = dict(graph.nodes(data="club"))
    with_clubs = infomap_py.partition(graph, metadata=clubs, metadata_rate=0)
    assert with_clubs.codelength == pytest.approx(infomap_py.partition(graph).codelength)


def test_at_a_high_rate_no_module_mixes_categories():
    graph = nx.karate_club_graph()
    clubs = dict(graph.nodes(data="club"))
    partition = infomap_py.partition(graph, metadata=clubs, metadata_rate=10)
    for community in partition.communities():
        assert len({clubs[node] for node in community}) == 1


@pytest.mark.parametrize(
    ("labels", "lines", "found"),
    [
        (["2", "1"], "1 a\n2 b\n", ["a", "b"]),  # names of a Pajek file: ids are positions
        (["0", "1"], "1 a\n2 b\n", ["a", "b"]),
        (["x", "1"], "1 a\n", [None, "a"]),  # names, of which some are numbers
        ([7, 5], "5 a\n7 b\n", ["b", "a"]),
    ],
)
def test_numbers_in_a_metadata_file_are_ids_or_labels(tmp_path, labels, lines, found) -> None:
    network = infomap_py.Network.from_links([0], [1], nodes=labels)
    path = tmp_path / "a.meta"
    path.write_text(lines)
    assert read_metadata(path, network)[:, 0].tolist() == found
