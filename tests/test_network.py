"""Network: what it holds, and what its directed and undirected readings share."""

import pickle
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.labels import label_at
from infomap_py.network import Network

LABELS = ["a", 7, ("b", 1), frozenset({2}), None, 2.5]


@st.composite
def networks(draw):
    num_nodes = draw(st.integers(1, len(LABELS)))
    ends = st.integers(0, num_nodes - 1)
    links = draw(st.lists(st.tuples(ends, ends, st.integers(0, 9)), max_size=30))
    sources, targets, weights = zip(*links, strict=True) if links else ((), (), ())
    return Network.from_links(
        sources,
        targets,
        draw(st.sampled_from([None, np.array(weights, dtype=float)])),
        nodes=LABELS[:num_nodes],
        directed=draw(st.booleans()),
    )


def triangle(**options):
    return Network.from_links([0, 1, 2], [1, 2, 0], nodes=["a", "b", "c"], **options)


def total(network):
    return sum(weight for _, _, weight in network.links())


# -- what it holds --------------------------------------------------------------------------------


def test_undirected_links_are_stored_once_per_direction_and_self_links_once():
    network = Network.from_links([0, 1, 2], [1, 2, 2], [1.0, 2.0, 3.0], nodes=["a", "b", "c"])
    assert network.offsets.tolist() == [0, 1, 3, 5]
    assert network.targets.tolist() == [1, 0, 2, 1, 2]
    assert network.weights.tolist() == [1.0, 1.0, 2.0, 2.0, 3.0]
    assert network.sources.tolist() == [0, 1, 1, 2, 2]


def test_decimal_weights_come_back_to_the_last_bit():
    weights = [0.1, 2.35, 1234567.89]
    network = triangle(weights=weights, directed=True)
    assert network.stored_weights.dtype == np.uint32
    assert network.resolution == 100
    assert network.weights.tolist() == weights
    assert [weight for _, _, weight in network.links()] == weights


def test_weights_that_are_no_decimals_are_stored_as_they_are():
    network = triangle(weights=[0.1, 1 / 3, 2.0])
    assert network.resolution == 1
    assert network.weights is network.stored_weights
    assert sorted(set(network.weights.tolist())) == [0.1, 1 / 3, 2.0]


def test_directed_links_are_stored_at_their_source():
    network = triangle(directed=True)
    assert network.targets.tolist() == [1, 2, 0]
    assert network.weights is None


def test_parallel_links_are_summed_and_zero_weights_kept():
    links = ([0, 1, 0, 0], [1, 0, 1, 2], [1.0, 2.0, 4.0, 0.0])
    undirected = Network.from_links(*links, nodes="abc")
    directed = Network.from_links(*links, nodes="abc", directed=True)
    assert list(undirected.links()) == [("a", "b", 7.0), ("a", "c", 0.0)]
    assert list(directed.links()) == [("a", "b", 5.0), ("a", "c", 0.0), ("b", "a", 2.0)]


def test_parallel_links_of_an_unweighted_network_are_counted():
    network = Network.from_links([0, 1, 1], [1, 0, 2], nodes="abc")
    assert list(network.links()) == [("a", "b", 2.0), ("b", "c", 1.0)]


def test_nodes_without_links_are_kept():
    network = Network.from_links([1], [2], nodes=["x", "a", "b", "y"])
    assert network.num_nodes == 4
    assert network.offsets.tolist() == [0, 0, 1, 2, 2]


@pytest.mark.parametrize("num_nodes", [0, 1, 3])
@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("weights", [None, []])
def test_a_network_without_links_works(num_nodes, directed, weights):
    network = Network.from_links([], [], weights, nodes=range(num_nodes), directed=directed)
    assert (network.num_nodes, network.num_links, network.num_self_links) == (num_nodes, 0, 0)
    assert list(network.links()) == []
    assert network.index == {u: u for u in range(num_nodes)}
    assert network.without_self_links() is network
    assert network.as_directed(not directed).num_links == 0


@given(networks())
def test_the_number_of_links_is_that_of_the_links(network):
    links = list(network.links())
    assert network.num_links == len(links)
    assert network.num_self_links == sum(u == v for u, v, _ in links)
    pairs = [(u, v) if network.directed else frozenset({u, v}) for u, v, _ in links]
    assert len(set(pairs)) == len(pairs)


@given(networks())
def test_a_network_can_be_built_again_from_its_links(network):
    links = [(network.index[u], network.index[v], w) for u, v, w in network.links()]
    sources, targets, weights = zip(*links, strict=True) if links else ((), (), ())
    rebuilt = Network.from_links(
        sources,
        targets,
        None if network.weights is None else np.array(weights, dtype=float),
        nodes=network.nodes,
        directed=network.directed,
    )
    assert rebuilt == network


def test_links_whose_weights_add_up_to_one_are_as_good_as_unweighted():
    halves = Network.from_links([0, 0, 1], [1, 1, 2], [0.5, 0.5, 1.0], nodes=range(3))
    ones = Network.from_links([0, 1], [1, 2], nodes=range(3))
    twos = Network.from_links([0, 1], [1, 2], [1.0, 2.0], nodes=range(3))
    assert halves == ones
    assert ones == halves
    assert halves != twos
    assert ones != twos


def test_links_of_many_rows_come_in_order():
    # More than one of the slices in which links() works.
    path = np.arange(20_000)
    network = Network.from_links(path, path + 1, path / 2, nodes=range(20_001))
    assert list(network.links()) == [(u, u + 1, u / 2) for u in range(20_000)]


def test_labels_come_back_as_python_objects():
    network = Network.from_links([0], [1], nodes=np.array([10, 20]))
    ((u, v, weight),) = network.links()
    assert (type(u), type(v), type(weight)) == (int, int, float)
    assert list(map(type, network.index)) == [int, int]
    assert type(label_at(network.nodes, 1)) is int
    assert label_at(["a", "b"], 1) == "b"


def test_repr_says_what_kind_of_network_it_is():
    assert repr(triangle()) == "Network(3 nodes, 3 links, undirected, unweighted)"
    weighted = triangle(weights=[1, 2, 3], directed=True)
    assert repr(weighted) == "Network(3 nodes, 3 links, directed, weighted)"


def test_equality_is_by_content_and_not_by_source():
    assert triangle(source="a.txt") == triangle(source="b.txt")
    assert triangle() != triangle(directed=True)
    assert triangle() != triangle(weights=[1, 1, 2])
    assert triangle() != triangle(node_weights=[1, 1, 1])
    assert triangle(weights=[1, 1, 2]) != triangle(weights=[1, 2, 1])
    assert triangle() != "a triangle"
    assert Network.from_links([0], [1], nodes=[0, 1]) == Network.from_links(
        [0], [1], nodes=range(2)
    )


def test_a_network_is_not_hashable():
    with pytest.raises(TypeError, match="unhashable"):
        hash(triangle())


def test_a_network_survives_pickling():
    network = triangle(weights=[1, 2, 3], node_weights=[1, 0, 2], source="t")
    copy = pickle.loads(pickle.dumps(network))
    assert copy == network
    assert copy.source == "t"


# -- what it does with the caller's arrays --------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64, np.uint64, ">i4"])
def test_ends_of_any_integer_type_are_read(dtype):
    ends = np.array([0, 1, 2], dtype=dtype)
    network = Network.from_links(ends, np.roll(ends, -1), nodes=["a", "b", "c"])
    assert network == triangle()


@pytest.mark.parametrize("dtype", [np.float16, np.float32, ">f8", np.int8, np.uint64, np.bool_])
def test_weights_of_any_number_type_are_read(dtype):
    network = triangle(weights=np.array([1, 0, 1], dtype=dtype))
    assert network == triangle(weights=[1.0, 0.0, 1.0])


def test_strided_and_read_only_arrays_are_read():
    table = np.array([[0, 1], [1, 2], [2, 0]])
    weights = np.arange(6.0)
    weights.setflags(write=False)
    network = Network.from_links(table[:, 0], table[:, 1], weights[::-2], nodes=["a", "b", "c"])
    assert network == triangle(weights=[5.0, 3.0, 1.0])


def test_what_the_caller_changes_later_does_not_reach_the_network():
    nodes, labels, weights = ["a", "b", "c"], np.arange(3), np.ones(3)
    listed = Network.from_links([0], [1], nodes=nodes, node_weights=weights)
    numbered = Network.from_links([0], [1], nodes=labels)
    nodes[0], labels[0], weights[0] = "z", 9, 9.0
    assert listed.nodes == ["a", "b", "c"]
    assert numbered.nodes.tolist() == [0, 1, 2]
    assert listed.node_weights.tolist() == [1.0, 1.0, 1.0]


def test_the_arrays_of_a_network_are_read_only():
    network = triangle(weights=[1, 2, 3], node_weights=[1, 2, 3])
    arrays = [network.offsets, network.targets, network.weights, network.node_weights]
    assert [array.flags.writeable for array in arrays] == [False] * 4


# -- the same links otherwise ---------------------------------------------------------------------


@given(networks())
def test_without_self_links_the_other_links_stay(network):
    others = [(u, v, weight) for u, v, weight in network.links() if u != v]
    kept = network.without_self_links()
    assert list(kept.links()) == others
    assert (kept.num_self_links, kept.num_nodes) == (0, network.num_nodes)
    assert kept.directed == network.directed


@given(networks())
def test_undirected_is_the_sum_of_both_directions(network):
    expected = Counter()
    for u, v, weight in network.links():
        expected[frozenset({u, v})] += weight
    undirected = network.as_directed(False)
    assert {frozenset({u, v}): weight for u, v, weight in undirected.links()} == expected
    assert total(undirected) == total(network)


@given(networks())
def test_directed_is_one_link_in_each_direction(network):
    undirected = network.as_directed(False)
    expected = {}
    for u, v, weight in undirected.links():
        expected[u, v] = expected[v, u] = weight
    assert {(u, v): weight for u, v, weight in undirected.as_directed(True).links()} == expected


def test_a_network_that_has_the_direction_already_is_itself():
    network = triangle()
    assert network.as_directed(False) is network


def test_node_weights_and_source_are_kept():
    network = triangle(node_weights=[1, 2, 3], source="here", directed=True)
    for other in (network.as_directed(False), network.without_self_links()):
        assert other.node_weights.tolist() == [1.0, 2.0, 3.0]
        assert other.source == "here"
