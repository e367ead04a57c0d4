"""Options that are set together, by a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from infomap_py.errors import OptionError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Options = TypeVar("Options", bound=DataclassInstance)


def chosen_preset(presets: Mapping[str, Options], preset: str, **given: Any) -> Options:
    """The options of a preset, and in their place those that are given, that is, not None.

    Raises
    ------
    OptionError
        There is no such preset, or an option is out of range.
    """
    if not isinstance(preset, str) or preset not in presets:
        raise OptionError(f"preset={preset!r} is none of {', '.join(presets)}.")
    return replace(
        presets[preset], **{name: value for name, value in given.items() if value is not None}
    )
