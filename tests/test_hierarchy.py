"""Modules within modules: known answers, and what holds for every result."""

import networkx as nx
import numpy as np
import pytest
from generators import planted
from hypothesis import given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, networks
from trees import codebook, nested_rings, tree_of

import infomap_py
from infomap_py.codelength import codelength_of, module_rates
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions


def keywords(options):
    """FlowOptions as keywords of partition()."""
    return {name: value for name, value in options.as_dict().items() if value is not None}


# Known answers


def cut_at(paths, depth):
    return {node: path[:depth] for node, path in paths.items()}


@pytest.mark.parametrize("sizes", [(4, 8, 8), (5, 6, 6), (5, 6, 6, 6)])
def test_every_level_of_nested_rings_is_found(sizes):
    # A clique is left in one of six steps or fewer, a ring of cliques far more rarely. To name one
    # of all cliques takes log2(64) bits or so, one of those in the same ring, or an exit, a little
    # over log2(8), and to name a ring is rarely needed: every planted level shortens the code. In
    # the largest rings, some neighbouring cliques together shorten it once more.
    links, paths = nested_rings(*sizes)
    depths = range(1, len(sizes))
    lengths = [infomap_py.codelength(links, cut_at(paths, depth)) for depth in depths]
    cliques_alone = infomap_py.codelength(links, {u: (u // sizes[0],) for u in paths})
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < cliques_alone
    found = infomap_py.partition(links, two_level=False)
    assert found.codelength <= lengths[-1] + 1e-12
    levels = [set(map(frozenset, level.communities())) for level in found.levels]
    for depth in depths:
        assert groups(cut_at(paths, depth)) in levels


def groups(paths):
    """The nodes that have the same path."""
    by_path = {}
    for node, path in paths.items():
        by_path.setdefault(path, set()).add(node)
    return set(map(frozenset, by_path.values()))


def test_the_code_of_two_levels_of_rings_by_hand():
    # Eight rings of eight cliques of four. Every link is walked once per ``ends`` steps each way.
    links, paths = nested_rings(4, 8, 8)
    ends = 2 * len(links)
    assert ends == 2 * (64 * 6 + 64 + 8)
    degree = np.bincount(np.ravel(links)).tolist()
    rings = 8 * [2 / ends]  # each is entered by two links
    first_ring = [degree[4 * k : 4 * k + 4] for k in range(8)]  # by clique; all rings are alike
    cliques = [(sum(degrees) - 12) / ends for degrees in first_ring]  # six links inside
    # Two links lead to neighbours in the ring, and from two cliques a third to another ring.
    assert sorted(round(ends * flow) for flow in cliques) == [2] * 6 + [3] * 2
    by_hand = (
        codebook(0.0, rings)
        + 8 * codebook(2 / ends, cliques)
        + 8
        * sum(
            codebook(exit_flow, [d / ends for d in degrees])
            for exit_flow, degrees in zip(cliques, first_ring, strict=True)
        )
    )
    assert infomap_py.codelength(links, paths) == pytest.approx(by_hand, abs=1e-12)


@pytest.mark.parametrize("sizes", [(6, 8, 8), (6, 10, 10), (6, 12, 12), (5, 8, 8, 8)])
def test_where_other_levels_than_the_planted_ones_are_shorter_they_are_found(sizes):
    # Rings that are long enough are cut into arcs.
    links, paths = nested_rings(*sizes)
    found = infomap_py.partition(links, two_level=False, num_trials=3)
    assert found.codelength < infomap_py.codelength(links, paths) - 1e-5


def test_a_ring_of_24_cliques_has_a_level_of_arcs():
    # Infomap 2.16's best of ten trials: five arcs; of two levels, a module per clique.
    ring = nx.ring_of_cliques(24, 4)
    two = infomap_py.partition(ring)
    more = infomap_py.partition(ring, two_level=False, num_trials=10)
    assert two.codelength == pytest.approx(3.2614392855082306, abs=1e-9)
    assert more.codelength <= 3.1139350054420136 + 1e-9
    assert more.num_levels == 3


def test_without_levels_that_pay_two_are_found():
    two = infomap_py.partition(nx.karate_club_graph(), num_trials=5)
    more = infomap_py.partition(nx.karate_club_graph(), num_trials=5, two_level=False)
    assert more == two


# What holds for every result


@given(networks(max_nodes=12), st.sampled_from(FLOW_OPTIONS), st.integers(0, 5))
def test_more_levels_are_never_longer_than_two_from_the_same_seed(network, options, seed):
    two = infomap_py.partition(network, seed=seed, **keywords(options))
    more = infomap_py.partition(network, seed=seed, two_level=False, **keywords(options))
    assert more.codelength <= two.codelength + 1e-12
    assert more.one_level_codelength == two.one_level_codelength


@given(networks(max_nodes=12), st.sampled_from(FLOW_OPTIONS), st.integers(0, 5))
def test_the_codelength_is_that_of_the_scorer_whatever_says_which_modules(network, options, seed):
    found = infomap_py.partition(network, seed=seed, two_level=False, **keywords(options))
    for modules in (found, found.paths):
        scored = infomap_py.codelength(network, modules, **keywords(options))
        assert scored == pytest.approx(found.codelength, abs=1e-12)
    assert infomap_py.codelength(network, found, **keywords(options)) == found.codelength


@pytest.mark.parametrize("directed", [False, True])
def test_threads_change_no_byte_of_a_tree(directed):
    links = planted(6000, directed=directed)
    for graph in ((links.sources, links.targets), nested_rings(4, 8, 8)[0]):
        alone, shared = (
            infomap_py.partition(
                graph, directed=directed, two_level=False, num_trials=4, num_threads=num_threads
            )
            for num_threads in (1, 3)
        )
        assert alone == shared
        assert alone.lengths == shared.lengths
        assert alone.trial_codelengths == shared.trial_codelengths


def hierarchy(directed=False):
    links, _ = nested_rings(5, 6, 6)
    found = infomap_py.partition(links, directed=directed, two_level=False)
    assert found.num_levels > 2
    return found


@pytest.mark.parametrize("directed", [False, True])
def test_codelengths_of_modules_add_up_level_by_level(directed):
    found = hierarchy(directed)
    by_level = [0.0] * found.num_levels
    for module in found.tree.walk():
        by_level[module.depth] += module.codelength
    assert found.codelength_by_level == pytest.approx(by_level, abs=1e-12)
    assert sum(by_level) == pytest.approx(found.codelength, abs=1e-12)
    assert found.index_codelength == found.codelength_by_level[0] == found.tree.codelength


@pytest.mark.parametrize("directed", [False, True])
def test_each_module_takes_what_its_own_codebook_does(directed):
    found = hierarchy(directed)
    visits = dict(zip(found, found.flow.tolist(), strict=True))
    for module in found.tree.walk():
        uses = [child.enter_flow for child in module.children]
        uses += [visits[node] for node in module.nodes]
        assert module.codelength == pytest.approx(codebook(module.exit_flow, uses), abs=1e-12)


@pytest.mark.parametrize("directed", [False, True])
def test_the_flow_of_a_module_is_that_of_what_it_holds(directed):
    found = hierarchy(directed)
    visits = dict(zip(found, found.flow.tolist(), strict=True))
    for module in found.tree.walk():
        held = [child.flow for child in module.children] + [visits[node] for node in module.nodes]
        assert module.flow == pytest.approx(sum(held), abs=1e-12)
        assert not (module.children and module.nodes)


def test_paths_lead_through_the_tree_to_the_module_that_holds_the_node():
    found = hierarchy()
    for node, path in found.paths.items():
        module = found.tree
        for i in path:
            module = module.children[i]
        assert node in module.nodes
        assert module.path == path
        assert found[node] == path[0]


def test_levels_cut_the_tree_at_every_depth():
    found = hierarchy()
    assert len(found.levels) == found.num_levels - 1
    for depth, cut in enumerate(found.levels, start=1):
        assert groups(cut_at(found.paths, depth)) == set(map(frozenset, cut.communities()))
        scored = infomap_py.codelength(found.network, cut.communities())
        assert cut.codelength == pytest.approx(scored, abs=1e-12)
    assert found.levels[0].communities() == found.communities()


def test_rates_of_modules_in_modules_are_those_of_the_links_out_of_them():
    # Four pairs, 0-1, 2-3, 4-5 and 6-7, weight 8; within each four a link of weight 2, and one of
    # weight 1 between the fours: 37 in all, 74 ends. In units of one end, a link takes its weight
    # each way.
    links = [(0, 1, 8), (2, 3, 8), (4, 5, 8), (6, 7, 8), (1, 2, 2), (5, 6, 2), (3, 4, 1)]
    paths = {u: (u // 4, u % 4 // 2) for u in range(8)}
    network = infomap_py.Network.from_links(*np.transpose(links), nodes=range(8))
    flow = flow_of(network, FlowOptions())
    tree = tree_of(paths.values())  # the first four, its pairs, the others, theirs
    rates = module_rates(flow, tree)
    assert np.round(74 * rates.enter_flow, 9).tolist() == [1, 2, 3, 1, 3, 2]
    assert rates.exit_flow.tolist() == rates.enter_flow.tolist()
    assert np.round(74 * rates.flow, 9).tolist() == [37, 18, 19, 37, 19, 18]
    by_hand = (
        codebook(0, [1 / 74, 1 / 74])
        + 2 * codebook(1 / 74, [2 / 74, 3 / 74])
        + 2 * codebook(2 / 74, [8 / 74, 10 / 74])
        + 2 * codebook(3 / 74, [10 / 74, 9 / 74])
    )
    assert codelength_of(flow, tree).total == pytest.approx(by_hand, abs=1e-12)
    assert infomap_py.codelength(links, paths) == pytest.approx(by_hand, abs=1e-12)
