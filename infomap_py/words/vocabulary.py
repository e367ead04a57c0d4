"""Texts to ids of tokens, read once; and the words that are counted, by frequency."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt

from infomap_py._core.kept_words import keep_words
from infomap_py.errors import InputTypeError, NetworkError
from infomap_py.streams import Heard, unheard
from infomap_py.words.pair_counts import Integers, Tokens
from infomap_py.words.spilled import Kept, Spill
from infomap_py.words.texts import Piece
from infomap_py.words.tokenizers import (
    Tokenizer,
    ends_sentence,
    is_punctuation,
    sentences_of,
    split_at,
)

NO_WORD = -1
SENTENCE, DOCUMENT = -2, -3  # among tokens: the end of each
BLOCK = 1 << 20  # tokens that are kept at a time


@dataclass(frozen=True)
class Corpus:
    """The tokens of texts, as ids in order of first appearance.

    Attributes
    ----------
    types : list of str
        All different tokens.
    counts : int64 array
        How often each occurs.
    """

    types: list[str]
    counts: Integers
    _blocks: list[Kept]
    _spill: Spill

    @property
    def num_tokens(self) -> int:
        return int(self.counts.sum())

    def pieces(
        self, word_of: Tokens, size: int, of_documents: bool, heard: Heard = unheard
    ) -> Iterator[Tokens]:
        """The words of the vocabulary among the tokens, in pieces for count_pairs(): of whole
        sentences, or of whole documents; of about ``size`` tokens, or one unit."""
        least_break = DOCUMENT if of_documents else SENTENCE
        kept = np.empty(size + BLOCK, dtype=np.int32)
        used = whole = 0
        for block in self._blocks:
            tokens = self._spill.get(block)
            if used + len(tokens) > len(kept):
                kept = np.concatenate([kept[:used], np.empty(used + len(tokens), dtype=np.int32)])
            used, ended = keep_words(tokens, word_of, least_break, kept, used)
            whole = max(whole, ended)
            heard(int(np.count_nonzero(tokens >= 0)))
            if used >= size and whole > 0:
                yield kept[:whole].copy()
                rest = used - whole
                kept[:rest] = kept[whole:used].copy()
                used, whole = rest, 0
        if used > 0:
            yield kept[:used]


def read_corpus(
    pieces: Iterable[Piece],
    tokenizer: Tokenizer | None,
    mark: str | None,
    spill: Spill,
    heard: Heard = unheard,
) -> Corpus:
    """Give every token its id; ``heard`` is told of every document.

    Raises
    ------
    InputTypeError
        There are texts and no tokenizer, or the tokenizer gave what is none.
    """
    ids: defaultdict[str, int] = defaultdict(count().__next__)
    id_of = ids.__getitem__
    blocks: list[Kept] = []
    counts = np.zeros(0, dtype=np.int64)
    tokens = array("i")

    def keep() -> None:
        nonlocal counts
        block = np.frombuffer(tokens, dtype=np.int32)
        more = np.bincount(block[block >= 0], minlength=len(ids))
        more[: len(counts)] += counts
        counts = more.astype(np.int64, copy=False)
        blocks.append(spill.put(block))

    for content, ends in pieces:
        if isinstance(content, str):
            if tokenizer is None:
                raise InputTypeError(
                    f"{content[:40]!r} is a text; give tokenizer=, or tokens alone."
                )
            sentences = sentences_of(tokenizer(content), mark)
        else:
            sentences = content if mark is None else split_at(content, mark)
        for sentence in sentences:
            tokens.extend(map(id_of, sentence))
            tokens.append(SENTENCE)
            if len(tokens) >= BLOCK:
                keep()
                tokens = array("i")
        if ends:
            tokens.append(DOCUMENT)
            heard(1)
    keep()
    return Corpus(list(ids), counts, blocks, spill)


@dataclass(frozen=True)
class Vocabulary:
    """The words that are counted, the most frequent first; of equal ones that which came first.

    Attributes
    ----------
    words : list of str
    counts : int64 array
    word_of : int32 array
        For every token id its word; NO_WORD; or SENTENCE, if it ends one, as a full stop does.
    """

    words: list[str]
    counts: Integers
    word_of: npt.NDArray[np.int32]


def choose_words(corpus: Corpus, min_count: int, stop_words: Collection[str] | int) -> Vocabulary:
    """The words that occur ``min_count`` times and are no stop words: a set of them, in lower case
    or as they occur, or the number of words that are, the most frequent ones. Punctuation is none.

    Raises
    ------
    NetworkError
        No word is left.
    """
    marks = [k for k, token in enumerate(corpus.types) if is_punctuation(token)]
    word_of = np.full(len(corpus.types), NO_WORD, dtype=np.int32)
    word_of[[k for k in marks if ends_sentence(corpus.types[k])]] = SENTENCE
    counts = corpus.counts.copy()
    counts[marks] = 0
    order = np.argsort(-counts, kind="stable")
    candidates = order[counts[order] >= min_count]
    if isinstance(stop_words, int):
        candidates = candidates[stop_words:]
    else:
        free = [not is_stop_word(corpus.types[k], stop_words) for k in candidates]
        candidates = candidates[np.array(free, dtype=bool)]
    if len(candidates) == 0:
        raise NetworkError(
            f"no word is left of {len(corpus.types):,} different tokens, {corpus.num_tokens:,} in "
            f"all: none occurs min_count={min_count} times and is no stop word. Give more text, a "
            "smaller min_count, or fewer stop_words; if texts are paths, give them as Path."
        )
    word_of[candidates] = np.arange(len(candidates), dtype=np.int32)
    return Vocabulary([corpus.types[k] for k in candidates], corpus.counts[candidates], word_of)


def is_stop_word(word: str, stop_words: Collection[str]) -> bool:
    return word in stop_words or word.lower() in stop_words
