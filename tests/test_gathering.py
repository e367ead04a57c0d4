import itertools

import numpy as np
import pytest
from hypothesis import given
from strategies import partitioned_flows

from infomap_py._core.control import Control
from infomap_py._core.gathering import gather_followers
from infomap_py._core.moves import single_moves
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.network import Network
from infomap_py.options import FlowOptions


def gathered(level, module_of):
    order = np.arange(level.graph.num_nodes, dtype=np.int32)
    return gather_followers(level.graph, level.objective, module_of, order, Control())


def cores_with_satellites(copies):
    """Cores, each linked to itself 20 times and twice to each of six satellites, which are linked
    to themselves six times, and once to each other."""
    satellites = range(1, 7)
    links = [(0, 0, 20), *((0, s, 2) for s in satellites), *((s, s, 6) for s in satellites)]
    links += [(s, other, 1) for s, other in itertools.combinations(satellites, 2)]
    sources, targets, weights = (np.tile(column, copies) for column in np.array(links).T)
    shift = 7 * np.repeat(np.arange(copies), len(links))
    network = Network.from_links(sources + shift, targets + shift, weights, nodes=range(7 * copies))
    return finest_level(flow_of(network, FlowOptions()))


def test_satellites_of_which_none_gains_by_joining_join_together():
    level = cores_with_satellites(2)
    module_of = np.arange(14, dtype=np.int32)
    before = level.objective.recompute(level.graph, module_of)
    for u in range(14):
        deltas = single_moves(level.graph, level.objective, module_of, u)
        assert min(delta for m, delta in deltas.items() if m != u) > 0.01
    assert gathered(level, module_of) == 2
    assert module_of.tolist() == [0] * 7 + [7] * 7
    # No link crosses: L is the entropy of the visit rates in one of the modules. The core is
    # left along 20 + 6 * 2 = 32 arcs (a self-link is one), a satellite 6 + 2 + 5 = 13, all 110.
    entropy = -sum(arcs / 110 * np.log2(arcs / 110) for arcs in [32] + 6 * [13])
    assert level.objective.recompute(level.graph, module_of) == pytest.approx(entropy, abs=1e-12)
    assert entropy < before - 0.5


def test_whom_more_than_half_of_all_follow_gathers_nobody():
    level = cores_with_satellites(1)  # six of seven nodes follow the core
    module_of = np.arange(7, dtype=np.int32)
    level.objective.recompute(level.graph, module_of)
    assert gathered(level, module_of) == 0
    assert module_of.tolist() == list(range(7))


def test_frozen_satellites_follow_nobody():
    level = cores_with_satellites(2)
    module_of = np.arange(14, dtype=np.int32)
    level.objective.recompute(level.graph, module_of)
    frozen = np.zeros(14, dtype=np.uint8)
    frozen[8] = 1
    gather_followers(level.graph, level.objective, module_of, module_of.copy(), Control(), frozen)
    assert module_of[:7].tolist() == [0] * 7
    assert module_of[8] == 8
    assert 8 not in module_of[9:]


@given(partitioned_flows(max_nodes=12))
def test_the_code_gets_shorter_or_everything_is_as_it_was(partitioned):
    flow, module_of = partitioned
    level = finest_level(flow)
    start = module_of.copy()
    before = level.objective.recompute(level.graph, module_of)
    kept = gathered(level, module_of)
    bits, rates = level.objective.codelength(), level.objective.module_rates()
    after = level.objective.recompute(level.graph, module_of)
    assert after == pytest.approx(bits, abs=1e-9 * max(1.0, abs(bits)))
    exact = level.objective.module_rates()
    for name in rates.dtype.names:
        np.testing.assert_allclose(
            rates[name][: len(exact)], exact[name], rtol=0.0, atol=1e-9 * max(1.0, flow.total)
        )
    if kept:
        assert after < before
    else:
        assert module_of.tolist() == start.tolist()
