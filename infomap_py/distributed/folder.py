"""Arrays in files that are there whole or not at all, under names that say what they are.

All that tasks share lies in one folder that every process sees. A file is never changed: another
version has another name. So whoever runs a task again writes the same bytes to the same place.
"""

from __future__ import annotations

import io
import json
import math
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy

from infomap_py.errors import ReadError

Array = npt.NDArray[Any]

SMALL = 1 << 16  # bytes that are at most read rather than mapped

# Where all weigh the same: a file that is not there would mean the same to a task that comes late,
# after what it reads was removed.
NO_WEIGHTS = np.empty(0)


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """The name to write to; what was written there has the name ``path`` afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}-{os.urandom(8).hex()}.tmp")
    try:
        yield temporary
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def save(path: str | Path, array: Array) -> None:
    """Write an array."""
    with appearing(Path(path)) as temporary, temporary.open("wb") as file:
        np.lib.format.write_array(file, np.ascontiguousarray(array), allow_pickle=False)


def load(path: str | Path) -> Array:
    """An array; of a large one, mapped into memory, what is not looked at is not read.

    Raises
    ------
    ReadError
        The file is not the array that was written.
    """
    try:
        content = _content(path)
        shape, dtype, offset = _header(content[: 10 + int.from_bytes(content[8:10], "little")])
        array = np.frombuffer(content, dtype, math.prod(shape), offset)
    except (ValueError, TokenError) as error:
        raise _damaged(path, "array", error) from error
    return array.reshape(shape)


def _content(path: str | Path) -> bytes | mmap:
    """What a file holds. Steps open as many as shards times shards, so that a buffer for each,
    which takes as long to make as to read what is in it, would be felt."""
    with open(path, "rb", buffering=0) as file:
        content = file.read(SMALL)
        is_all = len(content) == os.fstat(file.fileno()).st_size
        return content if is_all else mmap(file.fileno(), 0, access=ACCESS_READ)


def _damaged(path: str | Path, what: str, error: Exception) -> ReadError:
    return ReadError(
        f"{path}: not the {what} that was written there ({error}). Put back what was there, or run "
        "again in another folder."
    )


@lru_cache(maxsize=4096)
def _header(head: bytes) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Shape and type that the header of a .npy file says, and where it ends. That of numpy takes
    longer than to read most of the files, of which a step has as many as shards times shards."""
    file = io.BytesIO(head)
    if npy.read_magic(file) != (1, 0):
        raise ValueError("its version is another")
    shape, _, dtype = npy.read_array_header_1_0(file)
    return shape, dtype, len(head)


def save_numbers(path: Path, numbers: Any) -> None:
    """Write what JSON holds."""
    with appearing(path) as temporary:
        temporary.write_text(json.dumps(numbers), encoding="utf-8")


def load_numbers(path: Path) -> Any:
    """What ``save_numbers`` wrote.

    Raises
    ------
    ReadError
        Something else is there.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _damaged(path, "text", error) from error


def remove_file(path: str) -> None:
    """Remove a file; it may be gone already."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def remove(path: Path) -> None:
    """Remove a folder; it may be gone already."""
    shutil.rmtree(path, ignore_errors=True)
