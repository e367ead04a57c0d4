"""Trees to start from: what is kept of them, and which are refused."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import networks

import infomap_py
from infomap_py.errors import PartitionError

RING = nx.ring_of_cliques(24, 4)
HALVES = {v: (v // 48, v // 4) for v in RING}  # two outermost modules, of twelve cliques each


def test_fixed_nodes_keep_their_outermost_modules_in_two_levels() -> None:
    found = infomap_py.partition(RING, initial=HALVES, fixed=True)
    assert found.communities() == [set(range(48)), set(range(48, 96))]


def test_fixed_nodes_keep_their_lowest_modules_in_a_hierarchy() -> None:
    shortest = infomap_py.partition(RING, two_level=False)
    for initial in (shortest, shortest.paths):
        found = infomap_py.partition(RING, two_level=False, initial=initial, fixed=True, seed=1)
        assert found.codelength == shortest.codelength
        assert found.levels[-1].communities() == shortest.levels[-1].communities()


@given(networks(max_nodes=8), st.data())
def test_a_hierarchy_is_no_longer_than_the_tree_or_the_two_levels_it_starts_from(
    network: infomap_py.Network, data: st.DataObject
) -> None:
    names = st.tuples(st.integers(0, 1), st.integers(0, 2))
    tree = {node: data.draw(names) for node in network.index}
    fixed = data.draw(st.sampled_from([None, list(network.index)[:3]]))
    if not tree:
        return
    found = infomap_py.partition(network, two_level=False, initial=tree, fixed=fixed)
    assert found.codelength <= infomap_py.codelength(network, tree) + 1e-9
    if fixed is None:
        two_levels = infomap_py.partition(network, initial=tree)
        assert found.codelength <= two_levels.codelength + 1e-9


def test_a_root_is_scored_as_its_partition() -> None:
    found = infomap_py.partition(RING, two_level=False)
    assert infomap_py.codelength(RING, found.tree) == found.codelength


@pytest.mark.parametrize("last", [7, (), None])
def test_paths_and_modules_are_not_mixed(last: object) -> None:
    paths = {**HALVES, 95: last}
    with pytest.raises(PartitionError, match=r"node 95 is in .*, and others are in paths"):
        infomap_py.codelength(RING, paths)


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_a_module_in_a_path_has_a_name(missing: object) -> None:
    with pytest.raises(PartitionError, match=r"in the path \(0, .*\) of node 95 is missing"):
        infomap_py.codelength(RING, {**HALVES, 95: (0, missing)})
