"""Levels: leaves folded into their neighbours, and room for coarser graphs."""

import numpy as np
import pytest
from hypothesis import given
from strategies import partitioned_flows

from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.network import Network
from infomap_py.options import FlowOptions


def level_of(sources, targets, num_nodes):
    network = Network.from_links(sources, targets, nodes=range(num_nodes))
    return finest_level(flow_of(network, FlowOptions()))


def test_leaves_are_one_with_their_neighbour_and_of_two_leaves_one_stays():
    # A triangle 0, 1, 2 with leaves 3 and 4 at node 0; two nodes, 5 and 6, by themselves; 7 alone.
    level = level_of([0, 1, 2, 0, 0, 5], [1, 2, 0, 3, 4, 6], 8)
    folded, node_of = level.folded()
    assert node_of.tolist() == [0, 1, 2, 0, 0, 3, 3, 4]
    offsets, targets, weights = folded.graph.arrays
    assert np.diff(offsets).tolist() == [2, 2, 2, 0, 0]
    assert targets.tolist() == [1, 2, 0, 2, 0, 1]
    assert weights is None  # every link that is left is one link


def test_a_level_with_few_leaves_is_not_folded():
    ring = np.arange(40)
    level = level_of(np.r_[ring, 0], np.r_[(ring + 1) % 40, 40], 41)
    same, node_of = level.folded()
    assert same is level
    assert node_of is None


@given(partitioned_flows(max_nodes=12))
def test_modules_of_a_folded_level_have_the_codelength_of_the_nodes_in_them(partitioned):
    flow, module_of = partitioned
    level = finest_level(flow)
    folded, node_of = level.folded()
    if node_of is None:
        return
    module_of_node = np.zeros(folded.graph.num_nodes, dtype=np.int32)
    module_of_node[node_of] = module_of % folded.graph.num_nodes
    bits = folded.objective.recompute(folded.graph, module_of_node)
    assert level.objective.recompute(level.graph, module_of_node[node_of]) == pytest.approx(
        bits, abs=1e-12
    )


@given(partitioned_flows(max_nodes=12))
def test_a_folded_level_is_the_level_of_the_modules_that_leaves_make(partitioned):
    flow, _ = partitioned
    level = finest_level(flow)
    folded, node_of = level.folded()
    if node_of is None:
        return
    level.objective.recompute(level.graph, node_of)
    for found, expected in zip(
        folded.graph.arrays, level.coarsened(node_of).graph.arrays, strict=True
    ):
        np.testing.assert_array_equal(found, expected)


def test_classes_of_degrees_lie_between_powers_of_two():
    # Node 0 has k neighbours: 1 to k, which have one each, and k + 1 has none.
    for degree, expected in ((1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4)):
        level = level_of(np.zeros(degree, dtype=int), np.arange(1, degree + 1), degree + 2)
        assert level.graph.degree_classes().tolist() == [expected] + [1] * degree + [0]


@pytest.mark.parametrize("count", [64, 600_000])  # what room for a million arcs takes is kept
def test_rooms_hold_what_was_coarsened_and_what_was_coarsened_from_that(count):
    ring = np.arange(count)
    level = level_of(ring, (ring + 1) % count, count).fresh()

    def halved(finer):
        pairs = np.arange(finer.graph.num_nodes, dtype=np.int32) // 2
        finer.objective.recompute(finer.graph, pairs)
        return finer.coarsened(pairs)

    for _ in range(2):
        once = halved(level)
        twice = halved(once)
        for coarse, left in ((once, count // 2), (twice, count // 4)):
            offsets, targets, weights = coarse.graph.arrays
            assert np.array_equal(offsets, 2 * np.arange(left + 1))
            i = np.arange(left)
            expected = np.sort(np.column_stack([(i - 1) % left, (i + 1) % left]))
            assert np.array_equal(np.sort(targets.reshape(-1, 2)), expected)
            assert weights is None or (weights == 1).all()
        level.leave_rooms()  # and is taken anew
