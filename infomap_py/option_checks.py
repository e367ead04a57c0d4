"""What an option has to be: a number, a flag, one of some names."""

from __future__ import annotations

import math
import numbers
from collections.abc import Collection
from typing import Any

import numpy as np

from infomap_py.errors import OptionError

NO_NUMBERS = (bool, np.timedelta64)  # though Python and numpy call them integers


def check_flag(name: str, value: object) -> None:
    """Refuse what is neither True nor False: a string such as "no" would count as True."""
    if not isinstance(value, (bool, np.bool_)):
        raise OptionError(f"{name}={value!r} is neither True nor False.")


def is_one_of(value: object, names: Collection[str]) -> bool:
    """Whether this is one of the names; an array is none, though it compares with each."""
    return isinstance(value, str) and value in names


def check_number(name: str, value: object) -> None:
    """Refuse what is not a number that a float can be; NaN is caught by the range that follows."""
    if isinstance(value, NO_NUMBERS) or not isinstance(value, numbers.Real):
        raise OptionError(f"{name}={value!r} is not a number.")
    try:
        float(value)
    except OverflowError as error:  # an int or a Fraction, of more digits than are told
        raise OptionError(f"{name} is above 1.8e+308, the largest float; give less.") from error


def check_positive(name: str, value: Any) -> None:
    """Refuse what is not a finite number above 0."""
    check_number(name, value)
    if not (0.0 < value < math.inf):
        raise OptionError(f"{name}={value!r} is not a positive finite number.")


def check_integer(name: str, value: object, least: int, most: int | None = None) -> None:
    """Refuse what is not an integer of the range."""
    if isinstance(value, NO_NUMBERS) or not isinstance(value, numbers.Integral):
        raise OptionError(f"{name}={value!r} is not an integer.")
    if int(value) < least or (most is not None and int(value) > most):
        bounds = f"at least {least}" if most is None else f"from {least} to {most}"
        raise OptionError(f"{name}={value!r} is out of range; it must be {bounds}.")
