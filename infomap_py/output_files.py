"""Text to a file that is there whole or not at all, or to standard output.

A file is written under a temporary name in the same folder, and takes its own when all of it is on
the disk: an error, Ctrl-C or a full disk leaves what was there before.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from itertools import islice
from typing import IO, cast

from infomap_py import leftovers

SLICE = 1 << 16  # lines that are text at the same time: some megabytes, and a look for Ctrl-C

COMPRESSIONS = (".gz", ".bz2", ".xz")
GZIP_LEVEL = 6  # as gzip itself; level 9 took three times as long to save one percent

# Lone surrogates have no place in UTF-8, but may stand in labels: they are written and read back.
ENCODING, ENCODING_ERRORS = "utf-8", "surrogatepass"

JOINERS = "\u200c\u200d"  # words of Persian and Hindi have them, and emoji

Stream = AbstractContextManager[IO[bytes]]


def slices(count: int) -> Iterator[slice]:
    """Parts of ``count`` things, one after the other."""
    return (slice(start, start + SLICE) for start in range(0, count, SLICE))


def in_pieces(lines: Iterable[str]) -> Iterator[str]:
    """The lines, many at a time."""
    lines = iter(lines)
    while piece := "".join(islice(lines, SLICE)):
        yield piece


def one_line(text: str) -> str:
    """The text with what would end the line, or not show, escaped; less what joins letters."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in JOINERS else c.encode("unicode_escape").decode() for c in text
    )


def write_text(path: str, pieces: Iterable[str]) -> None:
    """Write the pieces one after the other to a path, compressed as its suffix says, or to "-"."""
    if path == "-":
        _write_to_standard_output(pieces)
        return
    try:
        if _is_device(path):
            with open(path, "wb") as file:
                _write(file, path, pieces)
        else:
            _replace(path, pieces)
    except OSError as error:
        error.filename = path  # the name that the caller knows; of a full disk there is none
        raise


def written(text: str, path: str | os.PathLike[str] | None) -> str:
    """The text, which is also in a file then, if one is named."""
    if path is not None:
        write_text(os.fsdecode(path), [text])
    return text


def check_writable(path: str) -> None:
    """Raise the OSError now that writing to the path would raise later."""
    if path != "-" and not _is_device(path):
        _replace(path, None)


def _write_to_standard_output(pieces: Iterable[str]) -> None:
    if sys.stdout is None:  # as after `>&-` in a shell
        raise OSError(errno.EBADF, "closed; name a file to write to")
    binary = getattr(sys.stdout, "buffer", None)  # a notebook's standard output has none
    if binary is not None and sys.stdout.isatty():
        pieces = map(_for_a_terminal, pieces)
    for piece in pieces:
        if binary is None:
            sys.stdout.write(piece)
        else:
            binary.write(piece.encode(ENCODING, ENCODING_ERRORS))
    sys.stdout.flush()


def _for_a_terminal(piece: str) -> str:
    """The piece without what a terminal would obey, as labels may have it; `ls` does the same."""
    if piece.replace("\n", "").replace("\t", "").isprintable():
        return piece
    return re.sub(r"[^\n\t]+", lambda match: one_line(match[0]), piece)


def _is_device(path: str) -> bool:
    """A pipe or device, which is written to as it is: replaced, /dev/null would be lost."""
    return os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path))


def _replace(path: str, pieces: Iterable[str] | None) -> None:
    """Write beside the target of ``path``, and then in its place; if there is None, only try."""
    target = os.path.realpath(path)
    if os.path.isdir(target):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    temporary = os.path.join(os.path.dirname(target), f".infomap_py-{os.urandom(8).hex()}.tmp")
    remove = partial(_remove, temporary)
    leftovers.add(remove)
    try:
        try:
            file = open(temporary, "xb")  # noqa: SIM115 (it has errors of its own)
        except OSError as error:
            raise OSError(error.errno, error.strerror, path) from None
        with file:
            if pieces is None:
                return
            _write(file, path, pieces)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(temporary, target)
    finally:
        remove()
        leftovers.discard(remove)


def _remove(file: str) -> None:
    with suppress(OSError):  # it is not there, or where nothing can be
        os.unlink(file)


def _write(file: IO[bytes], path: str, pieces: Iterable[str]) -> None:
    with _compressed(file, path) as stream:
        for piece in pieces:
            stream.write(piece.encode(ENCODING, ENCODING_ERRORS))


def _compressed(raw: IO[bytes], path: str) -> Stream:
    """What compresses into ``raw``, imported where it is used; without the time of day."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix == ".gz":
        from gzip import GzipFile

        return cast(Stream, GzipFile("", "wb", GZIP_LEVEL, raw, mtime=0))
    if suffix == ".bz2":
        from bz2 import BZ2File

        return cast(Stream, BZ2File(raw, "wb"))
    if suffix == ".xz":
        from lzma import LZMAFile

        return cast(Stream, LZMAFile(raw, "wb"))
    return nullcontext(raw)
