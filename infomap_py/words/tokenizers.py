"""Texts to tokens: what a tokenizer is, and those that come along."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any

from infomap_py.errors import InputTypeError, MissingPackageError, OptionError
from infomap_py.option_checks import is_one_of
from infomap_py.optional_packages import without_warnings
from infomap_py.words.languages import CHINESE
from infomap_py.words.texts import Sentence, Texts, all_strings

Tokenizer = Callable[[str], Iterable[Any]]

# A full stop ends a sentence where a blank, a quotation mark or a bracket follows, so that 3.5 and
# example.org stay whole; the others always do.
SENTENCE_ENDS = re.compile(r"""[!?。\uff01\uff1f\n\r\u2028\u2029]+|[.]+(?=[\s"'”\u2019»)\]]|$)""")
APOSTROPHE = "\u2019"


def blanks(text: str) -> list[Sentence]:
    """Tokens between blanks, as they are; a line is a sentence.

    Examples
    --------
    >>> blanks("New York , 1998")
    [['New', 'York', ',', '1998']]
    """
    return [line.split() for line in text.splitlines()]


def words(text: str) -> list[Sentence]:
    """Runs of letters and digits, lower-cased, by sentence.

    An apostrophe or a hyphen within a word belongs to it, and a point or comma within a number.
    Sentences end at ``.``, ``!``, ``?``, their Chinese forms, and the end of a line.

    Examples
    --------
    >>> words("It's well-known: 3.5 % of us. Who?")
    [["it's", 'well-known', '3.5', 'of', 'us'], ['who']]
    """
    find = _word_pattern().findall
    lowered = text.lower().replace(APOSTROPHE, "'")
    return [found for part in SENTENCE_ENDS.split(lowered) if (found := find(part))]


@cache
def _word_pattern() -> re.Pattern[str]:
    """Letters and digits with the marks that scripts such as Devanagari write vowels with."""
    marks = "".join(
        chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"
    )
    letter = rf"[^\W_][{marks}]*"
    return re.compile(rf"(?:{letter})+(?:(?:['\-\u2010]|(?<=\d)[.,](?=\d))(?:{letter})+)*")


def jieba_words(text: str) -> list[Sentence]:
    """Chinese words by the dictionary and model of jieba, without punctuation, by sentence.

    Raises
    ------
    MissingPackageError
        jieba is not installed.
    """
    cut = _jieba().lcut
    sentences = (map(str.lower, cut(part)) for part in SENTENCE_ENDS.split(text))
    return [found for part in sentences if (found := list(filter(has_letter_or_digit, part)))]


@cache
def _jieba() -> Any:
    try:
        with without_warnings():  # it has escapes that newer Pythons warn of
            jieba = import_module("jieba")
    except ImportError:
        raise MissingPackageError(
            "jieba is not installed. Install it, as with pip install 'infomap_py[zh]', or give "
            "tokenizer='discover', which finds words without a dictionary."
        ) from None
    jieba.setLogLevel(logging.WARNING)
    return jieba


def has_letter_or_digit(token: str) -> bool:
    return any(map(str.isalnum, token))


def is_punctuation(token: str) -> bool:
    """Whether it has neither letters nor digits, nor symbols such as emoji: it is no word."""
    return not has_letter_or_digit(token) and "So" not in map(unicodedata.category, token)


def ends_sentence(token: str) -> bool:
    """Whether it is punctuation at the end of a sentence.

    Examples
    --------
    >>> [ends_sentence(token) for token in [".", "?!", "。", ",", "..."]]
    [True, True, True, False, False]
    """
    return token == "." or (bool(token) and set(token) <= set("!?。\uff01\uff1f"))


TOKENIZERS: dict[str, Tokenizer] = {"words": words, "blanks": blanks, "jieba": jieba_words}
DISCOVER = "discover"
NAMES = (*TOKENIZERS, DISCOVER)


def name_for(language: str) -> str:
    """The tokenizer of a language: Chinese has no blanks between words."""
    return DISCOVER if language == CHINESE else "words"


def tokenizer_of(given: str | Tokenizer, texts: Texts) -> Tokenizer:
    """The tokenizer of that name, or the caller's.

    Raises
    ------
    OptionError
        There is none of that name; or it has to go through texts twice that can be gone through
        once.
    MissingPackageError
        It needs a package that is not installed.
    """
    if callable(given):
        return given
    if not is_one_of(given, NAMES):
        raise OptionError(
            f"tokenizer={given!r} is neither a callable nor any of {', '.join(NAMES)}."
        )
    if given == DISCOVER:
        return _discovered(texts)
    if given == "jieba":
        _jieba()
    return TOKENIZERS[given]


def _discovered(texts: Texts) -> Tokenizer:
    """Words that hold together in these texts."""
    if texts.one_shot:
        raise OptionError(
            "tokenizer='discover' goes through the texts twice, and an iterator ends after once. "
            "Give a list, or an object whose __iter__ starts anew, such as a class with a "
            "generator for its __iter__."
        )
    from infomap_py.words.discovery import discover_words

    found: Tokenizer = discover_words(texts)
    return found


def sentences_of(found: Iterable[Any], mark: str | None) -> list[Sentence]:
    """What a tokenizer returns, as sentences; ``mark`` is a token that ends one.

    Raises
    ------
    InputTypeError
        It is neither tokens nor sentences of tokens.
    """
    parts = found if isinstance(found, list) else _listed(found)
    if parts and not isinstance(parts[0], str):
        sentences = [part if isinstance(part, list) else _listed(part) for part in parts]
    else:
        sentences = [parts]
    for sentence in sentences:
        if not all_strings(sentence):
            token = next(token for token in sentence if not isinstance(token, str))
            raise InputTypeError(f"the tokenizer gave {token!r} ({type(token).__name__}); {WANTED}")
    return sentences if mark is None else split_at(sentences, mark)


WANTED = "a tokenizer takes a text and gives tokens, or sentences of tokens, which are strings."


def _listed(found: Any) -> list[Any]:
    if isinstance(found, str | bytes) or not isinstance(found, Iterable):
        raise InputTypeError(f"the tokenizer gave {found!r} ({type(found).__name__}); {WANTED}")
    return list(found)


def split_at(sentences: list[Sentence], mark: str) -> list[Sentence]:
    """The sentences, each ending at every ``mark`` in it, which is left out."""
    parts = []
    for sentence in sentences:
        start = 0
        for _ in range(sentence.count(mark)):
            end = sentence.index(mark, start)
            parts.append(sentence[start:end])
            start = end + 1
        parts.append(sentence[start:])
    return parts
