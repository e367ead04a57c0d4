"""Words that are left out: lists for English and Chinese, the caller's, or the most frequent."""

from __future__ import annotations

import numbers
from collections.abc import Collection, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from infomap_py.errors import InputTypeError, OptionError
from infomap_py.words.languages import CHINESE, ENGLISH
from infomap_py.words.texts import Decoder

LISTED = (ENGLISH, CHINESE)

StopWords = frozenset[str] | int


def stop_words_of(given: Any, language: str | None) -> StopWords:
    """A set of words, or the number of words that are left out because they are the most frequent.

    Parameters
    ----------
    given : None, iterable of str, Path, int, or False
        None: the list of the language. A path is that of a file with a word on each line; lines
        that begin with ``#`` and a blank are comments. False: none, as with an empty list.
    language : str or None
        Only None where it does not matter.

    Raises
    ------
    OptionError
        There is no list for the language, or the number is negative.
    InputTypeError
        It is something else.
    """
    if given is None:
        return listed(language or ENGLISH)
    if given is False:
        return frozenset()
    if isinstance(given, Path):
        return frozenset(_lines_of(Decoder(str(given), "strict").of(given.read_bytes())))
    if isinstance(given, numbers.Integral) and not isinstance(given, bool):
        if given < 0:
            raise OptionError(
                f"stop_words={given!r} is negative; it is how many words are left out, the most "
                "frequent ones."
            )
        return int(given)
    if isinstance(given, str | bytes | bool) or not isinstance(given, Iterable):
        raise InputTypeError(
            f"stop_words={given!r} ({type(given).__name__}) is none of: a list of words, the Path "
            "of a file with a word on each line, how many of the most frequent words, or False."
        )
    return _checked(list(given))


def described(given: Any, language: str | None) -> str:
    """Which words are left out, for the provenance of results."""
    if given is None:
        return f"those of {language or ENGLISH}"
    if isinstance(given, Path):
        return str(given)
    if isinstance(given, numbers.Integral) and not isinstance(given, bool):
        return f"the {given} most frequent"
    return "given" if given else "none"


def _checked(words: Collection[Any]) -> frozenset[str]:
    for word in words:
        if not isinstance(word, str):
            raise InputTypeError(
                f"stop_words has {word!r} ({type(word).__name__}); words are strings."
            )
    return frozenset(words)


def listed(language: str) -> frozenset[str]:
    """The list that comes along for a language.

    Examples
    --------
    >>> "the" in listed("en"), "的" in listed("zh")
    (True, True)
    """
    if language not in LISTED:
        raise OptionError(
            f"there is no list of stop words for language={language!r}, only for "
            f"{' and '.join(LISTED)}. Give stop_words: a list, the Path of a file with a word on "
            "each line, or how many of the most frequent words are left out, such as 100."
        )
    path = files("infomap_py.words") / "stop_words" / f"{language}.txt"
    return frozenset(_lines_of(path.read_text(encoding="utf-8")))


def _lines_of(text: str) -> Iterable[str]:
    words = (line.strip() for line in text.splitlines() if not line.startswith("# "))
    return (word for word in words if word)
