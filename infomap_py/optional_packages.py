"""Packages that only some results need: imported where they are used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from infomap_py.errors import MissingPackageError


def imported(package: str, purpose: str) -> Any:
    """The package, or what to do where there is none."""
    try:
        return import_module(package)
    except ImportError as error:
        raise MissingPackageError(f"{purpose} needs {package}: pip install {package}") from error
