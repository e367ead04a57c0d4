"""Packages that only some results need: imported where they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from infomap_py.errors import MissingPackageError


def imported(package: str, purpose: str, extra: str | None = None) -> Any:
    """The package, or what to do where there is none: installing it, or the extra that has it."""
    try:
        return import_module(package)
    except ImportError as error:
        wanted = package if extra is None else f'"infomap_py[{extra}]"'
        raise MissingPackageError(f"{purpose} needs {package}: pip install {wanted}") from error
