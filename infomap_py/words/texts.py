"""Whatever a caller calls texts -> documents, one after the other, never all at once."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from infomap_py.encodings import (
    CONVERT,
    OLD_LINE_ENDS,
    converted_from,
    has_old_line_ends,
    wide_encoding,
)
from infomap_py.errors import InputTypeError, NetworkError, OptionError, ReadError
from infomap_py.streams import Heard, counted_file, name_of, read_chunks, unheard

Sentence = list[str]
Content = str | list[Sentence]

ENCODING_ERRORS = ("strict", "replace")
LONGEST = 1 << 20  # bytes of a line that is read at a time; some corpora are one line
LONGEST_PATH = 4096  # characters
# Where a longer line is cut: after the last of these, blanks and ends of Chinese sentences.
CUTS = (b" ", b"\t", *(mark.encode() for mark in "\u3000。\uff01\uff1f"))
FORMS = "texts (str), paths (Path), sentences (lists of tokens) or documents (lists of sentences)"


class Piece(NamedTuple):
    """What is read at a time: a document, or a part of a long one.

    Attributes
    ----------
    content : str or list of sentences
        Text for a tokenizer, or tokens.
    ends : bool
        Whether the document does, too.
    """

    content: Content
    ends: bool


class Texts:
    """The texts of a caller, to be gone through as often as needed unless ``one_shot``.

    Parameters
    ----------
    given : str, path or iterable
        A path of a file, or of a folder with all files in it and in its folders, sorted, except
        hidden ones; or an iterable of texts, paths, sentences and documents. Every line of a file
        is a document.
    encoding_errors : "strict" or "replace"
        What becomes of bytes that are not UTF-8: an error, or U+FFFD.
    """

    def __init__(self, given: Any, encoding_errors: str = "strict") -> None:
        if encoding_errors not in ENCODING_ERRORS:
            raise OptionError(
                f"encoding_errors={encoding_errors!r} is neither 'strict' nor 'replace'."
            )
        self._errors = encoding_errors
        self._items: Iterable[Any]
        if isinstance(given, str | os.PathLike):
            _refuse_text(given)
            self.name = name_of(given)
            self.files: list[str] | None = _files(os.fsdecode(given))
            self._items = [Path(file) for file in self.files]
        else:
            _check_iterable(given)
            self.name = getattr(given, "name", "") if isinstance(given, Iterator) else ""
            self.name = self.name if isinstance(self.name, str) and self.name else "texts"
            self.files = None
            self._items = given
            if isinstance(given, list | tuple) and all(isinstance(one, Path) for one in given):
                self.files = [file for one in given for file in _files(os.fsdecode(one))]
                self.name = _name_of_paths(given)
        self._has_input = self.files is not None and "-" in self.files
        self.one_shot = isinstance(given, Iterator) or self._has_input

    @property
    def size(self) -> int | None:
        """The bytes of all files; None where there are other texts, or standard input."""
        if self.files is None or self._has_input:
            return None
        return sum(os.path.getsize(file) for file in self.files)

    def __iter__(self) -> Iterator[Content]:
        return (content for content, _ in self.pieces())

    def pieces(self, heard: Heard = unheard) -> Iterator[Piece]:
        """All pieces in order; ``heard`` is told of every block of bytes that is read.

        Raises
        ------
        ReadError
            A file has bytes that are not UTF-8, or is damaged; the message begins with file:line.
        InputTypeError
            An item is none of what texts consist of.
        """
        for k, item in enumerate(self._items):
            if isinstance(item, str):
                yield Piece(item, True)
            elif isinstance(item, os.PathLike):
                for file in _files(os.fsdecode(item)):
                    yield from _lines(file, self._errors, heard)
            else:
                yield Piece(_sentences(item, k), True)


def _name_of_paths(paths: Sequence[Path]) -> str:
    more = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
    return f"{name_of(paths[0])}{more}" if paths else "texts"


def _check_iterable(given: Any) -> None:
    if isinstance(given, Mapping):
        raise InputTypeError(
            "texts are a dictionary; give its values, as in list(texts.values()), or its keys."
        )
    if isinstance(given, bytes | bytearray) or not isinstance(given, Iterable):
        raise InputTypeError(f"texts are {_shown(given)}; give a path, or an iterable of {FORMS}.")


def _refuse_text(given: str | os.PathLike[str]) -> None:
    """A single text in place of a path is told from what no path looks like."""
    if isinstance(given, str) and ("\n" in given or len(given) > LONGEST_PATH):
        raise InputTypeError(
            f"texts are {_shown(given)}, and a single string is taken for a path. Give a list of "
            "texts, such as [text]."
        )


def _files(path: str) -> list[str]:
    """The file, or all in the folder, sorted by path."""
    if path == "-" or not os.path.isdir(path):
        return [path]
    found = []
    for folder, inner, names in os.walk(path):
        inner[:] = [name for name in inner if not name.startswith(".")]
        found += [os.path.join(folder, name) for name in names if not name.startswith(".")]
    if not found:
        raise NetworkError(f"{path}: there is no file in this folder. Give one that has texts.")
    return sorted(found)


def _sentences(item: Any, k: int) -> list[Sentence]:
    """An item that is a sentence or a document, as a document."""
    if isinstance(item, list | tuple):
        if all_strings(item):
            return [list(item)]
        if all(isinstance(part, list | tuple) and all_strings(part) for part in item):
            return [list(part) for part in item]
        for part in item:
            if not isinstance(part, list | tuple):
                item = part
                break
            if not all_strings(part):
                item = next(token for token in part if not isinstance(token, str))
                break
    raise InputTypeError(f"item {k} of texts is or has {_shown(item)}; texts consist of {FORMS}.")


def all_strings(tokens: Iterable[Any]) -> bool:
    """Whether all of them are strings; 20 ns each."""
    return set(map(type, tokens)) <= {str} or all(isinstance(token, str) for token in tokens)


def _shown(value: Any) -> str:
    text = repr(value)
    return f"{text if len(text) <= 40 else text[:40] + '...'} ({type(value).__name__})"


def _lines(file: str, errors: str, heard: Heard) -> Iterator[Piece]:
    """Every line of a file as a document; a line of more than LONGEST bytes in parts."""
    text, rest, is_cut = Decoder(name_of(file), errors), b"", False
    with counted_file(file, heard) as source:
        for chunk in _placed(read_chunks(source), text):
            lines, newline, rest = (rest + chunk).rpartition(b"\n")
            if newline:
                for line in text.of(lines + newline).split("\n")[:-1]:
                    yield Piece(line, True)
                is_cut = False
            if len(rest) > LONGEST and (cut := max(_after(rest, mark) for mark in CUTS)) > 0:
                yield Piece(text.of(rest[:cut]), False)
                rest, is_cut = rest[cut:], True
    if rest or is_cut:
        yield Piece(text.of(rest), True)


def _placed(chunks: Iterator[bytes], text: Decoder) -> Iterator[bytes]:
    """The chunks; if one is damaged, the error says after which line."""
    try:
        yield from chunks
    except ReadError as error:
        raise ReadError(f"{text.place}: {error}") from error.__cause__


def _after(text: bytes, mark: bytes) -> int:
    """Where the last mark ends, or 0."""
    start = text.rfind(mark)
    return start + len(mark) if start >= 0 else 0


class Decoder:
    """Bytes of a file to text, block by block, each of whole characters; counts its lines."""

    def __init__(self, name: str, errors: str) -> None:
        self._name = name
        self._errors = errors
        self._line = 0  # those that have ended
        self._at_start = True

    @property
    def place(self) -> str:
        """The last line that was whole, as file:line."""
        return f"{self._name}:{max(1, self._line)}"

    def of(self, block: bytes) -> str:
        """The text of the next block, without a byte order mark; lines end with a line feed."""
        if self._at_start:
            self._at_start = False
            if (encoding := wide_encoding(block)) is not None:
                raise ReadError(
                    f"{self._name}:1: the file is {encoding}; {converted_from(encoding)}"
                )
            block = block.removeprefix(BOM_UTF8)
            if b"\n" not in block and has_old_line_ends(block):
                raise ReadError(f"{self._name}:1: {OLD_LINE_ENDS}")
        try:
            text = block.decode("utf-8", self._errors)
        except UnicodeDecodeError as error:
            line = self._line + block.count(b"\n", 0, error.start) + 1
            raise ReadError(
                f"{self._name}:{line}: byte 0x{block[error.start]:02x} is not UTF-8. {CONVERT} "
                "Or give encoding_errors='replace'."
            ) from None
        self._line += block.count(b"\n")
        return text.replace("\r\n", "\n")
