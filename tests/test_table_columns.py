"""Columns of polars and pyarrow, and of pandas on Arrow: the network is that of the same links
one by one, whatever the type; what is missing names its row."""

import datetime

import numpy as np
import pytest

from infomap_py.adapters import to_network
from infomap_py.errors import NetworkError
from infomap_py.numbering import Coded, number_coded

TEXT = [("a", "b", 1.0), ("b", "c", 2.5), ("a", "b", 0.5)]
COLUMNS = [*zip(*TEXT, strict=True)]
NUMBERS = [(7, 3, 1.0), (3, 9, 2.5), (7, 3, 0.5)]


def pandas():
    return pytest.importorskip("pandas", reason="pandas is optional")


def polars():
    return pytest.importorskip("polars", reason="polars is optional")


def pyarrow():
    return pytest.importorskip("pyarrow", reason="pyarrow is optional")


def polars_frame(dtype, rows):
    frame = polars().DataFrame(rows, schema=["source", "target", "weight"], orient="row")
    return frame.with_columns(polars().col("source", "target").cast(dtype))


def arrow_table(dtype, rows):
    sources, targets, weights = zip(*rows, strict=True)
    ends = [pyarrow().array(column).cast(dtype) for column in (sources, targets)]
    return pyarrow().table([*ends, pyarrow().array(weights)], ["source", "target", "weight"])


def pandas_frame(dtype, rows):
    frame = pandas().DataFrame(rows, columns=["source", "target", "weight"])
    return frame.astype({"source": dtype, "target": dtype})


@pytest.mark.parametrize("dtype", ["String", "Categorical"])
def test_text_of_polars(dtype):
    assert_same(polars_frame(getattr(polars(), dtype), TEXT), TEXT)


@pytest.mark.parametrize("dtype", ["Int64", "UInt8", "Float32", "Int16"])
def test_numbers_of_polars(dtype):
    assert_same(polars_frame(getattr(polars(), dtype), NUMBERS), NUMBERS)


def test_an_enum_of_polars_whose_categories_are_not_all_there():
    assert_same(polars_frame(polars().Enum(["z", "c", "b", "a"]), TEXT), TEXT)


@pytest.mark.parametrize("dtype", ["string", "large_string", "binary", "string_view"])
def test_text_of_pyarrow(dtype):
    rows = [(u.encode(), v.encode(), w) for u, v, w in TEXT] if dtype == "binary" else TEXT
    assert_same(arrow_table(getattr(pyarrow(), dtype)(), rows), rows)


@pytest.mark.parametrize("dtype", ["int64", "uint8", "float32"])
def test_numbers_of_pyarrow(dtype):
    assert_same(arrow_table(getattr(pyarrow(), dtype)(), NUMBERS), NUMBERS)


def test_dictionaries_of_pyarrow_in_several_chunks():
    arrow = pyarrow()
    table = arrow_table(arrow.string(), TEXT)
    halves = [arrow_table(arrow.string(), part) for part in (TEXT[:1], TEXT[1:])]
    chunked = arrow.concat_tables([part.select(table.column_names) for part in halves])
    for index in (0, 1):  # the dictionaries of two chunks have their words in different order
        column = chunked.column(index)
        coded = arrow.chunked_array([chunk.dictionary_encode() for chunk in column.chunks])
        chunked = chunked.set_column(index, chunked.column_names[index], coded)
    assert chunked.column(0).num_chunks == 2
    assert_same(chunked, TEXT)


def test_dictionaries_of_numbers_are_numbers():
    table = arrow_table(pyarrow().int64(), NUMBERS)
    coded = table.set_column(0, "source", table.column(0).dictionary_encode())
    assert_same(coded, NUMBERS)
    assert isinstance(to_network(coded).nodes, np.ndarray)


def test_a_record_batch_is_a_table():
    batch = arrow_table(pyarrow().string(), TEXT).to_batches()[0]
    assert_same(batch, TEXT)
    assert to_network(batch).source == "pyarrow.RecordBatch"


@pytest.mark.parametrize("dtype", ["string[pyarrow]", "large_string[pyarrow]", "category"])
def test_text_of_pandas(dtype):
    pyarrow()
    assert_same(pandas_frame(dtype, TEXT), TEXT)


@pytest.mark.parametrize("dtype", ["int64[pyarrow]", "double[pyarrow]", "Int32", "category"])
def test_numbers_of_pandas(dtype):
    pyarrow()
    assert_same(pandas_frame(dtype, NUMBERS), NUMBERS)


def assert_same(table, links):
    """The network of these links, with labels that are no scalars of numpy or Arrow."""
    for options in ({}, {"weight": None}, {"directed": True}):
        assert to_network(table, **options) == to_network(links, **options)
    assert {type(node) for node in to_network(table).index} == {type(links[0][0])}


def test_tables_without_rows_have_no_nodes():
    for table in (
        polars_frame(polars().String, TEXT)[:0],
        arrow_table(pyarrow().string(), TEXT)[:0],
        pyarrow().table({"u": pyarrow().chunked_array([], type="string"), "v": []}),
    ):
        assert to_network(table).num_nodes == 0


def test_dates_and_truth_are_labels():
    days = [datetime.date(2020, 1, day) for day in (1, 2, 3)]
    table = polars().DataFrame({"u": days[:2], "v": days[1:]})
    assert to_network(table).num_nodes == 3
    assert to_network(table.to_arrow() if pyarrow() else table) == to_network(table)
    truth = polars().DataFrame({"u": [True, False], "v": [False, False]})
    assert to_network(truth).nodes == [True, False]


@pytest.mark.parametrize("ends", [["a", None], [1, None], [1.5, None], [True, None]])
@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_a_missing_end_names_the_row(library, ends):
    columns = {"u": ends, "v": [ends[0]] * 2}
    columns["u"], columns["v"] = columns["v"], columns["u"]
    table = polars().DataFrame(columns) if library == "polars" else pyarrow().table(columns)
    row = 0 if ends[0] == 1.5 else 1  # that it is no whole number is said first
    with pytest.raises(NetworkError, match=rf"^row {row} has end (None|nan|1\.5); "):
        to_network(table)


def test_a_null_within_a_dictionary_is_missing():
    arrow = pyarrow()
    ends = arrow.DictionaryArray.from_arrays(arrow.array([0, 1]), arrow.array(["a", None]))
    with pytest.raises(NetworkError, match=r"^row 1 has end None; .* Drop the row"):
        to_network(arrow.table({"u": ends, "v": ["b", "c"]}))


def test_ends_that_cannot_be_hashed_name_the_row():
    for table in (
        polars().DataFrame({"u": ["a", "b"], "v": [[1], [2]]}),
        pyarrow().table({"u": ["a", "b"], "v": [[1], [2]]}),
        pandas().DataFrame({"u": ["a", "b"], "v": [[1], [2]]}),
    ):
        with pytest.raises(NetworkError, match=r"(row|link) 0 has end \[1\], of type list"):
            to_network(table)


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_a_missing_weight_names_the_row(library):
    columns = {"u": ["a", "b"], "v": ["b", "c"], "weight": [1.0, None]}
    table = polars().DataFrame(columns) if library == "polars" else pyarrow().table(columns)
    with pytest.raises(NetworkError, match=r"(row|link) 1 \('b' -> 'c'\) has weight nan"):
        to_network(table)


def test_codes_and_other_labels_may_be_mixed():
    arrow = pyarrow()
    table = arrow.table({"u": ["a", "b"], "v": [3, 4]})
    assert to_network(table) == to_network([("a", 3), ("b", 4)])


def test_labels_that_are_equal_are_one_node_whatever_their_codes():
    sources = Coded(np.array([1, 0]), ["x", "y"])
    targets = Coded(np.array([0, 1]), ["x", "z"])
    numbered = number_coded(sources, targets)
    assert numbered.nodes == ["y", "x", "z"]  # y-x, x-z
    assert [numbered.links[k] for k in range(2)] == [(0, 1), (1, 2)]
