"""The two identities that carry the suite: delta is a difference of codelengths, and coarsening
keeps L."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import partitioned_flows

from infomap_py._core.control import Control
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import move_nodes, single_moves
from infomap_py.codelength import codelength_of, module_rates
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.network import Network
from infomap_py.options import FlowOptions

BITS = 1e-12  # rounding of codelengths of a few bits


def numbered(module_of):
    result = module_of.copy()
    number_modules(result)
    return result


def moved(module_of, u, target):
    result = module_of.copy()
    result[u] = target
    return result


@given(partitioned_flows())
def test_the_core_agrees_with_the_readable_twin(partitioned):
    flow, module_of = partitioned
    level = finest_level(flow)
    bits = level.objective.recompute(level.graph, module_of)
    assert bits == pytest.approx(
        codelength_of(flow, numbered(module_of)).total, abs=BITS, rel=1e-13
    )


@given(partitioned_flows(), st.data())
def test_delta_of_a_move_is_the_difference_of_two_codelengths(partitioned, data):
    flow, module_of = partitioned
    u = data.draw(st.integers(0, len(module_of) - 1))
    level = finest_level(flow)
    before = level.objective.recompute(level.graph, module_of)
    deltas = single_moves(level.graph, level.objective, module_of, u)
    for target, delta in deltas.items():
        after = codelength_of(flow, numbered(moved(module_of, u, target))).total
        assert delta == pytest.approx(after - before, abs=BITS)


@given(partitioned_flows(), st.data())
def test_every_linked_module_and_an_empty_one_are_candidates(partitioned, data):
    flow, module_of = partitioned
    u = data.draw(st.integers(0, len(module_of) - 1))
    level = finest_level(flow)
    level.objective.recompute(level.graph, module_of)
    offsets, targets, _ = level.graph.arrays
    linked = {int(module_of[v]) for v in targets[offsets[u] : offsets[u + 1]]}
    candidates = set(single_moves(level.graph, level.objective, module_of, u))
    alone = np.count_nonzero(module_of == module_of[u]) == 1
    empty = candidates - set(module_of.tolist())
    assert linked <= candidates
    assert len(empty) == (0 if alone else 1)
    if flow.teleport_rate is None:
        assert candidates == linked | empty | {int(module_of[u])}


@given(partitioned_flows(max_nodes=12))
def test_the_rates_kept_through_moves_are_those_recomputed(partitioned):
    flow, module_of = partitioned
    level = finest_level(flow)
    level.objective.recompute(level.graph, module_of)
    order = np.arange(len(module_of), dtype=np.int32)
    move_nodes(level.graph, level.objective, module_of, order, Control())
    kept = level.objective.module_rates()
    empty = np.bincount(module_of, minlength=len(kept)) == 0
    assert np.all(kept[empty] == np.zeros_like(kept[empty]))  # exactly
    level.objective.recompute(level.graph, module_of)
    anew = level.objective.module_rates()
    for name in ("flow", "exit_flow", "enter_flow"):
        assert kept[name] == pytest.approx(anew[name], abs=1e-12 * flow.total, rel=1e-9)


def test_one_node_alone_is_never_left_however_often_that_is_recomputed():
    network = Network.from_links([0], [0], nodes=range(1), directed=True)
    flow = flow_of(network, FlowOptions(flow_model="directed", recorded_teleportation=True))
    level = finest_level(flow)
    for _ in range(2):
        assert level.objective.recompute(level.graph, np.zeros(1, np.int32)) == 0.0
        assert level.objective.coded_rates(1) == ([0.0], [0.0])


@given(partitioned_flows())
def test_modules_as_nodes_have_the_same_codelength(partitioned):
    flow, module_of = partitioned
    level = finest_level(flow)
    fine = level.objective.recompute(level.graph, module_of)
    coarse = level.coarsened(module_of)
    singletons = np.arange(coarse.graph.num_nodes, dtype=np.int32)
    assert coarse.objective.recompute(coarse.graph, singletons) == pytest.approx(
        fine, abs=BITS, rel=1e-13
    )


@given(partitioned_flows(), st.data())
def test_merging_coarse_nodes_is_merging_their_modules(partitioned, data):
    flow, module_of = partitioned
    level = finest_level(flow)
    level.objective.recompute(level.graph, module_of)
    coarse = level.coarsened(module_of)
    count = coarse.graph.num_nodes
    merged = np.array(
        data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count)), np.int32
    )
    bits = coarse.objective.recompute(coarse.graph, merged)
    together = numbered(merged[module_of])
    assert bits == pytest.approx(codelength_of(flow, together).total, abs=BITS, rel=1e-13)


@given(partitioned_flows(), st.randoms())
def test_names_of_modules_do_not_matter(partitioned, random):
    flow, module_of = partitioned
    names = list(range(len(module_of)))
    random.shuffle(names)
    renamed = np.array(names, dtype=np.int32)[module_of]
    level = finest_level(flow)
    bits = level.objective.recompute(level.graph, module_of)
    assert level.objective.recompute(level.graph, renamed) == pytest.approx(
        bits, abs=BITS, rel=1e-13
    )


@given(partitioned_flows())
def test_module_rates_add_up_to_the_flow_of_the_network(partitioned):
    flow, module_of = partitioned
    rates = module_rates(flow, module_of)
    assert rates.flow.sum() == pytest.approx(flow.node_flow.sum(), abs=1e-12)
    if flow.teleport_rate is None:
        # What leaves one module enters another.
        assert rates.exit_flow.sum() == pytest.approx(rates.enter_flow.sum(), abs=1e-12)


@given(partitioned_flows(directed=False))
def test_undirected_modules_are_entered_as_often_as_left(partitioned):
    flow, module_of = partitioned
    if flow.symmetric:
        rates = module_rates(flow, module_of)
        assert rates.enter_flow == pytest.approx(rates.exit_flow, abs=1e-12)
