"""Links between words that keep the same company: by hand, by the formulas, on real corpora."""

import os
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from words import word_recipes

from infomap_py.errors import OptionError
from infomap_py.words import second_order
from infomap_py.words.cluster_words import cluster_words
from infomap_py.words.cooccurrence import cooccurrence
from infomap_py.words.cooccurrence_network import CooccurrenceNetwork

SHARED = Path(os.environ.get("INFOMAP_PY_WORDS", Path(__file__).parents[2] / "shared" / "words"))
EVERYTHING = {"min_count": 1, "stop_words": False, "min_llr": None}
# Two words that never meet, and meet the same word.
ROAD = [["car", "road"]] * 20 + [["truck", "road"]] * 20

DOCUMENTS = st.lists(
    st.lists(st.sampled_from("abcdefgh"), max_size=8), min_size=1, max_size=12
).filter(any)


def corpus(num_words: int = 400, num_sentences: int = 1000) -> list[list[str]]:
    """Sentences about one of ten themes, with words of Zipf's frequencies."""
    rng = np.random.default_rng(0)
    return [
        [f"w{(int(k) * 10 + theme) % num_words}" for k in rng.zipf(1.3, 20)]
        for theme in rng.integers(0, 10, num_sentences)
    ]


def links_of(network: CooccurrenceNetwork) -> dict[frozenset[object], float]:
    return {frozenset([u, v]): weight for u, v, weight in network.links()}


def joint_of(network: CooccurrenceNetwork) -> dict[tuple[object, object], int]:
    ends = zip(network.sources.tolist(), network.targets.tolist(), strict=True)
    counts = network.joint.counts.tolist()
    return {(network.nodes[u], network.nodes[v]): n for (u, v), n in zip(ends, counts, strict=True)}


def bytes_of(network: CooccurrenceNetwork) -> bytes:
    assert network.weights is not None
    return b"".join(
        part.tobytes()
        for part in (network.offsets, network.targets, network.weights, network.joint.counts)
    )


def test_words_that_never_meet_and_meet_the_same_word_are_linked() -> None:
    # PPMI is 1 bit for car and road, truck and road: 20 * 80 / (20 * 40) = 2. That star has
    # eigenvalues +-sqrt 2, and positions whose products are the root of its square: of car and
    # truck as of either with itself, of either with road 0. So the cosine of car and truck is 1;
    # both counted links, alike in LLR, have .01^2 of it, and half of what is left each.
    for share in (0.4, 0.1, 0.9):
        links = links_of(cooccurrence(ROAD, second_order=share))
        assert links == pytest.approx(
            {
                frozenset(["car", "truck"]): share,
                frozenset(["car", "road"]): (1 - share) / 2,
                frozenset(["truck", "road"]): (1 - share) / 2,
            },
            abs=1e-9,
        )


def test_words_that_meet_and_keep_the_same_company_have_both_weights() -> None:
    # Two triangles: within one, any two words are alike, by a cosine of 1/4, and so every weight is
    # a sixth of the whole. There are no links between them.
    trios = [["a", "b", "c"], ["d", "e", "f"]] * 20
    links = links_of(cooccurrence(trios, stop_words=False, preset="themes"))
    within = {frozenset(pair) for trio in ("abc", "def") for pair in permutations(trio, 2)}
    assert set(links) == within
    assert list(links.values()) == pytest.approx([1 / 6] * 6, abs=1e-6)


def test_links_that_never_meet_have_count_0_and_do_not_count_in_coherence() -> None:
    network = cooccurrence(ROAD, preset="themes")
    at = network.index
    assert joint_of(network)["car", "truck"] == joint_of(network)["truck", "car"] == 0
    assert joint_of(network)["car", "road"] == 20
    assert network.coherence(np.array([at["car"], at["truck"]])) == 0.0
    every = np.arange(3)
    assert network.coherence(every) == cooccurrence(ROAD).coherence(every) > 0


@pytest.mark.parametrize("num_words", [300, 700])  # below and above DENSE
def test_weights_are_those_of_the_formulas(num_words: int) -> None:
    text = corpus(num_words)
    network = cooccurrence(text, stop_words=False, preset="themes", min_count=1)
    numbered = [np.array([network.index[word] for word in line]) for line in text]
    expected = word_recipes.word_themes(word_recipes.joint_counts(numbered, network.num_nodes))
    assert (network.num_nodes > second_order.DENSE) == (num_words == 700)
    found = np.zeros(expected.shape)
    found[network.sources, network.targets] = network.weights
    np.testing.assert_allclose(found / 2, expected.toarray(), rtol=0, atol=1e-8)


def test_each_kind_of_link_has_its_share() -> None:
    text = corpus()
    # An impossible threshold leaves words alike alone, all of the weight is theirs.
    alike = links_of(cooccurrence(text, min_llr=1e9, second_order=0.4))
    mixed = links_of(cooccurrence(text, second_order=0.4))
    assert sum(alike.values()) == pytest.approx(1, abs=1e-9)
    assert sum(mixed.values()) == pytest.approx(1, abs=1e-9)
    counted = {
        pair: weight - 0.4 * alike.get(pair, 0.0)
        for pair, weight in mixed.items()
        if weight > 0.4 * alike.get(pair, 0.0) * (1 + 1e-9)
    }
    assert sum(counted.values()) == pytest.approx(0.6, abs=1e-9)
    assert counted.keys() == links_of(cooccurrence(text)).keys()


def test_share_0_is_the_default() -> None:
    text = corpus()
    usual = bytes_of(cooccurrence(text))
    assert bytes_of(cooccurrence(text, second_order=0.0)) == usual
    assert bytes_of(cooccurrence(text, preset="themes", second_order=0.0)) == usual
    assert bytes_of(cooccurrence(text, second_order=0.4)) != usual


@pytest.mark.parametrize("num_words", [300, 700])
def test_threads_memory_and_repetition_change_nothing(num_words: int) -> None:
    text = corpus(num_words)
    options = {"min_count": 1, "preset": "themes"}
    usual = bytes_of(cooccurrence(text, **options))
    for num_threads in (1, 2, 3):
        again = cooccurrence(text, num_threads=num_threads, memory=1 << 20, **options)
        assert bytes_of(again) == usual


@given(DOCUMENTS, st.sampled_from([0.0, 10.83, None]), st.sampled_from([0.1, 0.4, 0.99]))
def test_any_text_has_weights_that_sum_to_1_and_true_counts(documents, min_llr, share) -> None:
    options = EVERYTHING | {"min_llr": min_llr}
    network = cooccurrence(documents, second_order=share, **options)
    counts = joint_of(cooccurrence(documents, weight="count", **EVERYTHING))
    links = links_of(network)
    assert sum(links.values()) == pytest.approx(1 if links else 0, abs=1e-9)
    assert all(weight > 0 for weight in links.values())
    assert joint_of(network) == {pair: counts.get(pair, 0) for pair in joint_of(network)}
    assert links.keys() >= links_of(cooccurrence(documents, **options)).keys()
    assert abs(network.coherence(np.arange(network.num_nodes))) <= 1.0


@pytest.mark.parametrize("count", [1, 2, 3, 41, 42])
def test_few_words_have_fewer_dimensions(count: int) -> None:
    words = [f"w{k}" for k in range(count)]
    network = cooccurrence([words] * 3, window="sentence", second_order=0.4, **EVERYTHING)
    assert network.num_nodes == count
    assert network.num_links >= (count * (count - 1) // 2 if count < 17 else 0)


@pytest.mark.parametrize("others", [5, 600])  # below and above DENSE
def test_words_without_company_are_alone(others: int) -> None:
    apart = [[f"w{k}"] for k in range(others)]
    network = cooccurrence([*ROAD, *apart], second_order=0.4, min_count=1)
    assert len(links_of(network)) == 3
    nobody = cooccurrence(apart, second_order=0.4, min_count=1)
    assert (nobody.num_nodes, nobody.num_links) == (others, 0)


def test_a_backbone_and_the_strongest_are_chosen_of_all_links() -> None:
    # Of road the car, which comes first of two alike; of car and truck each other, at weight .9.
    network = cooccurrence(ROAD, second_order=0.9, top_k=1)
    assert set(links_of(network)) == {frozenset(["car", "truck"]), frozenset(["car", "road"])}
    assert joint_of(network)["car", "truck"] == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"second_order": 1}, r"second_order=1 is not in \[0, 1\)"),
        ({"second_order": -0.1}, r"second_order=-0.1 is not in \[0, 1\)"),
        ({"second_order": float("nan")}, "second_order=nan is not in"),
        ({"second_order": "half"}, "second_order='half' is not a number"),
        ({"preset": "topics"}, "preset='topics' is none of default, themes"),
        (
            {"preset": "themes", "directed": True},
            "directed=True goes with second_order=0 alone, not 0.4: words that keep the same "
            "company do not follow each other",
        ),
    ],
)
def test_options_that_make_no_sense_are_refused(options, message) -> None:
    def texts():
        raise AssertionError("read")
        yield ""

    for function in (cooccurrence, cluster_words):
        with pytest.raises(OptionError, match=message):
            function(texts(), **options)


def test_a_preset_gives_way_to_options_beside_it() -> None:
    def made(**options):
        clusters = cluster_words(ROAD, **options)
        recipe = clusters.partition.network.recipe
        return recipe["second_order"], clusters.partition.options["markov_time"]

    assert made() == (0.0, 1.0)
    assert made(preset="themes") == (0.4, 0.95)
    assert made(preset="themes", second_order=0.2) == (0.2, 0.95)
    assert made(preset="themes", markov_time=1.2) == (0.4, 1.2)
    assert made(second_order=0.3) == (0.3, 1.0)
    assert made(preset="themes", directed=True, second_order=0) == (0, 0.95)


@pytest.mark.skipif(not SHARED.exists(), reason="the corpora are not here; see INFOMAP_PY_WORDS")
@pytest.mark.parametrize(
    ("corpus", "language", "num_links"),
    [("pd", "zh", 82130), ("reuters", "en", 145766), ("brown", "en", 63934)],
)
def test_graphs_of_real_corpora_are_the_known_ones(corpus, language, num_links) -> None:
    network = cooccurrence(
        SHARED / "corpus" / f"{corpus}.a.txt.gz",
        tokenizer="blanks",
        sentence_mark="|",
        stop_words=SHARED / "stop" / f"{language}.txt",
        preset="themes",
    )
    # A word's 15th and 16th nearest may change places where products differ in their last bit.
    assert network.num_links == pytest.approx(num_links, abs=10)
    assert (np.diff(network.offsets) > 0).all()
