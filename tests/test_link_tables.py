"""Data frames: which column is which, and rows that cannot be links."""

import numpy as np
import pytest

from infomap_py.adapters import to_network
from infomap_py.errors import NetworkError

pandas = pytest.importorskip("pandas")


def links_of(table, **options):
    return list(to_network(table, **options).links())


def test_two_columns_are_the_ends_whatever_they_are_called():
    table = pandas.DataFrame({"left": ["a", "b"], "right": ["b", "c"]})
    network = to_network(table)
    assert list(network.links()) == [("a", "b", 1.0), ("b", "c", 1.0)]
    assert network.weights is None
    assert network.source == "pandas.DataFrame"


def test_the_third_of_three_columns_is_the_weight():
    table = pandas.DataFrame({0: [1, 2], 1: [2, 3], 2: [0.5, 2]})
    assert links_of(table) == [(1, 2, 0.5), (2, 3, 2.0)]
    assert links_of(table, weight=None) == [(1, 2, 1.0), (2, 3, 1.0)]


@pytest.mark.parametrize(
    ("source", "target"),
    [("source", "target"), ("From", "To"), ("U", "v"), ("NODE1", "node2"), ("Source", "TARGET")],
)
def test_ends_and_weight_are_found_by_name_among_other_columns(source, target):
    table = pandas.DataFrame(
        {"id": [7], "weight": [3], target: ["b"], "kind": ["x"], source: ["a"], "note": [None]}
    )
    assert links_of(table, directed=True) == [("a", "b", 3.0)]
    assert links_of(table, directed=True, weight=None) == [("a", "b", 1.0)]
    assert links_of(table.drop(columns="weight"), directed=True) == [("a", "b", 1.0)]


@pytest.mark.parametrize("order", [["w", "source", "target"], ["source", "w", "target"]])
def test_names_come_before_places(order):
    table = pandas.DataFrame({"source": ["a"], "target": ["b"], "w": [3]})[order]
    assert links_of(table, directed=True) == [("a", "b", 3.0)]


def test_a_column_called_weight_is_no_end():
    table = pandas.DataFrame({"weight": [2.0], "x": ["a"], "y": ["b"]})
    assert links_of(table) == [("a", "b", 2.0)]


def test_the_weight_may_have_another_name():
    table = pandas.DataFrame({"u": ["a"], "v": ["b"], "weight": [2.0], "cost": [5.0]})
    assert links_of(table, weight="cost") == [("a", "b", 5.0)]


@pytest.mark.parametrize("columns", [["u", "v", "cost"], ["u", "v"], ["u", "v", "cost", "note"]])
def test_an_unknown_weight_suggests_the_nearest_column(columns):
    table = pandas.DataFrame([[1, 2, 3, 4][: len(columns)]], columns=columns)
    way_out = r"Did you mean 'cost'\?" if "cost" in columns else "with weight=None"
    with pytest.raises(NetworkError, match=rf"no column 'costs'; there are 'u', 'v'.*{way_out}"):
        to_network(table, weight="costs")


@pytest.mark.parametrize("columns", [["a"], ["a", "b", "c", "d"], ["weight", "a"], []])
def test_columns_without_ends_are_listed(columns):
    table = pandas.DataFrame([range(len(columns))], columns=columns)
    with pytest.raises(NetworkError, match=r"which columns hold the ends .* call them 'source'"):
        to_network(table)


def test_columns_that_share_a_name_are_refused():
    table = pandas.DataFrame([[1, 2, 3]], columns=["u", "v", "u"])
    with pytest.raises(NetworkError, match="two columns of the table share a name"):
        to_network(table)


def test_a_column_called_like_a_method_of_a_file_does_not_make_it_one():
    table = pandas.DataFrame({"source": ["a"], "target": ["b"], "read": [3], "adjacency": [1]})
    assert links_of(table) == [("a", "b", 1.0)]


@pytest.mark.parametrize("dtype", ["int64", "uint8", "Int64", "float64", "object", "category"])
def test_ids_of_any_type_are_whole_numbers(dtype):
    table = pandas.DataFrame({"u": [1, 2], "v": [2, 3]}).astype(dtype)
    network = to_network(table)
    assert list(network.links()) == [(1, 2, 1.0), (2, 3, 1.0)]
    assert {type(u) for u in network.index} == {int}


@pytest.mark.parametrize("dtype", ["object", "string", "category"])
def test_labels_of_any_type_are_strings(dtype):
    table = pandas.DataFrame({"u": ["a", "b"], "v": ["b", "c"]}).astype(dtype)
    network = to_network(table)
    assert network.nodes == ["a", "b", "c"]
    assert {type(node) for node in network.nodes} == {str}


@pytest.mark.parametrize("dtype", ["int64", "Int64", "Float64", "bool", "float32"])
def test_weights_of_any_type_are_numbers(dtype):
    table = pandas.DataFrame({"u": ["a", "b"], "v": ["b", "c"], "weight": [1, 0]})
    links = links_of(table.astype({"weight": dtype}))
    assert links == [("a", "b", 1.0), ("b", "c", 0.0)]


@pytest.mark.parametrize(
    "ends",
    [
        ["a", None],
        pandas.array(["a", None], dtype="string"),
        pandas.Categorical(["a", None]),
        pandas.array([1, None], dtype="Int64"),
        [1.0, np.nan],
        pandas.to_datetime(["2020-01-01", None]),
    ],
)
def test_a_missing_label_names_the_row(ends):
    table = pandas.DataFrame({"u": ends, "v": [1, 2]})
    with pytest.raises(NetworkError, match=r"row 1 has end (nan|None|<NA>|NaT|.*NaT.*); "):
        to_network(table)


@pytest.mark.parametrize("weights", [[1, None], pandas.array([1, None], dtype="Int64"), [1, "x"]])
def test_a_weight_that_is_no_number_names_the_row_or_link(weights):
    table = pandas.DataFrame({"u": ["a", "b"], "v": ["b", "c"], "weight": weights})
    with pytest.raises(NetworkError, match=r"(row|link) 1 \('b' -> 'c'\) has weight"):
        to_network(table)


def test_rows_are_numbered_from_0_whatever_the_index():
    table = pandas.DataFrame({"u": ["a", None], "v": ["b", "c"]}, index=[30, 10])
    with pytest.raises(NetworkError, match="row 1 has end"):
        to_network(table)


def test_a_table_without_rows_has_no_nodes():
    assert to_network(pandas.DataFrame({"u": [], "v": []})).num_nodes == 0


def test_a_table_and_its_rows_give_the_same_network():
    rows = np.random.default_rng(1).integers(0, 50, (300, 2))
    table = pandas.DataFrame(rows, columns=["source", "target"])
    assert to_network(table) == to_network(list(table.itertuples(index=False)))
