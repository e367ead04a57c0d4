"""How probable a word is by its letters alone, as those of a vocabulary say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from infomap_py.arrays import Floats
from infomap_py.words.han_text import Letters

ALONE, BEGIN, INSIDE, END = range(4)  # what a letter is in its word
UNSEEN = 0.1  # of an occurrence, for every letter in every role


def roles(length: int) -> list[int]:
    """The role of every letter of a word."""
    return [ALONE] if length == 1 else [BEGIN, *[INSIDE] * (length - 2), END]


@dataclass(frozen=True, eq=False)
class Spelling:
    """A word has a length, and a letter for each role in it.

    Every word of a vocabulary counts once: what makes a word is seen in all of them alike.

    Attributes
    ----------
    of_length : float64 array
        How probable n letters are, at n - 1.
    of_letter : float64 array, a row per role and a column per letter
        How probable the letter is in that role.
    """

    of_length: Floats
    of_letter: Floats

    @classmethod
    def of(cls, vocabulary: Sequence[Letters], num_letters: int) -> Self:
        """From the words of 1, 2, ... letters: a row per place, a column per word."""
        lengths = np.array([words.shape[1] + 1.0 for words in vocabulary])
        letters = np.full((4, num_letters), UNSEEN)
        for n, words in enumerate(vocabulary, 1):
            for role, column in zip(roles(n), words, strict=True):
                letters[role] += np.bincount(column, minlength=num_letters)
        totals = np.array([[row.cumsum()[-1]] for row in letters])
        return cls(lengths / lengths.cumsum()[-1], letters / totals)

    def probabilities(self, words: Letters) -> Floats:
        """Of words of one length: a row per place, a column per word."""
        result = np.full(words.shape[1], self.of_length[len(words) - 1])
        for role, column in zip(roles(len(words)), words, strict=True):
            result *= self.of_letter[role][column]
        return result


def word_probabilities(
    counts: Floats, spelt: Floats, new: float, num_tokens: float, num_words: int
) -> Floats:
    """How probable every word is as the next one: known from before, or spelt anew.

    A word that occurred c times is less probable than c of all; the rest, and ``new`` words per
    token besides, are spelt: the rule of a Pitman-Yor process (Pitman & Yor 1997, Annals of
    Probability 25:855) in which every word was spelt once.
    """
    mass = new * num_tokens + DISCOUNT * num_words
    known = np.maximum(counts - DISCOUNT, 0.0)
    result: Floats = (known + mass * spelt) / (num_tokens * (1.0 + new))
    return result


DISCOUNT = 0.5  # any from .1 to .9 segments alike: docs/decisions/0014
