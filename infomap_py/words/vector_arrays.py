"""Arrays in .npy files, and the words of their rows."""

from __future__ import annotations

import io
import os
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy

from infomap_py.encodings import (
    CONVERT,
    OLD_LINE_ENDS,
    converted_from,
    has_old_line_ends,
    wide_encoding,
)
from infomap_py.errors import NetworkError, OptionError, ReadError, counted
from infomap_py.streams import joined, name_of, read_chunks
from infomap_py.words.word_vectors import Place, WordVectors, as_rows, sound

ROWS_READ = 1 << 14  # at a time
HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
SUFFIXES = (".txt", ".vocab", ".txt.gz", ".vocab.gz")


def read_array(content: IO[bytes], source: Any, limit: int | None, vocabulary: Any) -> WordVectors:
    """The rows of a .npy file or its bytes, with the words of a vocabulary."""
    name = name_of(source)
    try:
        array = array_in(content, name)
    except Exception as error:  # numpy raises nearly everything on a malformed header
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's error, not the format's
        said = " ".join(str(error).split())
        raise ReadError(f"{name}: is no array of numbers ({said.removesuffix('.')}).") from error
    if vocabulary is None:
        vocabulary = _beside(source)
    return with_words(array, vocabulary, name, limit, from_file=True)


def array_in(file: IO[bytes], name: str) -> Any:
    """The array of a .npy file, or if it has rows what reads those that are wanted."""
    version = npy.read_magic(file)
    if not isinstance(file, io.BytesIO) and version in HEADERS:
        shape, columns_first, dtype = HEADERS[version](file)
        if len(shape) == 2 and not columns_first and not dtype.hasobject:
            return RowsOfFile(file, name, file.tell(), shape, dtype)
    file.seek(0)
    return np.load(file, allow_pickle=False)


@dataclass(frozen=True)
class RowsOfFile:
    """Rows of numbers from an offset on in a file, which are read when they are asked for.

    The file is not mapped: one that others make shorter meanwhile would end the process.
    """

    file: IO[bytes]
    name: str
    offset: int
    shape: tuple[int, int]
    dtype: np.dtype[Any]

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, wanted: slice) -> Any:
        """Rows without a gap; of real numbers as float32, block by block."""
        start, stop, _ = wanted.indices(len(self))
        kind = np.dtype(np.float32) if self.dtype.kind in "fiu" else self.dtype
        rows = np.empty((max(0, stop - start), self.shape[1]), dtype=kind)
        with np.errstate(over="ignore"):  # told by name, with what is not finite
            for first in range(start, stop, ROWS_READ):
                last = min(first + ROWS_READ, stop)
                rows[first - start : last - start] = self._read(first, last)
        return rows

    def _read(self, first: int, last: int) -> Any:
        count, size = (last - first) * self.shape[1], self.shape[1] * self.dtype.itemsize
        self.file.seek(self.offset + first * size)
        numbers = np.fromfile(self.file, self.dtype, count)
        if len(numbers) < count:
            raise ReadError(
                f"{self.name}: has become shorter while it was read. Wait until it is written, and "
                "read it again."
            )
        return numbers.reshape(-1, self.shape[1])


def with_words(
    array: Any, vocabulary: Any, name: str, limit: int | None, *, from_file: bool = False
) -> WordVectors:
    """The first rows of an array, with the words of a vocabulary: a path, or the words."""
    words, place = vocabulary_of(vocabulary)
    number = _length(array)
    if number is not None and len(words) != number:
        error = ReadError if from_file else NetworkError
        raise error(
            f"{name}: {counted(number, 'vector')}, but {counted(len(words), 'word')}"
            f"{f' in {name_of(vocabulary)}' if _is_path(vocabulary) else ''}; "
            "give one word per vector."
        )
    rows = as_rows(array if number is None else array[:limit], name)
    kept = words[: len(rows)]
    cut = len(kept) < len(words)
    return sound(kept, rows, name, place, from_file=False, cut=cut, total=len(words))


def _length(array: Any) -> int | None:
    """How many rows there are; None of a single value, which is no array of vectors."""
    try:
        return len(array)
    except TypeError:
        return None


def vocabulary_of(vocabulary: Any) -> tuple[list[str], Place]:
    """The words, and where each is: a file has one per line."""
    if not _is_path(vocabulary):
        if isinstance(vocabulary, Sequence) or hasattr(vocabulary, "tolist"):
            words = vocabulary.tolist() if hasattr(vocabulary, "tolist") else list(vocabulary)
            return words, lambda k: f"word {k}"
        raise OptionError(
            f"vocabulary is of type {type(vocabulary).__name__}; give a path, or a list of words."
        )
    name = name_of(vocabulary)
    content = joined(read_chunks(vocabulary), name)
    if (encoding := wide_encoding(content)) is not None:
        raise ReadError(f"{name}:1: the file is {encoding}; {converted_from(encoding)}")
    lines = content.removeprefix(BOM_UTF8).split(b"\n")
    if has_old_line_ends(lines[0]):
        raise ReadError(f"{name}:1: {OLD_LINE_ENDS}")
    if not lines[-1]:
        lines.pop()
    words = []
    for k, line in enumerate(lines):
        try:
            words.append(line.removesuffix(b"\r").decode())
        except UnicodeDecodeError:
            raise ReadError(f"{name}:{k + 1}: {line!r} is not UTF-8. {CONVERT}") from None
    return words, lambda k: f"{name}:{k + 1}"


def _is_path(vocabulary: Any) -> bool:
    return isinstance(vocabulary, str | os.PathLike)


def _beside(source: Any) -> Path:
    """The vocabulary that stands beside a .npy file."""
    if _is_path(source):
        path = Path(os.fsdecode(source))
        stem = path.name[: path.name.lower().find(".npy")] if ".npy" in path.name.lower() else ""
        for suffix in SUFFIXES if stem else ():
            if (found := path.with_name(stem + suffix)).exists():
                return found
    raise ReadError(
        f"{name_of(source)}: an array without words. Give vocabulary=, a file with one word per "
        "line; or put it beside, with the same name and the suffix .txt or .vocab."
    )
