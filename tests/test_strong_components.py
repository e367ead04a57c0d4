import itertools

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from infomap_py._core.strong_components import strong_components
from infomap_py._core.transpose import transposed
from infomap_py.network import Network


def rows_of(graph):
    links = np.array(list(graph.edges), dtype=np.int64).reshape(-1, 2)
    network = Network.from_links(links[:, 0], links[:, 1], nodes=range(len(graph)), directed=True)
    return network.offsets, network.targets


@given(st.integers(1, 40), st.floats(0, 0.15), st.integers(0, 10**6))
def test_components_are_those_of_networkx_and_links_lead_on(count, density, seed):
    graph = nx.gnp_random_graph(count, density, seed=seed, directed=True)
    graph.add_edges_from((u, u) for u in range(0, count, 7))
    order, starts = strong_components(*rows_of(graph))
    components = [order[a:b].tolist() for a, b in itertools.pairwise(starts)]
    assert sorted(map(sorted, components)) == sorted(
        map(sorted, nx.strongly_connected_components(graph))
    )
    component_of = {u: i for i, nodes in enumerate(components) for u in nodes}
    assert all(component_of[u] <= component_of[v] for u, v in graph.edges)


def test_a_long_path_takes_no_recursion():
    count = 200_000
    network = Network.from_links(
        np.arange(count - 1), np.arange(1, count), nodes=range(count), directed=True
    )
    order, starts = strong_components(network.offsets, network.targets)
    assert order.tolist() == list(range(count))
    assert len(starts) == count + 1


def test_no_nodes():
    order, starts = strong_components(np.zeros(1, np.int64), np.zeros(0, np.int32))
    assert len(order) == 0 and starts.tolist() == [0]


@given(st.integers(1, 30), st.integers(0, 10**6), st.booleans())
def test_transposed_rows_are_the_columns(count, seed, weighted):
    matrix = np.random.default_rng(seed).random((count, count))
    matrix[matrix < 0.7] = 0.0
    sources, targets = np.nonzero(matrix)
    weights = matrix[sources, targets] if weighted else None
    network = Network.from_links(sources, targets, weights, nodes=range(count), directed=True)
    offsets, found, found_weights = transposed(network.offsets, network.targets, network.weights)
    by_column = np.argwhere(matrix.T > 0)
    assert np.repeat(np.arange(count), np.diff(offsets)).tolist() == by_column[:, 0].tolist()
    assert found.tolist() == by_column[:, 1].tolist()
    if weighted and len(found):
        assert found_weights.tolist() == matrix.T[matrix.T > 0].tolist()
    else:
        assert found_weights is None or len(found) == 0
