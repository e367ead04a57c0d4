"""State networks: what states add to a network, what keeps it, and what is refused."""

import numpy as np
import pytest

import infomap_py
from infomap_py.errors import NetworkError
from infomap_py.network import Network
from infomap_py.state_network import StateNetwork

LABELS = ["b after a", "a after b", "b after c", "c after b"]


def network(**changes: object) -> StateNetwork:
    options: dict[str, object] = {
        "nodes": LABELS,
        "physical": [1, 0, 1, 2],
        "physical_nodes": ["a", "b", "c"],
        **changes,
    }
    return StateNetwork.from_links([0, 1, 2, 3, 3], [1, 0, 3, 2, 3], [1, 2, 3, 4, 5], **options)  # type: ignore[arg-type]


def layered() -> StateNetwork:
    return network(layers=[0, 1, 0, 1], layer_labels=["day", "night"])


@pytest.mark.parametrize(
    "changed",
    [
        lambda states: states.as_directed(True),
        lambda states: states.without_self_links(),
        lambda states: states.with_node_weights([1, 2, 3, 4]),
    ],
)
def test_states_stay_with_their_physical_nodes_and_layers_through_every_reading(changed) -> None:
    states = changed(layered())
    assert isinstance(states, StateNetwork)
    assert states.physical.tolist() == [1, 0, 1, 2]
    assert states.physical_nodes == ["a", "b", "c"]
    assert states.layers is not None
    assert states.layers.tolist() == [0, 1, 0, 1]
    assert states.layer_labels == ["day", "night"]


def test_links_join_states_as_they_join_nodes() -> None:
    states = network(directed=True)
    plain = Network.from_links(
        states.sources, states.targets, states.weights, nodes=LABELS, directed=True
    )
    assert list(states.links()) == list(plain.links())
    assert states.as_directed(False).num_links == 3


def test_positions_are_int32_and_cannot_be_changed() -> None:
    given = np.array([1, 0, 1, 2])
    states = network(physical=given)
    assert states.physical.dtype == np.int32
    with pytest.raises(ValueError, match="read-only"):
        states.physical[0] = 0
    given[0] = 2
    assert states.physical[0] == 1


def test_networks_are_equal_by_links_states_and_layers() -> None:
    plain = Network.from_links([0, 1, 2, 3, 3], [1, 0, 3, 2, 3], [1, 2, 3, 4, 5], nodes=LABELS)
    assert layered() == layered()
    assert layered() != network()
    assert network(physical=[1, 0, 1, 0]) != network()
    assert network(physical_nodes=["a", "b", "d"]) != network()
    assert network() != plain
    assert plain != network()


def test_the_repr_counts_states_physical_nodes_and_layers() -> None:
    assert repr(network()) == ("StateNetwork(4 states of 3 nodes, 3 links, undirected, weighted)")
    assert "4 states of 3 nodes in 2 layers" in repr(layered())


def test_a_network_that_is_always_directed_is_never_read_as_undirected() -> None:
    plain = Network.from_links([0, 1], [1, 0], [1, 2], nodes=["a", "b"], directed=True)
    states = StateNetwork.of(
        plain, physical=[0, 1], physical_nodes=["a", "b"], always_directed=True
    )
    assert states.as_directed(False) is states


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"physical": [1, 0, 1]}, r"physical has shape \(3,\).*one integer per state, 4 in all"),
        ({"physical": [1, 0, 1, 0.5]}, "physical has shape .* type float64"),
        ({"physical": [1, 0, 1, 3]}, "physical of state 3 is 3; expected .* from 0 to 2 .1 of 4"),
        ({"physical": [-1, 0, 1, 2]}, "physical of state 0 is -1"),
        ({"layers": [0, 0, 0, 0]}, "layers and layer_labels belong together"),
        ({"layer_labels": ["day"]}, "layers and layer_labels belong together"),
        ({"layers": [0, 0, 1, 0], "layer_labels": ["day"]}, "layers of state 2 is 1"),
    ],
)
def test_positions_that_are_none_are_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        network(**changes)


def test_without_states_there_is_an_empty_network() -> None:
    empty = StateNetwork.from_links([], [], nodes=[], physical=[], physical_nodes=["a"])
    assert empty.num_nodes == 0
    assert empty.physical.dtype == np.int32


def test_states_are_partitioned_by_their_own_labels() -> None:
    found = infomap_py.partition(network())
    assert found.communities() == [{"b after c", "c after b"}, {"b after a", "a after b"}]
