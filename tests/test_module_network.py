"""The network of modules: its code with every module alone is the index, and what modules of
modules save on it is what they save on the nodes."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, networks

import infomap_py
from infomap_py.codelength import codelength_of, module_rates
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions

ON_LINKS = [
    options
    for options in FLOW_OPTIONS
    if not (options.recorded_teleportation or options.regularized)
]
AS_GIVEN = FlowOptions(flow_model="precomputed")


def some_partition(data, network, options):
    """Any partition of the network, found by no search."""
    modules = data.draw(
        st.lists(st.integers(0, 3), min_size=network.num_nodes, max_size=network.num_nodes)
    )
    fixed = dict(zip(network.nodes, modules, strict=True))
    p = infomap_py.partition(network, initial=fixed, fixed=True, **options.as_dict())
    assume(p.flow.any())  # where nothing flows, there is no walk on the modules either
    return p


@given(networks(), st.sampled_from(ON_LINKS), st.data())
def test_exit_rates_and_the_index_are_those_of_the_partition(network, options, data):
    p = some_partition(data, network, options)
    modules = p.module_network()
    alone = np.arange(p.num_modules, dtype=np.int32)
    flow = flow_of(modules, AS_GIVEN)
    rates = module_rates(flow, alone)
    np.testing.assert_allclose(rates.flow, [m.flow for m in p.modules], atol=1e-12)
    np.testing.assert_allclose(rates.exit_flow, [m.exit_flow for m in p.modules], atol=1e-9)
    np.testing.assert_allclose(rates.enter_flow, [m.enter_flow for m in p.modules], atol=1e-9)
    assert codelength_of(flow, alone).index == pytest.approx(p.index_codelength, abs=1e-9)


@given(networks(), st.sampled_from(ON_LINKS), st.data())
def test_modules_of_modules_save_as_much_as_on_the_nodes(network, options, data):
    """Any code of nodes is one of modules and, given the module, of the node: H(node | module) bits
    that depend on neither index nor exits, if nothing is left out between."""
    p = some_partition(data, network, options)
    above = np.array(data.draw(st.lists(st.integers(0, 1), min_size=4, max_size=4)))
    of_modules = above[: p.num_modules].astype(np.int32)
    coarse = codelength_of(flow_of(p.module_network(), AS_GIVEN), of_modules)
    fine = infomap_py.codelength(network, of_modules[p.labels], **options.as_dict())
    assert coarse.total - coarse.one_level == pytest.approx(fine - p.one_level_codelength, abs=1e-9)


def test_weights_are_the_flow_between_modules():
    """Two triangles: of 14 steps, 6 stay in each, and one crosses the bridge either way."""
    p = infomap_py.partition(nx.barbell_graph(3, 0))
    links = {(u, v): 14 * flow for u, v, flow in p.module_network().links()}
    assert links == pytest.approx({(0, 0): 6, (0, 1): 1, (1, 1): 6}, abs=1e-12)


def test_directed_flow_makes_a_directed_network():
    ring = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d"), ("d", "c"), ("d", "a")]
    p = infomap_py.partition(ring, directed=True, initial=dict(zip("abcd", "0011", strict=True)))
    modules = p.module_network()
    assert modules.directed
    assert modules.num_nodes == p.num_modules


def test_the_whole_flow_is_on_it():
    p = infomap_py.partition(nx.karate_club_graph())
    modules = p.module_network()
    assert modules.weights.sum() == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(modules.node_weights, [m.flow for m in p.modules], atol=1e-12)
    again = flow_of(modules, FlowOptions())  # a walk on modules visits them as the nodes' did
    np.testing.assert_allclose(again.node_flow, modules.node_weights, atol=1e-12)


def test_a_search_on_modules_finds_modules_of_modules():
    """A ring of 24 cliques is six groups of four cliques, as the hierarchy has it."""
    ring = nx.ring_of_cliques(24, 4)
    deep = infomap_py.partition(ring, two_level=False)
    modules = deep.levels[-1].module_network()
    assert modules.num_nodes == 24
    assert modules.num_links == 24 + 24  # of each to itself, and to the next
