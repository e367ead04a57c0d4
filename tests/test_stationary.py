import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.errors import ConvergenceWarning
from infomap_py.stationary import stationary


def step_of(matrix):
    """x -> x P with sums in a fixed order."""
    return lambda x: np.array([float(np.dot(x, column)) for column in matrix.T])


def solved(matrix):
    """The stationary distribution by elimination."""
    count = len(matrix)
    system = np.vstack([matrix.T - np.eye(count), np.ones(count)])
    return np.linalg.lstsq(system, np.r_[np.zeros(count), 1.0], rcond=None)[0]


def teleporting(matrix, alpha):
    return (1 - alpha) * matrix + alpha / len(matrix)


@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
def test_the_fixed_point_is_that_of_linear_algebra(count, seed):
    matrix = np.random.default_rng(seed).random((count, count)) ** 4
    matrix = teleporting(matrix / matrix.sum(axis=1, keepdims=True), 0.05)
    x = stationary(step_of(matrix), np.full(count, 1.0 / count))
    assert x == pytest.approx(solved(matrix), abs=1e-11)


@pytest.mark.parametrize("alpha", [1e-2, 1e-4, 1e-6])
def test_a_nearly_periodic_chain_converges(alpha):
    # A directed cycle of 10: every eigenvalue but one has modulus 1 - alpha; plain steps would take 30 / alpha.
    cycle = teleporting(np.roll(np.eye(10), 1, axis=1), alpha)
    start = np.r_[1.0, np.zeros(9)]
    assert stationary(step_of(cycle), start) == pytest.approx(np.full(10, 0.1), abs=1e-8)


@pytest.mark.parametrize("alpha", [1e-3, 1e-6])
def test_a_nearly_disconnected_chain_converges(alpha):
    # Two cliques of 5 that are joined by teleportation alone, the walk starting in one.
    cliques = np.kron(np.eye(2), np.full((5, 5), 0.2))
    start = np.r_[np.full(5, 0.2), np.zeros(5)]
    x = stationary(step_of(teleporting(cliques, alpha)), start)
    assert x == pytest.approx(np.full(10, 0.1), abs=1e-8)


def test_a_chain_of_period_two_does_not_oscillate_for_ever():
    swap = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert stationary(step_of(swap), np.array([0.9, 0.1])) == pytest.approx([0.5, 0.5], abs=1e-12)


def test_the_cap_on_steps_is_told():
    cycle = teleporting(np.roll(np.eye(50), 1, axis=1), 1e-9)
    with pytest.warns(ConvergenceWarning, match="in step 5; it is approximate"):
        stationary(step_of(cycle), np.r_[1.0, np.zeros(49)], max_steps=5)


def test_convergence_is_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        stationary(step_of(teleporting(np.roll(np.eye(3), 1, axis=1), 0.15)), np.full(3, 1 / 3))
