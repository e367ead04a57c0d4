"""CooccurrenceNetwork: words, the links between them, and the counts behind these."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from infomap_py.words.associations import Pairs, signed_npmi
from infomap_py.words.word_network import Counts, Positions, WordNetwork


@dataclass(frozen=True, eq=False)
class JointCounts:
    """How often the words of every link occur together, and each word with any other.

    Attributes
    ----------
    offsets, targets : int64 and int32 arrays
        Rows of the network.
    counts : int64 array like ``targets``
        The pairs of the two words; 0 where they are linked and never meet, as a network of second
        order may have it.
    first_margins, second_margins : int64 arrays
        The pairs of every word, before links were chosen: with it as first and as second word, in a
        directed network; else the same array.
    total : int
        The sum of either.
    directed : bool
    """

    offsets: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int32]
    counts: Counts
    first_margins: Counts
    second_margins: Counts
    total: int
    directed: bool

    def among(self, words: Positions) -> Pairs:
        """The pairs of these words that have a link and ever occur, in any order."""
        chosen = np.unique(words).astype(np.int64)
        found = [self._row(word, chosen) for word in chosen.tolist()]
        rows = np.repeat(chosen, [len(row) for row, _ in found])
        columns = np.concatenate([row for row, _ in found])
        joint = np.concatenate([counts for _, counts in found])
        margins = self.first_margins
        total = self.total
        if self.directed:
            margins = margins + self.second_margins
            total = 2 * total
        # A pair once: both its arcs of an undirected network say the same, and are added up of a
        # directed one.
        key = np.minimum(rows, columns) * (len(margins) + 1) + np.maximum(rows, columns)
        once, place, inverse = np.unique(key, return_index=True, return_inverse=True)
        joint = np.bincount(inverse, joint, len(once)) if self.directed else joint[place]
        meet = joint > 0
        place = place[meet]
        return Pairs(
            joint[meet].astype(float),
            margins[rows[place]].astype(float),
            margins[columns[place]].astype(float),
            float(total),
        )

    def _row(self, word: int, chosen: npt.NDArray[np.int64]) -> tuple[Positions, Counts]:
        """Which of the chosen words the word has links to, and their counts."""
        row = slice(self.offsets[word], self.offsets[word + 1])
        _, places, _ = np.intersect1d(
            self.targets[row], chosen, assume_unique=True, return_indices=True
        )
        return self.targets[row][places].astype(np.int64), self.counts[row][places]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class CooccurrenceNetwork(WordNetwork):
    """Words that stand near each other in texts; made by :func:`infomap_py.cooccurrence`.

    Attributes
    ----------
    joint : JointCounts
        How often they do.
    """

    joint: JointCounts

    def coherence(self, words: Positions) -> float:
        """The mean of normalised pointwise mutual information over all pairs of these words.

        Pairs without a link count 0: they never occur together, or were filtered out. Where word
        order matters, both orders of a pair are taken together.
        """
        number = len(np.unique(words))
        if number < 2:
            return 0.0
        num_pairs = number * (number - 1) // 2
        return float(signed_npmi(self.joint.among(words)).sum()) / num_pairs
