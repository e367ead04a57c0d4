import numpy as np
import pytest
from hypothesis import given
from strategies import networks

from infomap_py._core.symmetrise import symmetrise


@given(networks(max_nodes=10, directed=True))
def test_symmetric_rows_are_the_matrix_plus_its_transpose_less_the_diagonal(network):
    count = network.num_nodes
    weights = 1.0 if network.weights is None else network.weights
    rates = np.random.default_rng(count).random(count)
    dense = np.zeros((count, count))
    dense[network.sources, network.targets] = rates[network.sources] * weights
    np.fill_diagonal(dense, 0.0)
    expected = dense + dense.T
    offsets, targets, both, leaving, entering = symmetrise(
        network.offsets, network.targets, network.weights, rates
    )
    found = np.zeros((count, count))
    found[np.repeat(np.arange(count), np.diff(offsets)), targets] = both
    np.testing.assert_array_equal(found, expected)
    assert leaving == pytest.approx(dense.sum(axis=1))
    assert entering == pytest.approx(dense.sum(axis=0))


@given(networks(max_nodes=10, directed=True))
def test_symmetric_rows_name_each_neighbour_once(network):
    offsets, targets, *_ = symmetrise(network.offsets, network.targets, None)
    for u in range(network.num_nodes):
        row = targets[offsets[u] : offsets[u + 1]]
        assert len(np.unique(row)) == len(row)
        assert u not in row
    linked = {(u, v) for u, v in zip(network.sources, network.targets, strict=True) if u != v}
    assert len(targets) == len(linked | {(v, u) for u, v in linked})
