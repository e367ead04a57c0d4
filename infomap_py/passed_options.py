"""Options of partition() that other functions take and pass on, checked before anything is read."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from infomap_py.errors import OptionError
from infomap_py.progress import check_progress
from infomap_py.scoring import refuse_unknown
from infomap_py.search import partition

PARTITION_OPTIONS = tuple(
    name for name in inspect.signature(partition).parameters if name not in ("graph", "unknown")
)


def check_passed(function: str, given: Mapping[str, Any], refused: Mapping[str, str]) -> None:
    """Refuse options that do not exist, and those that a function does not take, with the reason.

    Raises
    ------
    OptionError, UnknownOptionError
    """
    for name in refused.keys() & given.keys():
        raise OptionError(f"{function}() has no option {name!r}: {refused[name]}")
    known = [name for name in PARTITION_OPTIONS if name not in refused]
    refuse_unknown(given.keys() - set(known), function, known)
    check_progress(given.get("progress", False))
