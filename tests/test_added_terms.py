"""Terms besides the map equation: the identities that it obeys, for any of them together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import partitioned_flows_and_terms

from infomap_py._core.control import Control
from infomap_py._core.doubts import Doubts
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import MIN_GAIN, move_nodes, single_moves
from infomap_py.added_terms import AddedTerms, Metadata
from infomap_py.codelength import codelength_of
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.network import Network
from infomap_py.options import FlowOptions
from infomap_py.trials import run_trials

BITS = 1e-12  # rounding of codelengths of a few bits


def numbered(module_of):
    result = module_of.copy()
    number_modules(result)
    return result


def order(level):
    return np.arange(level.graph.num_nodes, dtype=np.int32)


@given(partitioned_flows_and_terms())
def test_the_core_agrees_with_the_readable_twin(given_terms):
    flow, module_of, added = given_terms
    level = finest_level(flow, added)
    bits = level.objective.recompute(level.graph, module_of)
    twin = codelength_of(flow, numbered(module_of), added)
    assert bits == pytest.approx(twin.total, abs=BITS, rel=1e-13)


@given(partitioned_flows_and_terms())
def test_every_node_alone_is_what_recomputing_finds(given_terms):
    flow, _, added = given_terms
    level = finest_level(flow, added)
    bits = level.objective.recompute(level.graph, order(level))
    level.objective.separate()
    assert level.objective.codelength() == pytest.approx(bits, abs=BITS, rel=1e-13)


@given(partitioned_flows_and_terms())
def test_one_module_is_the_one_level_code_unless_another_number_is_preferred(given_terms):
    flow, module_of, added = given_terms
    level = finest_level(flow, added)
    one_level = codelength_of(flow, numbered(module_of), added).one_level
    together = codelength_of(flow, np.zeros_like(module_of), added)
    one_module = level.objective.one_module_codelength()
    if (added.preferred or 1) > 1:
        assert one_module == np.inf
    elif flow.node_flow.sum() == pytest.approx(1.0):
        assert one_module == pytest.approx(one_level, abs=BITS, rel=1e-13)
    if flow.teleport_rate is None and flow.node_flow.sum() == pytest.approx(1.0):
        assert together.total == pytest.approx(one_level, abs=BITS, rel=1e-13)


@given(partitioned_flows_and_terms(), st.data())
def test_delta_of_a_move_is_the_difference_of_two_codelengths(given_terms, data):
    flow, module_of, added = given_terms
    u = data.draw(st.integers(0, len(module_of) - 1))
    level = finest_level(flow, added)
    before = level.objective.recompute(level.graph, module_of)
    for target, delta in single_moves(level.graph, level.objective, module_of, u).items():
        moved = module_of.copy()
        moved[u] = target
        after = codelength_of(flow, numbered(moved), added).total
        assert delta == pytest.approx(after - before, abs=BITS)


@given(partitioned_flows_and_terms(max_nodes=12))
def test_sums_kept_through_moves_are_those_recomputed(given_terms):
    flow, module_of, added = given_terms
    level = finest_level(flow, added)
    level.objective.recompute(level.graph, module_of)
    move_nodes(level.graph, level.objective, module_of, order(level), Control())
    kept = level.objective.codelength()
    anew = level.objective.recompute(level.graph, module_of)
    assert kept == pytest.approx(anew, abs=BITS, rel=1e-13)


def test_shares_of_many_nodes_are_kept_through_moves():
    # In a table with chains of several places: whoever moves takes something out of their middle.
    rng = np.random.default_rng(0)
    count = 300
    links = rng.integers(count, size=(2, 4 * count))
    flow = flow_of(Network.from_links(*links, nodes=range(count)), FlowOptions())
    columns = rng.integers(5, size=(2, count), dtype=np.int32)
    physical = np.arange(count, dtype=np.int32) % 70
    added = AddedTerms(physical, Metadata(columns, flow.visits, 1.0 / flow.total), 1e-3)
    level = finest_level(flow, added)
    module_of = rng.integers(60, size=count, dtype=np.int32)
    level.objective.recompute(level.graph, module_of)
    assert move_nodes(level.graph, level.objective, module_of, order(level), Control()) > count / 2
    kept = level.objective.codelength()
    twin = codelength_of(flow, numbered(module_of), added).total
    assert kept == pytest.approx(twin, abs=1e-11)
    assert level.objective.recompute(level.graph, module_of) == pytest.approx(twin, abs=1e-11)


@given(partitioned_flows_and_terms(max_nodes=12))
def test_moves_shorten_the_code_or_there_are_none(given_terms):
    flow, module_of, added = given_terms
    level = finest_level(flow, added)
    before = level.objective.recompute(level.graph, module_of)
    moves = move_nodes(level.graph, level.objective, module_of, order(level), Control())
    after = level.objective.recompute(level.graph, module_of)
    assert after < before if moves else after == before


@given(partitioned_flows_and_terms(), st.data())
def test_modules_as_nodes_have_the_same_codelengths_however_they_are_merged(given_terms, data):
    flow, module_of, added = given_terms
    level = finest_level(flow, added)
    fine = level.objective.recompute(level.graph, module_of)
    coarse = level.coarsened(module_of)
    count = coarse.graph.num_nodes
    assert coarse.objective.recompute(coarse.graph, order(coarse)) == pytest.approx(
        fine, abs=BITS, rel=1e-13
    )
    merged = np.array(
        data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count)), np.int32
    )
    bits = coarse.objective.recompute(coarse.graph, merged)
    together = codelength_of(flow, numbered(merged[module_of]), added).total
    assert bits == pytest.approx(together, abs=BITS, rel=1e-13)
    coarsest = coarse.coarsened(merged)
    assert coarsest.objective.recompute(coarsest.graph, order(coarsest)) == pytest.approx(
        together, abs=BITS, rel=1e-13
    )


def magnitude(flow, added, level):
    """What the least gain that counts is proportional to."""
    of_walk = max(1.0, level.objective.node_rates()[1].sum() / flow.total)
    of_nodes = 0.0 if added.physical is None else flow.node_flow.sum()
    of_metadata = 0.0
    if added.metadata is not None:
        columns = len(added.metadata.categories)
        of_metadata = columns * added.metadata.unit * added.metadata.shares.sum()
    return of_walk + of_nodes + of_metadata + added.per_parameter


@given(partitioned_flows_and_terms(max_nodes=12))
def test_what_is_out_of_doubt_gains_by_no_single_move(given_terms):
    flow, module_of, added = given_terms
    level = finest_level(flow, added)
    doubts = Doubts(level.graph.num_nodes)
    level.objective.recompute(level.graph, module_of)
    in_doubt = doubts.nodes(level.graph, level.objective, module_of)
    while move_nodes(level.graph, level.objective, module_of, in_doubt, Control(), doubts=doubts):
        in_doubt = doubts.nodes(level.graph, level.objective, module_of)
    level.objective.recompute(level.graph, module_of)
    tolerance = 2.0 * MIN_GAIN * magnitude(flow, added, level)
    for u in range(level.graph.num_nodes):
        deltas = single_moves(level.graph, level.objective, module_of, u)
        assert min(deltas.values()) >= -tolerance


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ["correction", "two", "four", "metadata", "columns", "physical"])
def test_no_partition_of_six_nodes_is_shorter_than_what_the_search_finds(name, seed):
    random = np.random.default_rng(seed)
    links = random.integers(6, size=(2, random.integers(3, 10)))
    network = Network.from_links(*links, nodes=range(6), directed=bool(seed % 2))
    flow = flow_of(network, FlowOptions())
    columns = np.array([numbered(random.integers(3, size=6, dtype=np.int32)) for _ in range(2)])
    added = {
        "correction": AddedTerms(per_parameter=0.1),
        "two": AddedTerms(preferred=2),
        "four": AddedTerms(preferred=4),
        "metadata": AddedTerms(metadata=Metadata(columns[:1], flow.visits, 1.0 / flow.total)),
        "columns": AddedTerms(metadata=Metadata(columns, np.ones(6), 0.5 / 6)),
        "physical": AddedTerms(physical=columns[0]),
    }[name]
    shortest = min(codelength_of(flow, labels, added).total for labels in partitions_of(6))
    found, _, _ = run_trials(flow, added, seed=0, num_trials=10)
    assert found.codelength == pytest.approx(shortest, abs=1e-9)


def partitions_of(count):
    """All partitions of so many nodes, numbered by first node."""
    if count == 0:
        yield np.empty(0, dtype=np.int32)
        return
    for labels in partitions_of(count - 1):
        for module in range(labels.max(initial=-1) + 2):
            yield np.append(labels, np.int32(module))


@pytest.mark.parametrize("name", ["correction", "metadata", "physical"])
def test_terms_make_room_for_more_modules_than_there_were_to_begin_with(name):
    # As in test_moves: one module of all has room for 1,024 others, and each node leaves it.
    count = 70_000
    nodes = np.arange(count)
    flow = flow_of(Network.from_links(nodes, nodes, nodes=range(count)), FlowOptions())
    halves = (nodes % 2).astype(np.int32)
    added = {
        "correction": AddedTerms(per_parameter=1e-9),
        "metadata": AddedTerms(metadata=Metadata(halves[None], flow.visits, 1.0 / flow.total)),
        "physical": AddedTerms(physical=nodes.astype(np.int32)),
    }[name]
    level = finest_level(flow, added)
    module_of = np.zeros(count, dtype=np.int32)
    level.objective.recompute(level.graph, module_of)
    move_nodes(level.graph, level.objective, module_of, order(level), Control())
    assert len(np.unique(module_of)) == count
    kept = level.objective.codelength()
    anew = level.objective.recompute(level.graph, module_of)
    assert kept == pytest.approx(anew, abs=1e-9)
    assert anew == pytest.approx(added.per_parameter * (2 * count - 1), abs=1e-9)


@pytest.mark.parametrize("name", ["correction", "preferred", "metadata", "physical"])
def test_three_threads_find_what_one_finds(name):
    random = np.random.default_rng(1)
    links = random.integers(150, size=(2, 400))
    flow = flow_of(Network.from_links(*links, nodes=range(150)), FlowOptions())
    groups = numbered(random.integers(40, size=150, dtype=np.int32))
    added = {
        "correction": AddedTerms(per_parameter=0.001),
        "preferred": AddedTerms(preferred=7),
        "metadata": AddedTerms(metadata=Metadata(groups[None], flow.visits, 1.0 / flow.total)),
        "physical": AddedTerms(physical=groups),
    }[name]
    one, by_trial, _ = run_trials(flow, added, seed=0, num_trials=6)
    three, by_trial_of_three, _ = run_trials(flow, added, seed=0, num_trials=6, num_threads=3)
    assert one.module_of.tolist() == three.module_of.tolist()
    assert one.coded.lengths == three.coded.lengths
    assert by_trial == by_trial_of_three
