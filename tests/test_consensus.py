"""consensus(): the median of several partitions, by brute force, by hand, and from noise."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import infomap_py
from infomap_py.contingency import Contingency
from infomap_py.ensemble import Ensemble
from infomap_py.errors import OptionError, PartitionError, UnknownOptionError
from infomap_py.similarity import mean_jaccard


def nearness(one, other):
    table = Contingency.of(np.array(one), np.array(other))
    return mean_jaccard(table, table)


def mean_nearness(labels, partitions):
    return np.mean([nearness(labels, other) for other in partitions])


def all_partitions(count):
    """Every way to put nodes into modules, numbered by first node."""
    found = [[0]]
    for _ in range(count - 1):
        found = [[*labels, m] for labels in found for m in range(max(labels) + 2)]
    return found


@st.composite
def several(draw, max_nodes=9):
    count = draw(st.integers(1, max_nodes))
    ids = st.lists(st.integers(0, 3), min_size=count, max_size=count)
    return [np.array(labels) for labels in draw(st.lists(ids, min_size=1, max_size=5))]


@given(several())
def test_the_consensus_of_partitions_that_are_the_same_is_that_one(partitions):
    one = partitions[0]
    found = infomap_py.consensus([one, one.max() - one, one + 3])
    assert nearness(found.labels, one) == 1.0
    assert found.stability.tolist() == [1.0] * len(one)
    assert found.agreement == pytest.approx(1.0)


@given(several())
def test_it_is_never_further_than_the_nearest_of_the_partitions(partitions):
    found = infomap_py.consensus(partitions)
    nearest = max(mean_nearness(labels, partitions) for labels in partitions)
    assert found.agreement >= nearest - 1e-9
    assert found.agreement == pytest.approx(mean_nearness(found.labels, partitions))
    assert found.stability.mean() == pytest.approx(found.agreement)  # all nodes count alike


@given(several(max_nodes=6))
def test_it_is_as_near_as_its_bound_to_the_best_of_all_partitions(partitions):
    found = infomap_py.consensus(partitions)
    best = max(mean_nearness(m, partitions) for m in all_partitions(len(partitions[0])))
    assert 1 - found.agreement <= 2 * (1 - best) + 1e-9


def test_by_hand_each_of_three_errs_in_one_node():
    # Of abc|def, one has moved d, and one has taken c out. a shares {a, b, c} with 3 of 3, 3 of 4
    # and 2 of 3 nodes.
    found = infomap_py.consensus(
        [
            [{"a", "b", "c"}, {"d", "e", "f"}],
            [{"a", "b", "c", "d"}, {"e", "f"}],
            [{"a", "b"}, {"c"}, {"d", "e", "f"}],
        ]
    )
    assert found.communities() == [{"a", "b", "c"}, {"d", "e", "f"}]
    assert found.stability[found.nodes.index("a")] == pytest.approx((1 + 3 / 4 + 2 / 3) / 3)
    assert found.stability[found.nodes.index("d")] == pytest.approx((1 + 1 / 6 + 1) / 3)
    assert found["a"] == found["b"] != found["f"]
    assert (len(found), found.num_partitions, found.partition) == (6, 3, None)


def test_planted_modules_are_found_where_most_pairs_are_apart():
    # Each node is elsewhere in 3 of 10 partitions: two of a module meet in .7 * .7 = 49 %.
    random = np.random.default_rng(1)
    planted = random.integers(0, 10, 600)
    partitions = []
    for _ in range(20):
        noise = random.random(600) < 0.3
        partitions.append(np.where(noise, random.integers(0, 10, 600), planted))
    found = infomap_py.consensus(partitions)
    assert nearness(found.labels, planted) == 1.0
    assert max(nearness(labels, planted) for labels in partitions) < 0.7


def test_no_partition_has_it_and_all_are_near_it():
    # Each of four has another module of four in two.
    whole = np.repeat(np.arange(4), 4)
    partitions = []
    for m in range(4):
        labels = whole.copy()
        labels[4 * m : 4 * m + 2] = 4
        partitions.append(labels)
    found = infomap_py.consensus(partitions)
    assert nearness(found.labels, whole) == 1.0
    # A node is with 4 of 4 nodes in three partitions, and with 2 of 4 in one.
    assert found.stability == pytest.approx(np.full(16, (3 + 1 / 2) / 4))


def test_with_a_network_it_is_a_partition_with_its_codelength():
    graph = nx.barbell_graph(4, 0)
    halves = [set(range(4)), set(range(4, 8))]
    given_graph = infomap_py.consensus([halves, halves[::-1]], graph)
    of_partitions = infomap_py.consensus([infomap_py.partition(graph, seed=s) for s in range(3)])
    for found in (given_graph, of_partitions):
        assert found.partition.communities() == halves
        assert found.partition.codelength == infomap_py.codelength(graph, halves)
        assert found.partition.trial is None
    directed = infomap_py.consensus([halves], graph, markov_time=2)
    assert directed.partition.codelength == infomap_py.codelength(graph, halves, markov_time=2)


def test_nodes_count_by_flow():
    # A star's centre has half the flow: those that have it together with leaf 1 differ from the
    # others in more than a leaf. By number of nodes, they do not.
    star = nx.star_graph(3)
    partitions = [[{0, 1}, {2, 3}], [{0, 1}, {2}, {3}], [{0}, {1}, {2, 3}]]
    found = infomap_py.consensus(partitions, star)
    assert found.communities()[0] == {0, 1}
    assert found.flow.tolist() == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6])
    assert found.agreement == pytest.approx(float((found.flow * found.stability).sum()))


def test_modules_that_nobody_visits_stay_together():
    graph = nx.Graph([(0, 1)])
    graph.add_nodes_from([2, 3])
    found = infomap_py.consensus([[{0, 1}, {2, 3}]] * 2, graph)
    assert found.communities() == [{0, 1}, {2, 3}]
    assert found.stability.tolist() == [1.0] * 4


def test_groups_are_of_nodes_that_all_keep_together():
    # 0 and 1 are together in both, 2 and 3 in one only.
    labels = [np.array([0, 0, 0, 1]), np.array([1, 1, 0, 0])]
    ensemble = Ensemble.of(labels, np.array([0.1, 0.2, 0.3, 0.4]))
    assert ensemble.group_of.tolist() == [0, 0, 1, 2]
    assert ensemble.weights == pytest.approx(np.array([0.3, 0.3, 0.4]))
    assert ensemble.sizes.tolist() == [2, 1, 1]
    assert [m.tolist() for m in ensemble.module_of] == [[0, 0, 1], [1, 0, 0]]


def test_a_consensus_is_a_table_and_a_line():
    found = infomap_py.consensus([[{1, 2}, {3}]] * 2)
    assert repr(found) == ("<Consensus of 2 partitions: 3 nodes in 2 modules, agreement 1.000>")
    assert found.module_stability.tolist() == [1.0, 1.0]
    pytest.importorskip("pandas", reason="pandas is not installed")
    assert found.to_dataframe()["module"].tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("partitions", "options", "error", "message"),
    [
        ([], {}, PartitionError, "a list holds no partitions; give a list"),
        ({1: 0}, {}, PartitionError, "a dict holds no partitions"),
        ([[{1, 2}], [{1}]], {}, PartitionError, "node 2 is in no module of partition 1"),
        ([[{1}], [{1, 2}]], {}, PartitionError, "partition 1 has node 2, which others"),
        ([[{0, 1}]], {"graph": [(0, 1), (1, 2)]}, PartitionError, "node 2 is in no module of"),
        ([[{0, 1}]], {"markov_time": 2}, OptionError, "'markov_time' is about a graph"),
        ([[{0, 1}]], {"graph": [(0, 1)], "marko": 2}, UnknownOptionError, "no option 'marko'"),
    ],
)
def test_what_has_no_consensus_is_told(partitions, options, error, message):
    with pytest.raises(error, match=message):
        infomap_py.consensus(partitions, **options)
