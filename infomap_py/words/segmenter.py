"""Segmenter: a vocabulary with counts, and Chinese text cut by it into words of shortest code."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from types import MappingProxyType
from typing import Any, Self

import numpy as np

from infomap_py._core.lexicon import Lexicon
from infomap_py._version import __version__
from infomap_py.errors import InputTypeError, OptionError, counted
from infomap_py.words.grams import log2
from infomap_py.words.languages import HAN, HAN_PLANES, is_han
from infomap_py.words.tokenizers import SENTENCE_ENDS
from infomap_py.words.word_spelling import DISCOUNT, Spelling, word_probabilities

SHOWN = 10
MOST_LETTERS = 16  # of a word
LETTER_BITS = 21


class Segmenter:
    """Cuts Chinese text into words; made by :func:`discover_words`, or from words and counts.

    A word costs -log2 of its probability in bits, and a text is cut so that it costs the least.
    Words that are not in the vocabulary are found where their letters look like a word's: such as
    often begin words at the beginning, such as often end them at the end.

    Parameters
    ----------
    words : {word: count}
        Words of Chinese characters, and how often each occurs.
    source : str
        Where they come from.
    facts : mapping, optional
        What else files should tell of how they were found.

    Attributes
    ----------
    words : mapping
        Count by word, by decreasing count.
    source : str
    facts : mapping

    Raises
    ------
    OptionError
        There are no words, or one is not of Chinese characters, or a count is not positive.

    Examples
    --------
    >>> cut = Segmenter({"宝玉": 40, "黛玉": 30, "笑": 20, "道": 20, "见": 10, "了": 30})
    >>> cut("宝玉见了黛玉，笑道：“Hello!”")
    [['宝玉', '见', '了', '黛玉', '笑', '道', 'hello']]
    """

    def __init__(
        self,
        words: Mapping[str, int],
        *,
        source: str = "words",
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        _check(words)
        in_order = sorted(words, key=lambda word: (-words[word], word))
        self.words: Mapping[str, int] = MappingProxyType({w: int(words[w]) for w in in_order})
        self.source = source
        self.facts: Mapping[str, Any] = MappingProxyType(dict(facts or {}))
        self._lexicon = _lexicon(self.words)

    def __call__(self, text: str) -> list[list[str]]:
        """The words of every sentence; runs of other letters and digits are words, lower-cased.

        Sentences end at 。！？ and their Latin forms, and at the end of a line. Punctuation is left
        out, and no word crosses it.
        """
        if not isinstance(text, str):
            raise InputTypeError(f"a text is a string, not {type(text).__name__}.")
        find = _pattern().findall
        sentences = (list(self._cut(find(part))) for part in SENTENCE_ENDS.split(text.lower()))
        return [sentence for sentence in sentences if sentence]

    def _cut(self, runs: list[str]) -> Iterator[str]:
        for run in runs:
            if not is_han(run[0]):
                yield run
                continue
            codes = np.frombuffer(run.encode("utf-32-le"), dtype="<i4").astype(np.int32)
            begin = 0
            for length in filter(None, self._lexicon.cut(codes).tolist()):
                yield run[begin : begin + length]
                begin += length

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the vocabulary: ``word<TAB>count`` lines, the most frequent first.

        The suffix .gz, .bz2 or .xz compresses; "-" is standard output. :func:`read` reads it back.
        """
        from infomap_py.words.vocabulary_files import write_vocabulary

        write_vocabulary(self, path)

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Self:
        """The segmenter whose vocabulary was written to the path.

        Raises
        ------
        ReadError
            A line is not a word and its count; the message begins with file:line.
        """
        from infomap_py.words.vocabulary_files import read_vocabulary

        words, facts = read_vocabulary(path)
        source = facts.pop("input", os.fsdecode(path))
        facts.pop("infomap_py", None)
        return cls(words, source=source, facts=facts)

    def provenance(self) -> dict[str, Any]:
        """What files tell of the vocabulary."""
        return {"infomap_py": __version__, "input": self.source, **self.facts}

    def __repr__(self) -> str:
        examples = " ".join(islice((word for word in self.words if len(word) > 1), SHOWN))
        return f"<Segmenter of {counted(len(self.words), 'word')} from {self.source}: {examples}>"


def is_word(text: object) -> bool:
    """Whether it can be in a vocabulary."""
    return isinstance(text, str) and 0 < len(text) <= MOST_LETTERS and all(map(is_han, text))


def _check(words: Mapping[str, int]) -> None:
    if not isinstance(words, Mapping) or not words:
        raise OptionError("there are no words; give a dictionary {word: count}.")
    for word, count in words.items():
        if not is_word(word):
            raise OptionError(
                f"the word {word!r} is not 1 to {MOST_LETTERS} Chinese characters; leave it out: "
                "other letters are kept together anyway."
            )
        if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 1:
            raise OptionError(f"the word {word!r} has the count {count!r}; counts are at least 1.")


def _lexicon(words: Mapping[str, int]) -> Lexicon:
    alphabet = sorted(set("".join(words)))
    node_of = {letter: k for k, letter in enumerate(alphabet, 1)}
    children = [ord(letter) for letter in alphabet]
    for word in words:
        for n in range(2, len(word) + 1):
            if word[:n] not in node_of:
                children.append(node_of[word[: n - 1]] << LETTER_BITS | ord(word[n - 1]))
                node_of[word[:n]] = len(children)
    longest = max(map(len, words))
    of_length = [[word for word in words if len(word) == n] for n in range(1, longest + 1)]
    letters = [
        np.array([[node_of[letter] for letter in word] for word in same], dtype=np.int32)
        .reshape(-1, n)
        .T
        for n, same in enumerate(of_length, 1)
    ]
    spelling = Spelling.of(letters, len(alphabet) + 1)
    num_tokens, num_words = float(sum(words.values())), len(words)
    cost = np.full(len(children) + 1, np.inf)
    for same, columns in zip(of_length, letters, strict=True):
        counts = np.array([words[word] for word in same], dtype=np.float64)
        spelt = spelling.probabilities(columns)
        cost[[node_of[word] for word in same]] = -log2(
            word_probabilities(counts, spelt, 0.0, num_tokens, num_words)
        )
    new_word = -log2(np.array([DISCOUNT * num_words / num_tokens]))
    return Lexicon(
        np.array(children, dtype=np.uint64),
        cost,
        -np.stack([log2(of_role) for of_role in spelling.of_letter]),
        new_word - log2(spelling.of_length),
    )


@cache
def _pattern() -> re.Pattern[str]:
    """A run of Chinese characters, or of other letters and digits."""
    han = "".join(f"{chr(first)}-{chr(last)}" for first, last in (*HAN, HAN_PLANES))
    other = rf"[^\W_{han}]+"
    return re.compile(rf"[{han}]+|{other}(?:['\-.]{other})*")
