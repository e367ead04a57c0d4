"""compare(): two partitions of whatever kind, their measures, and what became of the modules."""

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.errors import InfomapError, OptionError, PartitionError

TRIANGLES = nx.barbell_graph(3, 0)  # visited at 2/14 (0, 1, 4, 5) and 3/14 (2, 3)
APART = [{0, 1, 2}, {3, 4, 5}]


def told(comparison):
    return [(c.event, [m.id for m in c.before], [m.id for m in c.after]) for c in comparison]


def test_a_partition_compared_with_itself_is_the_same():
    found = infomap_py.partition(TRIANGLES)
    same = infomap_py.compare(found, found)
    assert (same.adjusted_mutual_information, same.adjusted_rand) == (1.0, 1.0)
    assert (same.variation_of_information, same.variation_of_information_by_flow) == (0.0, 0.0)
    assert same.jaccard_by_flow == 1.0
    assert same.events == {"steady": 2}
    assert (same.num_nodes, same.only_before, same.only_after) == (6, (), ())


@pytest.mark.parametrize(
    "modules",
    [
        APART,
        (set(module) for module in APART),
        {0: "x", 1: "x", 2: "x", 3: "y", 4: "y", 5: "y"},
        np.array([4, 4, 4, 2, 2, 2]),
        infomap_py.partition(TRIANGLES).tree,
    ],
)
def test_any_form_of_a_partition_is_compared_on_either_side(modules):
    found = infomap_py.partition(TRIANGLES)
    comparison = infomap_py.compare(found, modules)
    assert comparison.adjusted_rand == 1.0
    assert comparison.after.flow.tolist() == found.flow.tolist()


def test_of_two_without_flow_every_node_counts_the_same():
    # Flow has no say: by flow is by number. Of {abcd}, a pair goes on in each.
    split = infomap_py.compare([{"a", "b", "c", "d"}], [{"a", "b"}, {"c", "d"}])
    assert told(split) == [("split", [0], [0, 1])]
    assert split.variation_of_information == pytest.approx(1.0)
    assert split.variation_of_information_by_flow == pytest.approx(1.0)
    assert split.jaccard_by_flow == pytest.approx(1 / 2)
    assert split[0].stayed == ("a", "b", "c", "d")


def test_nodes_count_by_the_flow_of_the_partition_that_has_one():
    # Node 2, of 3/14, changes sides. Modules of 7/14 and 7/14, then of 4/14 and 10/14: nodes 0 and
    # 1 share 4 of 7, node 2 shares 3 of 14, the others 7 of 10.
    found = infomap_py.partition(TRIANGLES)
    moved = infomap_py.compare(found, [{0, 1}, {2, 3, 4, 5}])
    shares = 4 / 14 * 4 / 7 + 3 / 14 * 3 / 14 + 7 / 14 * 7 / 10
    assert moved.jaccard_by_flow == pytest.approx(shares)
    cells = np.array([4, 3, 7]) / 14
    both = -(cells * np.log2(cells)).sum()
    sides = 1.0 - sum(p * np.log2(p) for p in (4 / 14, 10 / 14))
    assert moved.variation_of_information_by_flow == pytest.approx(2 * both - sides)


def test_modules_are_called_as_the_caller_calls_them():
    club = nx.karate_club_graph()
    known = nx.get_node_attributes(club, "club")
    comparison = infomap_py.compare(known, infomap_py.partition(club))
    assert {m.id for change in comparison for m in change.before} == {"Mr. Hi", "Officer"}
    assert {m.id for change in comparison for m in change.after} == {0, 1, 2}


def test_of_two_networks_shared_nodes_are_measured_and_the_others_told():
    comparison = infomap_py.compare([{1, 2}, {3, 9}], [{1, 2, 4}, {3, 5}])
    assert comparison.num_nodes == 3
    assert (comparison.only_before, comparison.only_after) == ((9,), (4, 5))
    assert comparison.adjusted_rand == 1.0
    assert "3 nodes in both, 1 before only (9) and 2 after only (4 5)" in str(comparison)


def test_flow_of_two_networks_is_the_mean_of_both():
    # The centre of a star is visited at 1/2, a node of a ring of five at 1/5: .35 in the mean. The
    # ring is one module, so that what is left to tell is whether a node is the centre.
    alone = [{0}, {1, 2, 3, 4}]
    star = infomap_py.partition(nx.star_graph(4), initial=alone, fixed=True)
    ring = infomap_py.partition(nx.cycle_graph(5))
    assert (star.num_modules, ring.num_modules) == (2, 1)
    left = -0.35 * np.log2(0.35) - 0.65 * np.log2(0.65)
    comparison = infomap_py.compare(star, ring)
    assert comparison.variation_of_information_by_flow == pytest.approx(left)


def test_hierarchies_are_compared_at_a_level():
    ring = nx.ring_of_cliques(24, 4)
    deep, flat = infomap_py.partition(ring, two_level=False), infomap_py.partition(ring)
    assert infomap_py.compare(deep, flat).events == {"split": 6}
    for other in (deep, deep.paths, flat):
        assert infomap_py.compare(deep, other, level=2).adjusted_rand == 1.0
    assert infomap_py.compare(deep.paths, flat)[0].before[0].id == 0
    assert infomap_py.compare(deep.paths, flat, level=2)[0].before[0].id == (0, 0)


def test_states_are_compared_with_states_and_else_by_physical_node():
    cliques = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    links = infomap_py.partition(cliques, overlapping=True)
    assert infomap_py.compare(links, links).num_nodes == 60
    nodes = infomap_py.compare(links, infomap_py.partition(cliques))
    assert (nodes.num_nodes, nodes.adjusted_rand) == (11, 1.0)
    by_hand = infomap_py.compare(links, [range(6), range(6, 11)])
    assert (by_hand.num_nodes, by_hand.events) == (11, {"steady": 2})
    by_state = infomap_py.compare({link: link[1] < 5 for link in links}, links)
    assert by_state.num_nodes == 60
    assert sum(change.shared_flow for change in by_state) > 0.5


def test_a_comparison_is_a_table():
    pytest.importorskip("pandas", reason="pandas is not installed")
    rows = infomap_py.compare([{1, 2, 3, 4}], [{1, 2}, {3, 4}]).to_dataframe()
    assert rows[["event", "before", "after"]].values.tolist() == [["split", (0,), (0, 1)]]
    assert rows["stayed"].tolist() == [[1, 2, 3, 4]]


def test_a_comparison_reads_well():
    club = nx.karate_club_graph()
    comparison = infomap_py.compare(
        nx.get_node_attributes(club, "club"), infomap_py.partition(club)
    )
    assert str(comparison).startswith("34 nodes\nadjusted mutual information 0.")
    assert "modules before, 3 after: 1 steady, 1 split" in str(comparison)
    assert repr(comparison).startswith("<Comparison of 2 and 3 modules, 34 nodes: AMI 0.")


@pytest.mark.parametrize(
    ("before", "after", "options", "error", "message"),
    [
        ({1: 0}, {"1": 0}, {}, PartitionError, "no node in common: one has 1, the other '1'"),
        (3, [{1}], {}, PartitionError, "a int is no partition"),
        ([1, 2], [{1}], {}, PartitionError, "community 0 is 1, not a collection of nodes"),
        ([{1, 2}, {2}], [{1, 2}], {}, PartitionError, "node 2 is in communities 0 and 1"),
        ([{1, 2}], np.array([0, 1, 1]), {}, PartitionError, "give one integer per node, 2 in all"),
        ([{1}], [{1}], {"level": 0}, OptionError, "level=0 is out of range"),
        ([{1}], [{1}], {"min_share": 0}, OptionError, "min_share=0 is not in"),
        ([], [], {}, PartitionError, "one has none, the other none"),
    ],
)
def test_what_cannot_be_compared_is_told(before, after, options, error, message):
    with pytest.raises(error, match=message) as raised:
        infomap_py.compare(before, after, **options)
    assert isinstance(raised.value, InfomapError)
