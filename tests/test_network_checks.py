"""What Network refuses, and what its errors say: the offender, the rule, the way out."""

import numpy as np
import pytest

from infomap_py.errors import InfomapError, NetworkError
from infomap_py.network import Network


def triangle(**options):
    return Network.from_links([0, 1, 2], [1, 2, 0], nodes=["a", "b", "c"], **options)


@pytest.mark.parametrize("weight", [-2.0, float("nan"), float("inf"), -np.inf])
def test_a_bad_weight_names_the_link_and_the_rule(weight):
    with pytest.raises(
        NetworkError,
        match=rf"link 1 \('b' -> 'c'\) has weight {weight}; weights must be finite and >= 0 "
        r"\(1 of 3 links are not\)",
    ):
        triangle(weights=[1.0, weight, 1.0])


def test_several_bad_weights_are_counted():
    with pytest.raises(NetworkError, match=r"link 0 .* \(2 of 3 links are not\)"):
        triangle(weights=[-1.0, 1.0, -1.0])


@pytest.mark.parametrize("weights", [["1", "2", "3"], [1, None, 3], [1j, 2, 3]])
def test_weights_that_are_not_numbers_are_refused(weights):
    with pytest.raises(NetworkError, match=r"link weights have type .*; give numbers"):
        triangle(weights=weights)


@pytest.mark.parametrize("weights", [[1.0], 1.0, [[1.0, 2.0, 3.0]]])
def test_weights_of_another_shape_are_refused(weights):
    with pytest.raises(NetworkError, match=r"link weights have shape .*; give one per link, 3"):
        triangle(weights=weights)


@pytest.mark.parametrize("end", [-1, 3, 2**31, 2**40, np.uint64(2**63)])
def test_an_end_that_is_no_position_is_refused(end):
    ends = np.array([0, end], dtype=np.asarray(end).dtype)
    with pytest.raises(NetworkError, match=rf"link 1 has end {end}; .* from 0 to 2 \(1 of 2"):
        Network.from_links(ends, [1, 2], nodes=["a", "b", "c"])


@pytest.mark.parametrize("ends", [[0.0, 1.0], ["a", "b"], [[0], [1]], [True, False], [None, 1]])
def test_ends_that_are_not_integers_are_refused(ends):
    with pytest.raises(NetworkError, match="give one-dimensional integer arrays"):
        Network.from_links(ends, [0, 1], nodes=["a", "b"])


def test_ends_of_different_number_are_refused():
    with pytest.raises(NetworkError, match="2 sources but 0 targets; give one of each per link"):
        Network.from_links([0, 1], [], nodes=["a", "b"])


def test_links_between_no_nodes_are_refused():
    with pytest.raises(NetworkError, match="link 0 has end 0"):
        Network.from_links([0], [0], nodes=[])


def test_labels_in_two_dimensions_are_refused():
    with pytest.raises(NetworkError, match=r"nodes have shape \(2, 2\); give one label per node"):
        Network.from_links([0], [1], nodes=np.zeros((2, 2)))


def test_too_many_nodes_are_refused_before_any_memory_is_spent():
    with pytest.raises(NetworkError, match=r"2,147,483,647 nodes; at most 2,147,418,112"):
        Network.from_links([0], [1], nodes=range(2**31 - 1))


def test_a_label_that_two_nodes_share_is_named():
    network = Network.from_links([0], [1], nodes=["a", "b", "c", "b"])
    with pytest.raises(NetworkError, match="node label 'b' stands for nodes 1 and 3"):
        _ = network.index


def test_an_unhashable_label_is_named():
    network = Network.from_links([0], [1], nodes=["a", [1]])
    with pytest.raises(NetworkError, match=r"node 1 has label \[1\], of type list; .* hashable"):
        _ = network.index


def test_an_error_inside_a_label_is_the_labels():
    class Moody:
        def __hash__(self):
            return 1

        def __eq__(self, other):
            raise TypeError("do not compare me")

    network = Network.from_links([0], [1], nodes=[Moody(), Moody()])
    with pytest.raises(TypeError, match="do not compare me"):
        _ = network.index


def test_a_network_error_is_a_value_error_of_the_package():
    assert issubclass(NetworkError, ValueError)
    assert issubclass(NetworkError, InfomapError)


# -- node weights ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "node_weights", [[1, 2, 0], np.array([1.0, 2.0, 0.0]), {"c": 0, "a": 1, "b": 2.0}]
)
def test_node_weights_come_in_node_order_or_by_label(node_weights):
    network = triangle().with_node_weights(node_weights)
    assert network.node_weights.tolist() == [1.0, 2.0, 0.0]
    assert triangle().node_weights is None


def test_a_series_gives_node_weights_by_label():
    pandas = pytest.importorskip("pandas")
    series = pandas.Series([5, 6, 7], index=["c", "b", "a"])
    assert triangle().with_node_weights(series).node_weights.tolist() == [7.0, 6.0, 5.0]


def test_a_node_weight_for_an_unknown_node_is_refused():
    with pytest.raises(NetworkError, match="node_weights names 'd', which is not a node"):
        triangle().with_node_weights({"a": 1, "b": 1, "c": 1, "d": 1})


def test_missing_node_weights_are_counted():
    with pytest.raises(NetworkError, match=r"no weight for 'a' \(2 of 3 nodes have none\)"):
        triangle().with_node_weights({"b": 1})


@pytest.mark.parametrize("node_weights", [[1, -1, 1], {"a": 1, "b": -1, "c": 1}])
def test_a_negative_node_weight_is_named(node_weights):
    with pytest.raises(NetworkError, match=r"node 1 \('b'\) has weight -1.0; .* finite and >= 0"):
        triangle().with_node_weights(node_weights)


def test_a_node_weight_that_is_no_number_is_named():
    with pytest.raises(NetworkError, match=r"node 2 \('c'\) has weight 'x', of type str"):
        triangle().with_node_weights({"a": 1, "b": 2, "c": "x"})


def test_node_weights_of_another_length_are_refused():
    with pytest.raises(NetworkError, match=r"node weights have shape \(2,\); .* 3 in all"):
        triangle().with_node_weights([1, 2])
