"""How strongly two words go together, from how often they do and how often each occurs.

In all formulas n_ij is the number of pairs of words i and j, n_i and n_j the pairs that each is in
(as first and as second word where order matters), N the sum of all n_i, and E = n_i n_j / N what
chance would have. Unordered pairs stand in both triangles of the matrix of counts: n_i is a row
sum, and N twice the number of pairs. Weights are links' weights and so never negative: what is
rarer than by chance, or below the scale, is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from infomap_py._core.linlog import linlog
from infomap_py.arrays import Floats
from infomap_py.errors import OptionError

LN2 = 0.6931471805599453


@dataclass(frozen=True)
class Pairs:
    """Some pairs of words, as float64 arrays, all positive, and a number.

    Attributes
    ----------
    joint : n_ij
    first, second : n_i, n_j
    total : N
    """

    joint: Floats
    first: Floats
    second: Floats
    total: float

    @property
    def expected(self) -> Floats:
        """E."""
        return self.first * self.second / self.total


def log2(values: Floats) -> Floats:
    """The same bits on every platform, unlike numpy's."""
    result: Floats = linlog(np.ascontiguousarray(values), 1.0)
    return result


def count(pairs: Pairs) -> Floats:
    """n_ij."""
    return pairs.joint


def llr(pairs: Pairs) -> Floats:
    """Log-likelihood ratio: twice the sum of O ln(O / E) over the 2 x 2 table with n_ij,
    n_i - n_ij, n_j - n_ij and the rest of N; 0 where n_ij <= E.

    At 10.83 chance alone would have a pair once in a thousand (chi-squared, one degree of freedom).
    Dunning (1993), Computational Linguistics 19:61.
    """
    first, second, total = pairs.first, pairs.second, pairs.total
    cells = (
        (pairs.joint, first, second),
        (first - pairs.joint, first, total - second),
        (second - pairs.joint, total - first, second),
        (total - first - second + pairs.joint, total - first, total - second),
    )
    result = sum(_term(observed, row * (column / total)) for observed, row, column in cells)
    return np.where(pairs.joint > pairs.expected, np.maximum(2.0 * LN2 * result, 0.0), 0.0)


def _term(observed: Floats, expected: Floats) -> Floats:
    """O log2(O / E), with 0 log2 0 = 0."""
    is_seen = observed > 0
    return observed * log2(np.where(is_seen, observed, 1.0) / np.where(is_seen, expected, 1.0))


def pmi(pairs: Pairs) -> Floats:
    """Pointwise mutual information in bits, of either sign: log2(n_ij N / (n_i n_j)).

    Church & Hanks (1990), Computational Linguistics 16:22.
    """
    return log2(pairs.joint / pairs.expected)


def signed_npmi(pairs: Pairs) -> Floats:
    """PMI / -log2(n_ij / N), from -1 to 1: 1 if the words occur with each other only."""
    is_all = pairs.joint >= pairs.total
    surprise = -log2(np.where(is_all, 0.5, pairs.joint / pairs.total))
    return np.where(is_all, 1.0, pmi(pairs) / surprise)


def ppmi(pairs: Pairs) -> Floats:
    """Positive pointwise mutual information in bits: log2(n_ij N / (n_i n_j)), and 0 below.

    It favours rare pairs. Bullinaria & Levy (2007), Behavior Research Methods 39:510.
    """
    return np.maximum(pmi(pairs), 0.0)


def npmi(pairs: Pairs) -> Floats:
    """Normalised pointwise mutual information: PMI / -log2(n_ij / N), at most 1, and 0 below.

    Bouma (2009), Proceedings of GSCL, 31.
    """
    return np.maximum(signed_npmi(pairs), 0.0)


def t_score(pairs: Pairs) -> Floats:
    """(n_ij - E) / sqrt(n_ij), and 0 below.

    Church, Gale, Hanks & Hindle (1991), in: Lexical Acquisition, 115.
    """
    return np.maximum((pairs.joint - pairs.expected) / np.sqrt(pairs.joint), 0.0)


def association_strength(pairs: Pairs) -> Floats:
    """Observed over expected: n_ij / E.

    Van Eck & Waltman (2009), JASIST 60:1635, up to a factor that all pairs share.
    """
    return pairs.joint / pairs.expected


def log_dice(pairs: Pairs) -> Floats:
    """14 + log2(2 n_ij / (n_i + n_j)), at most 14, and 0 below.

    Rychlý (2008), Proceedings of RASLAN, 6.
    """
    return np.maximum(14.0 + log2(2.0 * pairs.joint / (pairs.first + pairs.second)), 0.0)


def jaccard(pairs: Pairs) -> Floats:
    """n_ij / (n_i + n_j - n_ij), the share of pairs with either that have both.

    Jaccard (1901), Bull. Soc. Vaudoise Sci. Nat. 37:547.
    """
    return pairs.joint / (pairs.first + pairs.second - pairs.joint)


def cosine(pairs: Pairs) -> Floats:
    """n_ij / sqrt(n_i n_j).

    Ochiai (1957), Bull. Jpn. Soc. Sci. Fish. 22:526; Salton & McGill (1983), Introduction to
    Modern Information Retrieval.
    """
    return pairs.joint / np.sqrt(pairs.first * pairs.second)


ASSOCIATIONS: dict[str, Callable[[Pairs], Floats]] = {
    association.__name__: association
    for association in (
        llr,
        count,
        ppmi,
        npmi,
        t_score,
        association_strength,
        log_dice,
        jaccard,
        cosine,
    )
}


def association_of(name: str) -> Callable[[Pairs], Floats]:
    """The measure of that name.

    Raises
    ------
    OptionError
        There is none.
    """
    if not isinstance(name, str) or name not in ASSOCIATIONS:
        raise OptionError(f"weight={name!r} is none of {', '.join(ASSOCIATIONS)}.")
    return ASSOCIATIONS[name]
