"""Networks of nearest words, and their clusters: known answers, and figures of real vectors."""

import os
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import infomap_py
from infomap_py.errors import OptionError, UnknownOptionError
from infomap_py.words import neighbour_network as module
from infomap_py.words.cluster_vectors import partition_vectors
from infomap_py.words.neighbour_network import neighbour_network, symmetrized
from infomap_py.words.neighbour_options import PRESETS, NeighbourOptions, preset_with
from infomap_py.words.vector_sources import to_word_vectors

DATA = Path(os.environ.get("INFOMAP_PY_DATA", Path(__file__).parents[2] / "shared" / "data"))

# Angles in degrees: a and b are 30 apart, b and c 60, a and c 90; d is opposite to b, e nowhere.
ANGLES = {"a": 0, "b": 30, "c": 90, "d": 210}
VECTORS = {
    word: [np.cos(np.radians(angle)), np.sin(np.radians(angle))] for word, angle in ANGLES.items()
}
ROOT = 3**0.5 / 2  # the cosine of 30 degrees; that of 60 is 1/2


def links_of(**options):
    network = neighbour_network(to_word_vectors(VECTORS), NeighbourOptions(**options))
    # The cosine of 90 degrees is not quite 0, and its eighth power is as good as none.
    return {u + v: weight for u, v, weight in network.links() if weight > 1e-100}


def test_union_links_words_of_which_one_is_nearest_to_the_other() -> None:
    # The nearest of a is b, of b a, of c b; d has none with a cosine above 0.
    assert links_of(num_neighbors=1, power=1) == pytest.approx({"ab": ROOT, "bc": 0.5}, rel=1e-6)


def test_mutual_links_those_of_which_each_is_nearest_to_the_other() -> None:
    assert links_of(num_neighbors=1, power=1, symmetrize="mutual") == pytest.approx(
        {"ab": ROOT}, rel=1e-6
    )


def test_directed_links_lead_from_every_word_to_its_nearest() -> None:
    assert links_of(num_neighbors=1, power=1, symmetrize="directed") == pytest.approx(
        {"ab": ROOT, "ba": ROOT, "cb": 0.5}, rel=1e-6
    )


def test_a_weight_is_a_power_of_the_cosine() -> None:
    assert links_of() == pytest.approx({"ab": 0.75**4, "bc": 0.5**8}, rel=1e-5)


def test_a_threshold_leaves_out_cosines_below() -> None:
    assert links_of(power=1, min_similarity=0.6) == pytest.approx({"ab": ROOT}, rel=1e-6)


# The mean cosine with the three others, where those of more than 90 degrees count as 0.
AROUND = {"a": ROOT / 3, "b": (ROOT + 0.5) / 3, "c": 0.5 / 3}


@pytest.mark.parametrize("num_neighbors", [1, 3])  # of which means do not depend
def test_local_scaling_divides_cosines_by_those_around_both_words(num_neighbors) -> None:
    found = links_of(num_neighbors=num_neighbors, power=2, local_scaling=0.75)
    assert {pair: found[pair] for pair in ("ab", "bc")} == pytest.approx(
        {
            "ab": ROOT**2 / (AROUND["a"] * AROUND["b"]) ** 1.5,
            "bc": 0.5**2 / (AROUND["b"] * AROUND["c"]) ** 1.5,
        },
        rel=1e-5,
    )


def test_where_all_cosines_are_equal_so_are_the_surroundings_and_weights_are_1() -> None:
    vectors = {f"w{k}": row for k, row in enumerate(np.eye(14) + 0.3)}
    options = NeighbourOptions(num_neighbors=13, local_scaling=0.5)
    network = neighbour_network(to_word_vectors(vectors), options)
    assert network.num_links == 14 * 13 // 2
    assert [weight for *_, weight in network.links()] == pytest.approx([1.0] * 91, rel=1e-5)


def test_a_word_that_is_nearly_alone_has_no_weight_beyond_bounds() -> None:
    # A cosine of 1e-6 to the only neighbour; the mean counts as a thousandth.
    vectors = {"a": [1.0, 0.0], "b": [1e-6, 1.0]}
    options = NeighbourOptions(power=1, local_scaling=0.75)
    network = neighbour_network(to_word_vectors(vectors), options)
    assert [weight for *_, weight in network.links()] == pytest.approx([1e-6 / 1e-3**1.5], rel=1e-4)


def test_weights_beyond_all_numbers_are_refused() -> None:
    vectors = to_word_vectors({"a": [1.0, 0.0], "b": [1e-3, 1.0]})
    with pytest.raises(OptionError, match=r"local_scaling=9 and power=20 make weights larger"):
        neighbour_network(vectors, NeighbourOptions(power=20, local_scaling=9))


def test_local_is_the_recipe_of_its_formulas() -> None:
    rows = np.random.default_rng(0).standard_normal((200, 6)) * np.arange(1, 7) + 1
    network = neighbour_network(
        to_word_vectors(([f"w{k}" for k in range(200)], rows)), PRESETS["local"]
    )
    units = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    left, values, _ = np.linalg.svd(units - units.mean(axis=0), full_matrices=False)
    half = left * np.sqrt(values)
    half /= np.linalg.norm(half, axis=1, keepdims=True)
    cosines = np.maximum(half @ half.T - 2 * np.eye(200), 0)
    order = np.argsort(-cosines, axis=1)
    means = np.take_along_axis(cosines, order[:, :10], axis=1).mean(axis=1)
    near = np.zeros((200, 200), dtype=bool)
    np.put_along_axis(near, order[:, :40], True, axis=1)
    expected = np.where(near | near.T, (cosines / np.outer(means, means) ** 0.75) ** 6, 0)
    found = np.zeros((200, 200))
    for u, v, weight in network.links():
        found[int(u[1:]), int(v[1:])] = found[int(v[1:]), int(u[1:])] = weight
    assert found == pytest.approx(expected, rel=1e-3, abs=1e-6)


def test_coherence_is_that_of_vectors_as_given_whatever_makes_the_links() -> None:
    vectors = to_word_vectors(VECTORS)
    plain, local = (neighbour_network(vectors, PRESETS[name]) for name in ("default", "local"))
    words = np.array([0, 1, 2])
    assert local.coherence(words) == plain.coherence(words)
    assert local != plain


@pytest.mark.filterwarnings("ignore:.*vector of zeros")
def test_words_without_a_vector_have_no_neighbours_among_whitened_ones() -> None:
    vectors = to_word_vectors({**VECTORS, "e": [0, 0]})
    network = neighbour_network(vectors, PRESETS["local"])
    assert network.num_links > 0
    assert all("e" not in (u, v) for u, v, _ in network.links())


ARCS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([0.25, 0.5, 0.75])).filter(
        lambda arc: arc[0] != arc[1]
    ),
    unique_by=lambda arc: arc[:2],
)


@given(ARCS)
def test_pairs_have_the_larger_of_two_cosines(arcs) -> None:
    of = {arc[:2]: arc[2] for arc in arcs}
    columns = (
        [np.array(column) for column in zip(*arcs, strict=True)] if arcs else [np.empty(0)] * 3
    )
    pairs = list(combinations(range(10), 2))
    either = {(u, v): max(of.get((u, v), 0), of.get((v, u), 0)) for u, v in pairs}
    both = {(u, v): either[u, v] for u, v in pairs if (u, v) in of and (v, u) in of}
    for how, expected in (("union", either), ("mutual", both), ("directed", of)):
        found = zip(*(column.tolist() for column in symmetrized(tuple(columns), how)), strict=True)
        links = [((int(u), int(v)), cosine) for u, v, cosine in found]
        assert len(dict(links)) == len(links)
        assert dict(links) == {ends: cosine for ends, cosine in expected.items() if cosine}


def test_the_network_knows_what_it_was_made_of() -> None:
    network = neighbour_network(to_word_vectors(VECTORS, limit=3), PRESETS["su2019"])
    assert network.source == (
        "dict, the first 3 of 4 words: 50 nearest of cosine >= 0.6, directed, weight cosine"
    )
    assert network.words_in_source == 4
    assert network.directed
    assert repr(network) == "NeighbourNetwork(3 nodes, 2 links, directed, weighted)"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "20 nearest, union, weight cosine^8"),
        ({"local_scaling": 1, "power": 1}, "20 nearest, union, weight cosine/(m_i m_j)^1"),
        (
            {"preset": "local"},
            "40 nearest in vectors whitened by 0.5, union, weight (cosine/(m_i m_j)^0.75)^6",
        ),
        (
            {"whitening": 1, "min_similarity": 0.2},
            "20 nearest of cosine >= 0.2 in vectors whitened by 1, union, weight cosine^8",
        ),
    ],
)
def test_options_are_said_in_words(options, words) -> None:
    assert preset_with(**{"preset": "default", **options}).in_words == words


def test_coherence_is_the_mean_cosine_of_pairs() -> None:
    network = neighbour_network(to_word_vectors(VECTORS), NeighbourOptions())
    # ab, bc, ac: the cosines of 30, 60 and 90 degrees.
    assert network.coherence(np.array([0, 1, 2])) == pytest.approx((ROOT + 0.5) / 3, rel=1e-6)
    assert network.coherence(np.array([1, 3])) == pytest.approx(-1, rel=1e-6)
    assert network.coherence(np.array([2])) == 0.0


@pytest.mark.filterwarnings("ignore:.*vector of zeros")
def test_words_without_a_neighbour_are_clusters_of_their_own() -> None:
    partition = partition_vectors(
        {**VECTORS, "e": [0, 0]}, None, None, NeighbourOptions(num_neighbors=1), {}
    )
    assert list(partition) == ["a", "b", "c", "d", "e"]
    assert [{*words} for words in partition.communities()] == [{"a", "b", "c"}, {"d"}, {"e"}]


@pytest.mark.filterwarnings("ignore:.*vector of zeros")
@pytest.mark.parametrize("symmetrize", ["union", "mutual", "directed"])
@pytest.mark.parametrize("vectors", [{"a": [1.0]}, {"a": [1.0], "b": [-1.0]}, {"a": [0.0]}])
def test_a_network_may_have_no_links(vectors, symmetrize) -> None:
    network = neighbour_network(to_word_vectors(vectors), NeighbourOptions(symmetrize=symmetrize))
    assert (network.num_nodes, network.num_links) == (len(vectors), 0)


@pytest.mark.parametrize("preset", PRESETS)
def test_threads_do_not_change_the_network(preset) -> None:
    rows = np.random.default_rng(0).standard_normal((300, 8))
    words = [f"w{k}" for k in range(300)]
    networks = [
        neighbour_network(to_word_vectors((words, rows)), PRESETS[preset], num_threads=count)
        for count in (1, 2, 3)
    ]
    assert networks[0] == networks[1] == networks[2]


def test_a_given_option_wins_over_the_preset() -> None:
    assert preset_with("su2019", power=3, symmetrize=None) == NeighbourOptions(
        num_neighbors=50, min_similarity=0.6, power=3, symmetrize="directed"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"preset": "su2018"}, "preset='su2018' is none of default, local, su2019"),
        ({"preset": ["su2019"]}, "is none of default, local, su2019"),
        ({"num_neighbors": 0}, "num_neighbors=0 is out of range; it must be at least 1"),
        ({"min_similarity": 1.5}, r"min_similarity=1\.5 is not in \[0, 1\]; neighbours are words"),
        ({"min_similarity": float("nan")}, r"min_similarity=nan is not in \[0, 1\]"),
        ({"power": 0}, "power=0 is not a positive finite number"),
        ({"symmetrize": "both"}, "symmetrize='both' is none of union, mutual, directed"),
        ({"whitening": 1.5}, r"whitening=1\.5 is not in \[0, 1\]; 0 leaves vectors as they are"),
        ({"whitening": float("nan")}, r"whitening=nan is not in \[0, 1\]"),
        ({"whitening": "half"}, "whitening='half' is not a number"),
        ({"local_scaling": -1}, "local_scaling=-1 is not a finite number of at least 0"),
        ({"local_scaling": float("inf")}, "local_scaling=inf is not a finite number"),
        ({"approximate": "yes"}, "approximate='yes' is neither True nor False"),
    ],
)
def test_options_are_checked(options, message) -> None:
    with pytest.raises(OptionError, match=message):
        preset_with(**{"preset": "default", **options})


def test_options_of_the_search_are_checked_before_anything_is_read() -> None:
    for options, message in (
        ({"num_trials": 0}, "num_trials=0"),
        ({"progress": 3}, "progress=3 is neither True, False nor a callable"),
        ({"overlapping": 3}, "overlapping=3 is neither True nor False"),
        ({"overlapping": True, "min_module_size": 2}, "min_module_size=2 counts nodes"),
    ):
        with pytest.raises(OptionError, match=message):
            partition_vectors("no such file", None, None, NeighbourOptions(), options)
    with pytest.raises(UnknownOptionError, match="Did you mean 'num_neighbors'"):
        partition_vectors("no such file", None, None, NeighbourOptions(), {"num_neighbours": 3})


def test_above_a_size_neighbours_are_approximate_unless_that_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(module, "EXACT_UP_TO", 3)
    vectors = to_word_vectors(VECTORS)
    source = neighbour_network(vectors, NeighbourOptions()).source
    assert source.endswith("weight cosine^8, approximate")
    exact = neighbour_network(vectors, NeighbourOptions(approximate=False))
    assert "approximate" not in exact.source


def real(name: str) -> Path:
    path = DATA / "words" / name / "top50k.vec.gz"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


# Links as they were found by others from the same vectors (ties may move a few), and codelengths of
# the reference implementation, plus four standard deviations of five seeds.
@pytest.mark.parametrize(
    ("name", "preset", "num_links", "alone", "codelength"),
    [
        ("vectors-zh-synonyms-100d", "default", 134_321, 0, 7.785),
        ("vectors-en-glove-100d", "default", 148_583, 0, 9.220),
        ("vectors-zh-synonyms-100d", "local", 249_382, 0, 10.119),
        ("vectors-en-glove-100d", "local", 253_394, 0, 9.985),
        ("vectors-zh-synonyms-100d", "su2019", 87_721, 794, 7.795),
        ("vectors-en-glove-100d", "su2019", 215_344, 283, 9.240),
    ],
)
def test_real_vectors_give_the_networks_that_are_known(
    name, preset, num_links, alone, codelength
) -> None:
    vectors = to_word_vectors(real(name))
    assert vectors.size_in_words == "the first 10,000 of 50,000 words"
    network = neighbour_network(vectors, PRESETS[preset])
    assert network.num_links == pytest.approx(num_links, abs=5)
    linked = np.zeros(network.num_nodes, dtype=bool)
    linked[network.sources] = linked[network.targets] = True
    assert np.count_nonzero(~linked) == pytest.approx(alone, abs=3)
    partition = infomap_py.partition(network)
    assert partition.codelength <= codelength


def test_what_a_high_power_makes_0_is_no_link() -> None:
    vectors = {"a": [1, 0, 0], "b": [1, 0.01, 0], "c": [0.1, 0, 1], "d": [0.1, 1, 0.3]}
    clusters = infomap_py.cluster_vectors(vectors, power=5000)
    assert clusters.network.num_links == 1
    assert [set(cluster.words) for cluster in clusters] == [{"a", "b"}, {"c"}, {"d"}]
