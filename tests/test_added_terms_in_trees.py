"""Terms besides the map equation where modules are in modules."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import partitioned_flows_and_terms

from infomap_py._core.grouping import number_modules
from infomap_py._core.module_count import ModuleCount
from infomap_py.added_terms import AddedTerms
from infomap_py.codelength import codelength_of
from infomap_py.flow import flow_of
from infomap_py.level import finest_level
from infomap_py.nesting import Nesting
from infomap_py.network import Network
from infomap_py.options import FlowOptions
from infomap_py.tree import ROOT, ModuleTree
from infomap_py.trials import run_trials


@st.composite
def trees_and_terms(draw):
    """A flow, terms, and a tree of three levels over it, with some lowest modules in none."""
    flow, module_of, added = draw(partitioned_flows_and_terms())
    number_modules(module_of)
    count = int(module_of.max()) + 1
    above = draw(st.lists(st.integers(ROOT, count - 1), min_size=count, max_size=count))
    ids, parent = np.unique(above, return_inverse=True)
    if ids[0] == ROOT:
        parent, ids = parent - 1, ids[1:]
    of_lowest = np.where(parent == ROOT, ROOT, parent + count)
    parents = np.append(of_lowest, np.full(len(ids), ROOT)).astype(np.int32)
    return flow, ModuleTree(module_of, parents), added


@given(trees_and_terms())
def test_the_bits_of_a_tree_in_the_search_are_those_of_the_readable_twin(given_terms):
    flow, tree, added = given_terms
    assume(np.count_nonzero(tree.parent == ROOT) > 1)  # the search makes no others
    bits = Nesting(finest_level(flow, added), tree).bits
    assert bits == pytest.approx(codelength_of(flow, tree, added).total, abs=1e-11, rel=1e-12)


@given(trees_and_terms())
def test_modules_of_books_lengthen_the_code_by_what_the_twin_finds(given_terms):
    flow, tree, added = given_terms
    added = AddedTerms(added.physical, added.metadata)
    parts, whole_of = tree.module_of, np.where(tree.parent == ROOT, tree.num_modules, tree.parent)
    book_of = whole_of[tree.module_of].astype(np.int32)
    number_modules(book_of)
    whole = ModuleTree.of_two_levels(book_of)
    level = finest_level(flow, added)
    level.objective.recompute(level.graph, book_of)
    exits, _ = level.objective.coded_rates(whole.num_modules)
    inside, _ = level.inside(book_of, exits)
    inside.objective.recompute(inside.graph, parts)
    lengthened = inside.objective.lengthened(parts)
    for book in range(whole.num_modules):
        cut = np.unique(np.where(book_of == book, parts + whole.num_modules, book_of))
        number_of = {module: i for i, module in enumerate(cut.tolist())}
        lowest = np.where(book_of == book, parts + whole.num_modules, book_of)
        module_of = np.array([number_of[module] for module in lowest.tolist()], dtype=np.int32)
        parent = np.where(cut >= whole.num_modules, len(cut), ROOT)
        below = ModuleTree(module_of, np.append(parent, ROOT).astype(np.int32))
        longer = codelength_of(flow, below, added).total - codelength_of(flow, whole, added).total
        assert lengthened[book] == pytest.approx(longer, abs=1e-10)


@given(partitioned_flows_and_terms(max_nodes=12))
def test_a_tree_is_no_longer_than_the_two_levels_that_it_starts_from(given_terms):
    flow, _, added = given_terms
    two, _, _ = run_trials(flow, added, seed=0)
    more, _, _ = run_trials(flow, added, seed=0, two_level=False)
    assert more.coded.lengths.total <= two.coded.lengths.total + 1e-9
    assert more.coded.lengths == codelength_of(flow, more.coded.tree, added)


@pytest.mark.parametrize("number", [2, 5])
def test_as_many_topmost_modules_as_preferred_hold_the_others(number):
    # Twenty cliques in a ring.
    links = [(8 * k + i, 8 * k + j) for k in range(20) for i in range(8) for j in range(i)]
    links += [(8 * k, 8 * ((k + 1) % 20)) for k in range(20)]
    flow = flow_of(Network.from_links(*np.transpose(links), nodes=range(160)), FlowOptions())
    added = AddedTerms(preferred=number)
    two, _, _ = run_trials(flow, added, seed=0, num_trials=3)
    more, _, _ = run_trials(flow, added, seed=0, num_trials=3, two_level=False)
    assert np.count_nonzero(more.coded.tree.depth == 1) == number
    assert more.coded.lengths.total < two.coded.lengths.total


@pytest.mark.parametrize("count_groups", ["grouping_nodes", "in_books"])
def test_a_number_is_preferred_of_outermost_modules_alone(count_groups):
    term, nodes = ModuleCount(6, 0.25, 6, 2), np.arange(6, dtype=np.int32)
    term = term.in_books(nodes, nodes) if count_groups == "in_books" else term.grouping_nodes()
    for num_modules in (1, 2, 3):
        term.recompute(nodes % num_modules, 6)
        assert term.codelength() == 0.25 * num_modules
