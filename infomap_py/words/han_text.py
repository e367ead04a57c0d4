"""Texts to runs of Chinese characters: all that a search for words looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from infomap_py.errors import NetworkError
from infomap_py.words.languages import HAN, HAN_PLANES
from infomap_py.words.texts import Content, Texts

Letters = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint32]

CODE_POINTS = 0x110000
BATCH = 1 << 20  # letters that are looked at together
BREAK = -1


class HanText(NamedTuple):
    """Chinese characters, numbered from 0 by code point, with BREAK between runs and at the end.

    Attributes
    ----------
    letters : int32 array
    alphabet : uint32 array
        The code point of each number.
    num_letters : int
        How many there are, without breaks.
    is_whole : bool
        False where the texts have more than were asked for.
    """

    letters: Letters
    alphabet: Codes
    num_letters: int
    is_whole: bool


def han_text(texts: Texts, max_letters: int) -> HanText:
    """The Chinese characters of the texts, up to the document that has the last of max_letters.

    Raises
    ------
    NetworkError
        There is none.
    """
    parts: list[Codes] = []
    found = 0
    is_whole = True
    for codes in map(_runs, _batches(iter(texts))):
        if found >= max_letters:
            is_whole = False
            break
        parts.append(codes)
        found += int(np.count_nonzero(codes))
    if not found:
        raise NetworkError(
            f"{texts.name}: there is no Chinese character in it, and words are found in Chinese "
            "alone. Give tokenizer='words' for scripts with blanks between words."
        )
    codes = np.concatenate(parts)
    is_used = np.zeros(CODE_POINTS, dtype=bool)
    is_used[codes] = True
    is_used[0] = False
    alphabet = np.flatnonzero(is_used).astype(np.uint32)
    number_of = np.full(CODE_POINTS, BREAK, dtype=np.int32)
    number_of[alphabet] = np.arange(len(alphabet), dtype=np.int32)
    return HanText(number_of[codes], alphabet, found, is_whole)


def _batches(contents: Iterator[Content]) -> Iterator[str]:
    """Many documents at a time, on lines of their own."""
    batch: list[str] = []
    size = 0
    for content in contents:
        text = content if isinstance(content, str) else _with_breaks(content)
        batch.append(text)
        size += len(text)
        if size >= BATCH:
            yield "\n".join(batch)
            batch, size = [], 0
    yield "\n".join(batch)


def _with_breaks(sentences: Iterable[list[str]]) -> str:
    """Tokens stay apart: no word crosses from one to the next."""
    return " ".join(chain.from_iterable(sentences))


def _runs(text: str) -> Codes:
    """The code points of Chinese characters, with one 0 after every run."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    is_han = are_han(codes)
    follows_han = np.append(False, is_han[:-1]) if len(codes) else is_han
    kept: Any = np.where(is_han, codes, 0)[is_han | follows_han]
    return np.append(kept, 0).astype(np.uint32)


def are_han(codes: Codes) -> npt.NDArray[np.bool_]:
    """Which code points are Chinese characters."""
    result = np.zeros(len(codes), dtype=bool)
    for first, last in (*HAN, HAN_PLANES):
        result |= (codes >= first) & (codes <= last)
    return result
