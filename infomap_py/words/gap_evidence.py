"""What the letters around a gap say of a word's end there, whatever the words are.

Ten measures, all of the two letters before the gap and the two after it: how freely text goes on,
how much likelier the letters are together than apart, and how often they stand beside punctuation.
How these are weighed is learnt from the cut that the code of words has come to: what holds for
frequent words, of which it is sure, then speaks on rare ones.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from infomap_py._core.boundary_odds import fitted, log_odds
from infomap_py.arrays import Floats, Positions
from infomap_py.words.grams import Grams, log2, standardised
from infomap_py.words.word_code import Cut

Places = npt.NDArray[np.int32]

CONTEXT = 2  # letters on each side
FURTHEST = 4.0  # standard deviations: what lies beyond counts as this
ENOUGH = 200_000  # gaps determine 66 weights
PRIOR = 2.0  # occurrences, as beside punctuation as letters are on the average


def gap_costs(grams: Grams, cut: Cut, weight: float) -> Floats:
    """In bits, what a word costs by where it begins: the odds against one, times the weight."""
    is_letter = grams.at[0] >= 0
    gaps = np.flatnonzero(is_letter & np.append(False, is_letter[:-1]))
    costs = np.zeros(len(cut))
    if len(gaps):
        measures = np.empty((len(gaps), 10), dtype=np.float32)
        for k, measure in enumerate(_measures(grams, gaps)):
            measures[:, k] = np.clip(standardised(measure), -FURTHEST, FURTHEST)
        sample = slice(None, None, max(1, len(gaps) // ENOUGH))
        is_cut = (cut[gaps] > 0).astype(np.uint8)
        weights = fitted(np.ascontiguousarray(measures[sample]), is_cut[sample].copy())
        costs[gaps] = -weight * log_odds(measures, weights)
    return costs


def _measures(grams: Grams, gaps: Positions) -> Iterator[Floats]:
    before = _available(grams, gaps, forwards=False)
    after = _available(grams, gaps, forwards=True)
    for wanted in range(1, CONTEXT + 1):
        right = np.empty(len(gaps))
        left = np.empty(len(gaps))
        for n in range(1, wanted + 1):
            of_right, of_left = grams.entropies(n)
            here = np.minimum(before, wanted) == n
            right[here] = of_right[grams.at[n - 1][gaps[here] - n]]
            here = np.minimum(after, wanted) == n
            left[here] = of_left[grams.at[n - 1][gaps[here]]]
        yield right
        yield left
    bits = [log2(counts / grams.num_letters) for counts in grams.counts[: 2 * CONTEXT]]
    for m in range(1, CONTEXT + 1):
        for n in range(1, CONTEXT + 1):
            yield _information(grams, gaps, np.minimum(before, m), np.minimum(after, n), bits)
    yield from _beside_punctuation(grams, gaps)


def _available(grams: Grams, gaps: Positions, forwards: bool) -> Places:
    """How many letters there are on one side of every gap, up to CONTEXT."""
    result = np.ones(len(gaps), dtype=np.int32)
    for n in range(2, CONTEXT + 1):
        begins = gaps if forwards else np.maximum(gaps - n, 0)
        result += (grams.at[n - 1][begins] >= 0) & (forwards | (gaps >= n))
    return result


def _information(
    grams: Grams, gaps: Positions, before: Places, after: Places, bits: list[Floats]
) -> Floats:
    """Pointwise mutual information of what stands on the two sides."""
    result = np.empty(len(gaps))
    for m in range(1, CONTEXT + 1):
        for n in range(1, CONTEXT + 1):
            here = (before == m) & (after == n)
            begins = gaps[here] - m
            together = bits[m + n - 1][grams.at[m + n - 1][begins]]
            first = bits[m - 1][grams.at[m - 1][begins]]
            result[here] = together - first - bits[n - 1][grams.at[n - 1][gaps[here]]]
    return result


def _beside_punctuation(grams: Grams, gaps: Positions) -> Iterator[Floats]:
    """Of the letter before, how often a run ends with it; of the one after, begins; in bits."""
    letters, counts = grams.at[0], grams.counts[0]
    is_letter = letters >= 0
    ends = letters[is_letter & ~np.append(is_letter[1:], False)]
    begins = letters[is_letter & ~np.append(False, is_letter[:-1])]
    prior = PRIOR * len(ends) / grams.num_letters
    for beside, places in ((ends, gaps - 1), (begins, gaps)):
        share = (np.bincount(beside, minlength=len(counts)) + prior) / (counts + PRIOR)
        yield log2(share)[letters[places]]
