"""Single moves of many nodes side by side, by a team: the same moves however many lend a hand."""

import contextlib
import threading

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import least_gain, partitioned_flows

import infomap_py
from infomap_py import trials
from infomap_py._core.coarsen import Room, coarsen
from infomap_py._core.control import Control
from infomap_py._core.doubts import Doubts
from infomap_py._core.graph import FlowGraph
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import move_nodes, single_moves
from infomap_py._core.random import Generator
from infomap_py._core.team import Team
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.network import Network
from infomap_py.options import FlowOptions


@contextlib.contextmanager
def team_of(num_threads):
    team = Team()
    helpers = [
        threading.Thread(target=team.help, args=(team.enlist(),)) for _ in range(num_threads - 1)
    ]
    for helper in helpers:
        helper.start()
    try:
        yield team
    finally:
        team.dismiss()
        for helper in helpers:
            helper.join()


@pytest.fixture
def shared_however_small(monkeypatch):
    monkeypatch.setattr("infomap_py.trials.ARCS_OF_A_TEAM", 0)
    monkeypatch.setattr("infomap_py.trials.MOST_NEAR", 2.0)
    monkeypatch.setattr("infomap_py.level.SHARED_ARCS", 0)


def order(level):
    return np.arange(level.graph.num_nodes, dtype=np.int32)


def planted(num_nodes=20_000, size=20):
    """Groups of successive ids, with twice as many links inside as outside."""
    random = np.random.default_rng(0)
    sources = random.integers(num_nodes, size=6 * num_nodes)
    inside = sources // size * size + random.integers(size, size=len(sources))
    anywhere = random.integers(num_nodes, size=len(sources))
    targets = np.where(random.random(len(sources)) < 1 / 3, anywhere, inside)
    return Network.from_links(sources, targets, nodes=range(num_nodes))


@given(partitioned_flows(max_nodes=12), st.integers(1, 3))
def test_moves_of_a_batch_shorten_the_code_and_keep_the_rates(partitioned, num_threads):
    flow, module_of = partitioned
    level = finest_level(flow)
    before = level.objective.recompute(level.graph, module_of)
    with team_of(num_threads) as team:
        moves = move_nodes(
            level.graph, level.objective, module_of, order(level), Control(), team=team
        )
    kept = level.objective.module_rates()
    after = level.objective.recompute(level.graph, module_of)
    assert after < before if moves else after == before
    for name in kept.dtype.names:
        rates = level.objective.module_rates()[name]
        assert kept[name] == pytest.approx(rates, abs=1e-12 * max(1.0, flow.total))


@given(partitioned_flows(max_nodes=12))
def test_batches_until_nothing_moves_leave_no_single_move_that_gains(partitioned):
    flow, module_of = partitioned
    assume(flow.teleport_rate is None)  # modules without a link are not offered in batches
    level = finest_level(flow)
    doubts = Doubts(level.graph.num_nodes)
    moves = True
    while moves:
        level.objective.recompute(level.graph, module_of)
        doubtful = doubts.nodes(level.graph, level.objective, module_of)
        moves = move_nodes(
            level.graph, level.objective, module_of, doubtful, Control(), None, doubts, team=Team()
        )
    for u in range(level.graph.num_nodes):
        deltas = single_moves(level.graph, level.objective, module_of, u)
        assert min(deltas.values()) >= -2.0 * least_gain(level, flow)


@given(partitioned_flows(max_nodes=12), partitioned_flows(max_nodes=12))
def test_nodes_of_a_batch_join_only_modules_within_their_parent(partitioned, other):
    flow, parent_of = partitioned
    level = finest_level(flow)
    module_of = order(level)
    level.objective.separate()
    move_nodes(
        level.graph, level.objective, module_of, order(level), Control(), parent_of, team=Team()
    )
    for module in set(module_of.tolist()):
        assert len(set(parent_of[module_of == module].tolist())) == 1


@pytest.mark.parametrize("ids", ["in order", "in random order"])
def test_any_number_of_hands_makes_the_same_moves(ids):
    level = finest_level(flow_of(planted(), FlowOptions()))
    visited = order(level)
    if ids == "in random order":  # hardly two of a batch are near each other
        Generator(0).shuffle(visited)
    found = []
    for num_threads in (1, 2, 3, 8):
        module_of = order(level)
        level.objective.separate()
        doubts = Doubts(level.graph.num_nodes)
        with team_of(num_threads) as team:
            moves = move_nodes(
                level.graph, level.objective, module_of, visited, Control(), None, doubts, team=team
            )
        found.append((moves, module_of.tobytes(), np.asarray(doubts.low).tobytes()))
    assert found == [found[0]] * 4


def test_batches_find_the_groups():
    level = finest_level(flow_of(planted(), FlowOptions()))
    visited = Generator(0).order_of_blocks(level.graph.num_nodes, 1)
    lengths = []
    for team in (None, Team()):
        module_of = order(level)
        level.objective.separate()
        move_nodes(level.graph, level.objective, module_of, visited, Control(), team=team)
        lengths.append(level.objective.codelength())
    one_by_one, in_batches = lengths
    assert in_batches == pytest.approx(one_by_one, rel=1e-3)
    assert in_batches < level.objective.one_module_codelength() - 1.0


def test_a_hub_may_have_more_links_than_a_batch():
    # Its leaves and the hub are one module, whose code is the entropy: half of all steps are at
    # the hub, and the others at any of the leaves.
    count = 300_000
    star = Network.from_links(np.zeros(count, int), np.arange(1, count + 1), nodes=range(count + 1))
    level = finest_level(flow_of(star, FlowOptions()))
    module_of = order(level)
    level.objective.separate()
    moves = move_nodes(
        level.graph, level.objective, module_of, order(level), Control(), team=Team()
    )
    assert moves >= count
    assert level.objective.codelength() == pytest.approx(1.0 + 0.5 * np.log2(count), abs=1e-9)


def test_a_set_stop_flag_ends_the_batches():
    level = finest_level(flow_of(planted(), FlowOptions()))
    module_of = order(level)
    level.objective.separate()
    control = Control()
    control.stop = True
    assert not move_nodes(
        level.graph, level.objective, module_of, order(level), control, team=Team()
    )
    assert np.array_equal(module_of, order(level))


@pytest.mark.parametrize("num_trials", [1, 3])
def test_trials_on_a_large_network_have_the_same_bytes_for_any_number_of_threads(
    shared_however_small, num_trials
):
    network = planted(5000)
    found = [
        infomap_py.partition(network, num_trials=num_trials, num_threads=num_threads)
        for num_threads in (1, 2, 3, 8)
    ]
    for partition in found:
        assert partition.labels.tobytes() == found[0].labels.tobytes()
        assert partition.codelength == found[0].codelength
        assert partition.trial_codelengths == found[0].trial_codelengths


@pytest.mark.parametrize("weights", ["ones", "counts", "counts that overflow", "weights"])
def test_any_number_of_hands_makes_the_same_coarse_graph(weights):
    # More arcs than a round takes, 64 chunks of 16,384; pairs of nodes, and a module of a quarter.
    graph = finest_level(flow_of(planted(240_000), FlowOptions())).graph
    offsets, targets, _ = graph.arrays
    values = {
        "ones": None,
        "counts": np.full(len(targets), 3, dtype=np.uint32),
        "counts that overflow": np.full(len(targets), 2**31, dtype=np.uint32),
        "weights": np.random.default_rng(0).random(len(targets)),
    }
    graph = FlowGraph(offsets, targets, values[weights], 1.0)
    module_of = np.arange(graph.num_nodes, dtype=np.int32) // 2
    module_of[60_000:120_000] = 30_000
    count = len(number_modules(module_of))
    expected = [
        np.copy(array) for array in coarsen(graph, module_of, count, Room(graph.num_arcs)).arrays
    ]
    assert len(expected[1]) > 64 * 16384
    assert (expected[2].dtype == np.uint32) == (weights in ("ones", "counts"))
    for num_threads in (1, 2, 5):
        with team_of(num_threads) as team:
            found = coarsen(graph, module_of, count, Room(graph.num_arcs), False, team).arrays
        for one, other in zip(expected, found, strict=True):
            assert one.dtype == other.dtype
            assert np.array_equal(one, other)


@pytest.mark.parametrize("num_threads", [None, 1, 2])
def test_rows_in_which_no_links_are_added_up_have_no_weights(num_threads):
    # A ring of six nodes in pairs: one link leads from each pair to the next.
    targets = np.array([5, 1, 0, 2, 1, 3, 2, 4, 3, 5, 4, 0], dtype=np.int32)
    ring = FlowGraph(np.arange(0, 13, 2), targets, None, 1.0)
    pairs = np.array([0, 0, 1, 1, 2, 2], dtype=np.int32)
    context = contextlib.nullcontext() if num_threads is None else team_of(num_threads)
    with context as team:
        coarse = coarsen(ring, pairs, 3, Room(12), False, team)
    offsets, targets, weights = coarse.arrays
    assert offsets.tolist() == [0, 2, 4, 6]
    assert sorted(targets[:2]) == [1, 2]
    assert weights is None


def test_threads_that_cannot_be_started_leave_nobody_waiting(monkeypatch, shared_however_small):
    network = planted(1000)
    start, started = threading.Thread.start, []

    def start_one(thread):
        if thread.name.startswith("infomap_py"):
            if started:
                raise RuntimeError("can't start new thread")
            started.append(thread)
        start(thread)

    outcome = []

    def call():
        try:
            infomap_py.partition(network, num_trials=3, num_threads=3)
        except MemoryError as error:
            outcome.append(str(error))

    caller = threading.Thread(target=call, daemon=True)
    monkeypatch.setattr(threading.Thread, "start", start_one)
    caller.start()
    caller.join(30)
    assert outcome == ["can't start new thread; give fewer num_threads"]
    started[0].join(30)
    assert not started[0].is_alive()


def test_an_error_in_one_trial_stops_the_others(monkeypatch, shared_however_small):
    run, begun = trials.Trial.run, []

    def run_or_fail(trial, initial=None):
        begun.append(trial)
        if len(begun) == 2:
            raise MemoryError("no more")
        return run(trial, initial)

    monkeypatch.setattr(trials.Trial, "run", run_or_fail)
    with pytest.raises(MemoryError, match="no more"):
        infomap_py.partition(planted(1000), num_trials=1000, num_threads=2)
    assert len(begun) < 10


def test_near_ids_are_told_from_far_ones():
    network = planted(30_000)
    ordered = finest_level(flow_of(network, FlowOptions()))
    ids = np.random.default_rng(1).permutation(30_000)
    shuffled = Network.from_links(ids[network.sources], ids[network.targets], nodes=range(30_000))
    apart = np.abs(network.sources - network.targets)
    exact = np.mean(apart[apart > 0] < 100)
    assert exact > 0.5
    assert ordered.share_near(100) == pytest.approx(exact, abs=0.03)
    assert finest_level(flow_of(shuffled, FlowOptions())).share_near(100) < 0.02
    alone = finest_level(flow_of(Network.from_links([], [], nodes=range(3)), FlowOptions()))
    assert alone.share_near(100) == 0.0
