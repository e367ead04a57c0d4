"""read_partition() with the graph: the same Partition comes back from every format."""

import contextlib
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import HIERARCHICAL, LABELS, LAYERED, read_back, states
from strategies import fewer
from written_trees import network_of_pairs, partition_into, paths_of

import infomap_py
from infomap_py import StateNetwork
from infomap_py.errors import OptionError, PartitionError, ReadError
from infomap_py.file_formats import READ_FORMATS


@pytest.mark.parametrize("format", HIERARCHICAL)
@fewer(3)
@given(kind=st.sampled_from(list(LABELS)), data=st.data())
def test_any_tree_of_any_labels_comes_back(kind: str, format: str, data: Any) -> None:
    labels = data.draw(st.lists(LABELS[kind], min_size=8, max_size=8, unique_by=by_value))
    paths = data.draw(paths_of(8))
    network = network_of_pairs(*labels)
    partition = partition_into(network, dict(zip(labels, paths, strict=True)))
    with refusal_of_labels_alike(labels, format):
        read = read_back(partition, format, network)
        assert read == partition
        assert read.codelength == partition.codelength
        assert read.paths == partition.paths


def by_value(label: Any) -> Any:
    return hash(label), label


@contextlib.contextmanager
def refusal_of_labels_alike(labels: list[Any], format: str) -> Any:
    """Labels that are the same as text are refused, and only these."""
    if format in ("tsv", "csv", "newick"):
        alike = len(set(map(str, labels))) < len(labels)
    elif format == "json":
        kept = (u if isinstance(u, str | int) or is_finite(u) else str(u) for u in labels)
        alike = len(set(kept)) < len(labels)
    else:
        alike = False
    if alike:
        with pytest.raises(OptionError, match="are the same in format"):
            yield
    else:
        yield


def is_finite(label: Any) -> bool:
    return isinstance(label, float) and abs(label) < float("inf")


@given(
    format=st.sampled_from(READ_FORMATS),
    labels=st.lists(LABELS["any"], min_size=8, max_size=8, unique_by=by_value),
    data=st.data(),
)
def test_any_two_levels_of_any_labels_come_back(format: str, labels: Any, data: Any) -> None:
    network = network_of_pairs(*labels)
    modules = data.draw(st.lists(st.integers(0, 7), min_size=8, max_size=8))
    partition = partition_into(network, dict(zip(labels, modules, strict=True)))
    with refusal_of_labels_alike(labels, format):
        assert read_back(partition, format, network) == partition


@pytest.mark.parametrize("format", READ_FORMATS)
@pytest.mark.parametrize("network", [states(), LAYERED], ids=["states", "layers"])
def test_states_come_back(network: StateNetwork, format: str) -> None:
    partition = infomap_py.partition(network)
    read = read_back(partition, format, network)
    assert read == partition
    assert read.node_modules() == partition.node_modules()


LINKS = ["clu", "tree", "ftree", "tsv", "csv", "json", "newick"]  # others have nodes


@pytest.mark.parametrize("format", LINKS)
def test_links_of_overlapping_modules_come_back(format: str) -> None:
    graph = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    partition = infomap_py.partition(graph, overlapping=True)
    read = read_back(partition, format, graph)
    assert read == partition
    assert read.overlapping_communities() == partition.overlapping_communities()


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_files_of_nodes_are_no_modules_of_links(format: str) -> None:
    graph = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    partition = infomap_py.partition(graph, overlapping=True)
    with pytest.raises(ReadError, match=rf"{format} holds nodes, .* Give a \.json"):
        read_back(partition, format, graph)
    assert read_back(partition, format) == {
        u: next(iter(modules)) for u, modules in partition.node_modules().items()
    }


OPTIONS: dict[str, dict[str, Any]] = {
    "markov_time": {"markov_time": 0.7},
    "directed": {"directed": True, "recorded_teleportation": True, "teleport_to": "nodes"},
    "unweighted": {"weight": None, "self_links": False},
    "corrected": {"entropy_corrected": True, "preferred_number_of_modules": 3},
    "regularized": {"regularized": True, "regularization_strength": 0.5},
    "deep": {"two_level": False, "seed": 3, "num_trials": 2},
}


@pytest.mark.parametrize("format", HIERARCHICAL)
@pytest.mark.parametrize("name", OPTIONS)
def test_the_options_of_the_file_are_those_of_the_partition(name: str, format: str) -> None:
    graph = nx.karate_club_graph()
    partition = infomap_py.partition(graph, **OPTIONS[name])
    read = read_back(partition, format, graph)
    assert read == partition
    assert read.options == partition.options
    assert (read.seed, read.trial, read.version) == (
        partition.seed,
        partition.trial,
        partition.version,
    )


def test_layers_are_read_with_the_options_of_the_file() -> None:
    layers = {"a": [(0, 1), (1, 2), (2, 0)], "b": [(2, 3), (3, 4), (4, 2)]}
    partition = infomap_py.partition(layers, multilayer_relax_rate=0.4)
    assert read_back(partition, "tree", layers) == partition


def test_options_that_are_given_count_more_than_those_of_the_file() -> None:
    graph = nx.karate_club_graph()
    partition = infomap_py.partition(graph)
    read = read_back(partition, "tree", graph, markov_time=2.0)
    assert read.codelength == infomap_py.codelength(graph, partition, markov_time=2.0)
    assert read.options["markov_time"] == 2.0


@pytest.mark.parametrize("format", ["tsv", "json"])
@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("metadata", {u: u % 2 for u in range(34)}),
        ("node_weights", {u: 1 + u % 3 for u in range(34)}),
        ("node_weights", np.arange(34) % 3 + 1.0),
        ("metadata", np.arange(34) % 2),
    ],
    ids=["metadata", "node weights", "node weights in an array", "metadata in an array"],
)
def test_what_the_file_does_not_hold_has_to_be_given_again(
    option: str, value: Any, format: str
) -> None:
    graph = nx.karate_club_graph()
    walk = {"directed": True, "teleport_to": "nodes", "recorded_teleportation": True}
    partition = infomap_py.partition(graph, **{option: value}, **walk)
    with pytest.raises(OptionError, match=rf"is of a partition with {option}=, which it does not"):
        read_back(partition, format, graph)
    again = read_back(partition, format, graph, **{option: value})
    assert again == partition
    assert again.options == partition.options


def test_another_graph_is_told_by_its_codelength() -> None:
    partition = infomap_py.partition(nx.karate_club_graph())
    other = nx.Graph(nx.karate_club_graph().edges)
    with pytest.raises(PartitionError, match=r"tells a codelength of 4\.\d+, and these modules of"):
        read_back(partition, "tree", other)


def test_a_graph_with_more_nodes_is_told_with_the_file() -> None:
    partition = infomap_py.partition(nx.path_graph(4))
    with pytest.raises(PartitionError, match=r"file: node 4 is in no module \(1 such nodes\)"):
        read_back(partition, "tsv", nx.path_graph(5))


def test_a_file_without_provenance_is_read_by_default_options(tmp_path: Path) -> None:
    graph = nx.barbell_graph(3, 0)
    path = tmp_path / "hand.tsv"
    path.write_text("".join(f"{u}\t{'left' if u < 3 else 'right'}\n" for u in graph))
    read = infomap_py.read_partition(path, graph)
    assert read == infomap_py.partition(graph)
    assert (read.seed, read.trial, read.version) == (0, None, infomap_py.__version__)
    assert infomap_py.read_partition(path) == {
        **dict.fromkeys(range(3), "left"),
        **dict.fromkeys(range(3, 6), "right"),
    }


# Labels that read alike


@pytest.mark.parametrize("format", ["tsv", "csv", "newick"])
def test_labels_alike_are_refused_where_nothing_tells_them_apart(format: str) -> None:
    partition = infomap_py.partition([(1, "1"), ("1", 2)])
    with pytest.raises(OptionError, match=f"labels 1 and '1' are the same in format '{format}'"):
        read_back(partition, format)


@pytest.mark.parametrize("format", ["json", "tree", "ftree", "clu", "graphml", "gexf"])
def test_labels_alike_come_back_from_other_formats(format: str) -> None:
    graph = [(1, "1"), ("1", "x"), ("x", 1), (2, "2"), ("2", "y"), ("y", 2), (1, 2)]
    partition = partition_into(
        infomap_py.partition(graph).network, {1: 0, "x": 0, "2": 0, "1": 1, 2: 1, "y": 1}
    )
    assert read_back(partition, format, partition.network) == partition


def test_a_text_that_could_be_two_nodes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("x\t0\n1\t0\n")
    with pytest.raises(ReadError, match=r"a\.tsv:2: several nodes of the network read like '1'"):
        infomap_py.read_partition(tmp_path / "a.tsv", [(1, "1"), ("1", "x")])


def test_the_outermost_modules_of_a_hierarchy_come_back_from_clu(tmp_path: Path) -> None:
    graph = nx.ring_of_cliques(24, 4)
    partition = infomap_py.partition(graph, two_level=False)
    assert partition.num_levels == 3
    partition.write(tmp_path / "a.clu")
    read = infomap_py.read_partition(tmp_path / "a.clu", graph)
    assert dict(read) == dict(partition)
    assert read.codelength == infomap_py.codelength(graph, dict(partition))
