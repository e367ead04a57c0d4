import networkx as nx
import numpy as np
import pytest

from infomap_py._core.graph import FlowGraph
from infomap_py._core.traversal import depth_first


def rows(graph):
    """The search's view of a graph whose nodes are 0, 1, ...: rows in ascending order."""
    degrees = [graph.degree(u) for u in range(len(graph))]
    offsets = np.concatenate([[0], np.cumsum(degrees, dtype=np.int64)]).astype(np.int64)
    targets = [v for u in range(len(graph)) for v in sorted(graph[u])]
    return FlowGraph(offsets, np.array(targets, dtype=np.int32), None, 1.0)


@pytest.mark.parametrize("seed", range(5))
def test_nodes_come_in_the_preorder_that_networkx_has(seed):
    drawn = nx.gnm_random_graph(60, 70, seed=seed)  # in several components
    graph = nx.empty_graph(60)
    graph.add_edges_from(sorted(drawn.edges))  # so that neighbours come in ascending order
    starts = np.random.default_rng(seed).permutation(60).astype(np.int32)
    expected = []
    for start in starts.tolist():
        if start not in expected:
            expected += nx.dfs_preorder_nodes(graph, start)
    assert depth_first(rows(graph), starts).tolist() == expected


def test_on_a_ring_each_node_follows_a_neighbour():
    order = depth_first(rows(nx.cycle_graph(9)), np.array([4, *range(4), *range(5, 9)], np.int32))
    assert order.tolist() == [4, 3, 2, 1, 0, 8, 7, 6, 5]


def test_a_long_path_takes_no_recursion():
    count = 200_000
    order = depth_first(rows(nx.path_graph(count)), np.arange(count, dtype=np.int32))
    assert order.tolist() == list(range(count))


def test_no_nodes():
    assert depth_first(rows(nx.Graph()), np.empty(0, dtype=np.int32)).tolist() == []
