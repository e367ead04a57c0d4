"""Arrays in files that are there whole or not at all, under names that say what they are.

All that tasks share lies in one folder that every process sees. A file is never changed: another
version has another name. So whoever runs a task again writes the same bytes to the same place.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.errors import ReadError

Array = npt.NDArray[Any]


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


def save(path: Path, array: Array) -> None:
    """Write an array."""
    with appearing(path) as temporary, temporary.open("wb") as file:
        np.lib.format.write_array(file, np.ascontiguousarray(array), allow_pickle=False)


def load(path: Path) -> Array:
    """An array, mapped into memory: what is not looked at is not read.

    Raises
    ------
    ReadError
        The file is not the array that was written.
    """
    try:
        if path.stat().st_size == 0:
            raise ValueError("it is empty")
        array: Array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (ValueError, EOFError) as error:
        raise ReadError(
            f"{path}: not the array that was written there ({error}). Remove the step that made "
            "it, or the whole folder, and run again."
        ) from error
    return array


def save_numbers(path: Path, numbers: Any) -> None:
    """Write what JSON holds."""
    with appearing(path) as temporary:
        temporary.write_text(json.dumps(numbers), encoding="utf-8")


def load_numbers(path: Path) -> Any:
    """What ``save_numbers`` wrote."""
    return json.loads(path.read_text(encoding="utf-8"))


def remove(path: Path) -> None:
    """Remove a folder; it may be gone already."""
    shutil.rmtree(path, ignore_errors=True)
