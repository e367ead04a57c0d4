"""A text cut into words by the shortest code, again and again, the code following from the cut."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from infomap_py._core.shortest_code import shortest_code
from infomap_py.arrays import Floats
from infomap_py.words.grams import Grams, freedoms, log2
from infomap_py.words.word_spelling import Spelling, word_probabilities

Cut = npt.NDArray[np.uint8]

# The constants of docs/decisions/0014, found on one corpus and confirmed on two novels.
NEW = 1.0  # words spelt anew per known one, while words are still being looked for
FREEDOM = 0.3  # bits per standard deviation and letter


class WordCode:
    """Every n-gram up to ``max_length`` letters is a candidate; the text is cut into some of them.

    Attributes
    ----------
    cut : uint8 array
        The number of letters of the word that begins at each position, or 0.
    """

    def __init__(self, grams: Grams, max_length: int, num_letters: int) -> None:
        self._lengths = range(1, max_length + 1)
        self._num_letters = num_letters
        self._letters = [grams.letters_of(n) for n in self._lengths]
        self._firsts = np.concatenate(grams.firsts[:max_length])
        sizes = [len(counts) for counts in grams.counts[:max_length]]
        self._starts = np.cumsum([0, *sizes])
        self._words = np.stack(
            [
                np.where(at < 0, -1, at + start).astype(np.int32)
                for at, start in zip(grams.at, self._starts[:-1], strict=False)
            ]
        )
        free = freedoms(grams, max_length)
        self._freedom = np.concatenate([n * free[n - 1] for n in self._lengths])
        self.cut: Cut = np.zeros(len(grams.letters), dtype=np.uint8)
        self._no_cost = np.zeros(len(grams.letters))
        shortest_code(self._words, -self._freedom, -self._freedom, self._no_cost, self.cut)

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """How often every candidate is a word."""
        begins = np.flatnonzero(self.cut)
        words = self._words[self.cut[begins] - 1, begins]
        return np.bincount(words, minlength=int(self._starts[-1]))

    def vocabulary(self) -> tuple[npt.NDArray[np.int32], Cut, npt.NDArray[np.int64]]:
        """Where every word first occurs as letters, how many those are, and its count."""
        counts = self.counts
        words = np.flatnonzero(counts)
        lengths = (np.searchsorted(self._starts, words, side="right")).astype(np.uint8)
        return self._firsts[words], lengths, counts[words]

    def improve(self, rounds: int, cut_cost: Floats | None = None) -> None:
        """Cut by the code that the cut before gives: as often as asked, or until nothing changes.

        ``cut_cost`` is what a word costs by where it begins, in bits.
        """
        places = self._no_cost if cut_cost is None else cut_cost
        for _ in range(rounds):
            before = self.cut.copy()
            shortest_code(self._words, *self._costs(), places, self.cut)
            if np.array_equal(before, self.cut):
                break

    def _costs(self) -> tuple[Floats, Floats]:
        """Bits of every candidate, and of every word as if it occurred once less."""
        counts = self.counts.astype(np.float64)
        of_length = np.split(counts, self._starts[1:-1])
        vocabulary = [
            letters[:, of_n > 0] for letters, of_n in zip(self._letters, of_length, strict=True)
        ]
        spelling = Spelling.of(vocabulary, self._num_letters)
        spelt = np.concatenate([spelling.probabilities(letters) for letters in self._letters])
        size = (NEW, float(counts.sum()), int(np.count_nonzero(counts)))
        here = word_probabilities(counts, spelt, *size)
        cost = -log2(here) - FREEDOM * self._freedom
        used = np.flatnonzero(counts)
        elsewhere = cost.copy()
        once_less = word_probabilities(counts[used] - 1, spelt[used], *size)
        elsewhere[used] = -log2(once_less) - FREEDOM * self._freedom[used]
        return cost, elsewhere
