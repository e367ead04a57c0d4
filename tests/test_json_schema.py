"""The JSON of partitions is what its schema says."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import LABELS, LAYERED, states
from word_networks import hostile_clusters
from written_trees import network_of_pairs, pairs_of_pairs, partition_into, paths_of

import infomap_py
from infomap_py import Network, Partition
from infomap_py.json_files import json_text
from infomap_py.words.clusters import WordClusters

SCHEMA = json.loads(files("infomap_py").joinpath("partition.schema.json").read_text("utf-8"))


def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="validates documents by the schema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


def document_of(partition: Partition, with_provenance: bool = True) -> dict[str, Any]:
    document: dict[str, Any] = json.loads("".join(json_text(partition, with_provenance)))
    return document


PARTITIONS = {
    "two levels": lambda: infomap_py.partition(nx.karate_club_graph()),
    "a hierarchy": pairs_of_pairs,
    "recombined": lambda: infomap_py.partition(nx.karate_club_graph(), num_trials=5),
    "cut short": lambda: infomap_py.partition(nx.karate_club_graph(), time_limit=float("inf")),
    "states": lambda: infomap_py.partition(states()),
    "layers": lambda: infomap_py.partition(LAYERED),
    "overlapping": lambda: infomap_py.partition(nx.path_graph(4), overlapping=True),
    "metadata": lambda: infomap_py.partition(nx.path_graph(4), metadata=dict.fromkeys(range(4), 1)),
    "no nodes": lambda: infomap_py.partition(Network.from_links([], [], nodes=[])),
    "words": lambda: hostile_clusters().partition,
    "a recipe": lambda: words().partition,
}


def words() -> WordClusters:
    return infomap_py.cluster_words(["The cat drank milk. The dog ate meat."] * 20)


@pytest.mark.parametrize("with_provenance", [True, False])
@pytest.mark.parametrize("name", PARTITIONS)
def test_documents_keep_to_the_schema(name: str, with_provenance: bool) -> None:
    validator().validate(document_of(PARTITIONS[name](), with_provenance))


@given(data=st.data())
def test_documents_of_any_labels_and_trees_keep_to_the_schema(data: Any) -> None:
    valid = validator()
    labels = data.draw(st.lists(LABELS["any"], min_size=8, max_size=8, unique=True))
    paths = data.draw(paths_of(8))
    partition = partition_into(network_of_pairs(*labels), dict(zip(labels, paths, strict=True)))
    valid.validate(document_of(partition))


def damaged(document: dict[str, Any], change: str) -> dict[str, Any]:
    if change == "a node without a module":
        del document["nodes"][0]["module"]
    elif change == "a path of texts":
        document["nodes"][0]["path"] = ["0", "1"]
    elif change == "a negative module":
        document["nodes"][0]["module"] = -1
    elif change == "levels without modules":
        del document["modules"]
    elif change == "an unknown key":
        document["modularity"] = 0.4
    return document


@pytest.mark.parametrize(
    "change",
    [
        "a node without a module",
        "a path of texts",
        "a negative module",
        "levels without modules",
        "an unknown key",
    ],
)
def test_other_documents_do_not(change: str) -> None:
    valid = validator()
    assert valid.is_valid(document_of(pairs_of_pairs()))
    assert not valid.is_valid(damaged(document_of(pairs_of_pairs()), change))


def test_the_page_explains_every_key_of_the_schema() -> None:
    page = (Path(__file__).parents[1] / "docs" / "json.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    properties = SCHEMA["properties"]
    keys = {
        *properties,
        *properties["provenance"]["properties"],
        *properties["modules"]["items"]["properties"],
        *properties["nodes"]["items"]["properties"],
    }
    assert explained == keys


def test_states_say_whose_they_are() -> None:
    nodes = document_of(infomap_py.partition(LAYERED))["nodes"]
    assert [(entry["physical_node"], entry["layer"]) for entry in nodes] == [
        ("b", "x"),
        ("a", "x"),
        ("b", 2),
        ("c", 2),
    ]
