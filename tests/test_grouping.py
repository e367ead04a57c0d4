"""Nodes by module: ``grouped`` is a stable sort, ``number_modules`` numbers by first occurrence."""

import hypothesis.extra.numpy as arrays
import hypothesis.strategies as st
import numpy as np
from hypothesis import given

from infomap_py._core.grouping import grouped, number_modules

# Ids may be far above the number of nodes.
modules = arrays.arrays(np.int32, st.integers(1, 30), elements=st.integers(0, 500))


@given(modules, st.data())
def test_nodes_follow_by_module_and_within_each_as_they_were(module_of, data) -> None:
    some = data.draw(st.lists(st.integers(0, len(module_of) - 1), unique=True))
    order = np.array(some, dtype=np.int32)
    stable = np.argsort(module_of[order], kind="stable")
    assert grouped(order, module_of).tolist() == order[stable].tolist()


def test_more_classes_than_nodes_overrun_no_memory() -> None:
    module_of = np.array([2**20, 0], dtype=np.int32)
    assert grouped(np.array([0, 1], dtype=np.int32), module_of).tolist() == [1, 0]


@given(modules)
def test_modules_are_numbered_by_their_first_node(module_of) -> None:
    before = module_of.copy()
    old_id = number_modules(module_of)
    first = dict.fromkeys(before.tolist())
    assert old_id.tolist() == list(first)
    assert old_id[module_of].tolist() == before.tolist()
