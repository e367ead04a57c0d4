"""Arrays that are kept in memory while there is room, and on the disk from then on."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, Any, Self

import numpy as np

from infomap_py.arrays import Array
from infomap_py.errors import TemporaryFileError


@dataclass(frozen=True)
class OnDisk:
    """Where in the file an array is."""

    position: int
    length: int
    dtype: np.dtype[Any]


Kept = Array | OnDisk


@contextmanager
def _told() -> Iterator[None]:
    """An error of the temporary file, which has no name, says where it is and what helps."""
    try:
        yield
    except OSError as error:
        raise TemporaryFileError(
            error.errno,
            f"{error.strerror}, in a temporary file; set TMPDIR to another folder, or give more "
            "memory",
            tempfile.gettempdir(),
        ) from error


class Spill:
    """Keeps arrays, of which at most ``memory`` bytes in memory and the rest in a temporary file.

    Several threads may put and get at the same time. The file is in Python's folder for temporary
    files, which the variable TMPDIR sets, and gone when this is closed.
    """

    def __init__(self, memory: int) -> None:
        self._room = memory
        self._file: IO[bytes] | None = None
        self._end = 0
        self._lock = threading.Lock()

    @property
    def bytes_on_disk(self) -> int:
        return self._end

    def put(self, array: Array) -> Kept:
        """Keep a copy of the array."""
        with self._lock:
            if array.nbytes <= self._room:
                self._room -= array.nbytes
                return array.copy()
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed in close)
            kept = OnDisk(self._end, len(array), array.dtype)
            with _told():
                self._file.seek(self._end)
                self._file.write(np.ascontiguousarray(array).data)
            self._end += array.nbytes
            return kept

    def get(self, kept: Kept, start: int = 0, end: int | None = None) -> Array:
        """The array, or part of it."""
        if isinstance(kept, np.ndarray):
            return kept[start:end]
        length = (kept.length if end is None else min(end, kept.length)) - start
        result = np.empty(max(0, length), dtype=kept.dtype)
        with self._lock:
            assert self._file is not None
            with _told():
                self._file.seek(kept.position + start * kept.dtype.itemsize)
                self._file.readinto(result.data)  # type: ignore[attr-defined]
        return result

    def close(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # what a full disk did not take is not wanted any more
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
