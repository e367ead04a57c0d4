"""Numbers that explain a walk, against counts by hand."""

import math

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.walk_measures import WalkMeasures


def test_measures_of_a_network_that_can_be_counted_by_hand():
    """a <-> b, b -> c, c -> c, d: three links between nodes, one of them one-way."""
    links = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "c")]
    graph = nx.DiGraph(links)
    graph.add_node("d")
    walk = WalkMeasures(infomap_py.partition(graph))
    assert (walk.num_links, walk.num_components, walk.num_linked) == (3, 1, 3)
    assert walk.density == pytest.approx(3 / 12)
    assert walk.reciprocity == pytest.approx(2 / 3)
    assert walk.largest_circuit == pytest.approx(2 / 4)
    assert walk.self_link_weight == pytest.approx(1 / 4)


def test_the_choice_of_a_step_is_the_entropy_of_a_row(monkeypatch):
    """Weights 1 and 3: the middle of a path is left with 0.811 bits, and visited half the time."""
    p = infomap_py.partition([("a", "b", 1.0), ("b", "c", 3.0)])
    bits = 0.5 * (2 - 0.75 * math.log2(3))
    assert WalkMeasures(p).choice == pytest.approx(2**bits)
    monkeypatch.setattr("infomap_py.walk_measures.ARCS_AT_A_TIME", 1)
    assert WalkMeasures(p).choice == pytest.approx(2**bits)


def test_of_links_the_measures_are_those_of_the_graph():
    graph = nx.karate_club_graph()
    links = WalkMeasures(infomap_py.partition(graph, overlapping=True))
    nodes = WalkMeasures(infomap_py.partition(graph))
    assert links.network == nodes.network
    np.testing.assert_allclose(links.visits, nodes.visits, atol=1e-12)
