"""What may be called a partition, and what is wrong with what may not."""

from collections import OrderedDict
from typing import Any

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py import Network
from infomap_py.errors import PartitionError
from infomap_py.membership import module_ids

NODES = ["a", "b", "c", "d"]
NETWORK = Network.from_links([0, 1, 2], [1, 2, 3], nodes=NODES)


@pytest.mark.parametrize(
    "partition",
    [
        {"a": 5, "c": 5, "b": 9, "d": 7},
        {"a": "x", "b": "", "c": "x", "d": (1, 2)},
        OrderedDict(d=1, c=0, b=2, a=0),
        [{"a", "c"}, {"b"}, {"d"}],
        [["d"], ("a", "c"), frozenset("b")],
        [{"b"}, set(), {"c", "a"}, {"d"}],
        {"x": ["a", "c"], "y": ["b"], "z": ["d"]}.values(),
        np.array([5, 9, 5, 7]),
        np.array([5, 9, 5, 7], dtype=np.uint8),
        np.array(["x", "y", "x", "z"]),
    ],
)
def test_modules_are_numbered_in_the_order_of_their_first_nodes(partition: Any) -> None:
    ids = module_ids(NETWORK, partition)
    assert ids.tolist() == [0, 1, 0, 2]
    assert ids.dtype == np.int32


def test_communities_may_come_one_by_one() -> None:
    communities = ({node} for node in "dcba")
    assert module_ids(NETWORK, communities).tolist() == [0, 1, 2, 3]


def test_a_partition_is_taken_for_itself() -> None:
    partition = infomap_py.partition(NETWORK)
    assert module_ids(NETWORK, partition).tolist() == partition.labels.tolist()


def test_a_partition_of_another_order_is_taken_by_label() -> None:
    reversed_network = Network.from_links([0, 1, 2], [1, 2, 3], nodes=NODES[::-1])
    partition = infomap_py.partition(NETWORK, initial=[{"a", "b"}, {"c", "d"}])
    expected = [{"a", "b"}, {"c", "d"}]
    assert module_ids(reversed_network, partition).tolist() == (
        module_ids(reversed_network, partition.communities()).tolist()
    )
    assert infomap_py.codelength(reversed_network, expected) == pytest.approx(
        infomap_py.codelength(NETWORK, expected), abs=1e-12
    )


def test_a_community_may_name_a_node_twice() -> None:
    assert module_ids(NETWORK, [["a", "a", "b"], ["c", "d"]]).tolist() == [0, 0, 1, 1]


def test_a_network_without_nodes_has_a_partition() -> None:
    empty = Network.from_links([], [], nodes=[])
    for partition in ({}, [], np.empty(0, dtype=int)):
        assert module_ids(empty, partition).tolist() == []


@pytest.mark.parametrize(
    ("partition", "message"),
    [
        ({"a": 0, "b": 0, "c": 1}, r"node 'd' is in no module \(1 such nodes\)\. Give every node"),
        ([{"a"}, {"c"}], r"node 'b' is in no module \(2 such nodes\)"),
        ([], r"node 'a' is in no module \(4 such nodes\)"),
        (dict.fromkeys("abcdx", 0), r"node 'x' is not in the network \(Network\(4 nodes, 3 links"),
        ([set("ab"), set("cdx")], r"node 'x' of community 1 is not in the network"),
        ([set("ab"), set("bcd")], r"node 'b' is in communities 0 and 1; a partition puts each"),
        (["ab", "cd"], r"community 0 is 'ab', not a collection of nodes"),
        ([{"a", "b", "c", "d"}, 5], r"community 1 is 5, not a collection of nodes"),
        ([0, 0, 1, 1], r"community 0 is 0, not a coll.*or a numpy array of module ids"),
        (np.array([0, 0, 1]), r"have shape \(3,\) and type int64; give one integer per node, 4 in"),
        (np.zeros((4, 1), dtype=int), r"module ids have shape \(4, 1\) and type int64"),
        (np.array([0.0, 0.0, np.nan, 1.0]), r"have shape \(4,\) and type float64"),
        (dict.fromkeys("abcd", float("nan")), r"a module is called nan; None and NaN mean that it"),
        ({"a": 0, "b": None, "c": 0, "d": 0}, r"a module is called None; None and NaN mean"),
        ([[("a", [])], ["b", "c", "d"]], r"node \('a', \[\]\) of community 0 is not in the networ"),
        ([[["a"], "b"], ["c", "d"]], r"node \['a'\] of community 0 is not in the network"),
        ({"a": 0, "b": [7], "c": 0, "d": 0}, r"\[7\] as a module cannot be told from others"),
        ("abcd", r"a str is no partition; give \{node: module\}, \{node: path\}, a list of sets"),
        (b"abcd", r"a bytes is no partition"),
        (7, r"a int is no partition"),
        (None, r"a NoneType is no partition"),
    ],
)  # fmt: skip
def test_what_is_no_partition_is_refused_with_the_rule(partition: Any, message: str) -> None:
    with pytest.raises(PartitionError, match=message):
        module_ids(NETWORK, partition)


def test_an_error_about_a_partition_is_a_value_error() -> None:
    assert issubclass(PartitionError, ValueError)


def test_a_module_below_the_root_is_no_partition() -> None:
    graph = nx.ring_of_cliques(24, 4)
    found = infomap_py.partition(graph, two_level=False)
    assert infomap_py.codelength(graph, found.tree) == found.codelength
    assert infomap_py.compare(found.tree, found).adjusted_rand == 1.0
    for call in (infomap_py.codelength, infomap_py.compare):
        with pytest.raises(PartitionError, match=r"is a module, and no partition .* Give the"):
            call(graph if call is infomap_py.codelength else found, found.tree.children[0])


def test_the_path_of_a_file_is_pointed_to_read_partition() -> None:
    with pytest.raises(PartitionError, match=r"a str is no partition; .* read_partition\(\)"):
        infomap_py.partition(NETWORK, initial="modules.tree")
