"""Numbering: integers to positions in order of first appearance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py._core.numbering import IntegerNumbering
from infomap_py.errors import NetworkError

# Small, beyond the first table, beyond the direct table, negative, and the ends of the range.
VALUES = st.one_of(
    st.integers(-5, 40),
    st.integers(1000, 1100),
    st.integers(2**20 - 5, 2**20 + 5),
    st.integers(-(2**63), 2**63 - 1),
)


def numbered(values: list[int]) -> tuple[list[int], list[int]]:
    numbering = IntegerNumbering()
    positions = numbering.number(np.array(values, dtype=np.int64))
    return positions.tolist(), numbering.labels().tolist()


def test_positions_follow_the_first_appearance() -> None:
    assert numbered([7, 7, -1, 10**18, 7, 0]) == ([0, 0, 1, 2, 0, 3], [7, -1, 10**18, 0])


def test_no_values_have_no_labels() -> None:
    assert numbered([]) == ([], [])


@given(st.lists(VALUES, max_size=60))
def test_positions_are_those_of_a_dictionary(values: list[int]) -> None:
    first: dict[int, int] = {}
    expected = [first.setdefault(value, len(first)) for value in values]
    assert numbered(values) == (expected, list(first))


@given(st.lists(VALUES, max_size=40), st.integers(0, 40))
def test_a_second_call_goes_on_where_the_first_stopped(values: list[int], cut: int) -> None:
    numbering = IntegerNumbering()
    parts = [
        numbering.number(np.array(part, dtype=np.int64)) for part in (values[:cut], values[cut:])
    ]
    assert np.concatenate(parts).tolist() == numbered(values)[0]


@pytest.mark.parametrize("step", [1, 7, 1_000_003, -(2**44) + 1])
def test_many_values_in_random_order_keep_their_positions(step: int) -> None:
    # Shuffled, so that values enter the hash table before the direct table grows over them.
    different = np.random.default_rng(0).permutation(300_000) * step
    numbering = IntegerNumbering()
    expected = np.arange(len(different))
    assert np.array_equal(numbering.number(different), expected)
    assert np.array_equal(numbering.number(different), expected)
    assert np.array_equal(numbering.labels(), different)


def test_positions_and_labels_have_the_widths_of_the_core() -> None:
    numbering = IntegerNumbering()
    assert numbering.number(np.array([5])).dtype == np.int32
    assert numbering.labels().dtype == np.int64


def test_one_value_too_many_is_named() -> None:
    numbering = IntegerNumbering(max_count=2)
    with pytest.raises(NetworkError, match=r"^30 would be one node more than the 2 that are supp"):
        numbering.number(np.array([10, 20, 10, 30]))


def test_values_up_to_the_limit_are_numbered() -> None:
    numbering = IntegerNumbering(max_count=2)
    assert numbering.number(np.array([10, 20, 10])).tolist() == [0, 1, 0]
