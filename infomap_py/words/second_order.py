"""Words that keep the same company, whether they meet or not: where they are, and their links.

Two words of one theme may never stand near each other, and yet near the same words. So all words
are given positions by whom they meet, and those that are near each other there are alike. Counts of
links are then weighed by likeness, and words that are most alike are linked besides. Why so, and
what else was tried, is in docs/decisions/0015.

Positions are the leading eigenvectors of the matrix of positive pointwise mutual information of all
pairs, unfiltered [1]_, by the absolute eigenvalues, times their roots [2]_. The matrix is
symmetric: these are its singular vectors, and its singular values. The base of the logarithm cannot
matter, as rows are brought to length 1.

References
----------
.. [1] Levy & Goldberg (2014), Neural word embedding as implicit matrix factorization, NIPS 27.
.. [2] Levy, Goldberg & Dagan (2015), Improving distributional similarity with lessons learned from
   word embeddings, TACL 3:211.  :doi:`10.1162/tacl_a_00134`
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import LinearOperator, eigsh

from infomap_py.arrays import Floats, Nodes, Rows, joined
from infomap_py.neighbours import nearest, unit_rows
from infomap_py.words.associations import Pairs, ppmi
from infomap_py.words.neighbour_network import arcs_of, symmetrized
from infomap_py.words.neighbour_options import NeighbourOptions
from infomap_py.words.pair_counts import Integers, PairCounts

Links = tuple[Nodes, Nodes, Integers, Floats]

# All in docs/decisions/0015, "Co-occurrence: themes"; coherence on three corpora hardly depends on
# any: .187 to .199, .235 to .253 and .064 to .078 for all values in brackets.
DIMENSIONS = 40  # [40, 50]
ALIKE = NeighbourOptions(num_neighbors=15, power=6.0)  # [15 or 20 nearest, union, powers 4 to 8]
POWER_OF_LINKS = 2  # of the cosine that a link's weight is multiplied by [2, 3]
LEAST_COSINE = 0.01  # of a link's two words: what is counted stays, however unlike they are

DENSE = 500  # words: as fast (.013 to .020 s), and exact where eigenvalues are equal (small texts)
NO_POSITION = 1e-9  # of the longest row: what rounding leaves of a word apart from all others
PASSED = 1 << 19  # links whose cosines are taken at a time


def with_company(links: Links, pairs: PairCounts, share: float, num_threads: int) -> Links:
    """Links weighed by how alike their words are, and links between words that are most alike.

    Weights sum to 1; ``share`` of that is for the second kind, unless one of the kinds is missing.
    A pair that is of both kinds is one link, with the sum. Counts of pairs that never meet are 0.

    PPMI of all pairs is held for a while, 12 bytes each (16 from 2^31 pairs on), for a moment twice
    while its parts are joined; and 1.7 KB for every word.
    """
    first, second, _, weights = links
    units = positions(pairs)
    likeness = np.maximum(cosines(units, first, second), LEAST_COSINE)
    low, high, alike = symmetrized(
        arcs_of(nearest(units, ALIKE.num_neighbors, num_threads=num_threads), ALIKE),
        ALIKE.symmetrize,
    )
    met, near = _keys(pairs, first, second), _keys(pairs, low, high)
    whole = np.union1d(met, near)
    mixed = np.zeros(len(whole))
    share = share if len(met) and len(near) else float(len(near) > 0)
    for keys, values, part in (
        (met, weights * likeness**POWER_OF_LINKS, 1.0 - share),
        (near, alike**ALIKE.power, share),
    ):
        if len(keys):
            mixed[np.searchsorted(whole, keys)] += part / values.sum() * values
    ends = np.divmod(whole, pairs.num_words)
    return ends[0].astype(np.int32), ends[1].astype(np.int32), _counts(pairs, whole), mixed


def positions(pairs: PairCounts) -> Rows:
    """Every word as a vector of length 1, or of zeros if it attracts no other word."""
    matrix = _information(pairs)
    values, vectors = _leading(matrix)
    rows = vectors * np.sqrt(np.abs(values))
    length = np.linalg.norm(rows, axis=1)
    rows[length <= NO_POSITION * length.max(initial=0.0)] = 0.0
    return unit_rows(np.ascontiguousarray(rows, dtype=np.float32))


def cosines(units: Rows, first: Nodes, second: Nodes) -> Floats:
    """Of pairs of words."""
    found = np.empty(len(first))
    for start in range(0, len(first), PASSED):
        part = slice(start, start + PASSED)
        left, right = units[first[part]], units[second[part]]
        found[part] = np.einsum("ij,ij->i", left, right, dtype=np.float64)
    return np.minimum(found, 1.0)


def _information(pairs: PairCounts) -> sparse.csr_array:
    """PPMI in the upper triangle."""
    columns, values = [np.empty(0, dtype=np.int32)], [np.empty(0)]
    lengths = np.zeros(pairs.num_words + 1, dtype=np.int64)
    margins = pairs.first_margins
    for first, second, joint in pairs.blocks():
        found = ppmi(
            Pairs(
                joint.astype(np.float64),
                margins[first].astype(np.float64),
                margins[second].astype(np.float64),
                float(pairs.total),
            )
        )
        kept = found > 0.0
        columns.append(second[kept])
        values.append(found[kept])
        lengths[1:] += np.bincount(first[kept], minlength=pairs.num_words)
    rows = np.cumsum(lengths)
    if rows[-1] <= np.iinfo(np.int32).max:
        rows = rows.astype(np.int32)  # or scipy would widen the columns
    whole = joined(values), joined(columns), rows
    return sparse.csr_array(whole, shape=(pairs.num_words, pairs.num_words))


def _leading(matrix: sparse.csr_array) -> tuple[Floats, Floats]:
    """Eigenvalues that are largest by amount, but none that is 0, and their eigenvectors."""
    count = matrix.shape[0]
    mirrored = matrix.T
    if count <= DENSE:
        values, vectors = np.linalg.eigh((matrix + mirrored).toarray())
    elif matrix.nnz == 0:
        return np.zeros(0), np.zeros((count, 0))
    else:
        values, vectors = eigsh(
            LinearOperator((count, count), lambda x: matrix @ x + mirrored @ x, dtype=np.float64),
            DIMENSIONS,
            v0=np.random.default_rng(0).standard_normal(count),
        )
    order = np.argsort(-np.abs(values), kind="stable")[:DIMENSIONS]
    amounts = np.abs(values[order])
    order = order[amounts > amounts.max(initial=0.0) * count * np.finfo(np.float64).eps]
    return values[order], vectors[:, order]


def _keys(pairs: PairCounts, first: npt.ArrayLike, second: npt.ArrayLike) -> Integers:
    """A number for every pair, in their order."""
    keys: Integers = np.asarray(first, dtype=np.int64) * pairs.num_words + np.asarray(second)
    return keys


def _counts(pairs: PairCounts, keys: Integers) -> Integers:
    """How often the pairs with these numbers, which are in order, occur."""
    found = np.zeros(len(keys), dtype=np.int64)
    for first, second, joint in pairs.blocks():
        here = _keys(pairs, first, second)
        start, end = np.searchsorted(keys, [here[0], here[-1] + 1])
        wanted = keys[start:end]
        places = np.searchsorted(here, wanted)
        found[start:end] = np.where(here[places] == wanted, joint[places], 0)
    return found
