"""Pieces of the input, row groups of Parquet files and stretches of text, each read as a network.

read/<p>/labels.npy | texts.npy, ends.npy     labels of its nodes: integers, or UTF-8
read/<p>/offsets.npy, targets.npy, weights.npy     its rows; weights are not there if all are 1
"""

from __future__ import annotations

import glob
import os
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from infomap_py._core.links import LinkList
from infomap_py.distributed.folder import save
from infomap_py.distributed.label_files import encoded, kind_of, save_labels
from infomap_py.errors import NetworkError, OptionError, ReadError
from infomap_py.link_tables import from_table, link_columns
from infomap_py.network import Network
from infomap_py.optional_packages import imported
from infomap_py.options import DEFAULT_RELAXATION
from infomap_py.readers import ReadOptions, is_significant, read_links
from infomap_py.streams import read_chunks

PIECE = 1 << 25  # bytes of text, or of columns: some three million links
COMPRESSED = (".gz", ".bz2", ".xz")
PARQUET = (".parquet", ".pq")


@dataclass(frozen=True)
class Piece:
    """Part of a file: row groups from first to last - 1 of Parquet; the lines that begin at bytes
    from first to last - 1 of text; all of what is compressed."""

    path: str
    first: int
    last: int


@dataclass(frozen=True)
class Reading:
    """How links are read."""

    weight: Hashable | None
    directed: bool
    header: bool | None


def files_of(edges: Any) -> list[str]:
    """The files that a path, a folder, a pattern or several of them name, in order.

    Raises
    ------
    OptionError
        There is none.
    """
    given = [edges] if isinstance(edges, str | os.PathLike) else list(edges)
    paths: list[str] = []
    for one in map(os.fsdecode, given):
        if os.path.isdir(one):
            found = sorted(str(path) for name in PARQUET for path in Path(one).rglob(f"*{name}"))
        else:
            found = sorted(glob.glob(one, recursive=True)) if glob.has_magic(one) else [one]
        if not found:
            raise OptionError(f"there is no file {one!r} to read. Check the path or the pattern.")
        paths += [os.path.abspath(path) for path in found]
    return paths


def pieces_of(path: str) -> list[Piece]:
    """The pieces of a file, in order."""
    if path.endswith(PARQUET):
        return _row_groups(path)
    if path.endswith(COMPRESSED):
        return [Piece(path, 0, -1)]
    size = os.stat(path).st_size
    cuts = [*range(0, size, PIECE), size]
    return [Piece(path, *cut) for cut in pairwise(cuts)]


def _row_groups(path: str) -> list[Piece]:
    metadata = imported("pyarrow.parquet", "reading Parquet", "dask").read_metadata(path)
    pieces, first, size = [], 0, 0
    for group in range(metadata.num_row_groups):
        size += metadata.row_group(group).total_byte_size
        if size >= PIECE or group + 1 == metadata.num_row_groups:
            pieces.append(Piece(path, first, group + 1))
            first, size = group + 1, 0
    return pieces


def check_schemas(paths: list[str], weight: Hashable | None) -> None:
    """Files of Parquet have the same columns of links, of the same kinds.

    Raises
    ------
    ReadError
        One has not.
    """
    tables = [path for path in paths if path.endswith(PARQUET)]
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
    schema = imported("pyarrow.parquet", "reading Parquet", "dask").read_schema(path)
    kinds = {
        "integers": pyarrow.types.is_integer,
        "numbers": pyarrow.types.is_floating,
        "texts": lambda kind: pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind),
    }
    return {
        name: next((n for n, fits in kinds.items() if fits(kind)), str(kind))
        for name in link_columns(schema.names, weight)
        for kind in [schema.field(name).type]
    }


def _told(columns: dict[str, str]) -> str:
    return ", ".join(f"{name!r} ({kind})" for name, kind in columns.items())


def read(folder: Path, number: int, piece: Piece, reading: Reading) -> dict[str, Any]:
    """Read a piece: how its nodes are called, how many arcs there are, and what they weigh."""
    network = _network_of(piece, reading)
    place = folder / "read" / str(number)
    weights = network.weights
    save(place / "offsets.npy", network.offsets)
    save(place / "targets.npy", network.targets)
    if weights is not None:
        save(place / "weights.npy", weights)
    save_labels(place, encoded(network.nodes))
    return {
        "kind": kind_of(network.nodes),
        "links": network.num_given,
        "arcs": len(network.targets),
        "weight": float(len(network.targets) if weights is None else weights.sum()),
        "whole": weights is None or bool(np.all(weights == np.rint(weights))),
    }


def _network_of(piece: Piece, reading: Reading) -> Network:
    if piece.path.endswith(PARQUET):
        return _read_row_groups(piece, reading)
    header = reading.header if piece.first == 0 else False
    options = ReadOptions("links", reading.weight is not None, reading.directed, header)
    try:
        links = read_links(_stretch(piece), piece.path, options)
    except ReadError as error:
        if piece.first > 0 and not any(map(is_significant, b"".join(_stretch(piece)).split(b"\n"))):
            return Network.from_list(LinkList(), nodes=[], directed=reading.directed)
        raise ReadError(_relocated(str(error), piece)) from error.__cause__
    return links.network(piece.path, DEFAULT_RELAXATION)


def _read_row_groups(piece: Piece, reading: Reading) -> Network:
    parquet = imported("pyarrow.parquet", "reading Parquet", "dask")
    try:
        with parquet.ParquetFile(piece.path) as file:
            columns = link_columns(file.schema_arrow.names, reading.weight)
            groups = range(piece.first, piece.last)
            table = file.read_row_groups(list(groups), columns=columns).select(columns)
        return from_table(table, reading.weight, reading.directed)
    except NetworkError as error:
        groups_read = f"row groups {piece.first} to {piece.last - 1}"
        raise NetworkError(f"{piece.path}: {groups_read}: {error}") from error.__cause__


def _stretch(piece: Piece) -> Iterator[bytes]:
    """Whole lines: a line belongs to the piece in which it begins."""
    if piece.last < 0:
        yield from read_chunks(piece.path)
        return
    with open(piece.path, "rb") as file:
        file.seek(max(0, piece.first - 1))
        if piece.first > 0:
            file.readline()  # the end of a line of the piece before
        if file.tell() < piece.last:
            yield file.read(piece.last - file.tell())
            yield file.readline() if not _ends_line(file) else b""


def _ends_line(file: Any) -> bool:
    file.seek(-1, os.SEEK_CUR)
    return bool(file.read(1) == b"\n")


def _relocated(message: str, piece: Piece) -> str:
    """The message with the number of the line in the file, not in the piece."""
    begins, place, rest = message.partition(f"{piece.path}:")
    line, colon, said = rest.partition(":")
    if begins or not line.isdigit() or piece.first <= 0:
        return message
    with open(piece.path, "rb") as file:
        before = sum(
            file.read(min(PIECE, piece.first - a)).count(b"\n")
            for a in range(0, piece.first, PIECE)
        )
    return f"{place}{int(line) + before}{colon}{said}"
