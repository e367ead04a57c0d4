import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import least_gain, partitioned_flows

import infomap_py._core.sums as sums
from infomap_py._core.control import Control
from infomap_py._core.doubts import Doubts
from infomap_py._core.moves import move_nodes, single_moves
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.network import Network
from infomap_py.options import FlowOptions


def settled(level, module_of):
    """The doubts after single moves of nodes in doubt until none is."""
    doubts = Doubts(level.graph.num_nodes)
    level.objective.recompute(level.graph, module_of)
    nodes = doubts.nodes(level.graph, level.objective, module_of)
    assert len(nodes) == level.graph.num_nodes  # at first, all
    while len(nodes):
        move_nodes(level.graph, level.objective, module_of, nodes, Control(), None, doubts)
        nodes = doubts.nodes(level.graph, level.objective, module_of)
    return doubts


def least_delta(level, module_of, u):
    """Of moves along links, or to an empty module. Others, to modules that an objective suggests
    because teleportation leads there, are tried when a node is visited, but raise no doubt."""
    offsets, targets, *_ = level.graph.arrays
    neighbours = targets[offsets[u] : offsets[u + 1]]
    deltas = single_moves(level.graph, level.objective, module_of, u)
    near = set(module_of[neighbours].tolist())
    tried = near | (deltas.keys() - set(module_of.tolist()))
    return min((deltas[m] for m in deltas.keys() & tried - {module_of[u]}), default=np.inf)


@given(partitioned_flows(max_nodes=14))
def test_where_nobody_is_in_doubt_no_single_move_gains(partitioned):
    flow, module_of = partitioned
    level = finest_level(flow)
    settled(level, module_of)
    for u in range(level.graph.num_nodes):
        assert least_delta(level, module_of, u) >= -2 * least_gain(level, flow)


@given(partitioned_flows(max_nodes=14), st.data())
def test_after_any_change_whoever_gains_by_a_move_is_in_doubt(partitioned, data):
    flow, module_of = partitioned
    level = finest_level(flow)
    doubts = settled(level, module_of)
    count = level.graph.num_nodes
    for u in data.draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=3)):
        module_of[u] = data.draw(st.integers(0, count - 1))
    level.objective.recompute(level.graph, module_of)
    in_doubt = set(doubts.nodes(level.graph, level.objective, module_of).tolist())
    for u in set(range(count)) - in_doubt:
        assert least_delta(level, module_of, u) >= -2 * least_gain(level, flow)


def test_a_change_in_one_place_leaves_distant_nodes_alone():
    # A ring of 12 cliques of 6, each a module; node 0 goes over to its neighbours on the left.
    cliques = [(6 * c + u, 6 * c + v) for c in range(12) for u in range(6) for v in range(u)]
    ring = [(6 * c, (6 * c + 11) % 72) for c in range(12)]
    sources, targets = np.array(cliques + ring).T
    level = finest_level(
        flow_of(Network.from_links(sources, targets, nodes=range(72)), FlowOptions())
    )
    module_of = np.repeat(np.arange(12, dtype=np.int32), 6)
    doubts = settled(level, module_of)
    module_of[0] = module_of[11]
    level.objective.recompute(level.graph, module_of)
    in_doubt = set(doubts.nodes(level.graph, level.objective, module_of).tolist())
    assert in_doubt >= set(range(12))
    assert in_doubt <= set(range(12)) | {6 * 11, 6 * 2 + 5, 6 * 1, 6 * 11 + 5}


@given(partitioned_flows(max_nodes=14))
def test_within_its_range_the_sum_takes_no_more_than_the_best_move_lacks(partitioned):
    # A move that changes the sum of all enter rates q by x has plogp(q + x) - plogp(q) in its
    # delta; |x| is at most the flow out of and into the node.
    flow, module_of = partitioned
    level = finest_level(flow)
    doubts = settled(level, module_of)
    level.objective.recompute(level.graph, module_of)
    _, exit_flow, enter_flow = level.objective.node_rates()
    for u in range(level.graph.num_nodes):
        low, high = doubts.low[u], doubts.high[u]
        lacks = max(0.0, least_delta(level, module_of, u)) * level.objective.total
        widest = exit_flow[u] + enter_flow[u]
        q = (low + high) / 2
        for end in (low, high):
            for x in (-widest, widest):
                taken = slope_part(end, x) - slope_part(q, x)
                assert abs(taken) <= lacks * (1 + 1e-6) + 1e-9 * level.objective.total


def slope_part(q, x):
    return sums.plogp(q + x) - sums.plogp(q)
