"""The nearest rows: against a sort of all products, in any blocks and threads."""

import sys
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from infomap_py import neighbours
from infomap_py._core.dots import dots
from infomap_py._core.top_neighbours import TopNeighbours
from infomap_py.errors import MissingPackageError
from infomap_py.neighbours import nearest, nearest_among, unit_rows
from infomap_py.words.approximate_neighbours import approximately_nearest

# Products of small integers are exact in any order, and many of them are equal.
ROWS = npst.arrays(
    np.float32,
    st.tuples(st.integers(1, 40), st.integers(1, 7)),
    elements=st.integers(-2, 2).map(float),
)
BLOCK_BYTES = st.sampled_from([4, 16, 37, 100, 1200, 1 << 22])
FLOATS = st.floats(-1, 1, width=32)


def slowly(left: npt.NDArray, right: npt.NDArray, k: int) -> list[list[tuple]]:
    """(index, product) of the k best of every row, by sorting all products above 0."""
    found = []
    for row in (left.astype(int) @ right.astype(int).T).tolist():
        order = sorted((-product, j) for j, product in enumerate(row) if product > 0)
        found.append([(j, -product) for product, j in order][:k])
    return found


def as_lists(found: tuple[npt.NDArray, npt.NDArray]) -> list[list[tuple]]:
    rows = zip(found[0].tolist(), found[1].tolist(), strict=True)
    for indices, similarities in zip(*found, strict=True):
        assert (similarities[indices < 0] == 0).all()
        assert (np.diff(indices < 0) >= 0).all()  # what is missing stands behind
    return [[(j, s) for j, s in zip(*row, strict=True) if j >= 0] for row in rows]


@given(ROWS, st.integers(0, 45), BLOCK_BYTES, st.integers(1, 3))
def test_the_nearest_are_those_of_a_sort_with_ties_to_the_lower_index(
    rows, k, block_bytes, num_threads
) -> None:
    found = nearest(rows, k, num_threads=num_threads, block_bytes=block_bytes)
    assert found[0].shape == found[1].shape == (len(rows), min(k, len(rows) - 1))
    others = [
        [near for near in row if near[0] != i]
        for i, row in enumerate(slowly(rows, rows, len(rows)))
    ]
    assert as_lists(found) == [row[:k] for row in others]


@given(ROWS, st.data(), st.integers(0, 45), BLOCK_BYTES, st.integers(1, 3))
def test_queries_find_themselves_too(rows, data, k, block_bytes, num_threads) -> None:
    queries = data.draw(
        npst.arrays(
            np.float32,
            st.tuples(st.integers(1, 20), st.just(rows.shape[1])),
            elements=st.integers(-2, 2).map(float),
        )
    )
    found = nearest_among(queries, rows, k, num_threads=num_threads, block_bytes=block_bytes)
    assert as_lists(found) == slowly(queries, rows, k)


@given(ROWS, st.integers(1, 10), st.randoms(use_true_random=False))
def test_what_is_found_does_not_depend_on_the_order_of_the_blocks(rows, k, random) -> None:
    products, cells = rows @ rows.T, []
    for i in range(0, len(rows), 3):
        for j in range(0, len(rows), 5):
            cells.append((i, j))
    results = []
    for _ in range(2):
        random.shuffle(cells)
        top = TopNeighbours(len(rows), k)
        for i, j in cells:
            top.add(np.ascontiguousarray(products[i : i + 3, j : j + 5]), i, j)
        results.append([array.tobytes() for array in top.sort()])
    assert results[0] == results[1]


def test_threads_and_blocks_give_the_same_bytes() -> None:
    rows = unit_rows(np.random.default_rng(0).standard_normal((500, 33), dtype=np.float32))
    results = {
        tuple(array.tobytes() for array in nearest(rows, 10, num_threads=t, block_bytes=size))
        for t in (1, 2, 3)
        for size in (4 * 7 * 7, 4 * 100 * 100, 1 << 22)
    }
    assert len(results) == 1


def test_a_similarity_is_the_same_from_both_ends() -> None:
    rows = unit_rows(np.random.default_rng(1).standard_normal((200, 50), dtype=np.float32))
    indices, similarities = nearest(rows, 199)
    of = {
        (i, j): s
        for i in range(200)
        for j, s in zip(indices[i].tolist(), similarities[i].tolist(), strict=True)
        if j >= 0
    }
    assert len(of) > 200
    assert all(of[j, i] == s for (i, j), s in of.items())


@given(npst.arrays(np.float32, st.tuples(st.just(2), st.integers(1, 30)), elements=FLOATS))
def test_products_are_rounded_once(rows) -> None:
    exact = sum(Fraction(a) * Fraction(b) for a, b in zip(*rows.tolist(), strict=True))
    found = dots(rows, rows, np.array([[1, -1]], dtype=np.int32))[0]
    # In float64 the sum is off by some 30 units of 2**-53; then it is rounded to 24 bits.
    assert abs(Fraction(float(found[0])) - exact) <= abs(exact) / 2**24 + Fraction(1, 2**47)
    assert found[1] == 0


@pytest.mark.parametrize("size", [1e-30, 1.0, 1e30])
def test_rows_of_any_size_have_length_1_and_zeros_stay(size) -> None:
    units = unit_rows(np.array([[3, 4], [0, 0], [-5, 12]], dtype=np.float32) * np.float32(size))
    assert units.dtype == np.float32
    assert units.tolist() == pytest.approx(
        np.array([[0.6, 0.8], [0, 0], [-5 / 13, 12 / 13]]), rel=1e-6
    )


@pytest.mark.parametrize("num_threads", [1, 3])
def test_an_error_in_a_thread_is_raised(monkeypatch, num_threads) -> None:
    def fail(*_):
        raise MemoryError("no room for a block")

    monkeypatch.setattr(neighbours, "_products", fail)
    with pytest.raises(MemoryError, match="no room"):
        nearest(np.ones((9, 2), np.float32), 2, num_threads=num_threads, block_bytes=16)


def test_the_words_say_what_to_install_for_approximate_neighbours(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pynndescent", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'infomap_py\[ann\]'; or choose"):
        approximately_nearest(np.ones((50, 2), np.float32), 3)


def test_of_few_rows_approximate_neighbours_are_exact() -> None:
    rows = unit_rows(np.random.default_rng(2).standard_normal((20, 5), dtype=np.float32))
    for some, exact in zip(approximately_nearest(rows, 10), nearest(rows, 10), strict=True):
        assert (some == exact).all()


@pytest.mark.slow
@pytest.mark.peer  # which compiles itself anew in every process
def test_approximate_neighbours_are_nearly_all_and_the_same_at_every_call(monkeypatch) -> None:
    monkeypatch.setenv("NUMBA_OPT", "0")  # sooner than it is faster
    pytest.importorskip("pynndescent", reason="pynndescent is not installed")
    rows = unit_rows(np.random.default_rng(3).standard_normal((2000, 10), dtype=np.float32))
    found, again = approximately_nearest(rows, 10), approximately_nearest(rows, 10)
    exact = nearest(rows, 10)
    assert (found[0] == again[0]).all()
    shared = [len({*a} & {*b}) for a, b in zip(found[0].tolist(), exact[0].tolist(), strict=True)]
    assert np.mean(shared) >= 9.8
    assert (np.diff(found[1]) <= 0).all()
