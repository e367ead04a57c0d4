"""What may become of any bytes: a result, or an error of the package that names the place.

Everything else is a finding: another exception, a place that is not in the file, or memory beyond
what so few bytes may take.
"""

from __future__ import annotations

import re
import resource
import sys
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from types import SimpleNamespace
from typing import Any, TypeVar

from infomap_py import memory
from infomap_py.errors import InfomapError, InfomapWarning

Result = TypeVar("Result")

NAME = "<stream>"  # what messages call a file object without a name
PLACE = re.compile(r"<(?:stream|stdin)>(?::(\d+))?[:, ]")
MOST_MEMORY = 400_000  # kilobytes that a run may take more than any before it

# Bytes: "*Vertices 100000000" is a network of gigabytes, which a machine may have; not here.
MACHINE = 3e6
SAMPLED = [False]


class FindingError(AssertionError):
    """A promise that was broken."""


def promise(kept: bool, *what: object) -> None:
    """Raise the finding unless the promise is kept."""
    if not kept:
        raise FindingError(" ".join(map(str, what)))


class Dribble:
    """A binary file object that gives a few bytes at a time: how many, the content decides.

    Where a reader gets a chunk must make no difference.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0
        self._step = 1 + zlib.crc32(content) % 64

    def read(self, size: int = -1) -> bytes:
        step = self._step if size < 0 else min(size, self._step)
        part = self._content[self._at : self._at + step]
        self._at += len(part)
        return part


def outcome(read: Callable[[], Result], content: bytes) -> Result | int:
    """What is read, or the line that the error names; 0 where it names none.

    Raises
    ------
    FindingError
        The error does not name the place.
    """
    before, there = _memory(), memory.bytes_there
    memory.bytes_there = lambda: MACHINE
    try:
        with quiet():
            return read()
    except InfomapError as error:
        match = PLACE.match(str(error))
        promise(match is not None, "no place in:", error)
        line = int(match[1] or 0) if match else 0
        most = 1 + content.count(b"\n") + content.count(b"\r")
        promise(line <= most, "no such line:", error)
        return line
    finally:
        memory.bytes_there = there
        promise(_memory() - before <= MOST_MEMORY, "took", _memory() - before, "kB")


@contextmanager
def as_input(content: bytes) -> Iterator[None]:
    """What takes paths alone takes standard input for one."""
    given = sys.stdin
    sys.stdin = SimpleNamespace(buffer=Dribble(content))  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.stdin = given


@contextmanager
def quiet() -> Iterator[None]:
    """Remarks on what was made of a file are none of a target's business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InfomapWarning)
        yield


def one_in(number: int, content: bytes) -> bool:
    """Whether to do with this content what takes long: where millions are tried, to one in so
    many."""
    return not SAMPLED[0] or zlib.crc32(content) % number == 0


def printed(write: Callable[[str, str], Any], format: str) -> bytes | None:
    """What is written to standard output in that format; None if it is refused."""
    text = StringIO(newline="")
    with redirect_stdout(text):
        try:
            write("-", format)
        except InfomapError:
            return None
    return text.getvalue().encode("utf-8", "surrogatepass")


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
