"""The nearest samples by distance: against sorts of exact distances, dense and sparse."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from scipy.sparse import csr_array

from infomap_py._core.distances import (
    sparse_squared_distances,
    squared_distances,
    sums_of_squares,
)
from infomap_py.nearest_samples import nearest_samples, scaled_rows, unit_samples

# Distances of small whole numbers are exact in any order, and many of them are equal.
WHOLE = npst.arrays(
    np.float64,
    st.tuples(st.integers(2, 20), st.integers(1, 7)),
    elements=st.integers(-3, 3).map(float),
)
FLOATS = npst.arrays(np.float64, (3, 9), elements=st.floats(-1, 1).map(lambda x: round(x, 6)))
FORMS = [np.ascontiguousarray, csr_array]


def slowly(rows: npt.NDArray, k: int) -> list[list[int]]:
    """The k nearest of every row, by sorting all distances; of equal ones the lower index first."""
    apart = ((rows[:, None] - rows[None]) ** 2).sum(axis=2)
    return [
        sorted((j for j in range(len(rows)) if j != i), key=lambda j: (apart[i, j], j))[:k]
        for i in range(len(rows))
    ]


@pytest.mark.parametrize("form", FORMS)
@given(WHOLE, st.data(), st.sampled_from([1, 2, 5, 512]), st.integers(1, 3))
def test_the_nearest_are_those_of_a_sort_with_ties_to_the_lower_index(
    form, rows, data, side, num_threads
) -> None:
    k = data.draw(st.integers(1, len(rows) - 1))
    found, squares = nearest_samples(scaled_rows(form(rows)), k, num_threads=num_threads, side=side)
    assert found.tolist() == slowly(rows, k)
    assert (np.diff(squares) >= 0).all()


@given(WHOLE)
def test_dense_and_sparse_rows_have_the_same_neighbours_by_cosine(rows) -> None:
    dense = nearest_samples(unit_samples(rows), 1)
    sparse = nearest_samples(unit_samples(csr_array(rows)), 1)
    np.testing.assert_allclose(dense[1], sparse[1], atol=1e-15)


@pytest.mark.parametrize("form", FORMS)
def test_the_square_of_a_distance_at_length_1_is_twice_what_the_cosine_lacks(form) -> None:
    # cos((3, 4), (4, 3)) = 24/25, and so 2 - 48/25 = 2/25; zeros are at 1 from all that has length.
    rows = unit_samples(form([[3.0, 4.0], [4.0, 3.0], [0.0, 0.0]]))
    found, squares = nearest_samples(rows, 2)
    assert found.tolist() == [[1, 2], [0, 2], [0, 1]]
    expected = [[2 / 25, 1], [2 / 25, 1], [1, 1]]
    np.testing.assert_allclose(squares, expected, rtol=1e-14)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", [1e-300, 1.0, 1e300])
def test_rows_of_any_size_have_their_neighbours(form, size) -> None:
    rows = form(np.array([[0.0, 1.0], [0.25, 1.0], [1.0, 0.0], [0.75, 0.0]]) * size)
    for scaled in (scaled_rows(rows), unit_samples(rows)):
        assert nearest_samples(scaled, 1)[0].ravel().tolist() == [1, 0, 3, 2]


def test_what_all_samples_have_in_common_does_not_hide_how_they_differ() -> None:
    rows = np.random.default_rng(0).integers(0, 100, (50, 3)).astype(float)
    near, squares = nearest_samples(scaled_rows(rows), 5)
    far_away = nearest_samples(scaled_rows(rows + 2.0**40), 5)
    assert near.tolist() == far_away[0].tolist() == slowly(rows, 5)
    ratio = squares / far_away[1]
    np.testing.assert_array_equal(ratio, ratio[0, 0])


@given(FLOATS)
def test_distances_are_rounded_sums_of_squares(rows) -> None:
    near = np.array([[1, 2], [0, 2], [0, 1]], dtype=np.int32)
    squares = squared_distances(rows, near)
    form = csr_array(rows)
    sparse = sparse_squared_distances(form.indptr.astype(np.int64), form.indices, form.data, near)
    for i, row in enumerate(near.tolist()):
        for k, j in enumerate(row):
            exact = sum(
                (Fraction(a) - Fraction(b)) ** 2 for a, b in zip(rows[i], rows[j], strict=True)
            )
            # Nine differences and squares, each off by half a unit of 2**-52, and eight sums.
            assert abs(Fraction(float(squares[i, k])) - exact) <= exact * Fraction(12, 2**52)
            assert sparse[i, k] == squares[i, k]
            assert squares[i, k] == squares[j, near[j].tolist().index(i)]


def test_sums_of_squares_are_by_row() -> None:
    sums = sums_of_squares(np.array([0, 2, 2, 3]), np.array([3.0, 4.0, 5.0]))
    assert sums.tolist() == [25.0, 0.0, 25.0]


def test_threads_and_blocks_give_the_same_bytes() -> None:
    rows = scaled_rows(np.random.default_rng(1).standard_normal((300, 20)))
    results = {
        tuple(array.tobytes() for array in nearest_samples(rows, 8, num_threads=t, side=side))
        for t in (1, 2, 3)
        for side in (7, 100, 512)
    }
    assert len(results) == 1
