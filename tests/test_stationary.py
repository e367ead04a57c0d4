import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py import teleportation
from infomap_py._core.stationary import Walk
from infomap_py.errors import ConvergenceWarning
from infomap_py.flow import flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions


def network_of(matrix, node_weights=None):
    sources, targets = np.nonzero(matrix)
    return Network.from_links(
        sources,
        targets,
        matrix[sources, targets],
        nodes=range(len(matrix)),
        directed=True,
        node_weights=node_weights,
    )


def recorded(matrix, alpha, node_weights=None):
    """The stationary distribution with teleportation to nodes."""
    options = FlowOptions(
        teleportation_probability=alpha, recorded_teleportation=True, teleport_to="nodes"
    )
    return flow_of(network_of(matrix, node_weights), options).node_flow


def solved(matrix, alpha):
    """The same by elimination, with uniform teleportation."""
    count = len(matrix)
    strength = matrix.sum(axis=1, keepdims=True)
    steps = np.where(strength > 0, matrix / np.where(strength > 0, strength, 1), 1 / count)
    return left_alone((1 - alpha) * steps + alpha / count)


def left_alone(steps):
    """The distribution that a matrix of steps does not change."""
    count = len(steps)
    system = np.vstack([steps.T - np.eye(count), np.ones(count)])
    return np.linalg.lstsq(system, np.r_[np.zeros(count), 1.0], rcond=None)[0]


@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_the_distribution_is_that_of_linear_algebra(count, seed):
    matrix = np.random.default_rng(seed).random((count, count)) ** 4
    matrix[matrix < 0.1] = 0.0  # dangling nodes and sources among them
    matrix[0, 1] = 1.0
    assert recorded(matrix, 0.05) == pytest.approx(solved(matrix, 0.05), abs=3e-11)


@pytest.mark.parametrize("seed", [9937, 13180])
def test_a_mixture_with_a_negative_entry_does_not_lead_astray(seed):
    # Two of 20,000 draws in which the first entry of a mixture is negative, and the iteration would
    # settle in negative flow if it went on from there.
    random = np.random.default_rng(seed)
    count = int(random.integers(2, 8))
    matrix = random.random((count, count)) ** 8 + 1e-9
    start = random.random(count) ** 6 + 1e-6
    offsets, targets = np.arange(count + 1) * count, np.tile(np.arange(count), count)
    strength, alpha = matrix.sum(axis=1), 1e-3
    rows = offsets, targets.astype(np.int32), matrix.ravel()
    walk = Walk(*rows, 1 / strength, start, np.full(count, alpha), 2000)
    walk.advance(10**9)
    steps = (1 - alpha) * matrix / strength[:, np.newaxis] + alpha * start / start.sum()
    assert walk.distribution == pytest.approx(left_alone(steps), abs=3e-11)


@pytest.mark.parametrize("alpha", [1e-2, 1e-4, 1e-6])
def test_a_nearly_periodic_chain_converges(alpha):
    # A directed cycle of 10: every eigenvalue but one has modulus 1 - alpha; plain steps would take
    # 30 / alpha. All teleportation goes to node 0, so that the start is far from the uniform end.
    start = np.r_[1.0, np.full(9, 1e-9)]
    cycle = np.roll(np.eye(10), 1, axis=1)
    assert recorded(cycle, alpha, start) == pytest.approx(np.full(10, 0.1), abs=alpha)


@pytest.mark.parametrize("alpha", [1e-3, 1e-6])
def test_a_nearly_disconnected_chain_converges(alpha):
    # Two cliques of 5 joined by teleportation alone, of which three quarters go to the first.
    cliques = np.kron(np.eye(2), np.ones((5, 5)))
    weights = np.r_[np.full(5, 3.0), np.full(5, 1.0)]
    expected = np.r_[np.full(5, 0.15), np.full(5, 0.05)]
    assert recorded(cliques, alpha, weights) == pytest.approx(expected, abs=1e-9)


def test_a_chain_that_hardly_leaves_a_half_converges():
    # Two cliques of 5 with a link of weight 1e-4 each way: without mixing, a step takes 4e-6 of the
    # way, so that 2,000 would not do. Flow is in proportion to the weights, as in an undirected
    # network, but for what teleports.
    cliques = np.kron(np.eye(2), np.ones((5, 5)))
    cliques[0, 9] = cliques[9, 0] = 1e-4
    weights = np.r_[np.full(5, 3.0), np.full(5, 1.0)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        visits = recorded(cliques, 1e-12, weights)
    assert visits == pytest.approx(cliques.sum(axis=0) / cliques.sum(), abs=1e-6)


def test_a_chain_of_period_two_does_not_oscillate_for_ever():
    swap = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert recorded(swap, 0.0, [0.9, 0.1]) == pytest.approx([0.5, 0.5], abs=1e-12)


def test_the_cap_on_steps_is_told(monkeypatch):
    monkeypatch.setattr(teleportation, "MAX_STEPS", 5)
    dense = np.random.default_rng(1).random((30, 30)) ** 5
    with pytest.warns(ConvergenceWarning, match="in step 5; it is approximate"):
        recorded(dense, 0.15)


def test_convergence_is_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        recorded(np.roll(np.eye(3), 1, axis=1), 0.15)


def test_what_is_unsettled_is_how_much_the_last_step_changed():
    # 20 nodes, of which the first 16 are added up in lanes, and a start far from the end.
    network = network_of(np.random.default_rng(1).random((20, 20)) ** 5)
    rate = 1.0 / np.add.reduceat(network.weights, network.offsets[:-1])
    start = np.arange(1.0, 21.0) / 210.0
    rows = network.offsets, network.targets, network.weights
    walk = Walk(*rows, rate, start, np.full(20, 0.15), 1)
    walk.advance(10**9)
    assert walk.unsettled == pytest.approx(np.abs(walk.distribution - start).sum(), rel=1e-12)


def test_steps_in_portions_are_the_same_steps():
    network = network_of(np.random.default_rng(1).random((20, 20)) ** 5)
    rows = network.offsets, network.targets, network.weights
    rate = 1.0 / np.add.reduceat(network.weights, network.offsets[:-1])
    walks = [Walk(*rows, rate, np.full(20, 0.05), np.full(20, 0.15), 2000) for _ in range(2)]
    walks[0].advance(10**9)
    while not walks[1].finished:
        walks[1].advance(1)
    assert walks[0].finished
    assert walks[0].distribution.tobytes() == walks[1].distribution.tobytes()


def test_without_teleportation_flow_ends_where_nothing_leaves():
    # 0 -> 1 <-> 2 and 0 -> 3 with a self-link, of weights 3 and 1: the walk is caught in {1, 2} or
    # in {3}, in proportion to what the start puts there: 1/4 + 1/4 + 3/4 of 1/4 against 1/4 + 1/16.
    matrix = np.zeros((4, 4))
    matrix[0, 1], matrix[0, 3], matrix[1, 2], matrix[2, 1], matrix[3, 3] = 3.0, 1.0, 1.0, 1.0, 1.0
    expected = [0.0, 11 / 32, 11 / 32, 5 / 16]
    assert recorded(matrix, 0.0) == pytest.approx(expected, abs=1e-12)


def test_a_component_that_nothing_reaches_has_no_flow():
    # All teleportation goes to the cycle of 0 and 1, which leads to that of 4 and 5, but not to
    # that of 2 and 3.
    matrix = np.zeros((6, 6))
    for u, v in [(0, 1), (1, 0), (1, 4), (2, 3), (3, 2), (3, 4), (4, 5), (5, 4)]:
        matrix[u, v] = 1.0
    visits = recorded(matrix, 0.15, [0.5, 0.5, 0, 0, 0, 0])
    assert (visits[2:4] == 0.0).all()
    assert visits.sum() == pytest.approx(1.0, abs=1e-15)
    assert (visits[[0, 1, 4, 5]] > 0.0).all()
