"""State networks and networks of layers: what the reference implementation says of them."""

import numpy as np
import pytest
import reference_data

import infomap_py


def test_every_recorded_codelength_is_reproduced():
    rows = reference_data.rows("states")
    assert len(rows) == 270
    assert reference_data.wrong_codelengths(rows) == []


def test_ten_trials_reach_the_best_of_ten_of_the_reference():
    rows = reference_data.rows("states_best_of_10")
    assert len(rows) == 111
    assert reference_data.longer(reference_data.drawn(rows, 3)) == []


def test_states_of_one_physical_node_share_a_codeword_in_each_module():
    # Both states of "b" take half of all steps. In one module they are one codeword: "a", "b", "c"
    # with 1/4, 1/2, 1/4. In two, each has its own, used half of the time: a bit per step, as the
    # two parts are not linked.
    network = infomap_py.StateNetwork.from_links(
        [0, 2], [1, 3], nodes=["ba", "ab", "bc", "cb"],
        physical=[0, 1, 2, 1], physical_nodes=["a", "b", "c"],
    )  # fmt: skip
    assert infomap_py.codelength(network, [{"ba", "ab", "bc", "cb"}]) == pytest.approx(1.5)
    assert infomap_py.codelength(network, [{"ba", "ab"}, {"bc", "cb"}]) == pytest.approx(1.0)
    corrected = infomap_py.codelength(network, [{"ba", "ab"}, {"bc", "cb"}], entropy_corrected=True)
    # Two codewords and an exit in each module, two in the index; two links, seen from both ends.
    assert corrected == pytest.approx(1.0 + 5 / (2 * 4 * np.log(2)))


@pytest.mark.parametrize("num_states", [2, 700])
def test_states_without_links_join_the_module_where_their_physical_node_is(num_states):
    # Two triangles and a bridge, and states of "a" that are never visited: where "a" is already,
    # they take no codeword more, and codewords cost bits.
    links = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]
    network = infomap_py.StateNetwork.from_links(
        *np.transpose(links), nodes=range(6 + num_states),
        physical=[*range(6), *[0] * num_states], physical_nodes=list("abcdef"),
    )  # fmt: skip
    found = infomap_py.partition(network, entropy_corrected=True)
    assert found.communities() == [{0, 1, 2, *range(6, 6 + num_states)}, {3, 4, 5}]
