"""scipy matrices, columns of ids or labels, and link lists in one array."""

import re

import numpy as np
import pytest
import scipy.sparse as sparse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import infomap_py
from infomap_py.adapters import to_network
from infomap_py.errors import NetworkError
from infomap_py.network import Network

FORMATS = ["csr", "csc", "coo", "lil", "dok", "bsr", "dia"]

square_matrices = st.integers(0, 6).flatmap(
    lambda n: arrays(np.float64, (n, n), elements=st.sampled_from([0.0, 0.0, 0.1, 0.3, 1.0, 7.5]))
)


def adjacency(network):
    """The matrix with both entries of an undirected link."""
    matrix = np.zeros((network.num_nodes, network.num_nodes))
    for u, v, weight in network.links():
        matrix[u, v] = weight
        if not network.directed:
            matrix[v, u] = weight
    return matrix


# -- scipy.sparse ---------------------------------------------------------------------------------


@given(square_matrices, st.sampled_from(FORMATS))
def test_a_directed_matrix_has_a_link_per_entry(matrix, format):
    network = to_network(sparse.coo_array(matrix).asformat(format), directed=True)
    assert network.nodes == range(len(matrix))
    assert np.array_equal(adjacency(network), matrix)


@given(square_matrices, st.sampled_from(FORMATS))
def test_a_symmetric_matrix_has_each_link_twice(matrix, format):
    symmetric = matrix + matrix.T
    network = to_network(sparse.coo_array(symmetric).asformat(format))
    assert not network.directed
    assert np.array_equal(adjacency(network), symmetric)


@given(square_matrices)
def test_a_triangle_of_a_symmetric_matrix_gives_the_same_network(matrix):
    symmetric = matrix + matrix.T
    whole = to_network(sparse.csr_array(symmetric))
    assert to_network(sparse.csr_array(np.triu(symmetric))) == whole
    assert to_network(sparse.csr_array(np.tril(symmetric))) == whole


@given(square_matrices)
def test_entries_of_any_other_matrix_are_summed_with_their_mirror_image(matrix):
    if np.array_equal(matrix, matrix.T):
        return
    expected = matrix + matrix.T - np.diag(np.diag(matrix))
    assert np.array_equal(adjacency(to_network(sparse.csr_array(matrix))), expected)


@given(square_matrices, st.booleans())
def test_without_weights_every_stored_entry_counts_1(matrix, directed):
    pattern = (matrix != 0) * 1.0
    counted = to_network(sparse.csr_array(matrix), weight=None, directed=directed)
    assert counted == to_network(sparse.csr_array(pattern), directed=directed)


def test_entries_that_differ_by_rounding_are_one_link():
    nearly = sparse.csr_array([[0, 1.0], [1.0 + 1e-12, 0]])
    assert list(to_network(nearly).links()) == [(0, 1, 1.0)]
    hardly = sparse.csr_array([[0, 1.0], [1.0 + 1e-9, 0]])
    assert list(to_network(hardly).links()) == [(0, 1, 2.0 + 1e-9)]


def test_symmetry_is_judged_entry_by_entry():
    # 0.5 and 0.25 differ by little beside 1e12, and yet they differ.
    matrix = sparse.csr_array([[1e12, 0.5], [0.25, 0]])
    assert list(to_network(matrix).links()) == [(0, 0, 1e12), (0, 1, 0.75)]


@pytest.mark.parametrize(("row", "column"), [(0, 2), (2, 0)])
def test_stored_zeros_are_links_and_need_no_mirror_image(row, column):
    rows, columns = [0, 1, row, 2], [1, 0, column, 2]
    matrix = sparse.coo_array(([3.0, 3.0, 0.0, 0.0], (rows, columns)), shape=(3, 3))
    assert list(to_network(matrix).links()) == [(0, 1, 3.0), (0, 2, 0.0), (2, 2, 0.0)]


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.bool_])
def test_entries_stored_twice_are_summed_without_overflow(dtype):
    ones = np.ones(300, dtype=dtype)
    rows, columns = np.zeros(300, dtype=np.int32), np.ones(300, dtype=np.int32)
    matrix = sparse.coo_array((ones, (rows, columns)), shape=(2, 2))
    assert list(to_network(matrix).links()) == [(0, 1, 300.0)]


def test_the_callers_matrix_is_left_as_it_is():
    parts = np.array([1.0, 2.0, 0.0]), np.array([1, 1, 0]), np.array([0, 3, 3])
    matrix = sparse.csr_array(parts, shape=(2, 2))
    assert list(to_network(matrix, directed=True).links()) == [(0, 0, 0.0), (0, 1, 3.0)]
    assert (matrix.data.tolist(), matrix.indices.tolist()) == ([1.0, 2.0, 0.0], [1, 1, 0])
    canonical = sparse.csr_array([[0.0, 2.0], [0.0, 0.0]])
    assert to_network(canonical, weight=None).weights is None
    assert canonical.data.tolist() == [2.0]


@pytest.mark.parametrize("dtype", [np.bool_, np.uint8, np.int64, np.float32])
def test_matrices_of_any_number_type_are_read(dtype):
    matrix = sparse.csr_array(np.array([[0, 1], [1, 0]], dtype=dtype))
    network = to_network(matrix)
    assert list(network.links()) == [(0, 1, 1.0)]
    assert network.weights is None


def test_old_sparse_matrices_are_read_and_the_source_says_so():
    assert to_network(sparse.csr_matrix((2, 2))).source == "scipy.sparse.csr_matrix"
    assert to_network(sparse.coo_array((2, 2))).source == "scipy.sparse.coo_array"


@pytest.mark.parametrize("shape", [(2, 3), (3, 2), (0, 1)])
def test_a_matrix_that_is_not_square_is_refused(shape):
    with pytest.raises(NetworkError, match=rf"shape \({shape[0]}, {shape[1]}\) is not square"):
        to_network(sparse.csr_array(shape))


def test_a_sparse_vector_is_refused():
    with pytest.raises(NetworkError, match=r"shape \((3,|1, 3)\) is not square"):
        to_network(sparse.coo_array([0, 1, 2]))  # before scipy 1.13 it is a row


@pytest.mark.parametrize("entry", [-1.0, np.nan, np.inf])
def test_a_bad_entry_is_named(entry):
    matrix = sparse.csr_array([[0, entry], [entry, 0]])
    with pytest.raises(NetworkError, match=rf"\(0 -> 1\) has weight {entry}; .* finite and >= 0"):
        to_network(matrix)


def test_a_complex_matrix_is_refused():
    with pytest.raises(NetworkError, match="link weights have type complex128; give numbers"):
        to_network(sparse.csr_array([[0, 1j], [1j, 0]]))


# -- columns --------------------------------------------------------------------------------------

integers = st.one_of(st.integers(0, 5), st.sampled_from([-(2**63), 2**63 - 1, 10**12, -1]))


@given(st.lists(st.tuples(integers, integers), max_size=30))
def test_integer_ids_are_kept_in_order_of_first_appearance(links):
    sources, targets = np.array(links, dtype=np.int64).reshape(-1, 2).T
    network = to_network((sources, targets))
    expected = list(dict.fromkeys(end for link in links for end in link))
    assert network.nodes.dtype == np.int64
    assert network.nodes.tolist() == expected
    assert network == to_network(links)


@given(st.lists(st.tuples(st.text(max_size=2), st.text(max_size=2)), max_size=30))
@pytest.mark.parametrize("dtype", [object, np.str_])
def test_string_labels_are_kept_in_order_of_first_appearance(dtype, links):
    stripped = [tuple(end.replace("\0", "") for end in link) for link in links]
    sources, targets = np.array(stripped, dtype=dtype).reshape(-1, 2).T
    network = to_network((sources, targets))
    assert list(network.nodes) == list(dict.fromkeys(end for link in stripped for end in link))
    assert not stripped or network == to_network(stripped)


def test_more_links_than_are_numbered_at_once_are_all_numbered():
    ids = np.random.default_rng(1).integers(0, 5000, (20_000, 2))
    network = to_network(tuple(ids.T))
    assert network == to_network(ids.tolist())
    assert network == to_network(tuple(ids.astype(object).T))


def test_weights_are_the_third_column():
    columns = np.array([5, 7]), np.array([7, 9]), np.array([1, 2])
    assert list(to_network(columns).links()) == [(5, 7, 1.0), (7, 9, 2.0)]
    assert to_network(list(columns)) == to_network(columns)
    assert to_network(columns, weight=None).weights is None


@pytest.mark.parametrize("directed", [True, False])
def test_columns_are_directed_only_if_it_is_said(directed):
    columns = np.array([0, 1]), np.array([1, 0])
    assert not to_network(columns).directed
    assert to_network(columns, directed=directed).num_links == 1 + directed


@pytest.mark.parametrize(
    ("sources", "labels"),
    [
        (np.array([1.0, 2.0]), [1, 8, 2, 9]),
        (np.array([2**63, 1], dtype=np.uint64), [2**63, 8, 1, 9]),
        (np.array(["a", "b"]), ["a", 8, "b", 9]),
        (np.array([True, False]), [True, 8, False, 9]),
    ],
)
def test_columns_may_be_of_different_kinds(sources, labels):
    network = to_network((sources, np.array([8, 9])))
    assert list(network.nodes) == labels


def test_dates_keep_their_unit():
    months = np.array(["2020-01", "2021-01"], "M8[M]")
    assert [node.dtype for node in to_network((months, months)).nodes] == ["M8[M]", "M8[M]"]


@pytest.mark.parametrize("unit", ["D", "s", "ns"])
@pytest.mark.parametrize("kind", ["M8", "m8"])
def test_dates_and_durations_are_found_as_they_are_called(kind, unit):
    days = np.arange(3).astype(f"{kind}[{unit}]")
    partition = infomap_py.partition((days[:2], days[1:]))
    assert list(partition) == list(days)
    assert [partition[day] for day in partition] == partition.labels.tolist()
    network = Network.from_links([0, 1], [1, 2], nodes=days)
    assert [network.index[day] for day in days] == [0, 1, 2]


@pytest.mark.parametrize("kind", ["M8[D]", "M8[ns]", "m8[s]", "m8[ns]"])
def test_dates_and_durations_are_no_weights(kind):
    weights = np.array([1, 2]).astype(kind)
    for links in ((np.arange(2), np.arange(2), weights), [(0, 1, weights[0])]):
        weight = re.escape(repr(weights[0]))  # which numpy 1 and 2 write differently
        said = f"link 0 .* has weight {weight}, of type .*64; weights"
        with pytest.raises(NetworkError, match=said):
            to_network(links)


def test_what_a_mask_hides_is_no_number():
    hidden = np.ma.masked_array([1, 2, 3], mask=[False, True, False])
    ends, whole = np.arange(3), np.ma.masked_array([1, 2, 3])
    assert to_network((ends, whole, whole)) == to_network((ends, ends + 1, ends + 1))
    with pytest.raises(NetworkError, match="link 1 has end None; None and NaN mean that a label"):
        to_network((ends, hidden))
    with pytest.raises(NetworkError, match="link 1 has end None; None and NaN mean that a label"):
        to_network(np.ma.stack((hidden, hidden), axis=1))
    with pytest.raises(NetworkError, match=r"1 -> 1.* has weight None"):
        to_network((ends, ends, hidden))
    with pytest.raises(NetworkError, match="node weights have type object; give numbers"):
        to_network((ends, ends), node_weights=hidden)
    with pytest.raises(NetworkError, match=r"link ends have shape .* type object"):
        Network.from_links(hidden, ends, nodes=range(9))


def test_rows_of_different_lengths_are_no_weights():
    with pytest.raises(NetworkError, match=r"node weights are no array: .* Give numbers"):
        to_network([(0, 1)], node_weights=[[1], [2, 3]])


def test_strided_read_only_and_foreign_columns_are_read():
    table = np.array([[0, 1, 2], [1, 2, 3]], dtype=">i8")
    table.setflags(write=False)
    assert list(to_network((table[:, 0], table[:, 1])).links()) == [(0, 1, 1.0), (1, 2, 1.0)]


def test_pandas_columns_are_read():
    pandas = pytest.importorskip("pandas")
    columns = pandas.Series(["a", "b"], index=[7, 8]), pandas.Series(["b", "c"])
    assert list(to_network(columns).links()) == [("a", "b", 1.0), ("b", "c", 1.0)]


def test_no_links_make_no_nodes():
    for columns in [(np.array([]), np.array([])), (np.array([], dtype=object),) * 3]:
        network = to_network(columns)
        assert (network.num_nodes, network.num_links) == (0, 0)


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(NetworkError, match="columns of links have lengths 2, 2, 1; give one entry"):
        to_network((np.arange(2), np.arange(2), np.arange(1)))


@pytest.mark.parametrize("end", [1.5, np.nan, np.inf])
def test_a_float_that_is_no_id_is_named(end):
    with pytest.raises(NetworkError, match=r"link 1 has end .* whole numbers \(1 of 2 are not\)"):
        to_network((np.array([0.0, end]), np.array([1, 2])))


@pytest.mark.parametrize("label", [None, float("nan"), np.datetime64("NaT", "s")])
def test_a_missing_label_is_named(label):
    sources = np.empty(2, dtype=object)
    sources[:] = ["a", label]
    with pytest.raises(NetworkError, match=r"link 1 has end .* a label is missing. Drop the link"):
        to_network((sources, np.array(["b", "c"])))


def test_an_unhashable_label_is_named():
    targets = np.empty(2, dtype=object)
    targets[:] = ["a", ["b"]]
    with pytest.raises(NetworkError, match=r"link 1 has end \['b'\], of type list; .* hashable"):
        to_network((np.arange(2), targets))


def test_a_weight_that_is_no_number_is_named():
    weights = np.array([1, "x"], dtype=object)
    with pytest.raises(NetworkError, match=r"link 1 \(1 -> 2\) has weight 'x', of type str"):
        to_network((np.array([0, 1]), np.array([1, 2]), weights))


def test_a_negative_weight_is_named_by_its_labels():
    with pytest.raises(NetworkError, match=r"link 1 \('b' -> 'c'\) has weight -1.0"):
        to_network((np.array(["a", "b"]), np.array(["b", "c"]), np.array([1, -1])))


# -- one array ------------------------------------------------------------------------------------


def test_an_array_of_two_or_three_columns_is_a_link_list():
    assert list(to_network(np.array([[7, 5], [5, 9]])).links()) == [(7, 5, 1.0), (5, 9, 1.0)]
    assert list(to_network(np.array([[7, 5, 0.5]])).links()) == [(7, 5, 0.5)]
    assert to_network(np.array([[7, 5, 0.5]])).nodes.dtype == np.int64
    assert to_network(np.array([["a", "b"]])).nodes == ["a", "b"]
    assert to_network(np.array([["a", "b", 2]], dtype=object)).weights.tolist() == [2.0, 2.0]


def test_square_arrays_of_two_or_three_columns_are_link_lists():
    assert list(to_network(np.array([[0, 1], [1, 2]])).links()) == [(0, 1, 1.0), (1, 2, 1.0)]
    links = to_network(np.array([[0, 1, 2], [1, 2, 3], [2, 0, 4]]))
    assert list(links.links()) == [(0, 1, 2.0), (0, 2, 4.0), (1, 2, 3.0)]


def test_an_old_numpy_matrix_is_a_link_list():
    with pytest.warns(PendingDeprecationWarning):
        links = np.matrix([[0, 1], [1, 2]])
    assert to_network(links) == to_network(np.asarray(links))


@pytest.mark.parametrize("shape", [(4, 4), (5,), (2, 5), (0, 0), (2, 2, 2), ()])
def test_an_array_of_another_shape_is_refused_with_the_ways_out(shape):
    with pytest.raises(
        NetworkError, match=r"no link list; .*wrap it: scipy\.sparse\.csr_array.*tuple\(array\)"
    ):
        to_network(np.zeros(shape))


def test_a_fractional_id_in_an_array_is_named():
    with pytest.raises(NetworkError, match=r"link 0 has end 0.5; .* whole numbers"):
        to_network(np.array([[0.5, 1.0]]))
