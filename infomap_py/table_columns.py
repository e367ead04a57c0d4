"""A column of a pandas, polars or pyarrow table, as numbers or as codes of its distinct values.

Tables keep text once per distinct value, or their libraries find the distinct ones faster than a
dictionary does; so no Python object is made per row. The libraries are not imported here: who holds
a table has loaded its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from infomap_py.numbering import Array, Coded

NUMBERS = "iufb"  # numpy's letters for the kinds of numbers


def end_labels(column: Any) -> Array | Coded:
    """The labels at one end of links: an array, or codes where they are neither numbers nor dates.

    Where a number is missing, NaN stands for it.
    """
    found: Array | Coded = _reader(column, _ENDS)(column)
    return found


def weight_numbers(column: Any) -> Array:
    """The column as numbers, NaN where one is missing; or objects, if it has others."""
    found: Array = _reader(column, _WEIGHTS)(column)
    return found


def _reader(column: Any, readers: dict[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    library = type(column).__module__.partition(".")[0]
    return readers.get(library, np.asarray)


def _pandas_ends(series: Any) -> Array | Coded:
    pandas, dtype = sys.modules["pandas"], series.dtype
    if isinstance(dtype, pandas.CategoricalDtype):
        return _coded(series.cat.codes.to_numpy(), np.asarray(series.cat.categories))
    if dtype.kind in "iuf" or (isinstance(dtype, np.dtype) and dtype.kind != "O"):
        return _pandas_numbers(series)
    values = series.to_numpy() if isinstance(dtype, np.dtype) else series.array
    try:
        codes, distinct = pandas.factorize(values)
    except TypeError:  # labels that cannot be hashed: named where they are numbered
        return np.asarray(series, dtype=object)
    return Coded(codes, distinct.tolist())


def _pandas_numbers(series: Any) -> Array:
    """Numbers of whatever type; anything else as numpy has it."""
    dtype = getattr(series.dtype, "numpy_dtype", series.dtype)
    if dtype is series.dtype or dtype.kind not in NUMBERS:
        return np.asarray(series)
    if series.hasnans:
        return np.asarray(series.to_numpy(dtype=np.float64, na_value=np.nan))
    return np.asarray(series.to_numpy(dtype=dtype))


def _polars_ends(series: Any) -> Array | Coded:
    polars, dtype = sys.modules["polars"], series.dtype
    if dtype in (polars.String, polars.Categorical, polars.Enum):
        text = series.cast(polars.String)
        distinct = text.drop_nulls().unique(maintain_order=True)
        codes = text.cast(polars.Enum(distinct)).to_physical().cast(polars.Int64)
        return Coded(codes.fill_null(-1).to_numpy(), distinct.to_list())
    if dtype.is_nested() or dtype in (polars.Object, polars.Binary, polars.Decimal):
        return _objects(series.to_list())
    return np.asarray(series.to_numpy())


def _arrow_ends(column: Any) -> Array | Coded:
    types, kind = sys.modules["pyarrow"].types, column.type
    if types.is_dictionary(kind):
        column = _chunked(column).unify_dictionaries()
    elif any(is_text(kind) for is_text in _texts(types)):
        column = _chunked(column).dictionary_encode()
    elif types.is_nested(kind):
        return _objects(column.to_pylist())
    else:
        return _arrow_numbers(column)
    if column.num_chunks == 0:
        return Coded(np.empty(0, dtype=np.int64), [])
    codes = [chunk.indices.cast("int64").fill_null(-1).to_numpy() for chunk in column.chunks]
    distinct = column.chunk(0).dictionary
    if any(is_text(distinct.type) for is_text in _texts(types)):
        return Coded(np.concatenate(codes), distinct.to_pylist())
    return _coded(np.concatenate(codes), distinct.to_numpy(zero_copy_only=False))


def _texts(types: Any) -> tuple[Callable[[Any], bool], ...]:
    return types.is_string, types.is_large_string, types.is_binary, types.is_large_binary


def _arrow_numbers(column: Any) -> Array:
    if sys.modules["pyarrow"].types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    numbers: Array = _chunked(column).to_numpy()
    return numbers


def _chunked(column: Any) -> Any:
    """A column of a RecordBatch as one of a Table."""
    return column if hasattr(column, "chunks") else sys.modules["pyarrow"].chunked_array([column])


def _coded(codes: Array, distinct: Array) -> Array | Coded:
    """Codes of these values; or the values, if they are numbers and none is missing."""
    if distinct.dtype.kind in "iuf" and codes.min(initial=0) >= 0:
        return distinct[codes]
    return Coded(codes, distinct.tolist())


def _objects(values: list[Any]) -> Array:
    """The values in an array, also where they are sequences."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


_ENDS: dict[str, Callable[[Any], Any]] = {
    "pandas": _pandas_ends,
    "polars": _polars_ends,
    "pyarrow": _arrow_ends,
}
_WEIGHTS: dict[str, Callable[[Any], Any]] = {
    "pandas": _pandas_numbers,
    "polars": lambda series: series.to_numpy(),
    "pyarrow": _arrow_numbers,
}
