"""Word vectors to a network: every word is linked to its nearest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import infomap_py._core.sums as sums
from infomap_py.arrays import Floats, Rows, frozen
from infomap_py.errors import OptionError
from infomap_py.neighbours import Neighbours, nearest, unit_rows
from infomap_py.network import Network
from infomap_py.words.approximate_neighbours import approximately_nearest
from infomap_py.words.neighbour_options import NeighbourOptions
from infomap_py.words.whitening import whitened
from infomap_py.words.word_network import Positions, WordNetwork
from infomap_py.words.word_vectors import WordVectors

EXACT_UP_TO = 200_000  # words
SURROUNDING = 10  # words: the nearest, by which local scaling tells how dense a region is
SPARSEST = 1e-3  # the least mean cosine with them: all but alone, a word's links would weigh most

Arcs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class NeighbourNetwork(WordNetwork):
    """A network of words that are linked to those whose vectors are nearest.

    Attributes
    ----------
    units : float32 array, shape (num_nodes, num_dimensions)
        The vectors as given, at length 1, by node; of zeros where a word has none.
    words_in_source : int or None
        How many words there are where these were read from; None: not known.
    """

    units: Rows
    words_in_source: int | None = None

    def coherence(self, words: Positions) -> float:
        """The mean cosine over all pairs of these words, as given; 0 of a single word."""
        count = len(words)
        if count < 2:
            return 0.0
        units = self.units[words].astype(np.float64)
        together = units.sum(axis=0)  # its square: all pairs, in both orders, and each with itself
        # Not by BLAS, whose order of adding depends on the processor.
        pairs = sums.total(together * together) - sums.total((units * units).ravel())
        return pairs / (count * (count - 1))


def neighbour_network(
    vectors: WordVectors, options: NeighbourOptions, *, num_threads: int = 1
) -> NeighbourNetwork:
    """Link every word to its nearest by cosine, as the options say; words without stay, unlinked.

    Up to EXACT_UP_TO words, neighbours are exact unless ``approximate=True``; above, they are
    approximate unless it is False.

    Raises
    ------
    MissingPackageError
        pynndescent is needed and not installed.
    OptionError
        Weights are larger than any number.
    """
    units = frozen(unit_rows(vectors.vectors))
    rows = unit_rows(whitened(units, options.whitening)) if options.whitening else units
    approximate = options.approximate
    if approximate is None:
        approximate = len(rows) > EXACT_UP_TO
    count = max(options.num_neighbors, SURROUNDING if options.local_scaling else 0)
    found = (
        approximately_nearest(rows, count)
        if approximate
        else nearest(rows, count, num_threads=num_threads)
    )
    sources, targets, cosines = symmetrized(arcs_of(found, options), options.symmetrize)
    weights = weights_of((sources, targets, cosines), surroundings(found[1]), options)
    kept = weights > 0.0  # a high power leaves nothing of a low cosine, and no link
    network = Network.from_links(
        sources[kept],
        targets[kept],
        weights[kept],
        nodes=vectors.words,
        directed=options.symmetrize == "directed",
        source=f"{vectors.source}, {vectors.size_in_words}: {options.in_words}"
        f"{', approximate' if approximate else ''}",
    )
    return NeighbourNetwork.of(
        network, units=units, recipe=options.as_dict(), words_in_source=vectors.total
    )


def arcs_of(found: Neighbours, options: NeighbourOptions) -> Arcs:
    """From every word to its neighbours that are similar enough: ends and cosines."""
    indices, similarities = (part[:, : options.num_neighbors] for part in found)
    least = np.float32(options.min_similarity)
    sources, places = np.nonzero((indices >= 0) & (similarities >= least))
    cosines = np.minimum(similarities[sources, places].astype(np.float64), 1.0)
    return sources, indices[sources, places].astype(np.int64), cosines


def surroundings(similarities: Rows) -> Floats:
    """The mean cosine of every word with its nearest; there, cosines below 0 are 0."""
    near = similarities[:, :SURROUNDING].astype(np.float64)
    means: Floats = np.maximum(near.sum(axis=1) / max(1, near.shape[1]), SPARSEST)
    return means


def weights_of(links: Arcs, around: Floats, options: NeighbourOptions) -> Floats:
    """(c / (m_i m_j)^local_scaling)^power, the same from both ends.

    Raises
    ------
    OptionError
        One is larger than any number.
    """
    sources, targets, cosines = links
    if not options.local_scaling:
        return cosines**options.power
    with np.errstate(over="ignore", divide="ignore"):
        scales = (around[sources] * around[targets]) ** options.local_scaling
        weights: Floats = (cosines / scales) ** options.power
    if not np.isfinite(weights).all():
        raise OptionError(
            f"local_scaling={options.local_scaling!r} and power={options.power!r} make weights "
            "larger than any number; choose smaller ones."
        )
    return weights


def symmetrized(arcs: Arcs, how: str) -> Arcs:
    """The arcs themselves, or every pair once that has one in either or in both directions.

    A pair has the larger of its two cosines.
    """
    sources, targets, cosines = arcs
    if how == "directed":
        return arcs
    low, high = np.minimum(sources, targets), np.maximum(sources, targets)
    order = np.lexsort((-cosines, high, low))  # of two arcs of a pair, the larger comes first
    low, high, cosines = low[order], high[order], cosines[order]
    kept = np.ones(len(order), dtype=bool)
    same = (low[1:] == low[:-1]) & (high[1:] == high[:-1])
    if how == "union":
        kept[1:] = ~same
    else:
        kept[:-1], kept[-1:] = same, False
    return low[kept], high[kept], cosines[kept]
