"""Pieces of the input, row groups of Parquet files and stretches of text, each read as a network.

read/<p>/labels.npy | texts.npy, ends.npy     labels of its nodes: integers, or UTF-8
read/<p>/offsets.npy, targets.npy, weights.npy     its rows; weights are empty if all are 1
"""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain, filterfalse, islice, pairwise, takewhile
from pathlib import Path
from typing import Any

import numpy as np

from infomap_py._core.links import LinkList
from infomap_py.distributed.folder import NO_WEIGHTS, save
from infomap_py.distributed.input_files import PARQUET, errors_at
from infomap_py.distributed.label_files import encoded, kind_of, save_labels
from infomap_py.errors import ReadError
from infomap_py.link_lists import separator_of
from infomap_py.link_tables import from_table, link_columns
from infomap_py.network import Network
from infomap_py.optional_packages import imported
from infomap_py.options import DEFAULT_RELAXATION
from infomap_py.readers import ReadOptions, is_significant, read_links
from infomap_py.streams import CHUNK_SIZE, HEAD_SIZE, compression, read_chunks

PIECE_PER_ARC = 4  # bytes of text or columns: to read them takes what an arc of a shard does
LEAST_PIECE = 1 << 24  # some million links
ROW = 16  # bytes of two ids, which take less in a file where they are small, but not in memory


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


def piece_size(shard_arcs: int) -> int:
    """Bytes of a piece, for tasks that may take as much memory as shards of so many arcs."""
    return max(LEAST_PIECE, PIECE_PER_ARC * shard_arcs)


def pieces_of(path: str, most: int) -> list[Piece]:
    """The pieces of a file, in order, of so many bytes at most, but of one row group at least."""
    if path.endswith(PARQUET):
        return _row_groups(path, most)
    with open(path, "rb") as file:
        if compression(path, file.read(HEAD_SIZE)) is not None:
            return [Piece(path, 0, -1)]
    size = os.stat(path).st_size
    cuts = [*range(len(_comments(path)), size, most), size]
    return [Piece(path, *cut) for cut in pairwise(cuts)]


def _comments(path: str) -> bytes:
    """What is in a text before its first link or header; it may say how to read the rest."""
    with open(path, "rb") as file:
        lines = takewhile(_is_insignificant, file)
        return b"".join(lines)


def _separator(path: str, has_header: bool | None) -> str | None:
    """What separates the columns of a text: its first link says, not that of each piece."""
    with open(path, "rb") as file:
        for line in islice(filterfalse(_is_insignificant, file), 1 if has_header else 0, None):
            return separator_of(line)
    return None


def _is_insignificant(line: bytes) -> bool:
    return not is_significant(line.removeprefix(BOM_UTF8))


def _row_groups(path: str, most: int) -> list[Piece]:
    parquet = imported("pyarrow.parquet", "reading Parquet", "dask")
    with errors_at(path):
        metadata = parquet.read_metadata(path)
    pieces, first, size = [], 0, 0
    for group in range(metadata.num_row_groups):
        rows = metadata.row_group(group)
        more = max(rows.total_byte_size, ROW * rows.num_rows)
        if first < group and size + more > most:
            pieces.append(Piece(path, first, group))
            first, size = group, 0
        size += more
    if first < metadata.num_row_groups:
        pieces.append(Piece(path, first, metadata.num_row_groups))
    return pieces


def read(folder: Path, number: int, piece: Piece, reading: Reading) -> dict[str, Any]:
    """Read a piece: how its nodes are called, how many arcs there are, and what they weigh."""
    network = _network_of(piece, reading)
    place = folder / "read" / str(number)
    weights = network.weights
    save(place / "offsets.npy", network.offsets)
    save(place / "targets.npy", network.targets)
    save(place / "weights.npy", NO_WEIGHTS if weights is None else weights)
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
    options = ReadOptions("links", reading.weight is not None, reading.directed, reading.header)
    if piece.last < 0:
        links = read_links(read_chunks(piece.path), piece.path, options)
        return links.network(piece.path, DEFAULT_RELAXATION)
    comments = _comments(piece.path)
    is_later = piece.first > len(comments)
    if is_later:
        separator = _separator(piece.path, reading.header)
        options = replace(options, header=False, separator=separator)
    try:
        links = read_links(chain([comments], _stretch(piece)), piece.path, options)
    except ReadError as error:
        lines = BytesIO(b"".join(_stretch(piece)))
        if is_later and not any(map(is_significant, lines)):
            return Network.from_list(LinkList(), nodes=[], directed=reading.directed)
        raise ReadError(_relocated(str(error), piece, len(comments))) from error.__cause__
    return links.network(piece.path, DEFAULT_RELAXATION)


def _read_row_groups(piece: Piece, reading: Reading) -> Network:
    parquet = imported("pyarrow.parquet", "reading Parquet", "dask")
    groups = range(piece.first, piece.last)
    with (
        errors_at(f"{piece.path}: row groups {piece.first} to {piece.last - 1}"),
        parquet.ParquetFile(piece.path) as file,
    ):
        columns = link_columns(file.schema_arrow.names, reading.weight)
        table = file.read_row_groups(list(groups), columns=columns).select(columns)
        return from_table(table, reading.weight, reading.directed)


def _stretch(piece: Piece) -> Iterator[bytes]:
    """Whole lines: a line belongs to the piece in which it begins."""
    with open(piece.path, "rb") as file:
        file.seek(max(0, piece.first - 1))
        if piece.first > 0:
            file.readline()  # the end of a line of the piece before
        block = b"\n"
        while block and file.tell() < piece.last:
            yield (block := file.read(min(CHUNK_SIZE, piece.last - file.tell())))
        if not block.endswith(b"\n"):
            yield file.readline()


def _relocated(message: str, piece: Piece, begin: int) -> str:
    """The message with the number of the line in the file, not in what was read of it: all before
    ``begin``, and the piece."""
    begins, place, rest = message.partition(f"{piece.path}:")
    line, colon, said = rest.partition(":")
    if begins or not line.isdigit():
        return message
    with open(piece.path, "rb") as file:
        file.seek(begin)
        before = sum(
            file.read(min(CHUNK_SIZE, piece.first - a)).count(b"\n")
            for a in range(begin, piece.first, CHUNK_SIZE)
        )
    return f"{place}{int(line) + before}{colon}{said}"
