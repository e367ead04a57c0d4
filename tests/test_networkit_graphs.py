"""NetworKit graphs: ids that were removed, directions, weights, parallel links and self-links."""

import numpy as np
import pytest

import infomap_py
from infomap_py.adapters import to_network

networkit = pytest.importorskip("networkit", reason="NetworKit is optional")


def graph(links, num_nodes, **options):
    made = networkit.Graph(num_nodes, **options)
    for link in links:
        made.addEdge(*link)
    return made


@pytest.mark.parametrize("directed", [False, True])
def test_directions_weights_parallel_links_and_self_links_are_as_there(directed):
    links = [(0, 1, 2.0), (1, 0, 1.0), (0, 1, 0.5), (2, 2, 3.0)]
    network = to_network(graph(links, 4, weighted=True, directed=directed))
    assert network == to_network([*links, (3, 3, 0.0)], directed=directed).without_null_links()
    assert network.source == "networkit.Graph"


def test_removed_nodes_leave_gaps_between_labels():
    made = graph([(0, 1), (1, 2), (3, 4), (4, 0)], 6)
    made.removeNode(1)
    network = to_network(made)
    assert list(network.nodes) == [0, 2, 3, 4, 5]
    assert list(network.links()) == [(0, 4, 1.0), (3, 4, 1.0)]
    assert set(infomap_py.partition(made)) == {0, 2, 3, 4, 5}


def test_a_graph_without_weights_has_none():
    assert to_network(graph([(0, 1), (1, 2)], 3)).weights is None
    assert to_network(graph([(0, 1, 2.0)], 2, weighted=True), weight=None).weights is None


def test_graphs_larger_than_a_chunk_are_read_whole():
    random = np.random.default_rng(1)
    sources, targets = random.integers(0, 500, (2, 30_000))
    weights = random.random(30_000)
    made = networkit.GraphFromCoo((weights, (sources, targets)), n=500, weighted=True)
    read, given = to_network(made), to_network((sources, targets, weights))
    assert read.num_links == given.num_links
    np.testing.assert_allclose(sorted(read.weights), sorted(given.weights), rtol=1e-12)


def test_a_graph_without_nodes_is_empty():
    assert to_network(networkit.Graph()).num_nodes == 0
