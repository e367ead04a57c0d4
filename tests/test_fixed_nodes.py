"""partition(initial=..., fixed=...): nodes that keep their module, and what all others do."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, networks

import infomap_py
from infomap_py import adapters
from infomap_py._core.control import Control
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import move_nodes
from infomap_py._core.random import Generator
from infomap_py._core.scatter import scattered
from infomap_py._core.team import Team
from infomap_py.added_terms import NOTHING_ADDED
from infomap_py.codelength import codelength_of
from infomap_py.errors import OptionError, PartitionError
from infomap_py.fixed_nodes import Start, where_to_start
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions
from infomap_py.trial import DENSE, Trial

TRIANGLES = nx.barbell_graph(3, 0)
PLANTED = nx.planted_partition_graph(10, 25, 0.25, 0.02, seed=4)


def in_modules(draw, network, most):
    modules = st.lists(st.integers(0, most), min_size=network.num_nodes, max_size=network.num_nodes)
    return np.array(draw(modules), dtype=np.int32)


@st.composite
def constrained(draw):
    """A network, where to start, and who stays."""
    network = draw(networks(max_nodes=9))
    initial = in_modules(draw, network, network.num_nodes - 1)
    number_modules(initial)
    return network, initial, in_modules(draw, network, 1).astype(bool)


def pairs_that_share(labels, nodes):
    return {(u, v) for u, v in combinations(nodes, 2) if labels[u] == labels[v]}


# What holds of every result


@given(constrained(), st.sampled_from(FLOW_OPTIONS), st.integers(1, 3))
def test_fixed_nodes_share_modules_exactly_as_in_initial(case, options, num_trials) -> None:
    network, initial, is_fixed = case
    fixed = np.flatnonzero(is_fixed).tolist()
    partition = infomap_py.partition(
        network, initial=initial, fixed=fixed, num_trials=num_trials, **options.as_dict()
    )
    assert pairs_that_share(partition.labels, fixed) == pairs_that_share(initial, fixed)
    length = infomap_py.codelength(network, initial, **options.as_dict())
    assert partition.codelength <= length + 1e-9
    assert partition.codelength == infomap_py.codelength(network, partition, **options.as_dict())


@given(constrained())
def test_no_free_node_gains_by_moving_alone(case) -> None:
    network, initial, is_fixed = case
    partition = infomap_py.partition(network, initial=initial, fixed=np.flatnonzero(is_fixed))
    for u in np.flatnonzero(~is_fixed):
        for module in range(partition.num_modules):
            moved = partition.labels.copy()
            moved[u] = module
            assert infomap_py.codelength(network, moved) >= partition.codelength - 1e-9


@given(constrained())
def test_with_nobody_fixed_it_is_the_search_from_initial(case) -> None:
    network, initial, _ = case
    free = infomap_py.partition(network, initial=initial, num_trials=2)
    assert infomap_py.partition(network, initial=initial, fixed=[], num_trials=2) == free


@given(constrained())
def test_with_everybody_fixed_it_is_initial(case) -> None:
    network, initial, _ = case
    partition = infomap_py.partition(network, initial=initial, fixed=True)
    everybody = range(network.num_nodes)
    assert pairs_that_share(partition.labels, everybody) == pairs_that_share(initial, everybody)


@given(constrained())
def test_the_level_of_anchors_has_the_codelength_of_the_network(case) -> None:
    network, initial, is_fixed = case
    flow = flow_of(network, FlowOptions())
    level, on_level, anchors = where_to_start(flow, NOTHING_ADDED, Start(initial, is_fixed))
    bits = level.objective.recompute(level.graph, on_level)
    assert bits == pytest.approx(codelength_of(flow, initial).total, abs=1e-9)
    assert np.array_equal(on_level[anchors], initial)


@given(constrained(), st.integers(0, 5))
def test_a_trial_from_every_node_alone_keeps_anchors_apart_as_well(case, seed) -> None:
    network, initial, is_fixed = case
    level, _, anchors = where_to_start(
        flow_of(network, FlowOptions()), NOTHING_ADDED, Start(initial, is_fixed)
    )
    found = Trial(level, Generator(seed, 0), Control()).run()[anchors]
    fixed = np.flatnonzero(is_fixed)
    assert pairs_that_share(found, fixed) == pairs_that_share(initial, fixed)


def test_a_dense_network_is_searched_with_anchors_as_well() -> None:
    dense = adapters.to_network(nx.planted_partition_graph(4, 60, 0.6, 0.08, seed=1), weight=None)
    initial = np.arange(240, dtype=np.int32) % 7  # across all groups
    is_fixed = np.arange(240) % 5 == 0
    level, _, anchors = where_to_start(
        flow_of(dense, FlowOptions()), NOTHING_ADDED, Start(initial, is_fixed)
    )
    assert level.graph.num_arcs > DENSE * level.graph.num_nodes
    found = Trial(level, Generator(0, 0), Control()).run()[anchors]
    fixed = np.flatnonzero(is_fixed)
    assert pairs_that_share(found, fixed) == pairs_that_share(initial, fixed)


@pytest.mark.parametrize("team", [None, Team()])
def test_frozen_nodes_are_not_woken(team) -> None:
    level, _, _ = where_to_start(
        flow_of(adapters.to_network(PLANTED), FlowOptions()), NOTHING_ADDED, None
    )
    count = level.graph.num_nodes
    module_of = np.arange(count, dtype=np.int32)
    frozen = (module_of % 3 == 0).astype(np.uint8)
    level.objective.separate()
    order = np.flatnonzero(frozen == 0).astype(np.int32)
    moves = move_nodes(
        level.graph, level.objective, module_of, order, Control(), team=team, frozen=frozen
    )
    assert moves > 0
    assert np.array_equal(module_of[frozen == 1], np.flatnonzero(frozen))


@given(constrained(), st.integers(0, 5))
def test_kicks_leave_frozen_nodes_in_place(case, seed) -> None:
    network, initial, is_fixed = case
    level, _, _ = where_to_start(flow_of(network, FlowOptions()), NOTHING_ADDED, None)
    count = int(initial.max()) + 1
    kicked = scattered(level.graph, initial, count, Generator(seed, 0), is_fixed.astype(np.uint8))
    assert np.array_equal(kicked[is_fixed], initial[is_fixed])


# Known answers


def test_nodes_that_are_torn_from_their_triangle_stay_where_they_are_put() -> None:
    # 0 and 5 are put together; free, each would go to its own triangle.
    partition = infomap_py.partition(TRIANGLES, initial={0: "x", 5: "x", 1: "y"}, fixed=True)
    assert partition[0] == partition[5] != partition[1]
    free = infomap_py.partition(TRIANGLES, initial=partition)
    assert free.communities() == [{0, 1, 2}, {3, 4, 5}]
    assert partition.codelength > free.codelength


def test_two_fixed_modules_are_not_merged_where_one_would_be_shorter() -> None:
    complete = nx.complete_graph(8)
    partition = infomap_py.partition(complete, initial={0: "left", 1: "right"}, fixed=True)
    assert partition[0] != partition[1]
    one = infomap_py.partition(complete, initial={0: "left"}, fixed=True)
    assert one.num_modules == 1


def test_the_best_of_all_partitions_that_keep_the_fixed_nodes_is_found() -> None:
    # The optimum of each of 20 random graphs of 7 nodes, by listing every partition.
    for seed in range(20):
        graph = nx.gnm_random_graph(7, 10, seed=seed)
        initial = {0: 0, 1: 0, 2: 1}
        lengths = [
            infomap_py.codelength(graph, np.array(labels))
            for labels in every_partition(7)
            if labels[0] == labels[1] != labels[2]
        ]
        partition = infomap_py.partition(graph, initial=initial, fixed=True, num_trials=5)
        assert partition.codelength == pytest.approx(min(lengths), abs=1e-9)


def every_partition(count):
    if count == 0:
        return [[]]
    return [
        [*labels, module]
        for labels in every_partition(count - 1)
        for module in range(max(labels, default=-1) + 2)
    ]


def test_communities_that_are_known_in_part_pull_the_rest_along() -> None:
    planted = {u: u // 25 for u in PLANTED}
    known = {u: planted[u] for u in list(PLANTED)[::5]}
    partition = infomap_py.partition(PLANTED, initial=known, fixed=True, num_trials=3)
    assert pairs_that_share(partition, known) == pairs_that_share(planted, known)
    agreed = sum(
        partition[u] == partition[v]
        for u, v in combinations(PLANTED, 2)
        if planted[u] == planted[v]
    )
    together = sum(planted[u] == planted[v] for u, v in combinations(PLANTED, 2))
    assert agreed > 0.8 * together


@pytest.mark.parametrize("num_threads", [1, 3])
def test_the_same_on_any_number_of_threads(num_threads) -> None:
    initial = {u: u % 9 for u in PLANTED}
    fixed = list(PLANTED)[::7]
    options = {"initial": initial, "fixed": fixed, "num_trials": 4, "seed": 2}
    here = infomap_py.partition(PLANTED, num_threads=num_threads, **options)
    assert here == infomap_py.partition(PLANTED, **options)
    assert pairs_that_share(here, fixed) == pairs_that_share(initial, fixed)


# What is given


def test_initial_may_name_some_nodes_in_any_form() -> None:
    as_mapping = infomap_py.partition(TRIANGLES, initial={0: 1, 5: 1, 1: 2}, fixed=[0, 5, 1])
    as_sets = infomap_py.partition(TRIANGLES, initial=[{0, 5}, {1}], fixed=True)
    as_array = infomap_py.partition(
        TRIANGLES, initial=np.array([0, 1, 2, 3, 4, 0]), fixed=[0, 5, 1]
    )
    assert as_mapping == as_sets == as_array


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"fixed": [0]}, OptionError, "there is none. Give initial="),
        ({"fixed": True}, OptionError, "there is none. Give initial="),
        ({"fixed": [9], "initial": {0: 0}}, OptionError, "fixed node 9 is not in the network"),
        ({"fixed": [[]], "initial": {0: 0}}, OptionError, r"fixed node \[\] is not in the netw"),
        ({"fixed": [1], "initial": {0: 0}}, OptionError, "1 is fixed, but initial has no module"),
        ({"fixed": 1, "initial": {0: 0}}, OptionError, "fixed=1 is not a collection of nodes"),
        ({"fixed": "ab", "initial": {0: 0}}, OptionError, "fixed='ab' is not a collection"),
        ({"fixed": True, "initial": {9: 0}}, PartitionError, "node 9 is not in the network"),
        ({"fixed": True, "initial": [{0}, {0}]}, PartitionError, "0 is in communities 0 and 1"),
        ({"fixed": True, "initial": [0, 1]}, PartitionError, "community 0 is 0, not a collection"),
        ({"initial": {0: 0}}, PartitionError, "node 1 is in no module"),
    ],
)
def test_what_cannot_be_fixed_is_refused(options, error, message) -> None:
    with pytest.raises(error, match=message):
        infomap_py.partition(TRIANGLES, **options)
