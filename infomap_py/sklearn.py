"""Infomap as a scikit-learn estimator: ``from infomap_py.sklearn import InfomapClustering``.

Samples are linked to their nearest, and what a random walk on that network stays in is a cluster.
"""

from __future__ import annotations

from numbers import Integral, Real
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from infomap_py.errors import MissingPackageError
from infomap_py.partition import Partition
from infomap_py.sample_affinity import affinity_as_given, affinity_of_distances, affinity_of_samples
from infomap_py.search import partition

try:
    from joblib import effective_n_jobs
    from sklearn.base import BaseEstimator, ClusterMixin
    from sklearn.utils import check_random_state
    from sklearn.utils._param_validation import Interval, StrOptions
    from sklearn.utils.validation import check_non_negative, validate_data
except ImportError as error:
    raise MissingPackageError(
        "infomap_py.sklearn needs scikit-learn, 1.6 or later: pip install 'infomap_py[sklearn]'."
    ) from error

NOISE = -1
SEEDS = 2**31 - 1

Labels = npt.NDArray[np.int32]


class InfomapClustering(ClusterMixin, BaseEstimator):  # type: ignore[misc]  # untyped
    """Clusters as modules of a network of nearest neighbours, by the map equation.

    How many there are follows from the data: those that describe a random walk in the fewest bits.
    Every sample is in one, unless ``min_cluster_size`` says that few are noise.

    Parameters
    ----------
    n_neighbors : int
        To how many of its nearest a sample is linked; links count from both ends. All others where
        there are fewer, with a warning. More make fewer, larger clusters. 15 by default: it finds
        clusters of a dozen samples, which 20 and 30 merge, though large ones are found better by 30
        (``benchmarks/results/estimator.md``).
    affinity : {"nearest_neighbors", "precomputed", "precomputed_nearest_neighbors"}
        What X is. "nearest_neighbors": features, whose neighbours are found exactly.
        "precomputed_nearest_neighbors": distances of samples, of which the ``n_neighbors`` least of
        each row count, as from :class:`sklearn.neighbors.KNeighborsTransformer`, for any metric.
        "precomputed": a network, where X[i, j] >= 0 is how strongly samples are linked.
    metric : {"euclidean", "cosine"}
        For "nearest_neighbors". Cosine: between rows at length 1, as of texts and embeddings. Rows
        of zeros are near each other.
    markov_time : float > 0
        For how long the walker goes on between two samples that are coded: more makes fewer, larger
        clusters. 2, as links to the nearest are short: with 1 large clusters fall into more pieces,
        while 4, which is better for them, merges small ones, and with 20 neighbours or more may
        leave small data in one cluster.
    min_cluster_size : int
        Samples of smaller clusters are labelled -1, as noise is in scikit-learn. 1: none are.
    two_level : bool
        False: clusters of clusters, too, where they shorten the code. ``labels_`` are the outermost
        then, and ``hierarchy_`` has all.
    num_trials : int
        Independent searches, which are then recombined; the shortest code wins.
    random_state : int, RandomState or None
        Of the search. 0 by default, so that results do not change; None draws from numpy's global
        state, as everywhere in scikit-learn.
    n_jobs : int, optional
        Threads, for neighbours and trials: None is 1, and -1 all processors. The result does not
        depend on it.

    Attributes
    ----------
    labels_ : int array, shape (n_samples,)
        The cluster of every sample, from 0 by decreasing flow, so nearly by size; -1 is noise.
    n_clusters_ : int
        How many there are, noise not counted.
    codelength_ : float
        Bits per step of the walk, clusters below ``min_cluster_size`` included.
    hierarchy_ : int array, shape (n_samples, n_levels)
        The cluster of every sample by level, the outermost first; without regard to
        ``min_cluster_size``. One column if ``two_level``.
    partition_ : Partition
        All that is known of the clusters: flow, tree, files.
    affinity_matrix_ : csr_array, shape (n_samples, n_samples)
        The network: symmetric, without a diagonal.
    n_features_in_ : int
        Of X.
    feature_names_in_ : array of str
        Where X has columns with names.

    References
    ----------
    .. [1] Rosvall & Bergstrom (2008), PNAS 105:1118.  :doi:`10.1073/pnas.0706851105`
    .. [2] Zelnik-Manor & Perona (2004), Self-tuning spectral clustering, NIPS 17: by which
       neighbours are weighed, in a form without exponentials, 1 / (1 + d^2 / (s t))^2.

    Examples
    --------
    >>> from sklearn.datasets import make_blobs
    >>> X, y = make_blobs(400, n_features=10, centers=8, random_state=1)
    >>> model = InfomapClustering().fit(X)
    >>> model.n_clusters_
    8
    >>> from sklearn.metrics import adjusted_mutual_info_score
    >>> adjusted_mutual_info_score(y, model.labels_)
    1.0
    """

    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "n_neighbors": [Interval(Integral, 1, None, closed="left")],
        "affinity": [
            StrOptions({"nearest_neighbors", "precomputed", "precomputed_nearest_neighbors"})
        ],
        "metric": [StrOptions({"euclidean", "cosine"})],
        "markov_time": [Interval(Real, 0, None, closed="neither")],
        "min_cluster_size": [Interval(Integral, 1, None, closed="left")],
        "two_level": ["boolean"],
        "num_trials": [Interval(Integral, 1, None, closed="left")],
        "random_state": ["random_state"],
        "n_jobs": [Integral, None],
    }

    labels_: Labels
    n_clusters_: int
    codelength_: float
    hierarchy_: Labels
    partition_: Partition
    affinity_matrix_: csr_array

    def __init__(
        self,
        n_neighbors: int = 15,
        *,
        affinity: str = "nearest_neighbors",
        metric: str = "euclidean",
        markov_time: float = 2.0,
        min_cluster_size: int = 1,
        two_level: bool = True,
        num_trials: int = 1,
        random_state: Any = 0,
        n_jobs: int | None = None,
    ) -> None:
        self.n_neighbors = n_neighbors
        self.affinity = affinity
        self.metric = metric
        self.markov_time = markov_time
        self.min_cluster_size = min_cluster_size
        self.two_level = two_level
        self.num_trials = num_trials
        self.random_state = random_state
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any = None) -> InfomapClustering:
        """Find the clusters.

        Parameters
        ----------
        X : array or sparse matrix
            Features, shape (n_samples, n_features), or distances or affinities, shape (n_samples,
            n_samples), as ``affinity`` says.
        y : ignored

        Returns
        -------
        self

        Raises
        ------
        ValueError
            A parameter is out of range; X has less than two rows, is not finite, or, where it is
            precomputed, is not square or has negative entries.
        """
        self._validate_params()
        X = validate_data(
            self, X, accept_sparse="csr", dtype=np.float64, order="C", ensure_min_samples=2
        )
        num_threads = effective_n_jobs(self.n_jobs)
        self.affinity_matrix_ = self._affinity_of(X, num_threads)
        self.partition_ = partition(
            self.affinity_matrix_,
            markov_time=float(self.markov_time),
            two_level=bool(self.two_level),
            num_trials=int(self.num_trials),
            seed=self._seed(),
            num_threads=num_threads,
        )
        self.codelength_ = self.partition_.codelength
        self.hierarchy_ = np.column_stack([level.labels for level in self.partition_.levels])
        self.labels_ = without_small(self.partition_.labels, self.min_cluster_size)
        self.n_clusters_ = int(self.labels_.max()) + 1
        return self

    def _affinity_of(self, X: Any, num_threads: int) -> csr_array:
        if self.affinity == "nearest_neighbors":
            return affinity_of_samples(X, self.n_neighbors, self.metric, num_threads)
        check_non_negative(X, type(self).__name__)
        if self.affinity == "precomputed":
            return affinity_as_given(X)
        return affinity_of_distances(X, self.n_neighbors)

    def _seed(self) -> int:
        if isinstance(self.random_state, Integral):
            return int(self.random_state)
        return int(check_random_state(self.random_state).randint(SEEDS))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        precomputed = self.affinity != "nearest_neighbors"
        tags.input_tags.sparse = True
        tags.input_tags.pairwise = precomputed
        tags.input_tags.positive_only = precomputed
        return tags


def without_small(labels: Labels, least: int) -> Labels:
    """The labels of clusters of that many samples, numbered anew in their order; -1 of others."""
    large = np.bincount(labels) >= least
    renumbered = np.where(large, np.cumsum(large) - 1, NOISE).astype(np.int32)
    return renumbered[labels]
