"""The order of blocks in alluvial diagrams, and their places: crossings counted one by one."""

from itertools import combinations, pairwise, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import infomap_py
from infomap_py.pictures.block_order import crossings, untangled
from infomap_py.pictures.block_places import GAP, LINE, places_of

SHARES = st.sampled_from([0.0, 0.0, 0.1, 0.25, 1.0])


@st.composite
def flows_between(draw):
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=4))
    return [draw(arrays(np.float64, two, elements=SHARES)) for two in pairwise(sizes)]


def slow_crossings(streams, orders):
    """The sum over pairs of streams, one by one."""
    total = 0.0
    for k, between in enumerate(streams):
        place, place_there = np.argsort(orders[k]), np.argsort(orders[k + 1])
        for (i, j), (u, v) in combinations(np.ndindex(between.shape), 2):
            if (place[i] - place[u]) * (place_there[j] - place_there[v]) < 0:
                total += between[i, j] * between[u, v]
    return total


def as_given(streams):
    return [np.arange(len(streams[0])), *(np.arange(b.shape[1]) for b in streams)]


@given(flows_between(), st.randoms(use_true_random=False))
def test_crossings_are_those_of_all_pairs_of_streams(streams, random):
    orders = [np.array(random.sample(range(len(o)), len(o))) for o in as_given(streams)]
    assert crossings(streams, orders) == pytest.approx(slow_crossings(streams, orders))


@given(flows_between(), st.booleans())
def test_an_order_never_has_more_crossings_than_that_by_id(streams, has_rest):
    last = [order[len(order) - has_rest :] for order in as_given(streams)]
    orders = untangled(streams, last)
    assert crossings(streams, orders) <= crossings(streams, as_given(streams)) + 1e-9
    for order, start, end in zip(orders, as_given(streams), last, strict=True):
        assert sorted(order.tolist()) == start.tolist()
        assert order[len(order) - len(end) :].tolist() == end.tolist()
    assert orders[0].tolist() == as_given(streams)[0].tolist()


@given(arrays(np.float64, (4, 4), elements=SHARES))
def test_no_move_of_one_block_makes_it_better(between):
    (_, order) = untangled([between], [np.arange(0)] * 2)
    fewest = slow_crossings([between], [np.arange(4), order])
    for here in range(4):
        for there in range(4):
            moved = np.insert(np.delete(order, here), there, order[here])
            assert slow_crossings([between], [np.arange(4), moved]) >= fewest - 1e-9


def test_a_turned_step_is_turned_back():
    turned = np.eye(5)[::-1]
    (_, order) = untangled([turned], [np.arange(0)] * 2)
    assert order.tolist() == [4, 3, 2, 1, 0]


def test_the_order_is_the_best_there_is_where_all_can_be_tried():
    rng = np.random.default_rng(1)
    found, best = 0.0, 0.0
    for _ in range(30):
        between = rng.random((5, 5)) ** 4
        found += crossings([between], untangled([between], [np.arange(0)] * 2))
        orders = ([np.arange(5), np.array(order)] for order in permutations(range(5)))
        best += min(crossings([between], tried) for tried in orders)
    assert found <= 1.01 * best


def test_places_by_hand():
    # On either side two blocks and a gap fill the height, so that a unit of flow is 0.992.
    flows = [np.array([0.5, 0.5]), np.array([0.75, 0.25])]
    left = np.array([[0.5, 0.0], [0.25, 0.25]])
    tops, scale = places_of(flows, [(left, left)])
    assert scale == pytest.approx(1.0 - GAP)
    assert tops[0] == pytest.approx([0.0, 0.5 * scale + GAP])
    assert tops[1] == pytest.approx([0.0, 0.75 * scale + GAP])


def test_one_block_stands_in_the_middle_of_what_it_comes_from():
    # Three thirds and two gaps fill the height; one block without gaps is shorter by them.
    thirds = np.full((3, 1), 1 / 3)
    tops, scale = places_of([thirds[:, 0], np.array([1.0])], [(thirds, thirds)])
    assert scale == pytest.approx(1.0 - 2 * GAP)
    assert tops[1] == pytest.approx([GAP])


def test_thin_blocks_leave_room_for_a_line_of_text():
    flow = np.array([0.9, *[0.01] * 10])
    tops, scale = places_of([flow, flow], [(np.diag(flow), np.diag(flow))])
    middles = tops[0] + scale * flow / 2.0
    assert np.diff(middles)[1:] == pytest.approx(LINE)
    assert tops[1] == pytest.approx(tops[0])


def test_a_hierarchy_has_no_crossings():
    # A module is in one of the level above, so that any order of the first allows for none.
    p = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    diagram = infomap_py.alluvial(p.levels, num_modules=50)
    for one, other in combinations(diagram.streams, 2):
        assert (one.source - other.source) * (one.target - other.target) >= 0
