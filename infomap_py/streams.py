"""The bytes of a file, a file object or standard input, in chunks and decompressed."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import IO, Any

from infomap_py.errors import InputTypeError, OptionError, ReadError

Heard = Callable[[int], object]

CHUNK_SIZE = 1 << 20  # some 10 ms of reading without a look for Ctrl-C
HEAD_SIZE = 10  # enough to know every kind of compression by its first bytes

# Suffix, first bytes, and the module that reads it; the modules may be missing from a Python build.
COMPRESSIONS = (
    (".gz", re.compile(rb"\x1f\x8b"), "gzip"),
    (".bz2", re.compile(rb"BZh[1-9]1AY&SY"), "bz2"),
    (".xz", re.compile(rb"\xfd7zXZ\x00"), "lzma"),
)


# What compressed bytes may become: so many to begin with, and so many of each. Link lists become 2
# to 60 of each; what becomes hundreds, gigabytes of it, is more likely made to fill the memory.
FREE_BYTES = 1 << 28
MAX_RATIO = 250
RAISED_RATIO = "INFOMAP_PY_MAX_RATIO"  # the environment variable that raises it


def name_of(source: Any) -> str:
    """What messages and provenance call the source."""
    if isinstance(source, str | os.PathLike):
        path = os.fsdecode(source)
        return "<stdin>" if path == "-" else path
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "<stream>"


def read_chunks(source: Any, size: int = CHUNK_SIZE) -> Generator[bytes, None, None]:
    """Yield the bytes of a path, of ``"-"`` (standard input) or of a binary file object.

    A path's suffix says whether they are compressed; where there is none, the first bytes do.

    Raises
    ------
    ReadError
        Compressed bytes are corrupt or end too early; or they become more than FREE_BYTES, and more
        than MAX_RATIO of each, or than the environment variable INFOMAP_PY_MAX_RATIO says.
    OSError
        As ``open`` raises it.
    """
    with _opened(source) as stream, errors_in(source):
        head = _head(stream)
        module = compression(source, head)
        if module is not None:
            yield from _decompressed(_Rejoined(head, stream), module, size)
            return
        if head:
            yield head
        while chunk := _some(stream, size):
            yield chunk


def _some(stream: Any, size: int) -> bytes:
    try:
        some: bytes = stream.read(size)
    except MemoryError as error:
        raise MemoryError(f"there are no {size:,} bytes more") from error
    return some


def joined(chunks: Iterable[bytes], name: str) -> bytes:
    """All chunks; errors begin with the name."""
    try:
        return b"".join(chunks)
    except ReadError as error:
        raise ReadError(f"{name}:1: {error}") from error.__cause__


@contextmanager
def errors_in(source: Any) -> Iterator[None]:
    """What goes wrong while a source is read has its name, as what goes wrong when it is opened."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = name_of(source)
        raise


def unheard(amount: int) -> None:
    """What is told of an amount and does nothing: nobody wants to know."""


class CountedFile:
    """A stream under a name, to be read, that tells how many bytes are taken."""

    def __init__(self, stream: IO[bytes], name: str, heard: Heard) -> None:
        self.name = name
        self._stream = stream
        self._heard = heard

    def read(self, size: int) -> bytes:
        with errors_in(self):
            part = self._stream.read(size)
        self._heard(len(part))
        return part


@contextmanager
def counted_file(path: str, heard: Heard) -> Iterator[CountedFile]:
    """A file opened for reading, or standard input; ``heard`` is told of every block of bytes."""
    with _opened(path) as stream:
        yield CountedFile(stream, name_of(path), heard)


def _opened(source: Any) -> AbstractContextManager[IO[bytes]]:
    """The stream; only one that was opened here is closed in the end."""
    if isinstance(source, str | os.PathLike):
        path = os.fsdecode(source)
        if path != "-":
            return open(path, "rb")
        if sys.stdin is None:  # as after `<&-` in a shell
            raise OSError(errno.EBADF, "closed; name a file to read", "standard input")
        source = getattr(sys.stdin, "buffer", sys.stdin)
    if hasattr(source, "read"):
        return nullcontext(source)
    raise InputTypeError(
        f"cannot read from {type(source).__name__}; "
        "give a path, '-' for standard input, or a file object opened in binary mode."
    )


def _head(stream: IO[bytes]) -> bytes:
    """The first bytes, as many as there are up to HEAD_SIZE."""
    head = b""
    while len(head) < HEAD_SIZE:
        part = stream.read(HEAD_SIZE - len(head))
        if isinstance(part, str):
            raise InputTypeError(
                f"{name_of(stream)} is opened as text; "
                "open it in binary mode, as in open(path, 'rb')."
            )
        if not part:
            break
        head += part
    return head


def compression(source: Any, head: bytes) -> str | None:
    """The module that decompresses the source, as its suffix or its first bytes say, or None."""
    path = os.fsdecode(source).lower() if isinstance(source, str | os.PathLike) else ""
    for suffix, _, module in COMPRESSIONS:
        if path.endswith(suffix):
            return module
    return next((module for _, first, module in COMPRESSIONS if first.match(head)), None)


def _decompressed(stream: _Rejoined, module: str, size: int) -> Generator[bytes, None, None]:
    decompressor = import_module(module)
    corrupt = (EOFError, zlib.error, getattr(decompressor, "LZMAError", EOFError))
    most, total = _max_ratio(), 0
    with decompressor.open(io.BufferedReader(stream, size), "rb") as plain:
        while True:
            try:
                chunk = plain.read(size)
            except (OSError, *corrupt) as error:
                if isinstance(error, OSError) and error.errno is not None:
                    raise  # the disk's error, not the decompressor's
                raise ReadError(
                    "after this line the compressed bytes are corrupt or end too early, somewhere "
                    f"in the next block of {size:,} bytes of text ({error}); "
                    "fetch or compress the file again."
                ) from error
            if not chunk:
                return
            total += len(chunk)
            if total > FREE_BYTES and total > most * stream.taken:
                raise _too_much(total, stream.taken, most)
            yield chunk


def _max_ratio() -> float:
    text = os.environ.get(RAISED_RATIO, str(MAX_RATIO))
    try:
        return float(text)
    except ValueError:
        raise OptionError(
            f"the environment variable {RAISED_RATIO} is {text!r}; give how many bytes each "
            f"compressed one may become, such as {MAX_RATIO}."
        ) from None


def _too_much(total: int, taken: int, most: float) -> ReadError:
    return ReadError(
        f"after this line the first {taken:,} compressed bytes have become {total:,}, more than "
        f"{most:g} of each, as in files made to fill the memory. If it is none, decompress it "
        f"first, or set the environment variable {RAISED_RATIO}, to inf for any number."
    )


class _Rejoined(io.RawIOBase):
    """A stream with the bytes taken from its head put back, whether or not it can seek."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head = head
        self._stream = stream
        self.taken = 0  # bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(part) :]
        buffer[: len(part)] = part
        self.taken += len(part)
        return len(part)
