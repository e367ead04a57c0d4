"""Rows against scipy.sparse, and what scipy does not promise: the same bits in any order."""

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

from infomap_py._core import csr
from infomap_py._core.csr import sources_of
from infomap_py._core.graph import FlowGraph
from infomap_py._core.links import LinkList

# Sums of these depend on their order: 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1.
AWKWARD_WEIGHTS = [0.0, 0.1, 0.2, 0.3, 0.7, 1.0, 1e-9, 1e9, 5e-324]


@st.composite
def link_arrays(draw, max_nodes=8, max_links=60):
    """Few nodes and many links, so that parallel links and self-links are the rule."""
    num_nodes = draw(st.integers(1, max_nodes))
    ends = st.integers(0, num_nodes - 1)
    weights = st.sampled_from(AWKWARD_WEIGHTS)
    links = draw(st.lists(st.tuples(ends, ends, weights), max_size=max_links))
    return num_nodes, *as_arrays(links)


def as_arrays(links):
    sources, targets, weights = zip(*links, strict=True) if links else ((), (), ())
    return (
        np.array(sources, dtype=np.int32),
        np.array(targets, dtype=np.int32),
        np.array(weights, dtype=np.float64),
    )


def build(num_nodes, sources, targets, weights, undirected):
    links = LinkList()
    links.extend(sources, targets)
    if weights is not None:
        links.weigh(weights)
    offsets, row_targets, stored, resolution = csr.build(num_nodes, links, undirected)
    return offsets, row_targets, None if stored is None else stored / resolution


def as_bytes(rows):
    return [None if part is None else part.tobytes() for part in rows]


def scipy_rows(num_nodes, sources, targets, weights, undirected):
    if undirected:
        other_way = sources != targets
        sources, targets, weights = (
            np.concatenate((sources, targets[other_way])),
            np.concatenate((targets, sources[other_way])),
            np.concatenate((weights, weights[other_way])),
        )
    matrix = scipy.sparse.coo_array((weights, (sources, targets)), shape=(num_nodes, num_nodes))
    return matrix.tocsr()  # sorted, duplicates summed, zeros kept


def shuffled(links, seed):
    order = np.random.default_rng(seed).permutation(len(links[0]))
    return [column[order] for column in links]


@given(link_arrays(), st.booleans())
def test_rows_are_those_of_scipy(graph, undirected):
    num_nodes, *links = graph
    expected = scipy_rows(num_nodes, *links, undirected)
    offsets, targets, weights = build(num_nodes, *links, undirected)
    assert offsets.tolist() == expected.indptr.tolist()
    assert targets.tolist() == expected.indices.tolist()
    if weights is None:
        assert np.all(expected.data == 1)
    else:
        assert weights == pytest.approx(expected.data, rel=60e-16)  # 60 additions


@given(link_arrays(), st.booleans())
def test_unweighted_rows_count_parallel_links(graph, undirected):
    num_nodes, sources, targets, _ = graph
    expected = scipy_rows(num_nodes, sources, targets, np.ones(len(sources)), undirected)
    offsets, row_targets, weights = build(num_nodes, sources, targets, None, undirected)
    assert offsets.tolist() == expected.indptr.tolist()
    assert row_targets.tolist() == expected.indices.tolist()
    if weights is None:
        assert np.all(expected.data == 1)
    else:
        assert weights.tolist() == expected.data.tolist()
        assert np.any(weights > 1)


@given(link_arrays(), st.booleans(), st.integers(0, 9))
def test_the_order_of_the_links_does_not_change_a_bit(graph, undirected, seed):
    num_nodes, *links = graph
    rows = build(num_nodes, *links, undirected)
    others = build(num_nodes, *shuffled(links, seed), undirected)
    assert as_bytes(rows) == as_bytes(others)


@given(link_arrays())
def test_both_copies_of_an_undirected_link_carry_the_same_bits(graph):
    num_nodes, *links = graph
    offsets, targets, weights = build(num_nodes, *links, True)
    weights = np.ones(len(targets)) if weights is None else weights
    matrix = scipy.sparse.csr_array((weights, targets, offsets), shape=(num_nodes, num_nodes))
    assert np.array_equal(matrix.toarray(), matrix.toarray().T)


@given(link_arrays())
def test_the_direction_in_which_an_undirected_link_is_given_does_not_matter(graph):
    num_nodes, sources, targets, weights = graph
    rows = build(num_nodes, sources, targets, weights, True)
    turned = build(num_nodes, targets, sources, weights, True)
    assert as_bytes(rows) == as_bytes(turned)


def test_parallel_links_are_summed_from_the_smallest_weight_up():
    # 1/10 + 2/10 + 3/10 of a third is not 3/10 + 2/10 + 1/10 of it.
    third = 1 / 3
    links = as_arrays([(1, 0, 0.3 * third), (0, 1, 0.2 * third), (1, 0, 0.1 * third)])
    offsets, targets, weights = build(2, *links, True)
    assert (offsets.tolist(), targets.tolist()) == ([0, 1, 2], [1, 0])
    assert weights.tolist() == [0.1 * third + 0.2 * third + 0.3 * third] * 2


def test_sums_of_parallel_decimals_are_decimals():
    # 0.1 + 0.2 is 0.30000000000000004 where doubles are added.
    links = as_arrays([(1, 0, 0.2), (0, 1, 0.1)])
    assert build(2, *links, True)[2].tolist() == [0.3, 0.3]


@pytest.mark.parametrize("degree", [31, 32, 33, 63, 64, 65, 96, 97, 1000])
@pytest.mark.parametrize("weighted", [True, False])
def test_rows_of_any_length_are_sorted(degree, weighted):
    # 32 is the length of the runs that are sorted by insertion and merged above it.
    targets = np.random.default_rng(degree).permutation(degree).astype(np.int32)
    weights = targets * 0.5 if weighted else None
    sources = np.zeros(degree, dtype=np.int32)
    offsets, row_targets, row_weights = build(degree, sources, targets, weights, False)
    assert offsets.tolist() == [0] + [degree] * degree
    assert row_targets.tolist() == list(range(degree))
    if weighted:
        assert row_weights.tolist() == [0.5 * u for u in range(degree)]
    else:
        assert row_weights is None


def test_parallel_links_of_a_long_row_are_summed_in_the_same_order_however_they_are_given():
    # 300 links to nine nodes: sorted in runs, which are merged.
    random = np.random.default_rng(0)
    targets = random.integers(1, 10, size=300).astype(np.int32)
    links = [np.zeros(300, dtype=np.int32), targets, random.random(300)]
    bits = {tuple(as_bytes(build(10, *shuffled(links, seed), False))) for seed in range(20)}
    assert len(bits) == 1
    _, _, weights = build(10, *links, False)
    for target, weight in zip(range(1, 10), weights, strict=True):
        in_order = np.sort(links[2][targets == target])
        assert weight == np.cumsum(in_order)[-1]  # one after the other, as Python 3.12 does not


@pytest.mark.parametrize("count", [2, 40, 5000])
def test_many_parallel_links_become_one(count):
    sources = np.arange(count, dtype=np.int32) % 2
    offsets, targets, weights = build(2, sources, 1 - sources, None, True)
    assert (offsets.tolist(), targets.tolist()) == ([0, 1, 2], [1, 0])
    assert weights.tolist() == [count, count]


@pytest.mark.parametrize("undirected", [True, False])
def test_a_self_link_is_stored_once(undirected):
    offsets, targets, weights = build(2, *as_arrays([(1, 1, 3.0)]), undirected)
    assert (offsets.tolist(), targets.tolist(), weights.tolist()) == ([0, 0, 1], [1], [3.0])


@pytest.mark.parametrize("num_nodes", [0, 1, 5])
@pytest.mark.parametrize("undirected", [True, False])
def test_a_graph_without_links_has_empty_rows(num_nodes, undirected):
    sources, targets, weights = as_arrays([])
    offsets, row_targets, row_weights = build(num_nodes, sources, targets, weights, undirected)
    assert offsets.tolist() == [0] * (num_nodes + 1)
    assert len(row_targets) == 0
    assert row_weights is None


def test_links_of_weight_zero_are_kept():
    offsets, targets, weights = build(3, *as_arrays([(0, 1, 0.0), (0, 2, 0.0), (0, 2, 0.0)]), False)
    assert (offsets.tolist(), targets.tolist()) == ([0, 2, 2, 2], [1, 2])
    assert weights.tolist() == [0.0, 0.0]


def test_read_only_arrays_are_read():
    links = as_arrays([(0, 1, 2.0)])
    for column in links:
        column.setflags(write=False)
    assert build(2, *links, True)[2].tolist() == [2.0, 2.0]


def test_types_have_fixed_widths():
    offsets, targets, weights = build(2, *as_arrays([(0, 1, 2.0)]), True)
    assert (offsets.dtype, targets.dtype, weights.dtype) == (np.int64, np.int32, np.float64)


def stored(links, num_nodes=3):
    made = LinkList()
    sources, targets, weights = as_arrays(links)
    made.extend(sources, targets)
    made.weigh(weights)
    _, _, kept, resolution = csr.build(num_nodes, made, True)
    return kept.dtype, kept.tolist(), resolution


@pytest.mark.parametrize(
    ("weights", "resolution"),
    [([2.0, 3.0], 1), ([2.0, 0.5], 10), ([0.5, 1234.56], 100), ([0.0, 1e-9], 10**9)],
)
def test_decimals_are_kept_as_multiples(weights, resolution):
    links = [(0, 1, weights[0]), (1, 2, weights[1])]
    multiples = [round(weight * resolution) for weight in weights]
    expected = [multiples[0], multiples[0], multiples[1], multiples[1]]
    assert stored(links) == (np.uint32, expected, resolution)
    assert [m / resolution for m in multiples] == weights  # to the last bit


@pytest.mark.parametrize(
    "weights", [[1.0, 1 / 3], [0.1 + 0.2, 1.0], [2.0**32, 1.0], [4e9, 0.1], [1e-10, 1.0]]
)
def test_what_is_no_decimal_or_takes_too_many_multiples_is_kept_as_it_is(weights):
    expected = [weights[0], weights[0], weights[1], weights[1]]
    assert stored([(0, 1, weights[0]), (1, 2, weights[1])]) == (np.float64, expected, 1)


def test_a_sum_of_too_many_multiples_is_kept_as_a_number():
    # In rows of three buckets: 8,192 nodes each.
    links = [(0, 8192, 0.1), (0, 9000, 4e8), (9000, 0, 4e8), (0, 20_000, 0.1), (20_000, 0, 0.2)]
    kind, weights, resolution = stored(links, 20_001)
    assert (kind, resolution) == (np.float64, 1)
    assert weights == [0.1, 8e8, 0.3, 0.1, 8e8, 0.3]


@given(link_arrays(), st.booleans())
def test_sources_of_rows_invert_the_offsets(graph, undirected):
    num_nodes, *links = graph
    offsets, targets, _ = build(num_nodes, *links, undirected)
    rows = sources_of(offsets)
    assert rows.dtype == np.int32
    assert rows.tolist() == np.repeat(np.arange(num_nodes), np.diff(offsets)).tolist()
    assert len(rows) == len(targets)


@pytest.mark.parametrize("degrees", [[], [0, 0], [3, 1, 0], [1, 5, 2], [0, 2, 7]])
def test_the_longest_row_is_the_largest_degree(degrees):
    offsets = np.cumsum([0, *degrees], dtype=np.int64)
    targets = np.zeros(offsets[-1], dtype=np.int32)
    assert FlowGraph(offsets, targets, None, 1.0).max_degree == max(degrees, default=0)
