"""Word clusters as files: lines to the letter, what made them, and hostile words."""

import gzip
import json
import math

import networkx as nx
import numpy as np
import pytest
from word_networks import HOSTILE, IDS, PETS_AND_MONEY, clusters_of, hostile_clusters, network_of
from written_trees import pairs_of_pairs

import infomap_py
from infomap_py.errors import OptionError
from infomap_py.words import file_formats
from infomap_py.words.clusters import WordClusters

SMALL, LARGE = repr(2 / 14), repr(3 / 14)


def pets_and_money(**known):
    return clusters_of(PETS_AND_MONEY, IDS, **known)


def written(clusters, folder, name, format=None):
    path = folder / name
    clusters.write(path, format)
    return path.read_bytes().decode("utf-8", "surrogatepass")


def rows_of(text):
    """The cells of a .tsv less its heading."""
    lines = text.split("\n")
    assert lines.pop() == ""
    return [line.split("\t") for line in lines if not line.startswith("# ")]


def test_a_table_has_word_cluster_and_flow_by_cluster_and_flow(tmp_path):
    assert rows_of(written(pets_and_money(), tmp_path, "clusters.tsv")) == [
        ["paw", "0", LARGE],
        ["cat", "0", SMALL],
        ["dog", "0", SMALL],
        ["tax", "1", LARGE],
        ["law", "1", SMALL],
        ["fee", "1", SMALL],
    ]


def test_to_tsv_writes_the_table_whatever_the_suffix(tmp_path):
    clusters = pets_and_money()
    clusters.to_tsv(tmp_path / "clusters.txt")
    expected = written(clusters, tmp_path, "clusters.tsv")
    assert (tmp_path / "clusters.txt").read_text() == expected


def test_the_heading_says_what_made_the_clusters(tmp_path):
    text = written(pets_and_money(), tmp_path, "clusters.tsv")
    assert "# input: words in tests\n" in text
    assert "# seed: 0\n" in text
    assert "# num_modules: 2\n" in text


def test_words_are_not_put_between_quotes(tmp_path):
    clusters = clusters_of([('"', "'"), ("'", "a,b")], {'"': 0, "'": 0, "a,b": 0})
    words = [row[0] for row in rows_of(written(clusters, tmp_path, "clusters.tsv"))]
    assert words == ["'", '"', "a,b"]


def test_hostile_words_have_a_line_each(tmp_path):
    clusters = hostile_clusters()
    text = written(clusters, tmp_path, "clusters.tsv")
    rows = rows_of(text)
    assert [len(row) for row in rows] == [3] * len(HOSTILE)
    assert len(text.splitlines()) == text.count("\n")
    assert "# words with characters written as in Python: 3\n" in text
    # Of equal flow, words stand as they do in the network.
    words = [row[0] for row in rows]
    assert words[:4] == [*HOSTILE[:2], r"\x23 not a comment", r"a\tb\nc\rd"]
    assert words[4:9] == HOSTILE[4:9]
    assert words[9] == "\x00\x1b[31m\\u2028"
    assert words[10:] == HOSTILE[10:]


def test_a_hierarchy_has_the_path_as_fourth_column(tmp_path):
    rows = rows_of(written(WordClusters(pairs_of_pairs()), tmp_path, "clusters.tsv"))
    paths = {int(row[0]): tuple(map(int, row[3].split(":"))) for row in rows}
    assert paths == pairs_of_pairs().paths
    assert [row[1] for row in rows] == ["0"] * 4 + ["1"] * 4
    flows = [float(row[2]) for row in rows]
    assert flows[:4] == sorted(flows[:4], reverse=True)


def test_a_word_in_two_clusters_has_a_line_for_each(tmp_path):
    links = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11))).edges
    clusters = WordClusters(infomap_py.partition(network_of(list(links)), overlapping=True))
    rows = rows_of(written(clusters, tmp_path, "clusters.tsv"))
    assert len(rows) == 12
    assert sorted(row[1:] for row in rows if row[0] == "5") == [
        ["0", repr(pytest.approx(5 / 60).expected)],
        ["1", repr(pytest.approx(5 / 60).expected)],
    ]


def test_standard_output_gets_the_table_without_a_heading(capsys):
    pets_and_money().write("-")
    assert capsys.readouterr().out.startswith(f"paw\t0\t{LARGE}\n")


def test_json_has_clusters_with_all_that_is_known(tmp_path):
    clusters = pets_and_money(counts=np.array([7, 5, 3, 2, 2, 1]))
    document = json.loads(written(clusters, tmp_path, "clusters.json"))
    assert document["provenance"]["input"] == "words in tests"
    assert document["num_words"] == 6
    assert document["codelength"] == pytest.approx(2.320730356834)
    assert [cluster["id"] for cluster in document["clusters"]] == [0, 1]
    assert document["clusters"][0] == {
        "id": 0,
        "label": "cat, dog, paw",
        "size": 3,
        "flow": 0.5,
        "count": 15,
        "coherence": 3.0,
        "words": [
            {"word": "paw", "flow": 3 / 14, "count": 3},
            {"word": "cat", "flow": 2 / 14, "count": 7},
            {"word": "dog", "flow": 2 / 14, "count": 5},
        ],
    }


def test_json_has_hostile_words_as_they_are(tmp_path):
    document = json.loads(written(hostile_clusters(), tmp_path, "clusters.json"))
    words = [entry["word"] for cluster in document["clusters"] for entry in cluster["words"]]
    assert words == HOSTILE


def test_json_of_a_hierarchy_has_the_paths_of_words(tmp_path):
    document = json.loads(written(WordClusters(pairs_of_pairs()), tmp_path, "clusters.json"))
    words = [entry for cluster in document["clusters"] for entry in cluster["words"]]
    paths = {entry["word"]: tuple(entry["path"]) for entry in words}
    assert paths == pairs_of_pairs().paths


@pytest.mark.parametrize("format", ["tree", "ftree", "clu", "csv"])
def test_the_formats_of_partitions_are_those_of_the_partition(tmp_path, format):
    clusters = pets_and_money()
    clusters.partition.write(tmp_path / f"partition.{format}")
    expected = (tmp_path / f"partition.{format}").read_text()
    assert written(clusters, tmp_path, f"clusters.{format}") == expected


@pytest.mark.parametrize("suffix", file_formats.SUFFIXES)
def test_every_suffix_names_its_format(tmp_path, suffix):
    clusters = hostile_clusters() if suffix not in (".tree", ".ftree", ".clu") else pets_and_money()
    by_suffix = written(clusters, tmp_path, f"clusters{suffix}")
    assert by_suffix
    assert by_suffix == written(clusters, tmp_path, "other", file_formats.SUFFIXES[suffix])
    clusters.write(tmp_path / f"clusters{suffix}.gz")
    packed = gzip.decompress((tmp_path / f"clusters{suffix}.gz").read_bytes())
    assert packed.decode("utf-8", "surrogatepass") == by_suffix


@pytest.mark.parametrize("format", file_formats.FORMATS)
def test_files_are_the_same_every_time(tmp_path, format):
    first = written(pets_and_money(), tmp_path, "first", format)
    assert written(pets_and_money(), tmp_path, "second", format) == first


def test_a_suffix_that_names_no_format_is_refused(tmp_path):
    with pytest.raises(OptionError, match=r"the suffix of '.*clusters\.doc' names no format"):
        pets_and_money().write(tmp_path / "clusters.doc")
    with pytest.raises(OptionError, match="format='doc' is none of tsv, "):
        pets_and_money().write(tmp_path / "clusters.tsv", "doc")


def test_graphml_has_words_clusters_flow_and_counts(tmp_path):
    counts = np.array([7, 5, 3, 2, 2, 1])
    pets_and_money(counts=counts).write(tmp_path / "clusters.graphml")
    graph = nx.read_graphml(tmp_path / "clusters.graphml")
    assert [data["label"] for _, data in graph.nodes(data=True)] == list(IDS)
    assert [data["module"] for _, data in graph.nodes(data=True)] == list(IDS.values())
    assert [data["count"] for _, data in graph.nodes(data=True)] == counts.tolist()
    assert math.isclose(sum(data["flow"] for _, data in graph.nodes(data=True)), 1.0)


def test_vosviewer_gets_labels_of_clusters_and_counts_of_words(tmp_path):
    clusters = pets_and_money(counts=np.array([7, 5, 3, 2, 2, 1]))
    network = json.loads(written(clusters, tmp_path, "clusters.vos.json"))["network"]
    assert network["clusters"] == [
        {"cluster": 1, "label": "cat, dog, paw"},
        {"cluster": 2, "label": "law, fee, tax"},
    ]
    assert network["items"][0]["weights"]["count"] == 7
