"""What groups of one module save: the identities of the term, held against its definition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import partitioned_flows

from infomap_py._core.combined import Combined
from infomap_py._core.control import Control
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import move_nodes, single_moves
from infomap_py._core.singles import Singles
from infomap_py.level import Level, finest_level

BITS = 1e-12  # rounding of codelengths of a few bits


@st.composite
def partitioned_groups(draw):
    """A level with the term, the term, and its nodes' sizes, savings and modules; the savings are
    sums of powers of 2, which no order of adding rounds."""
    flow, module_of = draw(partitioned_flows(max_nodes=12))
    count = len(module_of)
    sizes = draw(st.lists(st.integers(1, 2), min_size=count, max_size=count))
    savings = draw(st.lists(st.integers(1, 64), min_size=count, max_size=count))
    size, saving = np.array(sizes, np.int32), np.array(savings) / 64
    level, term = finest_level(flow), Singles(size, saving)
    combined = Level(level.graph, Combined(level.objective, term), level.rooms)
    return level, combined, term, size, saving, module_of


def saved(size, saving, module_of):
    """Of the nodes that are alone in their module, and are one module."""
    alone = np.bincount(module_of)[module_of] == 1
    return float(saving[alone & (size == 1)].sum())


@given(partitioned_groups())
def test_bits_are_what_those_alone_save(groups):
    _, combined, term, size, saving, module_of = groups
    for _ in range(2):  # nothing is left of what was counted before
        combined.objective.recompute(combined.graph, module_of)
        assert term.codelength() == -saved(size, saving, module_of)
    combined.objective.separate()
    assert term.codelength() == -saved(size, saving, np.arange(len(size)))
    assert term.one_module_codelength() == 0.0


@given(partitioned_groups(), st.data())
def test_delta_of_a_move_is_longer_by_what_is_saved_no_more(groups, data):
    level, combined, _, size, saving, module_of = groups
    u = data.draw(st.integers(0, len(module_of) - 1))
    level.objective.recompute(level.graph, module_of)
    without = single_moves(level.graph, level.objective, module_of, u)
    combined.objective.recompute(combined.graph, module_of)
    deltas = single_moves(combined.graph, combined.objective, module_of, u)
    for target in deltas.keys() & without.keys():  # others are offered every time
        moved = module_of.copy()
        moved[u] = target
        longer = saved(size, saving, module_of) - saved(size, saving, moved)
        assert deltas[target] == pytest.approx(without[target] + longer, abs=BITS)


@given(partitioned_groups())
def test_what_is_kept_through_moves_is_what_is_recomputed(groups):
    level, combined, term, size, saving, module_of = groups
    bits = combined.objective.recompute(combined.graph, module_of)
    order = np.arange(len(module_of), dtype=np.int32)
    moves = move_nodes(combined.graph, combined.objective, module_of, order, Control())
    assert term.codelength() == -saved(size, saving, module_of)
    kept = level.objective.module_rates()
    empty = np.bincount(module_of, minlength=len(kept)) == 0
    assert np.all(kept[empty] == np.zeros_like(kept[empty]))
    after = combined.objective.recompute(combined.graph, module_of)
    assert after < bits if moves else after == bits


@given(partitioned_groups())
def test_modules_as_nodes_and_nodes_in_books_save_the_same(groups):
    _, combined, term, size, saving, module_of = groups
    number_modules(module_of)
    combined.objective.recompute(combined.graph, module_of)
    bits = term.codelength()
    assert term.lengthened(module_of, np.zeros_like(module_of), 1).tolist() == [bits]
    sizes, savings = np.bincount(module_of, size), np.bincount(module_of, saving)
    backwards = np.arange(len(sizes), dtype=np.int32)[::-1].copy()
    coarse = term.coarsened(backwards)
    coarse.recompute(backwards, len(sizes))
    assert coarse.codelength() == -float(savings[sizes == 1].sum()) == bits
    first = np.flatnonzero(module_of == 0)
    inside = term.in_books(first, np.zeros_like(first))
    inside.separate(len(first))
    assert inside.codelength() == -saved(size[first], saving[first], np.arange(len(first)))
