"""The n-grams of a text, up to a length: where they are, how often, and how freely they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from infomap_py._core import sums
from infomap_py._core.grams import branching_entropies, lengthened
from infomap_py.arrays import Floats
from infomap_py.words.han_text import BREAK, HanText, Letters


@dataclass(frozen=True, eq=False)
class Grams:
    """All n-grams within runs; item n - 1 of each list is about those of n letters.

    Attributes
    ----------
    letters : int32 array
        The text, as in :class:`HanText`.
    at : list of int32 arrays
        The number of the n-gram at every position, in lexicographic order; -1 where a run is too
        short.
    counts, firsts, beginnings, endings : lists of int32 arrays
        By number: how often it occurs, where first, and the numbers of its first and of its last
        n - 1 letters; 0 for single letters.
    """

    letters: Letters
    num_letters: int
    at: list[Letters]
    counts: list[Letters]
    firsts: list[Letters]
    beginnings: list[Letters]
    endings: list[Letters]

    @classmethod
    def of(cls, text: HanText, longest: int) -> Self:
        letters = text.letters
        before = np.where(letters == BREAK, -1, 0).astype(np.int32)
        known: list[list[Any]] = [[], [], [], []]
        endings = []
        num_grams = 1
        for n in range(1, longest + 1):
            found = lengthened(letters, before, n - 1, len(text.alphabet), num_grams)
            for of_all, of_n in zip(known, found, strict=True):
                of_all.append(of_n)
            firsts = found[2]
            endings.append(before[firsts + 1] if n > 1 else np.zeros(len(firsts), dtype=np.int32))
            before, num_grams = found[0], len(firsts)
        at, counts, all_firsts, beginnings = known
        return cls(letters, text.num_letters, at, counts, all_firsts, beginnings, endings)

    def entropies(self, length: int) -> tuple[Floats, Floats]:
        """In bits, of the letters to the right and to the left of every n-gram; of the empty one,
        those of all letters."""
        if length == 0:
            share = self.counts[0] / self.num_letters
            both = np.array([-sums.plogp_sum(share)])
            return both, both
        longer, totals = self.counts[length], self.counts[length - 1]
        return (
            branching_entropies(self.beginnings[length], longer, totals),
            branching_entropies(self.endings[length], longer, totals),
        )

    def letters_of(self, length: int) -> Letters:
        """A row per place, a column per n-gram."""
        firsts = self.firsts[length - 1]
        return np.stack([self.letters[firsts + j] for j in range(length)])


def freedoms(grams: Grams, max_length: int) -> list[Floats]:
    """How freely every n-gram stands: the normalised variation of branching entropy, both sides.

    A letter that is added takes away from the freedom of what follows, unless a word ends with it:
    the entropy of the right neighbours of an n-gram, less that of its first n - 1 letters, in
    standard deviations from the mean of all n-grams of that length; and the same to the left
    (Magistry & Sagot 2012, ACL 2:383).
    """
    result = []
    shorter = grams.entropies(0)
    for n in range(1, max_length + 1):
        these = grams.entropies(n)
        right = these[0] - shorter[0][grams.beginnings[n - 1]]
        left = these[1] - shorter[1][grams.endings[n - 1]]
        result.append(standardised(right) + standardised(left))
        shorter = these
    return result


def standardised(values: Floats) -> Floats:
    """In standard deviations from the mean; 0 where all are equal."""
    if not len(values):
        return values
    deviations = values - sums.total(values) / len(values)
    spread = float(np.sqrt(sums.total(deviations**2) / len(values)))
    return deviations / spread if spread > 0.0 else np.zeros(len(values))


def log2(values: Floats) -> Floats:
    """The same bits on every platform, which numpy's are not."""
    logarithms: Floats = sums.plogps(values) / values
    return logarithms
