"""Modules of two partitions, matched: by hand, and what holds for any two."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import networks
from written_trees import partition_into

import infomap_py
from infomap_py import Network, StateNetwork
from infomap_py.errors import FlowError, OptionError
from infomap_py.matching import EVENTS, NONE, Group, matching_of

# What an event is when looked at from the other side.
PAIRED = [
    *(("absorbed", "broke off"), ("vanished", "appeared")),
    *(("split", "merged"), ("grew", "shrank")),
]
MIRRORED = {"steady": "steady", "regrouped": "regrouped", **dict(PAIRED)}
MIRRORED |= {there: here for here, there in PAIRED}


def partition_of(flows, module_of):
    """Nodes with these flows, by their links to themselves."""
    names, weights = zip(*flows.items(), strict=True)
    ends = range(len(names))
    network = Network.from_links(ends, ends, weights, nodes=names)
    return partition_into(network, {name: module_of[name] for name in names})


def uniform(*modules):
    """Nodes of equal flow in modules, each a string with a letter per node."""
    letters = "".join(modules)
    return partition_of(
        dict.fromkeys(letters, 1.0), {u: k for k, module in enumerate(modules) for u in module}
    )


def events(before, after, **options):
    """What happened, with the modules by their nodes."""
    matching = matching_of(before, after, **options)
    nodes = [["".join(sorted(nodes)) for nodes in p.communities()] for p in (before, after)]
    return [
        (
            matching.event(group),
            [nodes[0][m] for m in group.before],
            [nodes[1][m] for m in group.after],
        )
        for group in matching.groups()
    ]


def test_modules_of_the_same_partition_are_steady():
    partition = uniform("abc", "de", "f")
    assert events(partition, partition) == [
        ("steady", ["abc"], ["abc"]),
        ("steady", ["de"], ["de"]),
        ("steady", ["f"], ["f"]),
    ]


def test_a_module_whose_nodes_go_apart_is_split():
    # "abcd" keeps half in each; each is drawn from it alone.
    assert events(uniform("abcd", "xyz"), uniform("ab", "cd", "xyz"))[0] == (
        *("split", ["abcd"]),
        ["ab", "cd"],
    )


def test_modules_whose_nodes_come_together_are_merged():
    assert events(uniform("ab", "cd", "xyz"), uniform("abcd", "xyz"))[0] == (
        *("merged", ["ab", "cd"]),
        ["abcd"],
    )


def test_modules_that_exchange_nodes_are_regrouped():
    # "ab" and "cd" come from "abcd", and "cd" is drawn from "efg" to 3/5.
    assert events(uniform("abcd", "efg"), uniform("ab", "cdefg")) == [
        ("regrouped", ["abcd", "efg"], ["cdefg", "ab"])
    ]


def test_a_module_of_new_nodes_appeared_and_one_whose_nodes_are_gone_vanished():
    assert events(uniform("ab", "cd"), uniform("ab", "xy")) == [
        ("steady", ["ab"], ["ab"]),
        ("vanished", ["cd"], []),
        ("appeared", [], ["xy"]),
    ]


def test_nodes_that_are_scattered_leave_their_module_behind():
    # No module has .4 of "abcde", nor has .4 of its own flow from there.
    before = uniform("abcde", "fghijklmno")
    after = uniform("afg", "bhi", "cjk", "dlm", "eno")
    assert ("vanished", ["abcde"], []) in events(before, after)


def test_flow_decides_whether_a_module_grew_or_shrank():
    # Of a flow of 12, "ab" has 2 and then 6; 2 and then 2.4 is the same to a quarter.
    before = partition_of({"a": 1, "b": 1, "c": 10}, {"a": 0, "b": 0, "c": 1})
    after = partition_of({"a": 3, "b": 3, "c": 6}, {"a": 0, "b": 0, "c": 1})
    same = partition_of({"a": 1.2, "b": 1.2, "c": 9.6}, {"a": 0, "b": 0, "c": 1})
    assert events(before, after) == [("shrank", ["c"], ["c"]), ("grew", ["ab"], ["ab"])]
    assert events(before, same) == [("steady", ["c"], ["c"]), ("steady", ["ab"], ["ab"])]


def test_what_is_next_to_nothing_of_the_other_is_absorbed_or_broke_off():
    # "x" of flow 1 goes wholly into a module of flow 20, of which it is 1/20.
    flows = {**dict.fromkeys("abcdefghijklmnopqrs", 1.0), "x": 1.0}
    apart = partition_of(flows, {u: u == "x" for u in flows})
    together = partition_of(flows, dict.fromkeys(flows, 0))
    assert [event for event, _, _ in events(apart, together)] == ["steady", "absorbed"]
    assert [event for event, _, _ in events(together, apart)] == ["steady", "broke off"]
    matching = matching_of(apart, together)
    assert matching.goes_on_in.tolist() == [0, 0]
    assert matching.comes_from.tolist() == [0]


def test_shares_are_of_all_the_flow_of_a_module():
    # Half of "abcd" is gone, and 2 of its 4 nodes are in "abx", of which they are 2/3.
    matching = matching_of(uniform("abcd"), uniform("abx", "yz"))
    assert matching.kept.toarray().tolist() == [[0.5, 0.0]]
    assert matching.drawn.toarray() == pytest.approx(np.array([[2 / 3, 0.0]]))
    assert matching.left.toarray() == pytest.approx(np.array([[2 / 4, 0.0]]))
    assert matching.arrived.toarray() == pytest.approx(np.array([[2 / 5, 0.0]]))


def test_min_share_says_how_much_is_enough():
    # "abcde" has 2/5 in "ab", which it would be the same as by .4 and not by .41.
    before, after = uniform("abcde"), uniform("abxyz", "c", "d", "e")
    assert matching_of(before, after, 0.4).goes_on_in.tolist() == [0]
    assert matching_of(before, after, 0.41).goes_on_in.tolist() == [NONE]
    with pytest.raises(OptionError, match=r"min_share=0 is not in \(0, 1\]"):
        matching_of(before, after, 0)


def test_of_equal_shares_the_first_module_is_taken():
    assert matching_of(uniform("abcd"), uniform("ab", "cd")).goes_on_in.tolist() == [0]


def test_modules_without_flow_are_matched_by_their_nodes():
    links = [("a", "b"), ("b", "c"), ("c", "a")]
    graph = nx.Graph(links)
    graph.add_nodes_from(["lone", "odd"])
    partition = infomap_py.partition(graph)
    assert events(partition, partition)[1:] == [
        ("steady", ["lone"], ["lone"]),
        ("steady", ["odd"], ["odd"]),
    ]


def test_nodes_in_two_modules_are_shared_in_proportion():
    # Node 5 has 5/60 in either group; together they are one, which comes from both to a half.
    groups = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    two = infomap_py.partition(groups, overlapping=True)
    one = partition_into(Network.from_links(*zip(*groups.edges, strict=True), nodes=range(11)),
                         dict.fromkeys(range(11), 0))  # fmt: skip
    matching = matching_of(two, one)
    assert matching.kept.toarray() == pytest.approx(np.ones((2, 1)))
    assert matching.drawn.toarray() == pytest.approx(np.full((2, 1), 0.5))
    assert matching.event(matching.groups()[0]) == "merged"


def overlapping(*modules):
    """Nodes with these flows in modules, {node: flow} each: a state for each."""
    names = sorted({node for module in modules for node in module})
    states = [(node, k) for k, module in enumerate(modules) for node in module]
    ends = range(len(states))
    network = StateNetwork.from_links(
        *(ends, ends, [modules[k][node] for node, k in states]),
        nodes=states,
        physical=[names.index(node) for node, _ in states],
        physical_nodes=names,
    )
    return partition_into(network, {(node, k): k for node, k in states})


def test_a_node_of_several_modules_counts_with_the_lesser_of_its_shares():
    # "b" has 1/4 of its flow with "c" before and 3/4 afterwards, and else is with "a". Modules by
    # their flow: "cb" of 5/9 and "ab" of 4/9 before, of 7/9 and 2/9 after. Of its 4/9 they share
    # 1/4 and 1/4, 3/4 and 1/4; and of the others all.
    before = overlapping({"c": 4, "b": 1}, {"a": 1, "b": 3})
    after = overlapping({"c": 4, "b": 3}, {"a": 1, "b": 1})
    matching = matching_of(before, after)
    left = np.array([[4 + 1, 1], [3, 1 + 1]]) / 9
    assert matching.left.toarray() == pytest.approx(left)
    assert matching.arrived.toarray() == pytest.approx(left)
    assert matching.kept.toarray() == pytest.approx(left / [[5 / 9], [4 / 9]])
    assert matching.drawn.toarray() == pytest.approx(left / [7 / 9, 2 / 9])
    # As one module: all of "b" on either side, once.
    assert matching.shared_flow([Group((0, 1), (0, 1)), Group((1,), (0, 1))]).tolist() == (
        pytest.approx([1.0, 4 / 9])
    )


def test_overlapping_groups_against_themselves_are_steady():
    # Node 5 has half of its flow in either group; by the product of shares, 23/24 would be kept.
    groups = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    partition = infomap_py.partition(groups, overlapping=True)
    matching = matching_of(partition, partition)
    assert [(matching.event(group), *group) for group in matching.groups()] == [
        ("steady", (0,), (0,)),
        ("steady", (1,), (1,)),
    ]
    assert matching.shared_flow(matching.groups()) == pytest.approx([0.5, 0.5])


flows_in_modules = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5), min_size=1), min_size=1
)


@given(flows_in_modules)
@example([{"a": 3, "b": 3}, {"a": 1, "b": 1}])  # all of the second is in the first, and more
@example([{"a": 1, "b": 1}, {"a": 1, "b": 1}])
@example([{"a": 1}, {"a": 0}])
@example([{"a": 1}, {"a": 0}, {"a": 0}])
def test_anything_against_itself_is_steady(modules):
    if not sum(sum(module.values()) for module in modules):
        return
    partition = overlapping(*modules)
    matching = matching_of(partition, partition)
    ids = range(partition.num_modules)
    assert sorted(matching.groups()) == [((m,), (m,)) for m in ids]
    assert {matching.event(group) for group in matching.groups()} == {"steady"}
    assert matching.kept.diagonal() == pytest.approx(np.ones(len(ids)))
    assert matching.drawn.diagonal() == pytest.approx(np.ones(len(ids)))
    one = [Group(tuple(ids), tuple(ids))]
    assert matching.shared_flow(one) == pytest.approx([partition.flow.sum()])


@given(networks(), st.data())
def test_every_module_is_in_one_group_and_shares_are_shares(network, data):
    ids = st.lists(st.integers(0, 3), min_size=len(network.nodes), max_size=len(network.nodes))
    try:
        one, other = (
            partition_into(network, dict(zip(network.nodes, data.draw(ids), strict=True)))
            for _ in range(2)
        )
    except FlowError:
        return
    matching = matching_of(one, other)
    groups = matching.groups()
    assert sorted(m for group in groups for m in group.before) == list(range(one.num_modules))
    assert sorted(m for group in groups for m in group.after) == list(range(other.num_modules))
    assert {matching.event(group) for group in groups} <= set(EVENTS)
    # All nodes are on both sides.
    assert matching.kept.sum(axis=1) == pytest.approx(np.ones(one.num_modules))
    assert matching.drawn.sum(axis=0) == pytest.approx(np.ones(other.num_modules))
    assert matching.left.sum() == pytest.approx(one.flow.sum())
    assert matching.shared_flow(groups) == pytest.approx(
        [matching.left.toarray()[np.ix_(*group)].sum() for group in groups]
    )
    back = matching_of(other, one)
    assert {(MIRRORED[matching.event(group)], group.after, group.before) for group in groups} == {
        (back.event(group), *group) for group in back.groups()
    }
