"""landscape(): trials for themselves, the solutions that they find, and how stable nodes are."""

import math

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.errors import OptionError, PartitionWarning, UnknownOptionError

CYCLE = nx.cycle_graph(12)
# Its shortest codes are three modules of four in a row, which may begin at any of four nodes.
# Beginning one further, a module has 3 of 5 nodes in common with one, and 1 of 7 with another: of
# four nodes three have the former in common, one the latter. Two further, 2 of 6 with both.
ONE_FURTHER = 1 - (3 / 4 * 3 / 5 + 1 / 4 * 1 / 7)
TWO_FURTHER = 1 - 2 / 6


def first_break(partition):
    """The node at which a module of the cycle begins, of the first four."""
    return next(u for u in range(4) if partition[u] != partition[(u - 1) % 12])


def test_the_solutions_of_a_cycle_are_its_rotations():
    found = infomap_py.landscape(CYCLE, 40, seed=1)
    assert len(found) == 4
    assert {first_break(solution.partition) for solution in found} == {0, 1, 2, 3}
    assert sorted(t for solution in found for t in solution.trials) == list(range(40))
    for solution in found:
        assert solution.num_modules == 3
        assert sorted(map(len, solution.partition.communities())) == [4, 4, 4]
        assert solution.codelength == pytest.approx(found[0].codelength)
    # Of equal codes, that of the earliest trial is first.
    assert [solution.trials[0] for solution in found] == sorted(s.trials[0] for s in found)


def test_distances_between_rotations_are_known():
    found = infomap_py.landscape(CYCLE, 40, seed=1)
    begins = [first_break(solution.partition) for solution in found]
    for k, one in enumerate(begins):
        for j, other in enumerate(begins):
            apart = min((one - other) % 4, (other - one) % 4)
            expected = [0.0, ONE_FURTHER, TWO_FURTHER][apart]
            assert found.distances[k, j] == pytest.approx(expected, abs=1e-12)


def test_stability_is_the_mean_of_what_nodes_share_with_their_module_in_other_trials():
    found = infomap_py.landscape(CYCLE, 40, seed=1)
    best, times = found[0], [len(solution.trials) for solution in found]
    modules = [set(module) for module in best.partition.communities()]
    for node in CYCLE:
        own = modules[best.partition[node]]
        total = -1.0  # the best itself
        for solution, number in zip(found, times, strict=True):
            there = solution.partition.communities()[solution.partition[node]]
            total += number * len(own & there) / len(own | there)
        assert found.stability[node] == pytest.approx(total / 39)
    of_modules = [np.mean([found.stability[u] for u in sorted(module)]) for module in modules]
    assert found.module_stability == pytest.approx(np.array(of_modules))
    # All nodes are visited alike, and the distance is the mean over them.
    mean = (found.distances[0] * times).sum() / 39
    assert 1 - found.stability.mean() == pytest.approx(mean)


def test_clusters_are_around_the_shortest_codes():
    found = infomap_py.landscape(CYCLE, 40, seed=1)
    assert [cluster.centre for cluster in found.clusters] == [0, 1, 2, 3]
    near = infomap_py.landscape(CYCLE, 40, seed=1, max_distance=ONE_FURTHER + 1e-9)
    first = first_break(near[0].partition)
    across = next(k for k in range(4) if (first_break(near[k].partition) - first) % 4 == 2)
    assert [cluster.centre for cluster in near.clusters] == [0, across]
    assert sorted(k for cluster in near.clusters for k in cluster.solutions) == [0, 1, 2, 3]
    assert sum(cluster.num_trials for cluster in near.clusters) == 40


def test_how_many_trials_are_enough_follows_from_how_often_each_was_found():
    found = infomap_py.landscape(CYCLE, 40, seed=1)
    times = [len(solution.trials) for solution in found]
    assert found.new_cluster_probability == times.count(1) / 40
    missed = 1 - times[0] / 40
    needed = found.trials_needed(0.9)
    assert missed**needed <= 0.1 < missed ** (needed - 1)
    assert needed == math.ceil(math.log(0.1) / math.log(missed))
    with pytest.raises(OptionError, match=r"confidence=1 is not in \(0, 1\)"):
        found.trials_needed(1)


def test_cliques_have_one_solution_and_every_node_is_stable():
    found = infomap_py.landscape(nx.ring_of_cliques(5, 4), 6)
    assert (len(found), found.num_trials, found.mean_distance) == (1, 6, 0.0)
    assert found.stability.tolist() == [1.0] * 20
    assert found.module_stability.tolist() == [1.0] * 5
    assert (found.new_cluster_probability, found.trials_needed()) == (0.0, 1)
    assert found.consensus().partition.communities() == found.partition.communities()
    assert found.consensus().partition.codelength == found.partition.codelength


@pytest.mark.parametrize(
    ("graph", "options"),
    [
        (nx.gnm_random_graph(40, 60, seed=3), {"seed": 7, "first_trial": 5}),
        (nx.gnp_random_graph(30, 0.1, seed=3, directed=True), {"markov_time": 1.5}),
        (nx.karate_club_graph(), {"overlapping": True}),
        ({"day": nx.barbell_graph(3, 0), "night": nx.cycle_graph(6)}, {}),
    ],
)
def test_each_trial_is_that_of_partition_alone(graph, options):
    found = infomap_py.landscape(graph, 6, **options)
    first = options.get("first_trial", 0)
    alone = {k: infomap_py.partition(graph, **{**options, "first_trial": k})
             for k in range(first, first + 6)}  # fmt: skip
    for solution in found:
        for trial in solution.trials:
            assert solution.partition == alone[trial]
        assert solution.partition.trial == solution.trials[0]
    assert found.partition.codelength == pytest.approx(min(p.codelength for p in alone.values()))


def test_threads_make_no_difference():
    graph = nx.gnm_random_graph(60, 90, seed=3)
    one, several = (infomap_py.landscape(graph, 8, num_threads=n) for n in (1, 3))
    assert [s.trials for s in one] == [s.trials for s in several]
    assert [s.partition for s in one] == [s.partition for s in several]
    assert one.stability.tobytes() == several.stability.tobytes()


def test_after_the_time_limit_no_further_trial_begins():
    assert infomap_py.landscape(CYCLE, 1_000_000, time_limit=1e-9).num_trials == 2


def test_progress_hears_of_every_trial():
    heard = []
    infomap_py.landscape(CYCLE, 3, progress=heard.append)
    assert [(now.trial, now.trials_done, now.num_trials) for now in heard] == [
        (0, 1, 3),
        (1, 2, 3),
        (2, 3, 3),
    ]


def test_nodes_that_nobody_visits_are_stable_where_their_module_is():
    graph = nx.cycle_graph(12)
    graph.add_nodes_from(["lone", "odd"])
    found = infomap_py.landscape(graph, 10)
    assert len(found) > 1
    assert found.stability[-2:].tolist() == [1.0, 1.0]


def test_that_everything_is_in_one_module_is_said_once():
    with pytest.warns(PartitionWarning, match="in one module") as said:
        infomap_py.landscape(nx.star_graph(59), 5, num_threads=2)
    assert len(said) == 1
    assert said[0].filename == __file__


def test_a_landscape_is_tables_and_a_few_lines():
    found = infomap_py.landscape(CYCLE, 10, seed=2)
    assert repr(found).startswith(f"<Landscape of 10 trials: {len(found)} solutions in ")
    pytest.importorskip("pandas", reason="pandas is not installed")
    solutions, nodes = found.to_dataframe(), found.nodes_to_dataframe()
    assert solutions["num_trials"].sum() == 10
    assert solutions["cluster"].tolist() == list(range(len(found)))
    assert solutions["distance"].tolist() == found.distances[0].tolist()
    assert nodes["stability"].tolist() == found.stability.tolist()
    assert nodes["module"].tolist() == found.partition.labels.tolist()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"num_trials": 1}, OptionError, "num_trials=1 is out of range; it must be at least 2"),
        ({"max_distance": 2}, OptionError, r"max_distance=2 is not in \[0, 1\]"),
        ({"two_level": False}, OptionError, "no option 'two_level'"),
        ({"num_thread": 2}, UnknownOptionError, "no option 'num_thread'"),
        ({"num_threads": 0}, OptionError, "num_threads=0 is out of range"),
    ],
)
def test_what_a_landscape_cannot_do_is_refused(options, error, message):
    with pytest.raises(error, match=message):
        infomap_py.landscape(CYCLE, **options)


@pytest.mark.parametrize("num_nodes", [0, 1, 3])
def test_nodes_that_no_walk_visits_are_as_stable_as_others(num_nodes):
    found = infomap_py.landscape(nx.empty_graph(num_nodes), 3)
    assert np.array_equal(found.stability, np.ones(num_nodes))
    # Nothing flows, so each node counts the same in the mean; of none the mean is 0.
    assert f"stability {min(num_nodes, 1):.3f} by flow; below 0.5: 0 nodes" in repr(found)
