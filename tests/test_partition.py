"""Partition: a mapping of the caller's labels, in order of flow, that nothing changes."""

import copy
import dataclasses
import pickle
import sys
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import infomap_py
from infomap_py import Network, Partition
from infomap_py.codelength import coded
from infomap_py.errors import MissingPackageError
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions
from infomap_py.tree import ModuleTree

# Two triangles and a bridge; nodes in order of first appearance.
LINKS = [("d", "e"), ("e", "f"), ("f", "d"), ("f", "a"), ("a", "b"), ("b", "c"), ("c", "a")]


def two_triangles(**options: Any) -> Partition:
    return infomap_py.partition(LINKS, **options)


def partition_of(network: Network, module_of: list[int]) -> Partition:
    flow = flow_of(network, FlowOptions())
    modules = np.array(module_of, dtype=np.int32)
    tree = ModuleTree.of_two_levels(modules).ordered(flow.visits)
    return Partition(network, coded(flow, tree), flow.node_flow.copy(), {}, 0, 0, {})


# A mapping


def test_a_partition_maps_labels_to_module_ids() -> None:
    partition = two_triangles()
    assert isinstance(partition, Mapping)
    assert dict(partition) == {"d": 0, "e": 0, "f": 0, "a": 1, "b": 1, "c": 1}
    assert list(partition) == ["d", "e", "f", "a", "b", "c"]
    assert len(partition) == 6
    assert "a" in partition
    assert "g" not in partition
    assert partition.get("g") is None


def test_an_unknown_node_is_a_key_error() -> None:
    partition = two_triangles()
    with pytest.raises(KeyError, match="'g'"):
        partition["g"]


def test_module_ids_are_integers_of_python() -> None:
    assert type(two_triangles()["a"]) is int


def test_labels_of_arrays_are_integers_of_python() -> None:
    partition = infomap_py.partition(np.array([[7, 9], [9, 11]]))
    assert [type(node) for node in partition] == [int, int, int]
    assert [type(node) for node in partition.communities()[0]] == [int, int, int]


def test_labels_and_flow_are_in_the_order_of_nodes() -> None:
    partition = two_triangles()
    assert partition.nodes == ["d", "e", "f", "a", "b", "c"]
    assert partition.labels.tolist() == [0, 0, 0, 1, 1, 1]
    assert partition.labels.dtype == np.int32
    assert partition.flow.tolist() == [2 / 14, 2 / 14, 3 / 14, 3 / 14, 2 / 14, 2 / 14]


# Modules by flow


def test_modules_are_in_order_of_flow_and_equal_ones_of_their_first_node() -> None:
    # Four components with flow 1/12, 6/12, 1/12 ... : pairs of nodes, and a triangle in between.
    links = [(0, 1), (2, 3), (4, 5), (5, 6), (6, 4), (7, 8)]
    partition = infomap_py.partition(links)
    assert partition.communities() == [{4, 5, 6}, {0, 1}, {2, 3}, {7, 8}]


@given(st.lists(st.integers(0, 4), min_size=6, max_size=6))
def test_module_ids_do_not_depend_on_the_ids_that_were_given(module_of: list[int]) -> None:
    first_seen = list(dict.fromkeys(module_of))
    network = Network.from_links([0, 1, 2, 3], [1, 2, 3, 4], nodes=range(6))
    partition = partition_of(network, [first_seen.index(module) for module in module_of])
    flows = [sum(partition.flow[list(nodes)]) for nodes in partition.communities()]
    firsts = [min(nodes) for nodes in partition.communities()]
    by_flow = sorted(
        zip(flows, firsts, strict=True), key=lambda pair: (-round(pair[0], 9), pair[1])
    )
    assert firsts == [first for _, first in by_flow]
    assert {frozenset(nodes) for nodes in partition.communities()} == {
        frozenset(u for u in range(6) if module_of[u] == module) for module in first_seen
    }


# Codelengths


def test_codelengths_add_up_and_savings_are_their_share() -> None:
    partition = two_triangles()
    assert partition.index_codelength == pytest.approx(1 / 7, abs=1e-12)  # the bridge
    assert partition.one_level_codelength == pytest.approx(2.556656707463, abs=1e-12)
    assert partition.codelength == pytest.approx(2.320730356834, abs=1e-12)
    assert partition.codelength == partition.index_codelength + partition.module_codelength
    assert partition.relative_savings == pytest.approx(1 - 2.320730356834 / 2.556656707463)
    assert partition.num_levels == 2


# Nothing changes it


@pytest.mark.parametrize("name", ["labels", "flow", "seed", "new"])
def test_attributes_cannot_be_set(name: str) -> None:
    partition = two_triangles()
    with pytest.raises(dataclasses.FrozenInstanceError, match=name):
        setattr(partition, name, 0)


def test_items_cannot_be_set() -> None:
    with pytest.raises(TypeError, match="does not support item assignment"):
        two_triangles()["a"] = 0  # type: ignore[index]


@pytest.mark.parametrize(
    "duplicate",
    [lambda p: p, lambda p: pickle.loads(pickle.dumps(p)), copy.copy, copy.deepcopy],
    ids=["itself", "pickled", "copied", "copied deeply"],
)
def test_arrays_cannot_be_written_to(duplicate: Any) -> None:
    partition = duplicate(two_triangles())
    for array in (partition.labels, partition.flow):
        assert not array.flags.writeable


def test_the_result_does_not_change_with_the_graph() -> None:
    graph = nx.barbell_graph(3, 0)
    partition = infomap_py.partition(graph)
    graph.add_edge("new", 0)
    assert list(partition) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_keeps_everything(protocol: int) -> None:
    partition = two_triangles(seed=3, num_trials=2)
    restored = pickle.loads(pickle.dumps(partition, protocol))
    assert restored == partition
    assert restored.network == partition.network
    assert restored.options == partition.options
    assert restored.trial_codelengths == partition.trial_codelengths
    assert repr(restored) == repr(partition)


# Equality


def test_a_partition_equals_a_dictionary_of_the_same_modules() -> None:
    partition = two_triangles()
    assert partition == {"a": 1, "b": 1, "c": 1, "d": 0, "e": 0, "f": 0}
    assert dict(partition) == partition
    assert partition != {"a": 0, "b": 0, "c": 0, "d": 1, "e": 1, "f": 1}
    assert partition != dict.fromkeys("abcde", 0)


def test_equal_partitions_agree_in_labels_flow_and_nodes() -> None:
    assert two_triangles(seed=1) == two_triangles(seed=2)
    heavier = [(u, v, 1 + (u == "a")) for u, v in LINKS]
    assert dict(infomap_py.partition(heavier)) != dict(two_triangles())
    assert infomap_py.partition(LINKS, markov_time=1.1) != two_triangles()
    renamed = [(u.upper(), v.upper()) for u, v in LINKS]
    assert infomap_py.partition(renamed) != two_triangles()


def test_a_partition_is_no_other_thing() -> None:
    assert two_triangles() != [0, 0, 0, 1, 1, 1]
    assert two_triangles() != None  # noqa: E711  # what `!=` says is the question


def test_a_partition_cannot_be_hashed() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'Partition'"):
        hash(two_triangles())


# As text


def test_the_repr_says_what_was_found() -> None:
    assert repr(two_triangles(seed=4)) == (
        "<Partition of 6 nodes into 2 modules: 2.3207 bits per step, "
        "9.2 % below one module's 2.5567 (seed 4, trial 0)>"
    )


def test_the_repr_of_one_module_saves_nothing() -> None:
    assert repr(infomap_py.partition([(0, 1), (1, 2), (2, 0)])) == (
        "<Partition of 3 nodes into 1 module: 1.5850 bits per step, "
        "0.0 % below one module's 1.5850 (seed 0, trial 0)>"  # log2(3)
    )


def test_the_repr_says_that_time_was_up() -> None:
    cut = dataclasses.replace(two_triangles(), complete=False)
    assert repr(cut).endswith("(seed 0, trial 0, cut short by the time limit)>")


# Without links


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph])
def test_without_links_every_node_is_alone_and_costs_nothing(kind: Any, count: int) -> None:
    partition = infomap_py.partition(nx.empty_graph(count, create_using=kind))
    nodes = "1 node" if count == 1 else f"{count} nodes"
    modules = "1 module" if count == 1 else f"{count} modules"
    assert partition.communities() == [{u} for u in range(count)]
    assert partition.flow.tolist() == [0.0] * count
    assert repr(partition) == (
        f"<Partition of {nodes} into {modules}: 0.0000 bits per step, "
        "0.0 % below one module's 0.0000 (seed 0, trial 0)>"
    )
    measures = (partition.codelength, partition.one_level_codelength, partition.relative_savings)
    assert [str(measure) for measure in measures] == ["0.0", "0.0", "0.0"]  # nor -0.0, nor nan


def test_isolated_nodes_come_last_in_the_order_of_input() -> None:
    graph = nx.Graph([(1, 2), (2, 3), (3, 1)])
    graph.add_nodes_from(["late", "later"])
    assert infomap_py.partition(graph).communities() == [{1, 2, 3}, {"late"}, {"later"}]


# As a data frame


def test_a_data_frame_has_a_row_per_node() -> None:
    pytest.importorskip("pandas")
    frame = two_triangles().to_dataframe()
    assert frame.columns.tolist() == ["node", "module", "flow"]
    assert frame["node"].tolist() == ["d", "e", "f", "a", "b", "c"]
    assert frame["module"].tolist() == [0, 0, 0, 1, 1, 1]
    assert frame["flow"].tolist() == [2 / 14, 2 / 14, 3 / 14, 3 / 14, 2 / 14, 2 / 14]


def test_a_data_frame_keeps_tuples_for_labels() -> None:
    pytest.importorskip("pandas")
    frame = infomap_py.partition([((0, 1), (1, 2))]).to_dataframe()
    assert frame["node"].tolist() == [(0, 1), (1, 2)]


def test_without_pandas_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    partition = two_triangles()
    with pytest.raises(
        MissingPackageError, match=r"to_dataframe\(\) needs pandas: pip install pandas"
    ):
        partition.to_dataframe()
