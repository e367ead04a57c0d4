"""Integers to lines: what Python writes for them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py._core.lines import pairs

ENDS = [0, 9, 10, -1, -9, -10, 2**63 - 1, -(2**63)]


@pytest.mark.parametrize("node", ENDS)
def test_the_ends_of_the_range_are_written(node: int) -> None:
    assert pairs(np.array([node]), np.array([2**31 - 2], np.int32)) == f"{node}\t{2**31 - 2}\n"


@given(st.lists(st.tuples(st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**31 - 1))))
def test_lines_are_those_of_python(rows: list[tuple[int, int]]) -> None:
    nodes = np.array([node for node, _ in rows], dtype=np.int64)
    modules = np.array([module for _, module in rows], dtype=np.int32)
    assert pairs(nodes, modules) == "".join(f"{node}\t{module}\n" for node, module in rows)
