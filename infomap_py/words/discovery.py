"""Words from raw Chinese text, with no dictionary: a vocabulary and a cut of least entropy."""

from __future__ import annotations

from typing import Any

import numpy as np

from infomap_py.option_checks import check_integer
from infomap_py.words.gap_evidence import gap_costs
from infomap_py.words.grams import Grams
from infomap_py.words.han_text import HanText, han_text
from infomap_py.words.segmenter import MOST_LETTERS, Segmenter
from infomap_py.words.texts import Texts
from infomap_py.words.word_code import WordCode

ROUNDS = 6  # before and after the gaps are weighed; more change the score by less than .002
GAPS = 1.5  # how much what is seen at a gap counts beside the code; docs/decisions/0014


def discover_words(
    texts: Any,
    *,
    max_length: int = 4,
    max_letters: int = 5_000_000,
    encoding_errors: str = "strict",
) -> Segmenter:
    """Find the words of Chinese texts in the texts themselves, and cut text by them.

    Parameters
    ----------
    texts : str, path or iterable
        A path of a file or folder, or an iterable of texts, paths, sentences and documents, as in
        :func:`infomap_py.cooccurrence`. Only runs of Chinese characters are looked at; tokens are
        runs of their own.
    max_length : int from 2 to 16
        Letters of a word at most. 4 holds for 99.7 % of the words of a newspaper; with more,
        phrases become words.
    max_letters : int
        How many Chinese characters are learnt from, about: documents beyond are not read, and the
        result says so. It takes 250 bytes of memory and 3 microseconds for each.
    encoding_errors : "strict" or "replace"
        What becomes of bytes in files that are not UTF-8: an error, or U+FFFD.

    Returns
    -------
    Segmenter
        Its ``words``, with their counts in these texts; called with a text, it returns sentences of
        words. A ``tokenizer`` for :func:`infomap_py.cooccurrence`.

    Raises
    ------
    NetworkError, ReadError, InputTypeError
        There is no Chinese in the texts, or they cannot be read.
    OptionError
        An option is out of range.

    Notes
    -----
    The text is first cut where n-grams stand freely, by the variation of the entropy of what is
    beside them [1]_. Then, again and again, every word gets a code by how often it is used, unused
    ones by their letters [2]_, and the text is cut anew into words of shortest code [3]_, with
    their freedom counting in their favour. Halfway, what is measured at every gap is weighed by a
    regression on the cut so far, and counts from then on.

    References
    ----------
    .. [1] Magistry & Sagot (2012), ACL 50, 2:383.
    .. [2] Mochihashi, Yamada & Ueda (2009), ACL 47:100.
    .. [3] Zhikov, Takamura & Okumura (2010), EMNLP:832; Su (2018),
       https://kexue.fm/archives/5476

    Examples
    --------
    >>> lines = ["宝玉笑道", "黛玉笑了", "宝玉见黛玉来了", "黛玉见宝玉", "宝玉来", "见了黛玉"]
    >>> segmenter = discover_words(lines)
    >>> segmenter.words["宝玉"], segmenter("宝玉笑了。黛玉来")
    (4, [['宝玉', '笑', '了'], ['黛玉', '来']])
    """
    check_integer("max_length", max_length, 2, MOST_LETTERS)
    check_integer("max_letters", max_letters, 1, 2**31 - 2)
    source = texts if isinstance(texts, Texts) else Texts(texts, encoding_errors)
    text = han_text(source, max_letters)
    grams = Grams.of(text, max(max_length + 1, 4))
    code = WordCode(grams, max_length, len(text.alphabet))
    code.improve(ROUNDS)
    code.improve(ROUNDS, gap_costs(grams, code.cut, GAPS))
    facts = {
        "letters": text.num_letters if text.is_whole else f"the first {text.num_letters}",
        "max_length": max_length,
    }
    return Segmenter(_vocabulary(text, code), source=source.name, facts=facts)


def _vocabulary(text: HanText, code: WordCode) -> dict[str, int]:
    firsts, lengths, counts = code.vocabulary()
    letters = text.alphabet[np.maximum(text.letters, 0)].astype("<u4")
    as_text = letters.tobytes().decode("utf-32-le")
    return {
        as_text[first : first + length]: count
        for first, length, count in zip(
            firsts.tolist(), lengths.tolist(), counts.tolist(), strict=True
        )
    }
