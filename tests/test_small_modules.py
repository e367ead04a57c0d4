"""partition(min_module_size=...): modules with fewer nodes are merged."""

import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shell import ENVIRONMENT
from strategies import FLOW_OPTIONS, networks, partitioned_flows

import infomap_py
from infomap_py._core.grouping import number_modules
from infomap_py.codelength import codelength_of
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.options import FlowOptions
from infomap_py.small_modules import without_small_modules

TRIANGLES = nx.barbell_graph(3, 0)


def merged(flow, module_of, least):
    return without_small_modules(finest_level(flow), module_of, least)


def linked_modules(flow, module_of):
    """{module: modules that it is linked to}"""
    linked = {module: set() for module in module_of.tolist()}
    ends = module_of[flow.network.sources].tolist(), module_of[flow.network.targets].tolist()
    for one, other in zip(*ends, strict=True):
        if one != other:
            linked[one].add(other)
            linked[other].add(one)
    return linked


def merged_by_hand(flow, module_of, least):
    """The same one by one, each time measuring the code of every merger."""
    module_of = module_of.copy()
    while True:
        linked = linked_modules(flow, module_of)
        sizes = np.bincount(module_of)
        first = {module: int(np.argmax(module_of == module)) for module in linked}
        small = [m for m in linked if linked[m] and sizes[m] < least]
        if not small:
            return module_of
        smallest = min(small, key=lambda m: (sizes[m], first[m]))
        lengths = {
            other: codelength_of(flow, np.where(module_of == smallest, other, module_of)).total
            for other in sorted(linked[smallest])
        }
        module_of[module_of == smallest] = min(lengths, key=lengths.get)


@given(partitioned_flows(max_nodes=12), st.integers(2, 6))
def test_small_modules_have_no_links_to_others_and_none_is_split(partitioned, least) -> None:
    flow, module_of = partitioned
    found = merged(flow, module_of, least)
    sizes = np.bincount(found)
    linked = linked_modules(flow, found)
    assert not [m for m in linked if linked[m] and sizes[m] < least]
    assert len(set(zip(module_of.tolist(), found.tolist(), strict=True))) == len(set(module_of))


@pytest.mark.parametrize("least", [2, 3, 5, 9, 60])
@pytest.mark.parametrize("directed", [False, True])
def test_each_joins_where_the_code_grows_least_the_smallest_first(least, directed) -> None:
    # Weights at random, so that no two mergers are as good.
    random = np.random.default_rng(7)
    ends = random.integers(60, size=(2, 130))
    network = infomap_py.Network.from_links(
        *ends, random.uniform(1, 3, 130), nodes=range(60), directed=directed
    )
    flow = flow_of(network, FlowOptions())
    module_of = np.sort(random.integers(40, size=60)).astype(np.int32)
    found = merged(flow, module_of, least)
    expected = merged_by_hand(flow, module_of, least)
    number_modules(expected)
    assert found.tolist() == expected.tolist()


def test_a_pendant_pair_joins_the_triangle_that_it_hangs_on() -> None:
    # Nodes 6 and 7 are a module of their own where they are linked 9 times, and to node 0 once.
    links = [*TRIANGLES.edges(), (0, 6), *9 * [(6, 7)]]
    free = infomap_py.partition(links)
    assert {6, 7} in free.communities()
    partition = infomap_py.partition(links, min_module_size=3)
    assert sorted(map(sorted, partition.communities())) == [[0, 1, 2, 6, 7], [3, 4, 5]]
    assert partition.codelength == infomap_py.codelength(links, partition)
    assert partition.codelength > free.codelength


def test_what_is_linked_to_nothing_else_stays() -> None:
    partition = infomap_py.partition([(0, 1), (2, 3), (3, 4), (4, 2)], min_module_size=4)
    assert sorted(map(sorted, partition.communities())) == [[0, 1], [2, 3, 4]]


@pytest.mark.parametrize("least", ["2**31 - 2**16", "2**31", "2**63", "10**400"])
def test_more_nodes_than_any_network_has_are_no_search_without_end(least) -> None:
    found = f"i.partition([(0, 1), (2, 3), (3, 4), (4, 2)], min_module_size={least})"
    command = [sys.executable, "-c", f"import infomap_py as i; print({found}.num_modules)"]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("2\n", "")


@given(networks(), st.sampled_from(FLOW_OPTIONS), st.integers(1, 4))
def test_the_code_is_that_of_the_partition_and_each_trial_can_be_repeated(
    network, options, least
) -> None:
    chosen = {**options.as_dict(), "min_module_size": least}
    partition = infomap_py.partition(network, num_trials=3, **chosen)
    assert partition.codelength == infomap_py.codelength(network, partition, **options.as_dict())
    for trial, length in partition.trial_codelengths.items():
        alone = infomap_py.partition(network, first_trial=trial, **chosen)
        assert alone.codelength == length


def test_fixed_nodes_of_different_modules_are_not_merged() -> None:
    complete = nx.complete_graph(6)
    initial = {0: "left", 1: "right"}
    partition = infomap_py.partition(complete, initial=initial, fixed=True, min_module_size=4)
    assert partition[0] != partition[1]
    assert partition.num_modules == 2


def test_fixed_nodes_count_each() -> None:
    # Three fixed nodes are one in the search, but a module of three.
    path = nx.path_graph(6)
    initial = [{0, 1, 2}, {3, 4, 5}]
    partition = infomap_py.partition(path, initial=initial, fixed={0, 1, 2}, min_module_size=3)
    assert partition.communities() == [{0, 1, 2}, {3, 4, 5}]
