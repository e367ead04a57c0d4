"""How well a text is cut into words, beside a cut that people made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from infomap_py.errors import InputTypeError

Runs = Iterable[Sequence[str]]


class SegmentationScore(NamedTuple):
    """Of the words found, those that are right, by where they begin and end.

    Attributes
    ----------
    f1 : float
        The harmonic mean of the other two.
    precision : float
        The share of the found words that are right.
    recall : float
        The share of the right words that are found.
    """

    f1: float
    precision: float
    recall: float


def segmentation_score(
    found: Runs, right: Runs, *, among: Container[str] | None = None
) -> SegmentationScore:
    """Compare two cuts of the same runs of text, each a sequence of words.

    Parameters
    ----------
    found, right : iterables of sequences of words
    among : container of words, optional
        Count only these words, on both sides. None: all.

    Raises
    ------
    InputTypeError
        The two are not the same text.

    Examples
    --------
    >>> segmentation_score([["红楼", "梦"]], [["红楼梦"]]).f1
    0.0
    >>> segmentation_score([["他", "看", "红楼梦"]], [["他", "看", "红楼", "梦"]])
    SegmentationScore(f1=0.5714285714285714, precision=0.6666666666666666, recall=0.5)
    """
    num_found = num_right = hits = 0
    for number, (ours, theirs) in enumerate(zip_longest(found, right), 1):
        if ours is None or theirs is None or "".join(ours) != "".join(theirs):
            raise InputTypeError(
                f"run {number} is {ours!r} here and {theirs!r} there; give two cuts of one text."
            )
        places, gold = _places(ours, among), _places(theirs, among)
        num_found += len(places)
        num_right += len(gold)
        hits += len(places & gold)
    precision = hits / num_found if num_found else 0.0
    recall = hits / num_right if num_right else 0.0
    f1 = 2 * hits / (num_found + num_right) if hits else 0.0
    return SegmentationScore(f1, precision, recall)


def _places(words: Sequence[str], among: Container[str] | None) -> set[tuple[int, int]]:
    return {(begin, len(word)) for begin, word in _begins(words) if among is None or word in among}


def _begins(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    begin = 0
    for word in words:
        yield begin, word
        begin += len(word)


def frequent_words(runs: Runs, least: int = 5) -> set[str]:
    """Words that occur at least so often."""
    counts = Counter(word for words in runs for word in words)
    return {word for word, count in counts.items() if count >= least}
