"""Networks of two sides: features are kept by whatever makes another network of one."""

import pickle

import numpy as np
import pytest

from infomap_py.errors import NetworkError
from infomap_py.network import Network

FEATURES = [False, False, True]


def attendance(**options):
    """Ann and Bob go to a fair."""
    options = {"features": FEATURES, **options}
    return Network.from_links([0, 1], [2, 2], nodes=["Ann", "Bob", "fair"], **options)


def test_repr_says_that_a_network_is_bipartite():
    assert repr(attendance()) == "Network(3 nodes, 2 links, undirected, unweighted, bipartite)"


def test_features_are_kept_by_networks_made_of_this_one():
    network = attendance()
    others = [
        network.as_directed(True),
        network.without_self_links(),
        network.with_node_weights([1.0, 2.0, 3.0]),
        pickle.loads(pickle.dumps(network)),
    ]
    assert [other.features.tolist() for other in others] == [FEATURES] * 4


def test_networks_that_differ_in_features_alone_are_not_equal():
    plain = attendance(features=None)
    assert attendance() == attendance()
    assert attendance() != plain
    assert attendance() == plain.with_features(FEATURES)
    assert attendance() != plain.with_features([True, True, False])


def test_features_are_read_only_and_not_those_of_the_caller():
    flags = np.array(FEATURES)
    network = attendance(features=flags)
    flags[:] = True
    assert network.features.tolist() == FEATURES
    with pytest.raises(ValueError, match="read-only"):
        network.features[0] = True


@pytest.mark.parametrize(
    ("features", "link"),
    [
        ([False, True, False], "'Ann' -> 'fair' joins two primary"),
        ([True, False, True], "'Ann' -> 'fair' joins two feature"),
    ],
)
def test_a_link_within_a_side_is_named(features, link):
    with pytest.raises(NetworkError, match=link):
        attendance(features=features)


def test_a_self_link_is_within_a_side():
    with pytest.raises(NetworkError, match="'b' -> 'b' joins two feature nodes"):
        Network.from_links([0, 1], [1, 1], nodes="ab", features=[False, True])


@pytest.mark.parametrize("features", [[True, False], [0, 0, 1], ["fair"]])
def test_features_are_one_bool_per_node(features):
    with pytest.raises(NetworkError, match="give one bool per node, 3 in all"):
        attendance(features=features)
