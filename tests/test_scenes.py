"""What a map shows: parts by decreasing flow, and what they exchange."""

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.module_links import arcs_of
from infomap_py.pictures.scenes import Scenes
from infomap_py.scoring import flow_behind
from infomap_py.tree import ROOT


def barbell():
    return infomap_py.partition(nx.barbell_graph(3, 0))


def test_the_root_shows_modules():
    """Two triangles and a bridge: 14 directed ends of links, of which 2 cross."""
    scene = Scenes(barbell()).inside()
    assert (scene.ids.tolist(), scene.of_nodes) == ([0, 1], False)
    assert scene.flow.tolist() == pytest.approx([0.5, 0.5])
    assert scene.exit_flow.tolist() == pytest.approx([1 / 14, 1 / 14])
    assert scene.between == pytest.approx(np.array([[0, 2], [2, 0]]) / 14)


def test_a_lowest_module_shows_nodes():
    scenes = Scenes(barbell())
    scene = scenes.inside(0)
    assert [scenes.labels[u] for u in scene.ids.tolist()] == [2, 0, 1]
    assert scene.of_nodes
    assert scene.flow.tolist() == pytest.approx([3 / 14, 2 / 14, 2 / 14])
    assert scene.exit_flow.tolist() == pytest.approx([3 / 14, 2 / 14, 2 / 14])
    assert scene.between == pytest.approx((1 - np.eye(3)) * 2 / 14)


def test_small_parts_are_left_out_and_counted():
    scene = Scenes(barbell()).inside(0, most=1)
    assert (len(scene.ids), scene.num_hidden) == (1, 2)
    assert scene.hidden_flow == pytest.approx(4 / 14)


@pytest.mark.parametrize("directed", [False, True])
def test_every_module_of_a_hierarchy_has_a_scene_that_adds_up(directed):
    graph = nx.random_partition_graph([8] * 9, 0.8, 0.03, seed=1, directed=directed)
    partition = infomap_py.partition(graph, two_level=False, num_trials=3)
    scenes = Scenes(partition)
    for m in [ROOT, *range(partition.module_tree.num_modules)]:
        whole = partition.flow.sum() if m == ROOT else partition.coded.rates.flow[m]
        scene = scenes.inside(m)
        assert scene.flow.sum() == pytest.approx(whole)
        assert np.array_equal(scene.between, scene.between.T)


def test_what_modules_exchange_is_what_enters_and_leaves_them():
    graph = nx.random_partition_graph([8] * 9, 0.8, 0.03, seed=1)
    partition = infomap_py.partition(graph)
    root, rates = Scenes(partition).inside(), partition.coded.rates
    assert root.between.sum(axis=1) == pytest.approx(rates.enter_flow + rates.exit_flow)


@pytest.mark.parametrize("most", [2, 60])
@pytest.mark.parametrize("directed", [False, True])
def test_what_parts_exchange_is_summed_link_by_link(directed, most):
    graph = nx.random_partition_graph([8] * 9, 0.8, 0.03, seed=1, directed=directed)
    partition = infomap_py.partition(graph, two_level=False, num_trials=3)
    arcs = arcs_of(flow_behind(partition)).tocoo()
    scenes, modules = Scenes(partition), [partition.tree, *partition.tree.walk()]
    for module in modules:
        scene = scenes.inside(module.id, most)
        parts = [child for child in module.children if child.id in scene.ids]
        part_of = {u: k for k, part in enumerate(parts) for u in part.all_nodes()}
        expected = np.zeros((len(parts), len(parts)))
        for u, v, flow in zip(arcs.row.tolist(), arcs.col.tolist(), arcs.data, strict=True):
            if {u, v} <= part_of.keys() and part_of[u] != part_of[v]:
                expected[part_of[u], part_of[v]] += flow
                expected[part_of[v], part_of[u]] += flow
        if parts:
            assert scene.between == pytest.approx(expected)


def test_nodes_in_several_modules_are_shown_in_each():
    cliques = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    scenes = Scenes(infomap_py.partition(cliques, overlapping=True))
    shown = [{scenes.labels[u] for u in scenes.inside(m).ids.tolist()} for m in range(2)]
    assert shown == [set(range(6)), set(range(5, 11))]
