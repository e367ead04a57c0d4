"""Lists of links in blocks, and arcs in buckets: what is put in comes out, across all borders."""

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

from infomap_py._core import csr
from infomap_py._core.links import LinkList
from infomap_py.network import Network

BLOCK = 1 << 18  # links in a block
BUCKET = 1 << 13  # nodes in a bucket, unless there are more than 512 of them


def pairs(count, num_nodes, seed=0):
    return np.random.default_rng(seed).integers(0, num_nodes, (2, count), dtype=np.int32)


def listed(sources, targets, weights=None):
    links = LinkList()
    links.extend(sources, targets)
    if weights is not None:
        links.weigh(weights)
    return links


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 5])
def test_links_come_out_of_the_blocks_as_they_went_in(count):
    sources, targets = pairs(count, 1000)
    links = listed(sources, targets)
    columns = links.arrays()
    assert len(links) == count
    assert np.array_equal(columns[0], sources)
    assert np.array_equal(columns[1], targets)
    assert columns[2] is None


def test_links_are_found_by_their_number():
    sources, targets = pairs(BLOCK + 2, 1000)
    links = listed(sources, targets)
    for e in (0, BLOCK - 1, BLOCK, BLOCK + 1):
        assert links[e] == (sources[e], targets[e])
    with pytest.raises(IndexError, match=str(BLOCK + 2)):
        links[BLOCK + 2]


@pytest.mark.parametrize("first", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1])
def test_weights_may_begin_at_any_link(first):
    weights = np.ones(BLOCK + 5)
    weights[first] = 2.0
    links = listed(*pairs(len(weights), 1000), weights)
    assert np.array_equal(links.arrays()[2], weights)


def test_weights_of_one_are_none():
    assert listed(*pairs(5, 9), np.ones(5)).arrays()[2] is None
    assert Network.from_links([0, 1], [1, 2], [1, 1.0], nodes="abc").weights is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5))), st.data())
def test_reversed_links_follow_and_self_links_do_not(links, data):
    start = data.draw(st.integers(0, len(links)))
    stop = data.draw(st.integers(start, len(links)))
    ends = np.array(links, dtype=np.int32).reshape(-1, 2)
    weights = np.arange(len(links)) + 0.5
    reverse = [(v, u, e + 0.5) for e, (u, v) in enumerate(links) if start <= e < stop and u != v]
    read = listed(ends[:, 0].copy(), ends[:, 1].copy(), weights)
    read.add_reversed(start, stop)
    sources, targets, both = read.arrays()
    rows = zip(sources, targets, weights if both is None else both, strict=True)
    assert list(rows) == [(u, v, e + 0.5) for e, (u, v) in enumerate(links)] + reverse


@pytest.mark.parametrize(
    ("num_links", "num_nodes"),
    [
        *((30_000, BUCKET + more) for more in (-1, 0, 1)),
        (30_000, 5 * BUCKET),
        (30_000, 600 * BUCKET),
        (5 * BLOCK + 7, 5 * BUCKET),  # more than the allocator keeps: pages of their own
    ],
)
@pytest.mark.parametrize("undirected", [True, False])
@pytest.mark.parametrize("weighted", [True, False])
def test_rows_of_many_buckets_are_those_of_scipy(num_links, num_nodes, undirected, weighted):
    sources, targets = pairs(num_links, num_nodes)
    weights = np.random.default_rng(1).integers(2, 9, len(sources)) + 0.0 if weighted else None
    offsets, row_targets, row_weights, _ = csr.build(
        num_nodes, listed(sources, targets, weights), undirected
    )
    values = np.ones(len(sources)) if weights is None else weights
    matrix = scipy.sparse.coo_array((values, (sources, targets)), shape=(num_nodes, num_nodes))
    if undirected:  # a self-link, which the sum has twice, once
        loops = scipy.sparse.dia_array((matrix.diagonal()[None], [0]), shape=matrix.shape)
        matrix = matrix + matrix.T - loops
    matrix = matrix.tocsr()
    matrix.sort_indices()
    assert np.array_equal(offsets, matrix.indptr)
    assert np.array_equal(row_targets, matrix.indices)
    if row_weights is None:
        assert np.all(matrix.data == 1)
    else:
        assert np.array_equal(row_weights, matrix.data)


@pytest.mark.parametrize("first", [0, 3 * BUCKET, 6 * BUCKET - 2])
def test_parallel_links_in_any_bucket_give_all_links_weights(first):
    # A path over six buckets, one of whose links is given twice.
    num_nodes = 6 * BUCKET
    sources = np.append(np.arange(num_nodes - 1), first).astype(np.int32)
    offsets, targets, weights, _ = csr.build(num_nodes, listed(sources, sources + 1), False)
    assert np.array_equal(targets, np.arange(1, num_nodes))
    assert np.array_equal(offsets, np.append(np.arange(num_nodes), num_nodes - 1))
    assert np.array_equal(weights, 1.0 + (np.arange(num_nodes - 1) == first))


def test_a_list_is_empty_after_its_rows_are_made():
    links = listed(*pairs(5, 9))
    csr.build(9, links, True)
    assert len(links) == 0
    links.extend(*pairs(3, 9))
    assert np.array_equal(links.arrays()[:2], pairs(3, 9))
