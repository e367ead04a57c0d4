import numpy as np
import pytest
from hypothesis import given
from strategies import least_gain, partitioned_flows

from infomap_py._core.control import Control
from infomap_py._core.doubts import Doubts
from infomap_py._core.moves import move_nodes, single_moves
from infomap_py._core.team import Team
from infomap_py.codelength import codelength_of
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.network import Network
from infomap_py.options import FlowOptions


def order(level):
    return np.arange(level.graph.num_nodes, dtype=np.int32)


def level_of(links, **kwargs):
    sources, targets = zip(*links, strict=True)
    network = Network.from_links(sources, targets, nodes=range(max(map(max, links)) + 1), **kwargs)
    return finest_level(flow_of(network, FlowOptions()))


@given(partitioned_flows(max_nodes=12))
def test_moves_shorten_the_code_or_there_are_none(partitioned):
    flow, module_of = partitioned
    level = finest_level(flow)
    before = level.objective.recompute(level.graph, module_of)
    moves = move_nodes(level.graph, level.objective, module_of, order(level), Control())
    after = level.objective.recompute(level.graph, module_of)
    if moves:
        assert after < before
    else:
        assert after == before


@given(partitioned_flows(max_nodes=12))
def test_rounds_until_nothing_moves_leave_no_single_move_that_gains(partitioned):
    flow, module_of = partitioned
    level = finest_level(flow)
    level.objective.recompute(level.graph, module_of)
    while move_nodes(level.graph, level.objective, module_of, order(level), Control()):
        level.objective.recompute(level.graph, module_of)
    used, (first, targets, _) = set(module_of.tolist()), level.graph.arrays
    for u in range(level.graph.num_nodes):
        linked = set(module_of[targets[first[u] : first[u + 1]]].tolist())
        deltas = single_moves(level.graph, level.objective, module_of, u)
        # Of the modules that teleportation leads to, each visit considers other ones.
        visited = [delta for m, delta in deltas.items() if m in linked or m not in used]
        assert min(visited, default=0.0) >= -2.0 * least_gain(level, flow)


@given(partitioned_flows(max_nodes=12), partitioned_flows(max_nodes=12))
def test_nodes_join_only_modules_within_their_parent(partitioned, other):
    flow, parent_of = partitioned
    level = finest_level(flow)
    module_of = order(level)
    level.objective.recompute(level.graph, module_of)
    move_nodes(level.graph, level.objective, module_of, order(level), Control(), parent_of)
    for module in set(module_of.tolist()):
        assert len(set(parent_of[module_of == module].tolist())) == 1


def test_two_triangles_are_found_from_single_nodes():
    level = level_of([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)])
    module_of = order(level)
    level.objective.recompute(level.graph, module_of)
    move_nodes(level.graph, level.objective, module_of, order(level), Control())
    assert [
        set(np.flatnonzero(module_of == m).tolist()) for m in sorted(set(module_of.tolist()))
    ] in (
        [{0, 1, 2}, {3, 4, 5}],
        [{3, 4, 5}, {0, 1, 2}],
    )


def test_a_node_leaves_for_an_empty_module_where_that_is_shorter():
    # Node 3 shares a module with a triangle that it has no link to, and has no links at all but to
    # node 4: alone it costs nothing more to reach, and the triangle's codebook gets shorter.
    level = level_of([(0, 1), (1, 2), (2, 0), (3, 4)])
    module_of = np.array([0, 0, 0, 0, 1], dtype=np.int32)
    level.objective.recompute(level.graph, module_of)
    deltas = single_moves(level.graph, level.objective, module_of, 3)
    (empty,) = set(deltas) - {0, 1}
    assert deltas[empty] < 0.0
    assert deltas[1] < deltas[empty]  # with its neighbour it is better still


def test_a_set_stop_flag_ends_a_run_with_modules_that_fit_the_rates():
    side = 300  # a grid of 90,000 nodes: several looks at the flag
    grid = np.arange(side * side).reshape(side, side)
    sources = np.r_[grid[:, :-1].ravel(), grid[:-1].ravel()]
    targets = np.r_[grid[:, 1:].ravel(), grid[1:].ravel()]
    flow = flow_of(Network.from_links(sources, targets, nodes=range(side * side)), FlowOptions())
    level = finest_level(flow)
    module_of = order(level)
    level.objective.recompute(level.graph, module_of)
    control = Control()
    control.stop = True
    moves = move_nodes(level.graph, level.objective, module_of, order(level), control)
    assert 0 < moves < side * side  # stopped at the first look
    kept = level.objective.module_rates()["flow"].copy()
    level.objective.recompute(level.graph, module_of)
    assert kept == pytest.approx(level.objective.module_rates()["flow"], abs=1e-9)


@given(partitioned_flows(max_nodes=10))
def test_the_gain_of_a_run_is_the_difference_of_the_twin(partitioned):
    flow, _ = partitioned
    level = finest_level(flow)
    start = order(level)
    before = codelength_of(flow, start).total
    level.objective.recompute(level.graph, start)
    move_nodes(level.graph, level.objective, start, order(level), Control())
    gain = (
        before
        - codelength_of(flow, np.unique(start, return_inverse=True)[1].astype(np.int32)).total
    )
    assert gain == pytest.approx(before - level.objective.recompute(level.graph, start), abs=1e-12)


def test_candidates_below_the_least_share_of_the_strongest_flow_are_left_out():
    # Node 1 has three links to node 0 and one to node 2; all are alone, and it is visited first.
    level = level_of([(0, 1), (0, 1), (0, 1), (1, 2)])
    for least_share, joined in ((0.0, {0, 1}), (1.0, {0, 1}), (1.1, {1})):
        module_of = order(level)
        level.objective.recompute(level.graph, module_of)
        first = np.array([1], dtype=np.int32)
        move_nodes(
            level.graph, level.objective, module_of, first, Control(), None, None, 0, least_share
        )
        assert set(np.flatnonzero(module_of == module_of[1]).tolist()) == joined
    # From its module with node 2, whose link is weaker, node 1 goes to node 0 whatever the share.
    module_of = np.array([0, 1, 1], dtype=np.int32)
    level.objective.recompute(level.graph, module_of)
    move_nodes(level.graph, level.objective, module_of, first, Control(), None, None, 0, 1.0)
    assert module_of.tolist() == [0, 0, 1]


@pytest.mark.parametrize("team", [None, Team()], ids=["one by one", "in batches"])
@pytest.mark.parametrize("recorded", [False, True])
def test_room_is_made_for_more_modules_than_there_were_to_begin_with(recorded, team):
    # Nodes with nothing but a self-link: one module of all has room for 1,024 others, and each of
    # the nodes gains by a move to an empty one.
    count = 70_000
    nodes = np.arange(count)
    network = Network.from_links(nodes, nodes, nodes=range(count), directed=recorded)
    options = FlowOptions(recorded_teleportation=recorded, teleportation_probability=1e-9)
    level = finest_level(flow_of(network, options))
    doubts = Doubts(count)
    module_of = np.zeros(count, dtype=np.int32)
    level.objective.recompute(level.graph, module_of)
    assert len(level.objective.module_rates()) < 2000
    in_doubt = doubts.nodes(level.graph, level.objective, module_of)
    move_nodes(
        level.graph, level.objective, module_of, in_doubt, Control(), None, doubts, team=team
    )
    assert len(np.unique(module_of)) == count
    assert level.objective.codelength() == pytest.approx(0.0, abs=1e-6)
    kept = level.objective.module_rates()
    level.objective.recompute(level.graph, module_of)
    anew = level.objective.module_rates()
    for name in ("flow", "exit_flow", "enter_flow"):
        np.testing.assert_allclose(kept[name], anew[name], rtol=1e-9, atol=1e-15)


def test_few_modules_of_many_nodes_take_little_room():
    ring = np.arange(70_000)
    network = Network.from_links(ring, np.roll(ring, 1), nodes=range(len(ring)))
    level = finest_level(flow_of(network, FlowOptions()))
    level.objective.separate()
    assert len(level.objective.module_rates()) == len(ring)
    module_of = np.arange(len(ring), dtype=np.int32) // 100
    level.objective.recompute(level.graph, module_of)
    level.coarsened(module_of)  # leaves what was for every node alone
    level.objective.recompute(level.graph, module_of)
    assert len(level.objective.module_rates()) == 700 + 700 // 4 + 1024
    # As many modules as there are records now leave none for a module to come: there are more.
    module_of = np.arange(len(ring), dtype=np.int32) % 1899
    level.objective.recompute(level.graph, module_of)
    assert len(level.objective.module_rates()) == 1899 + 1899 // 4 + 1024
