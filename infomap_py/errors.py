"""Every error that the package raises on purpose; each is also the builtin that fits.

A message names the offender, the rule, and the way out.
"""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

PACKAGE = "infomap_py."


class InfomapError(Exception):
    """Base of all errors raised by infomap_py."""


class NetworkError(InfomapError, ValueError):
    """The input is not a network: a bad weight, id, shape or label."""


class ReadError(NetworkError):
    """A file is malformed; the message begins with ``file:line``."""


class InputTypeError(InfomapError, TypeError):
    """The input is of a kind that cannot be read as a network."""


class OptionError(InfomapError, ValueError):
    """An option has a value outside its range, or contradicts another."""


class UnknownOptionError(InfomapError, TypeError):
    """There is no option of that name; the message suggests the nearest."""


class FlowError(InfomapError, ArithmeticError, ValueError):
    """The random walk has no flow: all weights are zero, or their sum is not finite."""


class PartitionError(InfomapError, ValueError):
    """The modules given do not form a partition of the network's nodes."""


class UnknownWordError(InfomapError, KeyError):
    """There is no such word in the clusters; the message suggests the nearest."""

    __str__ = Exception.__str__  # that of KeyError would be between quotes


class DistributedError(InfomapError, RuntimeError):
    """A cluster was lost while it worked; the message says how to go on from there."""


class MissingPackageError(InfomapError, ImportError):
    """An optional package is not installed; the message says how to install it."""


class TemporaryFileError(InfomapError, OSError):
    """A temporary file cannot be written or read; the message says where it is and what helps."""


class InfomapWarning(Warning):
    """Base of all warnings of infomap_py, which the command line shows each time."""


class ConvergenceWarning(InfomapWarning, RuntimeWarning):
    """The stationary flow stopped at the iteration cap; the message gives the remaining change."""


class ReadWarning(InfomapWarning, UserWarning):
    """Part of a file was not read as a link, by what the rest is like; the message says how to have
    it otherwise."""


class VectorsWarning(InfomapWarning, UserWarning):
    """Word vectors are not as clean as they might be; the message counts what was made of it."""


class FontWarning(InfomapWarning, UserWarning):
    """No font that matplotlib knows has some letters of the labels; the message says what to do."""


class PartitionWarning(InfomapWarning, UserWarning):
    """Nearly everything is in one module, or nearly every node alone: the message says what to try,
    and :attr:`infomap_py.Partition.diagnosis` why."""


_unheard: ContextVar[tuple[type[InfomapWarning], ...]] = ContextVar("_unheard", default=())


@contextmanager
def unheard(category: type[InfomapWarning]) -> Iterator[None]:
    """No such warnings in this thread; those of ``warnings.catch_warnings`` in several threads
    would undo each other's, or leave for good what was meant for a moment."""
    token = _unheard.set((*_unheard.get(), category))
    try:
        yield
    finally:
        _unheard.reset(token)


def warn(message: str, category: type[InfomapWarning]) -> None:
    """A warning that points at the line of the caller's that led here, however deep this is."""
    if issubclass(category, _unheard.get()):
        return
    frame, depth = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(PACKAGE):
        frame, depth = frame.f_back, depth + 1
    warnings.warn(message, category, stacklevel=depth)


def counted(number: int, noun: str) -> str:
    """ "1 node", "2 nodes": how messages and reprs say how many there are."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
