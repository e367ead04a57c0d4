"""Whitened vectors: a rectangle by hand, the singular vectors they stand for, and what stays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.neighbours import nearest, unit_rows
from infomap_py.words import whitening as module
from infomap_py.words.whitening import whitened

# Four corners of a rectangle around 0: their deviation is 0.8 along one axis, 0.6 along the other.
RECTANGLE = np.array([[0.8, 0.6], [0.8, -0.6], [-0.8, 0.6], [-0.8, -0.6]], dtype=np.float32)

SEEDS = st.integers(0, 2**32 - 1)
WHITENINGS = st.floats(0.01, 1)


def random_units(seed: int, count: int = 60, dimension: int = 5) -> np.ndarray:
    """Rows around a point that is not 0, of different deviation along every axis."""
    rows = np.random.default_rng(seed).standard_normal((count, dimension))
    return unit_rows((rows * np.arange(1, dimension + 1) + 1).astype(np.float32))


def rotation(seed: int, dimension: int) -> np.ndarray:
    return np.linalg.qr(np.random.default_rng(seed).standard_normal((dimension, dimension)))[0]


@pytest.mark.parametrize(
    ("whitening", "corner", "cosine"),
    [
        # As given: 0.64 - 0.36.
        (0, (0.8, 0.6), 0.28),
        # Every axis divided by the root of its deviation: (0.8 - 0.6) / (0.8 + 0.6).
        (0.5, (0.8**0.5, 0.6**0.5), 1 / 7),
        # Divided by its deviation, a rectangle is a square.
        (1, (1, 1), 0),
    ],
)
def test_axes_are_divided_by_a_power_of_their_deviation(whitening, corner, cosine) -> None:
    white = whitened(RECTANGLE, whitening)
    assert white == pytest.approx(np.sign(RECTANGLE) * corner, abs=1e-6)
    units = unit_rows(white)
    assert units[0] @ units[1] == pytest.approx(cosine, abs=1e-6)


def test_the_mean_is_taken_away_and_an_axis_without_variance_is_dropped() -> None:
    # The mean of these is (0.8, 0); what is left lies on one axis, with a deviation of 0.6.
    white = whitened(RECTANGLE[:2], 0.5)
    assert white == pytest.approx(np.array([[0, 0.6**0.5], [0, -(0.6**0.5)]]), abs=1e-6)


@pytest.mark.parametrize("whitening", [0.5, 1])
def test_rounding_is_no_variance(whitening) -> None:
    # All rows are multiples of one, so that units differ in the last bit at most.
    rows = np.outer(np.arange(1, 50), [0.1, 0.7, 0.3]).astype(np.float32)
    assert not whitened(unit_rows(rows), whitening).any()


def test_no_whitening_leaves_rows_as_they_are_with_their_mean() -> None:
    units = random_units(0)
    assert whitened(units, 0) is units


@given(SEEDS)
def test_next_to_no_whitening_only_takes_the_mean_away(seed) -> None:
    units = random_units(seed)
    assert whitened(units, 1e-9) == pytest.approx(units - units.mean(axis=0), abs=1e-6)


@given(SEEDS)
def test_wholly_white_rows_have_the_same_variance_in_every_direction(seed) -> None:
    white = whitened(random_units(seed), 1).astype(np.float64)
    assert white.T @ white / len(white) == pytest.approx(np.eye(5), abs=1e-4)


@given(SEEDS, WHITENINGS)
def test_cosines_are_those_of_singular_vectors_times_a_power_of_their_values(
    seed, whitening
) -> None:
    units = random_units(seed)
    left, values, _ = np.linalg.svd(units - units.mean(axis=0, dtype=float), full_matrices=False)
    expected = left * values ** (1 - whitening)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    found = unit_rows(whitened(units, whitening))
    assert found @ found.T == pytest.approx(expected @ expected.T, abs=1e-4)


@given(SEEDS, WHITENINGS)
def test_rotated_vectors_are_whitened_alike(seed, whitening) -> None:
    units, turn = random_units(seed), rotation(seed, 5)
    found = whitened((units @ turn).astype(np.float32), whitening)
    assert found == pytest.approx(whitened(units, whitening) @ turn, abs=1e-4)


def test_rotated_vectors_have_the_same_neighbours() -> None:
    units = random_units(1, 300, 8)
    turned = unit_rows((units @ rotation(1, 8)).astype(np.float32))
    found = [nearest(unit_rows(whitened(rows, 0.5)), 5)[0] for rows in (units, turned)]
    assert (found[0] == found[1]).mean() > 0.999  # of equal cosines either may come first


def test_words_without_a_vector_stay_so_and_do_not_count() -> None:
    white = whitened(np.insert(RECTANGLE, 2, 0, axis=0), 0.5)
    assert white[2].tolist() == [0, 0]
    assert np.delete(white, 2, axis=0) == pytest.approx(whitened(RECTANGLE, 0.5), abs=1e-6)


@pytest.mark.parametrize("rows", [[[0.0, 0.0]], [[1.0, 0.0]]])
def test_a_single_word_is_at_the_mean(rows) -> None:
    assert not whitened(np.array(rows, dtype=np.float32), 0.5).any()


def test_blocks_do_not_change_what_comes_out(monkeypatch) -> None:
    units = random_units(2, 100)
    expected = whitened(units, 0.5)
    monkeypatch.setattr(module, "BLOCK", 7)
    assert whitened(units, 0.5) == pytest.approx(expected, abs=1e-6)
