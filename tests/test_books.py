"""The identities of the core where there are several codebooks: of moves within one, of coarsening,
and of taking modules out."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import partitioned_flows

from infomap_py._core.control import Control
from infomap_py._core.grouping import number_modules
from infomap_py._core.moves import move_nodes, single_moves
from infomap_py._core.sums import plogp
from infomap_py._core.thinning import thin
from infomap_py.codelength import codelength_of
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.nesting import Nesting
from infomap_py.network import Network
from infomap_py.options import FlowOptions
from infomap_py.tree import ROOT, ModuleTree, of_modules

BITS = 1e-11  # rounding of codelengths of a few bits


@st.composite
def flows_in_books(draw):
    """A flow, a book for every node, and modules of which each is in one book."""
    flow, book_of = draw(partitioned_flows())
    number_modules(book_of)
    count = len(book_of)
    cuts = draw(st.lists(st.integers(0, 2), min_size=count, max_size=count))
    module_of = (3 * book_of + cuts).astype(np.int32)
    number_modules(module_of)
    return flow, book_of, module_of


@st.composite
def flows_and_trees(draw):
    """A flow, and a tree of up to five levels over it, with modules of one module and with some
    lowest ones higher up than others."""
    flow, module_of = draw(partitioned_flows())
    number_modules(module_of)
    count = int(module_of.max()) + 1
    parent = np.full(count, ROOT, dtype=np.int32)
    topmost = np.arange(count)
    for _ in range(draw(st.integers(1, 3))):
        choices = st.lists(st.integers(ROOT, 3), min_size=len(topmost), max_size=len(topmost))
        grouped = np.array(draw(choices), dtype=np.int32)
        made, ids = np.unique(grouped[grouped != ROOT], return_inverse=True)
        parent[topmost[grouped != ROOT]] = len(parent) + ids
        new = np.arange(len(parent), len(parent) + len(made))
        topmost = np.concatenate([topmost[grouped == ROOT], new])
        parent = np.append(parent, np.full(len(made), ROOT, dtype=np.int32))
    return flow, ModuleTree(module_of, parent)


def below_books(book_of, module_of):
    """The tree in which the modules of each book are in one module."""
    parent = of_modules(book_of, module_of) + np.int32(module_of.max() + 1)
    return ModuleTree(module_of, np.append(parent, np.full(book_of.max() + 1, ROOT, np.int32)))


def level_in_books(flow, book_of):
    level = finest_level(flow)
    level.objective.recompute(level.graph, book_of)
    exits, _ = level.objective.coded_rates(int(book_of.max()) + 1)
    inside, nodes = level.inside(book_of, exits)
    assert nodes.tolist() == list(range(len(book_of)))
    return inside


def moved(module_of, u, target):
    """The modules after a move, numbered from 0, which empties are left out of."""
    result = module_of.copy()
    result[u] = target
    number_modules(result)
    return result


@given(flows_in_books(), st.data())
def test_delta_of_a_move_within_a_book_is_the_difference_of_two_codelengths(books, data):
    flow, book_of, module_of = books
    u = data.draw(st.integers(0, len(module_of) - 1))
    level = level_in_books(flow, book_of)
    before = level.objective.recompute(level.graph, module_of)
    whole = codelength_of(flow, below_books(book_of, module_of)).total
    for target, delta in single_moves(level.graph, level.objective, module_of, u).items():
        after = moved(module_of, u, target)
        assert level_in_books(flow, book_of).objective.recompute(
            level.graph, after
        ) - before == pytest.approx(delta, abs=BITS)
        longer = codelength_of(flow, below_books(book_of, after)).total - whole
        assert delta == pytest.approx(longer, abs=BITS)


@given(flows_in_books(), st.data())
def test_a_node_may_join_modules_of_its_own_book_only(books, data):
    flow, book_of, module_of = books
    u = data.draw(st.integers(0, len(module_of) - 1))
    level = level_in_books(flow, book_of)
    level.objective.recompute(level.graph, module_of)
    for target in single_moves(level.graph, level.objective, module_of, u):
        assert set(book_of[module_of == target].tolist()) <= {book_of[u]}


@given(flows_in_books())
def test_coarsening_keeps_the_codelength_and_the_books(books):
    flow, book_of, module_of = books
    level = level_in_books(flow, book_of)
    fine = level.objective.recompute(level.graph, module_of)
    coarse = level.coarsened(module_of)
    alone = np.arange(coarse.graph.num_nodes, dtype=np.int32)
    assert coarse.objective.recompute(coarse.graph, alone) == pytest.approx(fine, abs=BITS)
    assert coarse.books is not None
    assert np.array_equal(coarse.books[module_of], book_of)


@given(flows_in_books())
def test_modules_that_moves_make_are_in_the_book_of_their_nodes(books):
    flow, book_of, _ = books
    level = level_in_books(flow, book_of)
    module_of = book_of.copy()
    level.objective.recompute(level.graph, module_of)
    order = np.arange(len(book_of), dtype=np.int32)
    move_nodes(level.graph, level.objective, module_of, order, Control())
    kept = level.objective.lengthened(module_of)
    coarse = level.coarsened(module_of)
    assert np.array_equal(coarse.books[module_of], book_of)
    level.objective.recompute(level.graph, module_of)
    assert kept == pytest.approx(level.objective.lengthened(module_of), abs=BITS)


@given(flows_in_books())
def test_all_nodes_of_a_book_may_become_one(books):
    flow, book_of, _ = books
    level = finest_level(flow)
    level.objective.recompute(level.graph, book_of)
    exits, _ = level.objective.coded_rates(1)
    inside, _ = level.inside(np.where(book_of == 0, 0, -1).astype(np.int32), exits)
    together = np.zeros(inside.graph.num_nodes, dtype=np.int32)
    fine = inside.objective.recompute(inside.graph, together)
    coarse = inside.coarsened(together)
    coarse.objective.separate()
    assert coarse.objective.codelength() == pytest.approx(fine, abs=BITS)
    one = np.zeros(1, dtype=np.int32)
    assert coarse.objective.recompute(coarse.graph, one) == pytest.approx(fine, abs=BITS)


@given(flows_in_books())
def test_nodes_alone_are_in_their_own_books(books):
    flow, book_of, _ = books
    level = level_in_books(flow, book_of)
    alone = np.arange(len(book_of), dtype=np.int32)
    level.objective.separate()
    kept, bits = level.objective.lengthened(alone), level.objective.codelength()
    assert level.objective.recompute(level.graph, alone) == pytest.approx(bits, abs=BITS)
    assert kept == pytest.approx(level.objective.lengthened(alone), abs=BITS)


@pytest.mark.parametrize("separately", [False, True])
def test_a_book_may_be_without_nodes_and_another_have_one(separately):
    """Of the path 0 - 1 - 2, node 1 alone in the second of two books. By its one module, the code
    of the first gets no longer, and that of the second by the definition in map_equation.pyx."""
    path = Network.from_links([0, 1], [1, 2], nodes=range(3))
    finest = finest_level(flow_of(path, FlowOptions()))
    elsewhere = np.array([0.25, 0.5]) * finest.objective.total
    level, nodes = finest.inside(np.array([-1, 1, -1], np.int32), elsewhere)
    assert nodes.tolist() == [1]
    if separately:
        level.objective.separate()
    else:
        level.objective.recompute(level.graph, np.zeros(1, np.int32))
    # Half of all steps are at node 1, and each of them is entered and left.
    visits = exits = enters = 0.5
    bits = plogp(0.5 + enters) - plogp(enters) - plogp(exits) + plogp(exits + visits)
    longer = level.objective.lengthened(np.zeros(1, np.int32))
    assert longer == pytest.approx([0.0, bits - plogp(0.5 + visits)], abs=BITS)


@given(flows_in_books())
def test_one_book_that_is_never_left_is_the_two_level_map_equation(books):
    flow, _, module_of = books
    level = level_in_books(flow, np.zeros_like(module_of))
    two_levels = finest_level(flow)
    assert level.objective.recompute(level.graph, module_of) == pytest.approx(
        two_levels.objective.recompute(two_levels.graph, module_of), abs=BITS
    )


@given(flows_and_trees())
def test_taking_modules_out_never_lengthens_the_code_by_either_count(flow_and_tree):
    flow, tree = flow_and_tree
    assume(np.count_nonzero(tree.parent == ROOT) > 1)  # the search makes no others
    nesting = Nesting(finest_level(flow), tree)
    thinned = nesting.thinned()
    before, after = (codelength_of(flow, n.tree).total for n in (nesting, thinned))
    assert thinned.bits - nesting.bits == pytest.approx(after - before, abs=BITS)
    assert thinned.bits <= nesting.bits + BITS
    assert set(np.bincount(thinned.tree.module_of)) == set(np.bincount(tree.module_of))


@given(flows_and_trees())
def test_what_is_left_after_thinning_pays_for_itself(flow_and_tree):
    flow, tree = flow_and_tree
    assume(np.count_nonzero(tree.parent == ROOT) > 1)
    thinned = Nesting(finest_level(flow), tree).thinned()
    num_lowest = thinned.num_lowest
    for m in range(num_lowest, thinned.tree.num_modules):
        less = codelength_of(flow, without(thinned.tree, m)).total
        assert less >= thinned.bits - 2e-10


def test_of_a_module_with_one_module_in_it_one_is_left():
    """Three modules 6, 7, 8 of two each, 6 in module 9 with nothing else: all are entered and left
    at rate e = 0.05, those within them at 0.45. Without 6, the codebook of 9 takes
    plogp(0.95) - plogp(0.1), and that of 6 is saved, plogp(0.95) - 2 plogp(e): 0.1 bits less.
    Without 9 (or 7) then, the root's takes plogp(1) - plogp(0.15), and plogp(0.95) - 2 plogp(e)
    is saved: 0.05 bits more."""
    parent = np.array([6, 6, 7, 7, 8, 8, 9, ROOT, ROOT, ROOT], np.int32)
    rates = np.array([0.45] * 6 + [0.05] * 4)
    gone, above = thin(parent, rates, rates, 6, 1e-10)
    assert gone.tolist() == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert above[:6].tolist() == [9, 9, 7, 7, 8, 8]


def without(tree, m):
    """The tree whose module m leaves what it holds to the module above it."""
    parent = np.where(tree.parent == m, tree.parent[m], tree.parent)
    parent = np.where(parent > m, parent - 1, parent)
    return ModuleTree(tree.module_of, np.delete(parent, m).astype(np.int32))
