"""Packages that only some results need: imported where they are used."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from typing import Any

from infomap_py.errors import MissingPackageError

_one_at_a_time = Lock()


@contextmanager
def without_warnings() -> Iterator[None]:
    """Within, nothing is said of what a package does that it should not. One thread at a time: the
    filters of ``warnings`` belong to all, and two at once would not leave them as they were."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def imported(package: str, purpose: str, extra: str | None = None) -> Any:
    """The package, or what to do where there is none: installing it, or the extra that has it."""
    try:
        return import_module(package)
    except ImportError as error:
        wanted = package if extra is None else f'"infomap_py[{extra}]"'
        raise MissingPackageError(f"{purpose} needs {package}: pip install {wanted}") from error
