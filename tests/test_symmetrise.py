import numpy as np
from hypothesis import given
from strategies import networks

from infomap_py._core.symmetrise import symmetrise


@given(networks(max_nodes=10, directed=True))
def test_symmetric_rows_are_the_matrix_plus_its_transpose_less_the_diagonal(network):
    count = network.num_nodes
    weights = np.ones(len(network.targets)) if network.weights is None else network.weights
    dense = np.zeros((count, count))
    dense[network.sources, network.targets] = weights
    expected = dense + dense.T
    np.fill_diagonal(expected, 0.0)
    offsets, targets, both = symmetrise(network.offsets, network.targets, weights)
    found = np.zeros((count, count))
    found[np.repeat(np.arange(count), np.diff(offsets)), targets] = both
    np.testing.assert_array_equal(found, expected)


@given(networks(max_nodes=10, directed=True))
def test_symmetric_rows_name_each_neighbour_once(network):
    offsets, targets, _ = symmetrise(
        network.offsets, network.targets, np.ones(len(network.targets))
    )
    for u in range(network.num_nodes):
        row = targets[offsets[u] : offsets[u + 1]]
        assert len(np.unique(row)) == len(row)
        assert u not in row
    linked = {(u, v) for u, v in zip(network.sources, network.targets, strict=True) if u != v}
    assert len(targets) == len(linked | {(v, u) for u, v in linked})
