"""cluster_vectors(): word vectors -> a network of nearest words -> clusters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from infomap_py.options import option_names
from infomap_py.partition import Partition
from infomap_py.progress import Progress
from infomap_py.search import partition
from infomap_py.words.neighbour_network import neighbour_network
from infomap_py.words.neighbour_options import NeighbourOptions, Symmetrize, preset_with
from infomap_py.words.search_options import search_options
from infomap_py.words.vector_sources import Limit, to_word_vectors

if TYPE_CHECKING:
    from infomap_py.words.clusters import WordClusters

RECIPE = ("preset", "limit", "vocabulary", *option_names(NeighbourOptions))


def cluster_vectors(
    vectors: Any,
    *,
    preset: str = "default",
    limit: Limit = "default",
    vocabulary: Any = None,
    num_neighbors: int | None = None,
    min_similarity: float | None = None,
    power: float | None = None,
    symmetrize: Symmetrize | None = None,
    whitening: float | None = None,
    local_scaling: float | None = None,
    approximate: bool | None = None,
    two_level: bool = True,
    overlapping: bool = False,
    num_trials: int = 1,
    seed: int = 0,
    num_threads: int = 1,
    time_limit: float | None = None,
    progress: bool | Callable[[Progress], object] = False,
    **options: Any,
) -> WordClusters:
    """Cluster words by their vectors.

    Every word is linked to its nearest by cosine, and the network is partitioned: words that a
    random walk between similar words stays among are a cluster.

    Parameters
    ----------
    vectors, limit, vocabulary
        Anything that :func:`to_word_vectors` takes: a file of word2vec, fastText or GloVe, gensim
        KeyedVectors, (words, array), {word: vector}, a pandas DataFrame. Of files and KeyedVectors
        the first 10,000 words by default.
    preset : {"default", "local", "su2019"}
        What the next six options are where they are not given. "default": 20 nearest, union,
        weight cosine^8, no threshold. It leaves hardly a word alone, and needs no cosine that
        would depend on how vectors were trained; with 15 to 30 neighbours and powers of 4 to 8
        clusters are as good. "local": 40 nearest of half-white vectors (``whitening=0.5``), union,
        ``local_scaling=0.75``, power 6; closer to thesauri, on words that it was not chosen by
        too, and not for vectors of fewer words than a few times their dimensions. "su2019": as in
        [1]_, 50 nearest with a cosine of 0.6, weight cosine, directed; words without such a
        neighbour, which vanish there, are clusters of their own.
    num_neighbors : int, optional
        To how many others a word is linked at most. Cosines of 0 and less make no link.
    min_similarity : float in [0, 1], optional
        The least cosine that makes a link; of whitened vectors, if they are.
    power : float > 0, optional
        Of the cosine, scaled or not, which is the weight of a link. Contextual embeddings, whose
        cosines all lie between .7 and .95, want a higher one.
    symmetrize : {"union", "mutual", "directed"}, optional
        Links in no direction, where one of two words is among the nearest of the other, or each;
        or links from every word to its nearest.
    whitening : float in [0, 1], optional
        How far vectors lose what all of them share, which has little to do with meaning [2]_,
        before neighbours are looked for. 0: not at all. Above, they are brought to unit length,
        their mean is taken away, and every principal axis is divided by its deviation to this
        power: 1/2 is half white, 1 makes all axes alike. The coherence of clusters is of the
        vectors as given.
    local_scaling : float >= 0, optional
        How far the weight of a link is set against what is usual around its words: c is divided by
        (m_i m_j) to this power, where m_i is the mean cosine of word i with its ten nearest, before
        ``power``. 0: not at all. So words in dense regions, and those that are near to everything,
        have lighter links [3]_ [4]_. Which words are linked stays the same.
    approximate : bool, optional
        Whether some of the nearest may be missed, for speed: found by pynndescent (extra ``ann``),
        which finds 98 % or more of them. None: above 200,000 words, where exact ones take minutes.
    two_level, overlapping, num_trials, seed, progress, **options
        As in :func:`infomap_py.partition`.
    num_threads : int
        For exact neighbours and for trials; the result does not depend on it. BLAS, which makes
        products, has threads of its own.
    time_limit : float, optional
        Seconds of the search, once the network is made, after which the best so far is returned.

    Returns
    -------
    WordClusters
        Its ``partition.network`` is the network of nearest words.

    Raises
    ------
    ReadError, NetworkError, InputTypeError
        The vectors are malformed; the message names the place.
    OptionError, UnknownOptionError
        An option is out of range or does not exist, or weights are larger than any number.
    MissingPackageError
        pynndescent is needed and not installed.

    References
    ----------
    .. [1] Su (2019), https://kexue.fm/archives/7006
    .. [2] Mu & Viswanath (2018), All-but-the-top, ICLR, arXiv:1702.01417, who drop some axes.
    .. [3] Zelnik-Manor & Perona (2004), Self-tuning spectral clustering, NIPS 17, of distances.
    .. [4] Conneau et al. (2018), Word translation without parallel data, ICLR, arXiv:1710.04087,
       where means of ten are taken off.

    Examples
    --------
    >>> vectors = {"red": [9, 1, 0], "cat": [0, 1, 9], "blue": [9, 2, 0], "dog": [1, 0, 9]}
    >>> clusters = cluster_vectors(vectors, num_neighbors=1)
    >>> [sorted(words) for words in clusters.partition.communities()]
    [['blue', 'red'], ['cat', 'dog']]
    """
    from infomap_py.words.clusters import WordClusters

    recipe = preset_with(
        preset,
        num_neighbors=num_neighbors,
        min_similarity=min_similarity,
        power=power,
        symmetrize=symmetrize,
        whitening=whitening,
        local_scaling=local_scaling,
        approximate=approximate,
    )
    options.update(
        two_level=two_level,
        overlapping=overlapping,
        num_trials=num_trials,
        seed=seed,
        num_threads=num_threads,
        time_limit=time_limit,
        progress=progress,
    )
    return WordClusters(partition_vectors(vectors, limit, vocabulary, recipe, options))


def partition_vectors(
    vectors: Any,
    limit: Limit,
    vocabulary: Any,
    recipe: NeighbourOptions,
    options: dict[str, Any],
) -> Partition:
    """The partition behind :func:`cluster_vectors`, whose network is a NeighbourNetwork.

    Options are checked before the vectors are read, which may take long.
    """
    search = search_options("cluster_vectors", options, RECIPE)
    network = neighbour_network(
        to_word_vectors(vectors, limit=limit, vocabulary=vocabulary),
        recipe,
        num_threads=int(search.get("num_threads", 1)),
    )
    return partition(network, **search)
