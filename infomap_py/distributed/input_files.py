"""Files of links: which there are, and whether they go together."""

from __future__ import annotations

import glob
import os
from codecs import BOM_UTF8
from collections.abc import Hashable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from infomap_py.errors import InputTypeError, NetworkError, OptionError, ReadError
from infomap_py.graph_files import graph_format
from infomap_py.link_tables import link_columns
from infomap_py.optional_packages import imported
from infomap_py.pajek import is_pajek
from infomap_py.readers import is_significant
from infomap_py.streams import read_chunks

PARQUET = (".parquet", ".pq")
HEAD = 1 << 16  # bytes of a text in which its first link is looked for


def files_of(edges: Any) -> list[str]:
    """The files that a path, a folder, a pattern or several of them name, in order, each once.

    Raises
    ------
    OptionError
        There is none.
    InputTypeError
        These are no names.
    """
    paths: list[str] = []
    for one in _names(edges):
        matching = [one] if os.path.exists(one) else sorted(glob.glob(one, recursive=True))
        found = [path for name in matching for path in _files_in(name)]
        if not found:
            what = "Parquet file in the folder" if os.path.isdir(one) else "file"
            raise OptionError(f"there is no {what} {one!r} to read. Check the path or the pattern.")
        paths += map(os.path.abspath, found)
    return list(dict.fromkeys(paths))


def _names(edges: Any) -> list[str]:
    try:
        if isinstance(edges, Sequence | Iterator) and not isinstance(edges, str | bytes):
            return list(map(os.fsdecode, edges))
        return [os.fsdecode(edges)]
    except TypeError:
        raise InputTypeError(
            f"cannot read links from {type(edges).__name__}; give the names of files, or a Dask "
            "DataFrame. What is in memory is for infomap_py.partition."
        ) from None


def _files_in(name: str) -> list[str]:
    """The Parquet files in a folder; or the file."""
    if not os.path.isdir(name):
        return [name]
    return sorted(str(path) for suffix in PARQUET for path in Path(name).rglob(f"*{suffix}"))


def check_files(paths: list[str], weight: Hashable | None) -> None:
    """Texts are link lists, and files of Parquet have the same columns of links, of the same kinds.

    Raises
    ------
    ReadError
        One is not, or has not.
    """
    for path in paths:
        if not path.endswith(PARQUET):
            _check_list(path)
    _check_schemas([path for path in paths if path.endswith(PARQUET)], weight)


def _check_list(path: str) -> None:
    with closing(read_chunks(path, HEAD)) as chunks, errors_at(f"{path}:1"):
        head = b"".join(islice(chunks, 2))  # the first are the few that tell compressions
    first = next(filter(is_significant, head.removeprefix(BOM_UTF8).splitlines()), b"").strip()
    kind = "pajek" if is_pajek(first) else graph_format("", head)
    if kind == "parquet":
        raise ReadError(f"{path}: this is Parquet; give it a name that ends with .parquet.")
    if kind is not None:
        raise ReadError(
            f"{path}: this is a file of the format {kind}; links are read from link lists and "
            "Parquet here. `infomap-py sparsify FILE --min-weight 0 -o links.tsv` makes a list."
        )


def _check_schemas(tables: list[str], weight: Hashable | None) -> None:
    first = _columns_of(tables[0], weight) if tables else {}
    for path in tables[1:]:
        if (other := _columns_of(path, weight)) != first:
            raise ReadError(
                f"{path}: the links are in columns {_told(other)}, but those of {tables[0]} in "
                f"{_told(first)}. Give files with the same columns, or those of each kind alone."
            )


def _columns_of(path: str, weight: Hashable | None) -> dict[str, str]:
    """What kind each column of links is."""
    pyarrow = imported("pyarrow", "reading Parquet", "dask")
    parquet = imported("pyarrow.parquet", "reading Parquet", "dask")
    with errors_at(path):
        schema = parquet.read_schema(path)
        names = link_columns(schema.names, weight)
    kinds = {
        "integers": pyarrow.types.is_integer,
        "numbers": pyarrow.types.is_floating,
        "texts": lambda kind: pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind),
    }
    return {
        name: next((n for n, fits in kinds.items() if fits(kind)), str(kind))
        for name in names
        for kind in [schema.field(name).type]
    }


def _told(columns: dict[str, str]) -> str:
    return ", ".join(f"{name!r} ({kind})" for name, kind in columns.items())


@contextmanager
def errors_at(place: str) -> Iterator[None]:
    """Errors say where they are."""
    pyarrow = imported("pyarrow", "reading Parquet", "dask")
    try:
        yield
    except NetworkError as error:  # of which ReadError is one
        raise ReadError(f"{place}: {error}") from error.__cause__
    except pyarrow.ArrowInvalid as error:
        said = " ".join(str(error).split()).removesuffix(".")
        raise ReadError(
            f"{place}: pyarrow cannot read this as Parquet: {said}. Write the file again."
        ) from error
