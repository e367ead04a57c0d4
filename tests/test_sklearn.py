"""InfomapClustering: scikit-learn's own checks, known networks, and the calls of BERTopic."""

import pickle
import subprocess
import sys
import warnings

import numpy as np
import pytest
from scipy.sparse import coo_array, csr_array, csr_matrix

import infomap_py
from infomap_py.errors import InfomapError, MissingPackageError

pytest.importorskip("sklearn", reason="scikit-learn is not installed (infomap_py[sklearn])")

from sklearn.base import clone
from sklearn.datasets import make_blobs
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score, pairwise_distances
from sklearn.neighbors import KNeighborsTransformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from infomap_py.sample_affinity import scaled_affinity
from infomap_py.sklearn import InfomapClustering, without_small

BLOBS, LABELS = make_blobs(400, n_features=10, centers=8, random_state=1)
# Two triangles and a bridge, whose codelength test_networkx_functions derives.
TRIANGLES = np.zeros((6, 6))
for ends in ([0, 1], [1, 2], [0, 2], [3, 4], [4, 5], [3, 5], [2, 3]):
    TRIANGLES[ends, ends[::-1]] = 1.0
AFFINITIES = ["nearest_neighbors", "precomputed", "precomputed_nearest_neighbors"]


def refused(estimator: InfomapClustering) -> dict[str, str]:
    if estimator.affinity == "nearest_neighbors":
        return {}
    return {
        "check_clustering": "it gives features of samples, which are no square matrix and have "
        "negative values, where affinity is precomputed"
    }


@pytest.mark.filterwarnings("ignore:n_neighbors=15 is not less:UserWarning")
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
@parametrize_with_checks(
    [InfomapClustering(affinity=affinity) for affinity in AFFINITIES],
    expected_failed_checks=refused,
)
def test_scikit_learns_own_checks(estimator, check) -> None:
    check(estimator)


# Clusters


def test_blobs_that_are_apart_are_the_clusters() -> None:
    model = InfomapClustering().fit(BLOBS)
    assert adjusted_mutual_info_score(LABELS, model.labels_) == pytest.approx(1.0)
    assert model.n_clusters_ == 8


@pytest.mark.parametrize("form", [np.array, csr_array, csr_matrix, coo_array])
def test_a_precomputed_affinity_is_the_network(form) -> None:
    model = InfomapClustering(affinity="precomputed", markov_time=1.0).fit(form(TRIANGLES))
    assert model.labels_.tolist() == [0, 0, 0, 1, 1, 1]
    assert model.codelength_ == pytest.approx(2.320730356834, abs=1e-12)
    assert model.codelength_ == infomap_py.codelength(
        csr_array(TRIANGLES), model.partition_, markov_time=1.0
    )


def test_a_sample_is_not_linked_to_itself_and_one_direction_counts_half() -> None:
    given = np.array([[9.0, 1.0], [0.0, 9.0]])
    model = InfomapClustering(affinity="precomputed").fit(given)
    assert model.affinity_matrix_.toarray().tolist() == [[0, 0.5], [0.5, 0]]


def test_weights_are_local() -> None:
    # Samples at 0, 1 and 3: each has two neighbours, the last at 3, 2 and 3. So
    # r01 = 1 / (3 * 2), r02 = 9 / (3 * 3) and r12 = 4 / (2 * 3).
    model = InfomapClustering(2).fit([[0.0], [1.0], [3.0]])
    r01, r02, r12 = 1 / 6, 1.0, 2 / 3
    w01, w02, w12 = ((1 + r) ** -2 for r in (r01, r02, r12))
    expected = [[0, w01, w02], [w01, 0, w12], [w02, w12, 0]]
    np.testing.assert_allclose(model.affinity_matrix_.toarray(), expected, rtol=1e-12)


def test_a_link_from_one_end_counts_half_of_one_from_both() -> None:
    # 5 has 4 for its nearest, but is not that of 4.
    model = InfomapClustering(1).fit([[3.5], [4.0], [5.0]])
    found = model.affinity_matrix_.toarray()
    assert found[0, 1] == pytest.approx(1 / 4)  # at the rim of both: r = 1
    assert found[1, 2] == pytest.approx(0.5 * (1 + 1 / 0.5) ** -2)
    assert found[0, 2] == 0


def test_samples_that_are_the_same_are_linked_and_others_are_infinitely_far() -> None:
    arcs = (np.array([0, 1, 2]), np.array([1, 0, 0]), np.array([0.0, 0.0, 1.0]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = scaled_affinity(arcs, 3).toarray()
    assert found.tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_cosine_disregards_the_length_of_rows() -> None:
    longer = BLOBS * np.geomspace(1, 1e6, len(BLOBS))[:, None]
    a, b = (InfomapClustering(metric="cosine").fit(X) for X in (BLOBS, longer))
    assert a.labels_.tolist() == b.labels_.tolist()
    assert a.labels_.tolist() != InfomapClustering().fit(longer).labels_.tolist()


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_sparse_samples_have_the_clusters_of_dense_ones(metric) -> None:
    X = np.where(BLOBS > 1, np.round(BLOBS), 0.0)
    dense, sparse = (
        InfomapClustering(metric=metric).fit(form(X)) for form in (np.array, csr_array)
    )
    np.testing.assert_allclose(
        dense.affinity_matrix_.toarray(), sparse.affinity_matrix_.toarray(), atol=1e-12
    )
    assert dense.labels_.tolist() == sparse.labels_.tolist()


def test_precomputed_neighbours_are_those_that_are_found() -> None:
    found = InfomapClustering(10).fit(BLOBS)
    full = pairwise_distances(BLOBS)
    near = KNeighborsTransformer(mode="distance", n_neighbors=12).fit_transform(BLOBS)
    for distances in (full, near):
        model = InfomapClustering(10, affinity="precomputed_nearest_neighbors").fit(distances)
        np.testing.assert_allclose(
            model.affinity_matrix_.toarray(), found.affinity_matrix_.toarray(), atol=1e-10
        )
        assert model.labels_.tolist() == found.labels_.tolist()


def test_small_clusters_are_noise_and_the_others_keep_their_order() -> None:
    labels = np.array([0, 0, 0, 1, 2, 2, 2, 3, 3], dtype=np.int32)
    assert without_small(labels, 2).tolist() == [0, 0, 0, -1, 1, 1, 1, 2, 2]
    assert without_small(labels, 4).tolist() == [-1] * 9
    model = InfomapClustering(min_cluster_size=3).fit(BLOBS)
    assert model.labels_.tolist() == InfomapClustering().fit(BLOBS).labels_.tolist()
    few = InfomapClustering(affinity="precomputed", markov_time=1.0, min_cluster_size=4)
    few.fit(TRIANGLES)
    assert few.labels_.tolist() == [-1] * 6
    assert few.n_clusters_ == 0
    assert few.hierarchy_.ravel().tolist() == [0, 0, 0, 1, 1, 1]


def test_the_hierarchy_has_a_column_per_level_the_outermost_first() -> None:
    cliques = np.kron(np.eye(24), np.ones((4, 4)))
    ring = cliques + sum(np.eye(96)[[4 * c]].T @ np.eye(96)[[(4 * c + 5) % 96]] for c in range(24))
    model = InfomapClustering(affinity="precomputed", markov_time=1.0, two_level=False).fit(ring)
    assert [len(set(column)) for column in model.hierarchy_.T.tolist()] == [6, 24]
    assert model.labels_.tolist() == model.hierarchy_[:, 0].tolist()
    assert model.n_clusters_ == 6


# What sklearn's users rely on


def test_more_neighbours_than_samples_are_all_others_and_a_warning() -> None:
    with pytest.warns(
        UserWarning, match="n_neighbors=15 is not less than the number of samples, 3"
    ):
        model = InfomapClustering().fit([[0.0], [1.0], [3.0]])
    assert model.affinity_matrix_.nnz == 6


@pytest.mark.parametrize(
    ("options", "given", "message"),
    [
        ({"affinity": "rbf"}, BLOBS, "The 'affinity' parameter of InfomapClustering"),
        ({"n_neighbors": 0}, BLOBS, "The 'n_neighbors' parameter"),
        ({"markov_time": 0.0}, BLOBS, "The 'markov_time' parameter"),
        ({}, BLOBS[:1], "minimum of 2 is required"),
        ({"affinity": "precomputed"}, np.ones((2, 3)), r"shape \(2, 3\) is not square; it needs"),
        ({"affinity": "precomputed"}, -TRIANGLES, "Negative values in data"),
        ({"affinity": "precomputed_nearest_neighbors"}, -TRIANGLES, "Negative values in data"),
    ],
)
def test_what_is_out_of_range_is_a_value_error(options, given, message) -> None:
    with pytest.raises(ValueError, match=message):
        InfomapClustering(**options).fit(given)


def test_the_result_is_the_same_at_every_fit_and_for_any_number_of_threads() -> None:
    X = np.random.default_rng(3).uniform(size=(500, 2))  # on which seeds differ
    of = {
        InfomapClustering(num_trials=3, n_jobs=n_jobs).fit(X).labels_.tobytes()
        for n_jobs in (None, 1, 2, -1)
    }
    assert len(of) == 1
    by_seed = {InfomapClustering(random_state=seed).fit(X).labels_.tobytes() for seed in range(10)}
    assert len(by_seed) > 1


def test_random_states_move_on_and_none_is_the_global_one_of_numpy() -> None:
    X = np.random.default_rng(3).standard_normal((200, 3))
    state, again = np.random.RandomState(1), np.random.RandomState(1)
    for _ in range(3):
        one, other = (InfomapClustering(random_state=s).fit(X) for s in (state, again))
        assert one.labels_.tolist() == other.labels_.tolist()
        assert one.partition_.seed == other.partition_.seed
    seeds = {InfomapClustering(random_state=None).fit(X).partition_.seed for _ in range(3)}
    assert len(seeds) == 3


def test_it_is_cloned_pickled_and_the_last_of_a_pipeline() -> None:
    model = make_pipeline(StandardScaler(), InfomapClustering(min_cluster_size=5))
    labels = clone(model).fit_predict(BLOBS)
    assert adjusted_mutual_info_score(LABELS, labels) == pytest.approx(1.0)
    fitted = pickle.loads(pickle.dumps(model.fit(BLOBS)))[-1]
    assert fitted.labels_.tolist() == labels.tolist()
    assert fitted.partition_.codelength == fitted.codelength_


def test_texts_are_clustered_by_a_pipeline_of_sparse_rows() -> None:
    texts = ["cat dog milk", "dog cat milk meat", "cat milk meat", "dog meat cat"] * 3
    texts += ["oil price barrel", "barrel oil opec", "opec price oil", "price barrel opec"] * 3
    model = make_pipeline(TfidfVectorizer(), InfomapClustering(8, metric="cosine"))
    labels = model.fit_predict(texts).tolist()
    assert [set(labels[:12]), set(labels[12:])] in ([{0}, {1}], [{1}, {0}])


def test_what_bertopic_calls_gives_topics() -> None:
    # BERTopic._cluster_embeddings: fit(X, y=y) or else fit(X); labels_; and no probabilities.
    model = InfomapClustering(metric="cosine", min_cluster_size=10)
    try:
        model.fit(BLOBS, y=None)
    except TypeError:
        model.fit(BLOBS)
    topics = model.labels_
    assert topics.shape == (400,)
    assert set(topics.tolist()) <= set(range(-1, model.n_clusters_))
    assert not hasattr(model, "probabilities_")


# Installs


def test_without_scikit_learn_the_extra_is_named() -> None:
    assert issubclass(MissingPackageError, InfomapError)
    code = (
        "import sys; sys.modules['sklearn'] = sys.modules['sklearn.base'] = None\n"
        "import infomap_py\n"
        "try:\n    import infomap_py.sklearn\n"
        "except ImportError as error:\n    print(type(error).__name__, error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "MissingPackageError infomap_py.sklearn needs scikit-learn, 1.6 or later: "
        "pip install 'infomap_py[sklearn]'.\n"
    )


def test_the_package_does_not_load_scikit_learn() -> None:
    code = "import sys, infomap_py; infomap_py.partition; print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
