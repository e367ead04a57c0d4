"""The words and vectors of a file, chunk by chunk, up to a limit: lines of text, or binary."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from infomap_py._core.vector_rows import read_binary, read_text
from infomap_py.encodings import CONVERT
from infomap_py.errors import ReadError, counted

MAX_LINE = 1 << 22  # bytes: more than any vector takes
FIRST_NUMBERS = 1 << 18  # of the rows that there is room for before one is read
BAD_SHARE = (
    0.01  # of words: word2vec cuts some long words within a character; files in GBK have more
)
SHOWN = 40

NUMBER = re.compile(rb"[+-]?(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?")
NOT_FINITE = re.compile(rb"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
BLANKS = re.compile(rb"[ \t\r]+")


class VectorRows:
    """Takes bytes, and holds the words and the rows that they are.

    ``lines`` has the number of each word's line, from 1; in binary, of the vector.
    """

    def __init__(self, name: str, dimension: int, most: int | None, first_line: int) -> None:
        self.name, self.dimension, self.most = name, dimension, most
        self.words: list[str] = []
        self.lines: list[int] = []
        self.line = first_line  # of the next to be read
        self.rest = b""
        self.undecoded: list[int] = []  # positions of words
        self._vectors = np.empty((0, dimension), dtype=np.float32)

    @property
    def full(self) -> bool:
        return len(self.words) == self.most

    def vectors(self) -> npt.NDArray[np.float32]:
        """The rows; there will be no more."""
        self._vectors.resize((len(self.words), self.dimension), refcheck=False)
        return self._vectors

    def feed(self, chunk: bytes) -> None:
        """Read what is complete now, as far as there is room."""
        text = self.rest + chunk
        at = 0
        while not self.full:
            room = self._room()
            words = np.empty((len(room), 3), dtype=np.int64)
            count, used, lines = self._read(memoryview(text)[at:], room, words[: len(room)])
            self._keep(text[at : at + used], words[:count])
            self.line += lines
            at += used
            if count < len(room):
                break
        self.rest = text[at:]

    def end(self) -> None:
        """Read what the last bytes are."""
        raise NotImplementedError

    def _read(
        self, text: memoryview, room: npt.NDArray[np.float32], words: npt.NDArray[np.int64]
    ) -> tuple[int, int, int]:
        """How many rows, bytes and lines were read."""
        raise NotImplementedError

    def _room(self) -> npt.NDArray[np.float32]:
        """Rows that are to be filled."""
        count = len(self.words)
        if count == len(self._vectors):
            larger = 1 + max(FIRST_NUMBERS // self.dimension, count + count // 2)
            size = larger if self.most is None else min(larger, self.most)
            self._vectors.resize((size, self.dimension), refcheck=False)
        return self._vectors[count:]

    def _keep(self, text: bytes, words: npt.NDArray[np.int64]) -> None:
        for start, stop, line in words.tolist():
            try:
                word = text[start:stop].decode()
            except UnicodeDecodeError:
                word = text[start:stop].decode(errors="replace")
                self.undecoded.append(len(self.words))
            self.words.append(word)
            self.lines.append(self.line + line)

    def place(self, k: int) -> str:
        """Where the k-th word is."""
        raise NotImplementedError

    def notes(self) -> Iterator[str]:
        """On words that are not UTF-8, or have blanks.

        Raises
        ------
        ReadError
            Too many are not UTF-8 for the file to be so.
        """
        bad = self.undecoded
        if len(bad) > BAD_SHARE * len(self.words):
            raise ReadError(
                f"{self.place(bad[0])}: the word {self.words[bad[0]]!r} is not UTF-8 "
                f"({len(bad):,} of {counted(len(self.words), 'word')} are not). {CONVERT}"
            )
        if bad:
            yield (
                f"{counted(len(bad), 'word')} cut within a character, such as "
                f"{self.words[bad[0]]!r} at {self.place(bad[0])}; what is not UTF-8 became U+FFFD"
            )
        spaced = [k for k, word in enumerate(self.words) if " " in word or "\t" in word]
        if spaced:
            yield (
                f"{counted(len(spaced), 'word')} with blanks, such as {self.words[spaced[0]]!r} at "
                f"{self.place(spaced[0])}; kept as they are"
            )


class TextRows(VectorRows):
    """Lines of a word and its numbers, separated by blanks or tabs."""

    def _read(
        self, text: memoryview, room: npt.NDArray[np.float32], words: npt.NDArray[np.int64]
    ) -> tuple[int, int, int]:
        count, used, lines, bad = read_text(text, room, words)
        if bad:
            line = bytes(text[used : used + MAX_LINE]).partition(b"\n")[0]
            raise ReadError(
                f"{self.name}:{self.line + lines}: {fault(line, self.dimension)} "
                "Mend or drop the line."
            )
        return count, used, lines

    def feed(self, chunk: bytes) -> None:
        super().feed(chunk)
        if len(self.rest) > MAX_LINE and not self.full:
            raise line_too_long(f"{self.name}:{self.line}")

    def end(self) -> None:
        if self.rest and not self.full:
            self.feed(b"\n")

    def place(self, k: int) -> str:
        return f"{self.name}:{self.lines[k]}"


class BinaryRows(VectorRows):
    """A word, a blank, and little-endian float32 numbers; a newline may follow."""

    def _read(
        self, text: memoryview, room: npt.NDArray[np.float32], words: npt.NDArray[np.int64]
    ) -> tuple[int, int, int]:
        count, used = read_binary(text, room, words)
        if sys.byteorder == "big":
            room[:count].byteswap(inplace=True)
        return count, used, count

    def end(self) -> None:
        if self.rest.strip(b"\n") and not self.full:
            raise ReadError(
                f"{self.name}: vector {self.line} ends early, after "
                f"{counted(len(self.rest), 'byte')}; a word, a blank and {4 * self.dimension:,} "
                "bytes were expected. Fetch the file again."
            )

    def place(self, k: int) -> str:
        return f"{self.name}, vector {self.lines[k]}"


def line_too_long(place: str) -> ReadError:
    """The error for a line of more than MAX_LINE bytes."""
    return ReadError(
        f"{place}: begins a line of more than {MAX_LINE:,} bytes, the most that a word and its "
        "vector may take. Give a text file with a word and its vector per line; or other data as "
        "{word: vector}, or as (words, array)."
    )


def fault(line: bytes, dimension: int) -> str:
    """What is wrong with a line."""
    fields = BLANKS.split(line.strip(b" \t\r"))
    numbers = fields[-dimension:]
    if line[:1] in (b" ", b"\t") and len(fields) == dimension:
        return "the word is missing: the line begins with a blank."
    word = shown(fields[0])
    if len(fields) <= dimension:
        has = counted(len(fields) - 1, "number")
        return f"{word} has {has}; expected {dimension:,}."
    for k, number in enumerate(numbers):
        if NOT_FINITE.fullmatch(number) or (
            NUMBER.fullmatch(number) and not abs(float(number)) < 3.4028235677973366e38
        ):
            return f"number {k + 1} of {word} is {shown(number)}, which is not a finite float32."
        if not NUMBER.fullmatch(number):
            return f"number {k + 1} of {word} is {shown(number)}, which is no number."
    has = counted(_numbers_behind(fields), "number")
    return f"{word} has {has}; expected {dimension:,}."


def _numbers_behind(fields: list[bytes]) -> int:
    """How many fields at the end of a line are numbers, less the first, which is a word."""
    count = 0
    while count < len(fields) - 1 and NUMBER.fullmatch(fields[-1 - count]):
        count += 1
    return count


def dimension_of(line: bytes) -> int:
    """How many numbers stand at the end of a line; its first field is no number in any case."""
    return _numbers_behind(BLANKS.split(line.strip(b" \t\r")))


def shown(field: bytes) -> str:
    """A field as messages show it."""
    text = field.decode(errors="replace")
    return repr(text if len(text) <= SHOWN else text[:SHOWN] + "...")
