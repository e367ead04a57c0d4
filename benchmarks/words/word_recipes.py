"""Networks of words by formula, in plain numpy and scipy: the defaults, and presets beside them.

Slow twins of what the package does, to be read: nothing here is fast or sparing with memory. Why
these formulas is in docs/decisions/0015. Vectors in, or joint counts; symmetric weights out.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import svds

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]

ATTRACTED = 10.83  # LLR at p = 0.001 with one degree of freedom [Dunning 1993]


def unit(rows: Floats) -> Floats:
    """Rows of length 1; a row of zeros stays."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)


def nearest(rows: Floats, count: int, block: int = 1000) -> tuple[Ints, Floats]:
    """The nearest other rows of each row, nearest first, and their cosines, not below 0."""
    rows = unit(rows).astype(np.float32)
    ids = np.empty((len(rows), count), np.int64)
    cosines = np.empty((len(rows), count))
    for start in range(0, len(rows), block):
        here = slice(start, start + block)
        products = rows[here] @ rows.T
        products[np.arange(len(products)), np.arange(start, start + len(products))] = -np.inf
        some = np.argpartition(-products, count, axis=1)[:, :count]
        values = np.take_along_axis(products, some, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        ids[here] = np.take_along_axis(some, order, axis=1)
        cosines[here] = np.take_along_axis(values, order, axis=1)
    return ids, np.maximum(cosines, 0.0)


def union(ids: Ints, weights: Floats) -> sparse.csr_array:
    """Links where either word is among the other's nearest, by the larger of both weights."""
    n, count = ids.shape
    sources = np.repeat(np.arange(n), count)
    one_way = sparse.csr_array((weights.ravel(), (sources, ids.ravel())), shape=(n, n))
    one_way.eliminate_zeros()
    return one_way.maximum(one_way.T).tocsr()


def vector_default(vectors: Floats) -> sparse.csr_array:
    """20 nearest, union, cosine^8."""
    ids, cosines = nearest(vectors, 20)
    return union(ids, cosines**8)


def vector_local(vectors: Floats, count: int = 40, power: float = 6.0) -> sparse.csr_array:
    """Cosines against those around: 40 nearest in half-white vectors, (cosine / (m_i m_j)^0.75)^6.

    Half white: unit rows, less their mean, turned into principal components, each divided by the
    root of its singular value (Mu & Viswanath 2018 take the first ones away). m_i is the mean
    cosine of word i with its ten nearest (Conneau et al. 2018, there a difference): links in dense
    regions, those of hubs among them, weigh less. Links are the union, as in the default.
    """
    centred = unit(vectors) - unit(vectors).mean(axis=0)
    left, singular, _ = np.linalg.svd(centred, full_matrices=False)
    ids, cosines = nearest(left * np.sqrt(singular), count)
    around = np.maximum(cosines[:, :10].mean(axis=1), 1e-3)
    return union(ids, (cosines / (around[:, None] * around[ids]) ** 0.75) ** power)


def joint_counts(sentences: Sequence[Ints], num_words: int, window: int = 5) -> sparse.csr_array:
    """How often two words are at most `window` apart in a sentence; symmetric, diagonal empty."""
    ids = np.concatenate(sentences)
    sentence = np.repeat(np.arange(len(sentences)), [len(s) for s in sentences])
    counts = sparse.csr_array((num_words, num_words))
    for distance in range(1, window + 1):
        first, second = ids[:-distance], ids[distance:]
        kept = (sentence[:-distance] == sentence[distance:]) & (first != second)
        ends = (first[kept], second[kept])
        counts = counts + sparse.coo_array((np.ones(kept.sum()), ends), counts.shape).tocsr()
    return (counts + counts.T).tocsr()


def log_likelihood_ratios(counts: sparse.csr_array) -> tuple[sparse.coo_array, Floats, Floats]:
    """The counts, what is expected of each, and its LLR, 0 where the count is not above that."""
    joint = counts.tocoo()
    of_word = np.asarray(counts.sum(axis=1)).ravel()
    total = of_word.sum()
    first, second = of_word[joint.row], of_word[joint.col]
    rest_first, rest_second = total - first, total - second
    cells = (
        (joint.data, first * second),
        (first - joint.data, first * rest_second),
        (second - joint.data, rest_first * second),
        (total - first - second + joint.data, rest_first * rest_second),
    )
    ratio = np.zeros(len(joint.data))
    for observed, margins in cells:
        expected = margins / total
        ratio += 2 * observed * np.log(np.maximum(observed, 1e-300) / expected)
    expected = first * second / total
    return joint, expected, np.where(joint.data > expected, ratio, 0.0)


def word_default(counts: sparse.csr_array) -> sparse.csr_array:
    """LLR where it is at least 10.83."""
    joint, _, ratio = log_likelihood_ratios(counts)
    kept = ratio >= ATTRACTED
    return sparse.csr_array((ratio[kept], (joint.row[kept], joint.col[kept])), shape=counts.shape)


def word_positions(counts: sparse.csr_array, rank: int = 40) -> Floats:
    """Words as unit vectors: singular vectors of the PPMI of all joint counts, times root values.

    As Levy, Goldberg & Dagan (2015, TACL) recommend. The start is fixed, so that the answer is.
    """
    joint, expected, _ = log_likelihood_ratios(counts)
    information = np.maximum(np.log(joint.data / expected), 0.0)
    matrix = sparse.csr_array((information, (joint.row, joint.col)), shape=counts.shape)
    start = np.random.default_rng(0).standard_normal(counts.shape[0])
    left, singular, _ = svds(matrix, k=rank, v0=start)
    return unit(left * np.sqrt(singular))


def word_themes(
    counts: sparse.csr_array,
    rank: int = 40,
    count: int = 15,
    power: float = 6.0,
    share: float = 0.4,
) -> sparse.csr_array:
    """Words that go together, and words that go with the same words.

    60 % of the weight is on the links of the default, each LLR times the squared cosine of the two
    words in 40 dimensions, which counts as .01 at least; 40 % on each word's 15 nearest there,
    union, cosine^6.
    """
    position = word_positions(counts, rank)
    direct = word_default(counts).tocoo()
    cosine = np.einsum("ij,ij->i", position[direct.row], position[direct.col])
    weights = direct.data * np.maximum(cosine, 0.01) ** 2
    near = sparse.csr_array((weights, (direct.row, direct.col)), shape=counts.shape)
    ids, cosines = nearest(position, count)
    alike = union(ids, cosines**power)
    return ((1 - share) / near.sum() * near + share / alike.sum() * alike).tocsr()
