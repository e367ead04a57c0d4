"""WordVectors: words and their vectors as they were read, and what all sources have to keep to."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from infomap_py.arrays import Rows, frozen
from infomap_py.errors import NetworkError, ReadError, VectorsWarning, counted

CHECKED = 1 << 20  # numbers looked at at a time

Place = Callable[[int], str]


@dataclass(frozen=True, eq=False, repr=False)
class WordVectors:
    """Words and their vectors, which are finite; every word stands once.

    Attributes
    ----------
    words : list of str
        In the order of the source, which in files is mostly that of frequency.
    vectors : float32 array, shape (num_words, num_dimensions)
        As given, not normalised. A row may be all zeros: such a word has no neighbours.
    source : str
        What they were read from.
    cut : bool
        Whether a limit left out some words.
    total : int or None
        How many there are in the source, where that is known: files without a header do not say.
    notes : tuple of str
        What was not as clean as it might be, and what was made of it; every note was a
        :class:`VectorsWarning` too.
    """

    words: list[str]
    vectors: Rows
    source: str
    cut: bool = False
    total: int | None = None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.words)

    @property
    def num_dimensions(self) -> int:
        return int(self.vectors.shape[1])

    @property
    def size_in_words(self) -> str:
        """How many words there are, and of how many: "the first 10,000 of 50,000 words"."""
        if not self.cut:
            return counted(len(self), "word")
        of = "" if self.total is None else f" of {self.total:,}"
        return f"the first {len(self):,}{of} words"

    def __repr__(self) -> str:
        size = f"{self.size_in_words}, {counted(self.num_dimensions, 'dimension')}"
        return f"WordVectors({size}, from {self.source})"


def sound(
    words: list[str],
    vectors: Rows,
    source: str,
    place: Place,
    *,
    from_file: bool,
    cut: bool = False,
    total: int | None = None,
    notes: Sequence[str] = (),
) -> WordVectors:
    """The words and vectors as they are kept; ``place`` says where the k-th is, for messages.

    Vectors of zeros are kept, and counted. Of a word that a file has several times the first is
    kept, which is the most frequent, and the others are counted; elsewhere it is an error.

    Raises
    ------
    NetworkError, ReadError
        There is no word, a word is empty or not a string, a number is not finite, or a word stands
        twice where that is not from a file.
    """
    error = ReadError if from_file else NetworkError
    if not words:
        raise error(f"{source}: there are no words.")
    _check_words(words, place, error)
    _check_finite(vectors, words, place, error)
    notes = list(notes)
    again = _repeated(words)
    if again and not from_file:
        k = again[0]
        raise error(
            f"{place(k)}: {words[k]!r} stands there again, after {place(words.index(words[k]))} "
            f"({counted(len(again), 'word')} in all); words must be different. "
            "Keep one vector of each."
        )
    if again:
        k = again[0]
        notes.append(
            f"{counted(len(again), 'vector')} of words that stand in the file before, such as "
            f"{words[k]!r} at {place(k)}; the first of each is kept"
        )
    notes.extend(_zeros(words, vectors, place))
    if again:
        kept = np.ones(len(words), dtype=bool)
        kept[again] = False
        vectors = vectors[kept]
        words = [word for word, keep in zip(words, kept.tolist(), strict=True) if keep]
    for note in notes:
        warnings.warn(f"{source}: {note}.", VectorsWarning, stacklevel=3)
    return WordVectors(words, frozen(vectors), source, cut, total, tuple(notes))


def _check_words(words: list[str], place: Place, error: type[NetworkError]) -> None:
    for k, word in enumerate(words):
        if not isinstance(word, str):
            raise error(
                f"{place(k)} is {word!r}, of type {type(word).__name__}; words are strings. "
                "Convert them, as in (list(map(str, words)), array)."
            )
        if not word:
            raise error(f"{place(k)} is an empty word. Drop it, or give it a name.")


def _check_finite(vectors: Rows, words: list[str], place: Place, error: type[NetworkError]) -> None:
    step = max(1, CHECKED // max(1, vectors.shape[1]))
    for start in range(0, len(vectors), step):
        finite = np.isfinite(vectors[start : start + step]).all(axis=1)
        if not finite.all():
            k = start + int(np.argmin(finite))
            column = int(np.argmin(np.isfinite(vectors[k])))
            raise error(
                f"{place(k)}: number {column + 1} of {words[k]!r} is {vectors[k, column]}; "
                "numbers must be finite, as float32. Drop the word, or mend its vector."
            )


def _repeated(words: list[str]) -> list[int]:
    """The positions of words that stand before."""
    if len(set(words)) == len(words):
        return []
    seen: set[str] = set()
    again = []
    for k, word in enumerate(words):
        if word in seen:
            again.append(k)
        seen.add(word)
    return again


def _zeros(words: list[str], vectors: Rows, place: Place) -> list[str]:
    """A note on vectors of zeros, if there are any."""
    zeros = np.flatnonzero(~vectors.any(axis=1))
    if len(zeros) == 0:
        return []
    k = int(zeros[0])
    have = "has" if len(zeros) == 1 else "have"
    return [
        f"{counted(len(zeros), 'word')} {have} a vector of zeros, such as {words[k]!r} at "
        f"{place(k)}; without a direction they have no neighbours"
    ]


def as_rows(vectors: Any, what: str) -> Rows:
    """An array with a row per word as float32; a view of it where it is that already, and a copy
    of what is mapped from a file, which may change later.

    Raises
    ------
    NetworkError
        It has another shape, or is not of real numbers.
    """
    try:
        array = np.asarray(vectors)
    except ValueError:  # as of lists of different lengths
        raise NetworkError(f"{what}: the vectors are not of one length; mend them.") from None
    if array.dtype.kind not in "fiu":
        raise NetworkError(
            f"{what}: the vectors are of type {array.dtype}; give an array of real numbers."
        )
    if array.ndim != 2 or array.shape[1] == 0:
        raise NetworkError(
            f"{what}: the vectors have shape {array.shape}; give an array with a row per word and "
            "a column per dimension."
        )
    with np.errstate(over="ignore"):  # told by name, with what is not finite
        rows = np.ascontiguousarray(array, dtype=np.float32)
    is_mapped = isinstance(vectors, np.memmap) and np.may_share_memory(rows, vectors)
    return np.array(rows) if is_mapped else rows.view()
