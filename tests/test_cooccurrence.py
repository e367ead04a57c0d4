"""Co-occurrence networks: from texts to links, against counts by brute force and known graphs."""

import io
import os
import sys
from collections import Counter
from itertools import chain, combinations
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.errors import InputTypeError, NetworkError, OptionError, ReadError
from infomap_py.words import vocabulary
from infomap_py.words.cooccurrence import cooccurrence
from infomap_py.words.cooccurrence_network import CooccurrenceNetwork
from infomap_py.words.corpus_progress import CorpusProgress, watched

# Where the corpora are whose graphs are known, and lists of stop words.
SHARED = Path(os.environ.get("INFOMAP_PY_WORDS", Path(__file__).parents[2] / "shared" / "words"))
EVERYTHING = {"min_count": 1, "stop_words": False, "min_llr": None, "weight": "count"}

DOCUMENTS = st.lists(
    st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=3), max_size=6
).filter(lambda documents: any(map(any, documents)))


def links_of(network: CooccurrenceNetwork) -> dict[tuple[object, object], float]:
    return {(u, v): weight for u, v, weight in network.links()}


def joint_of(network: CooccurrenceNetwork) -> dict[tuple[object, object], int]:
    sources, targets = network.sources.tolist(), network.targets.tolist()
    counts = zip(sources, targets, network.joint.counts.tolist(), strict=True)
    return {(network.nodes[u], network.nodes[v]): count for u, v, count in counts}


@given(
    DOCUMENTS,
    st.sampled_from([1, 2, 5, "sentence", "document"]),
    st.booleans(),
    st.integers(1, 4),
    st.sets(st.sampled_from("abc")),
)
def test_pairs_are_counted_once_rare_and_stop_words_are_gone(
    documents, window, directed, min_count, stop_words
) -> None:
    counts = Counter(word for document in documents for part in document for word in part)
    words = {word for word in counts if counts[word] >= min_count} - stop_words
    pairs: Counter = Counter()
    for document in documents:
        units = [[*chain.from_iterable(document)]] if window == "document" else document
        for unit in units:
            kept = [word for word in unit if word in words]
            for (p, a), (q, b) in combinations(enumerate(kept), 2):
                if a != b and (isinstance(window, str) or q - p <= window):
                    pairs[a, b] += 1
    options = EVERYTHING | {"window": window, "directed": directed, "min_count": min_count}
    if not words:
        with pytest.raises(NetworkError, match="no word is left"):
            cooccurrence(documents, **options | {"stop_words": stop_words})
        return
    network = cooccurrence(documents, **options | {"stop_words": stop_words})
    assert dict(zip(network.nodes, network.counts.tolist(), strict=True)) == {
        word: counts[word] for word in words
    }
    assert (np.diff(network.counts) <= 0).all()
    if not directed:
        pairs = Counter({pair: pairs[pair] + pairs[pair[::-1]] for pair in [*pairs]})
        pairs.update({pair[::-1]: pairs[pair] for pair in [*pairs] if pair[::-1] not in pairs})
    assert joint_of(network) == pairs
    assert network.joint.total == pairs.total()
    assert links_of(network).items() <= pairs.items()


# Two words, four times next to each other and never with others, beside other pairs.
COUPLES = [["salt", "pepper"]] * 4 + [["sun", "moon"], ["sun", "stars"], ["moon", "stars"]] * 2


def test_links_are_those_that_pass_the_filters() -> None:
    def couples(**options):
        return set(links_of(cooccurrence(COUPLES, **EVERYTHING | options)))

    trio = {("sun", "moon"), ("sun", "stars"), ("moon", "stars")}
    assert couples() == trio | {("salt", "pepper")}
    assert couples(min_joint_count=3) == {("salt", "pepper")}
    # N = 20; n_ij = n_i = 4 for salt and pepper, E = 0.8: 2 (4 ln 5 + 16 ln(16 * 20 / 16^2))
    # = 20.02; the others: n_ij = 2, n_i = 4, E = 0.8: 2 (2 ln 2.5 + 4 ln 0.625 + 14 ln 1.09) = 2.4.
    assert couples(min_llr=10.83) == {("salt", "pepper")}
    assert couples(min_llr=2.0) == trio | {("salt", "pepper")}
    assert couples(min_llr=21) == set()
    assert couples(top_k=1) == {("salt", "pepper"), ("sun", "moon"), ("sun", "stars")}
    # Of two links each with half of the strength: (1 - 1/2)^1 = 0.5. Only links are not judged.
    assert couples(backbone_alpha=0.51) == trio
    assert couples(backbone_alpha=0.5) == set()


def test_counts_stay_with_their_links_whatever_is_filtered() -> None:
    rng = np.random.default_rng(0)
    text = [[f"w{k}" for k in rng.zipf(1.5, 12) % 40] for _ in range(300)]
    whole = joint_of(cooccurrence(text, **EVERYTHING))
    for options in ({"min_llr": 1.0}, {"top_k": 2}, {"backbone_alpha": 0.3}, {"weight": "npmi"}):
        network = cooccurrence(text, **EVERYTHING | options)
        assert 0 < network.num_links < len(whole) // 2
        assert joint_of(network).items() <= whole.items()


def test_links_of_weight_0_are_left_out_and_words_stay() -> None:
    # Each word stands once beside each other one: none attracts.
    network = cooccurrence([["a", "b", "c"]], min_count=1, stop_words=False, min_llr=None)
    assert network.num_links == 3  # E = 2 * 2 / 6 < 1
    apart = cooccurrence([["a", "b"], ["a"]], min_count=1, stop_words=False, weight="ppmi")
    assert (apart.num_links, apart.num_nodes) == (0, 2)


def test_coherence_is_the_mean_npmi_over_all_pairs() -> None:
    network = cooccurrence(COUPLES, **EVERYTHING)
    words = {word: k for k, word in enumerate(network.nodes)}
    # Salt and pepper occur with each other only; p = 4/20 each.
    assert network.coherence(np.array([words["salt"], words["pepper"]])) == pytest.approx(1.0)
    # log(2 * 20 / (4 * 4)) / -log(2 / 20) for the three pairs of the trio.
    trio = np.log(2.5) / np.log(10)
    three = np.array([words[word] for word in ("sun", "moon", "stars")])
    assert network.coherence(three) == pytest.approx(trio)
    # Of six pairs of four words, three are those and three never occur.
    four = np.append(three, words["salt"])
    assert network.coherence(four) == pytest.approx(trio / 2)
    assert network.coherence(four[::-1]) == pytest.approx(trio / 2)
    assert network.coherence(four[:1]) == 0.0
    assert network.coherence(four[:0]) == 0.0


def test_pairs_that_were_filtered_out_count_nothing_in_coherence() -> None:
    network = cooccurrence(COUPLES, **EVERYTHING | {"min_joint_count": 3})
    words = {word: k for k, word in enumerate(network.nodes)}
    assert network.coherence(np.array([words["sun"], words["moon"]])) == 0.0
    assert network.coherence(np.array([words["salt"], words["pepper"]])) == pytest.approx(1.0)


def test_coherence_takes_both_orders_of_a_pair_together() -> None:
    rng = np.random.default_rng(0)
    text = [[f"w{k}" for k in rng.zipf(1.5, 12) % 20] for _ in range(50)]
    words = np.arange(10)
    one_way = cooccurrence(text, **EVERYTHING | {"directed": True})
    both = cooccurrence(text, **EVERYTHING)
    assert one_way.directed
    assert one_way.coherence(words) == pytest.approx(both.coherence(words), rel=1e-12)


def test_a_network_read_as_undirected_knows_its_counts_all_the_same() -> None:
    one_way = cooccurrence(COUPLES, **EVERYTHING | {"directed": True})
    other = one_way.as_directed(False)
    assert isinstance(other, CooccurrenceNetwork)
    assert other.coherence(np.arange(5)) == one_way.coherence(np.arange(5))


def test_stop_words_are_left_out_as_they_are_or_in_lower_case(tmp_path: Path) -> None:
    text = ["The cat met the dog"] * 10

    def words(**options):
        return cooccurrence(text, **{"tokenizer": "blanks"} | options).nodes

    assert words() == ["cat", "met", "dog"]
    assert words(stop_words=["the", "met"]) == ["cat", "dog"]
    assert words(stop_words=["The"]) == ["cat", "met", "the", "dog"]
    assert words(stop_words=False) == ["The", "cat", "met", "the", "dog"]
    path = tmp_path / "stop.txt"
    path.write_text("cat\n")
    assert words(stop_words=path) == ["The", "met", "the", "dog"]


def test_the_most_frequent_words_are_left_out_if_a_number_of_them_is_given() -> None:
    text = [["a", "b", "a", "c", "a", "b", "d"]]
    for number, words in ((0, "abcd"), (1, "bcd"), (2, "cd"), (3, "d")):
        assert cooccurrence(text, min_count=1, stop_words=number).nodes == list(words)
    with pytest.raises(NetworkError, match="no word is left of 4 different tokens, 7 in all"):
        cooccurrence(text, min_count=1, stop_words=4)


def test_a_mark_ends_a_sentence_in_texts_and_tokens() -> None:
    options = EVERYTHING | {"sentence_mark": "eos"}
    expected = {("a", "b"): 1.0, ("c", "d"): 1.0}
    assert links_of(cooccurrence(["a b eos c d"], tokenizer="blanks", **options)) == expected
    assert links_of(cooccurrence([["a", "b", "eos", "c", "d"]], **options)) == expected
    assert len(links_of(cooccurrence(["a b eos c d"], tokenizer="blanks", **EVERYTHING))) == 10


def test_what_was_chosen_is_said() -> None:
    def said(texts, **options):
        return cooccurrence(texts, **{"min_count": 1} | options).source

    assert said(["Cats purr"]) == "texts (language en, tokenizer words)"
    assert said([["cats", "purr"]]) == "texts (language en, tokens as given)"
    assert said([["猫"]], stop_words=False) == "texts (language zh, tokens as given)"
    assert said(["a b"], tokenizer=str.split, stop_words=0) == "texts (tokenizer split)"
    assert said(["Hut"], language="de", stop_words=0) == "texts (language de, tokenizer words)"


def test_a_generator_and_standard_input_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Cats purr and dogs bark.\n" * 10
    as_list = cooccurrence(text.splitlines(), min_llr=0)
    assert cooccurrence((line for line in text.splitlines()), min_llr=0) == as_list
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    assert cooccurrence("-", min_llr=0) == as_list


def test_words_are_not_discovered_in_a_generator() -> None:
    with pytest.raises(OptionError, match="Give a list, or an object whose __iter__ starts anew"):
        cooccurrence(text for text in ["我们热爱北京"])


def corpus(num_words: int = 400) -> list[list[str]]:
    rng = np.random.default_rng(0)
    return [[f"w{k}" for k in rng.zipf(1.4, 30) % num_words] for _ in range(1000)]


def test_memory_and_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = corpus()
    options = {"stop_words": False, "min_llr": 1.0}
    usual = cooccurrence(text, **options)
    monkeypatch.setattr(vocabulary, "BLOCK", 1000)
    for num_threads in (1, 2, 3):
        other = cooccurrence(text, memory=1 << 20, num_threads=num_threads, **options)
        assert other == usual
        assert other.weights is not None
        assert other.weights.tobytes() == usual.weights.tobytes()
        assert other.joint.counts.tobytes() == usual.joint.counts.tobytes()
        assert other.joint.total == usual.joint.total


@given(DOCUMENTS, st.integers(1, 6), st.booleans())
def test_blocks_of_tokens_may_end_anywhere(documents, block, of_documents) -> None:
    options = EVERYTHING | {"window": "document" if of_documents else 3}
    usual = cooccurrence(documents, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "BLOCK", block)
        patch.setattr("infomap_py.words.pair_counts.LEAST_PIECE", 1)
        patch.setattr("infomap_py.words.pair_counts.MOST_PIECE", block)
        assert cooccurrence(documents, **options) == usual


def test_progress_is_told_in_bytes_of_files_or_documents_and_then_tokens(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Cats purr and dogs bark.\n" * 10)
    told: list[CorpusProgress] = []
    cooccurrence(path, progress=told.append)
    assert told[-2] == CorpusProgress("reading", 250, 250, "bytes")
    assert told[-1] == CorpusProgress("counting", 50, 50, "tokens")
    told.clear()
    cooccurrence(["Cats purr and dogs bark."] * 10, progress=told.append)
    assert [now.done for now in told[:-1]] == list(range(1, 11))
    assert told[0] == CorpusProgress("reading", 1, None, "documents")


def test_a_bar_is_drawn_on_a_terminal_and_wiped_out(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tqdm")
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", terminal)
    with watched(True) as bar:
        assert bar is not None
        bar(CorpusProgress("reading", 1000, 2000, "bytes"))
        bar(CorpusProgress("counting", 10, 20, "tokens"))
    monkeypatch.setattr(terminal, "isatty", lambda: False)
    with watched(True) as bar:
        assert bar is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": 0}, "window=0 is out of range; it must be from 1"),
        (
            {"window": "paragraph"},
            "window='paragraph' is neither a number of words, nor 'sentence'",
        ),
        ({"window": 2.5}, "window=2.5 is not an integer"),
        ({"window": np.array(["sentence"] * 2)}, "window=array.* is not an integer"),
        ({"tokenizer": np.array(["words"] * 2)}, "tokenizer=array.* is neither a callable nor any"),
        ({"min_count": 0}, "min_count=0 is out of range"),
        ({"weight": "pmi"}, "weight='pmi' is none of llr"),
        ({"min_llr": -1}, "min_llr=-1 is not a finite number of at least 0"),
        ({"min_llr": float("nan")}, "min_llr=nan is not a finite"),
        ({"min_llr": "10"}, "min_llr='10' is not a number"),
        ({"min_joint_count": 0}, "min_joint_count=0 is out of range"),
        ({"top_k": 0}, "top_k=0 is out of range"),
        ({"backbone_alpha": 0}, r"backbone_alpha=0 is not in \(0, 1\]"),
        ({"backbone_alpha": 1.1}, "backbone_alpha=1.1 is not in"),
        ({"directed": "yes"}, "directed='yes' is neither True nor False"),
        ({"num_threads": 0}, "num_threads=0 is out of range"),
        ({"memory": 1000}, "memory=1000 is out of range; it must be at least 1048576"),
        ({"language": 7}, "language=7 is not the code of a language"),
        ({"language": "de"}, "there is no list of stop words for language='de'"),
        ({"sentence_mark": ""}, "sentence_mark='' is not a token"),
        ({"encoding_errors": "ignore"}, "encoding_errors='ignore' is neither"),
        ({"tokenizer": "spacy"}, "tokenizer='spacy' is neither a callable nor any of words"),
        ({"progress": 1}, "progress=1 is neither True, False nor a callable"),
    ],
)
def test_options_out_of_range_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        cooccurrence(["some text"], **options)  # type: ignore[arg-type]


def test_a_tokenizer_for_tokens_is_refused() -> None:
    with pytest.raises(InputTypeError, match="is for texts, and these are tokens already"):
        cooccurrence([["a", "b"]], tokenizer="words")


def test_texts_after_tokens_need_a_tokenizer() -> None:
    with pytest.raises(InputTypeError, match="'a text' is a text; give tokenizer=, or tokens"):
        cooccurrence([["a", "b"], "a text"])


def test_no_texts_have_no_words() -> None:
    with pytest.raises(NetworkError, match="no word is left of 0 different tokens, 0 in all"):
        cooccurrence([])


def test_a_bad_line_is_named_through_and_through(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"fine\ncaf\xe9\n")
    with pytest.raises(ReadError, match=r"latin\.txt:2: byte 0xe9"):
        cooccurrence(path)
    assert cooccurrence(path, min_count=1, encoding_errors="replace").num_nodes == 2


@pytest.mark.skipif(not SHARED.exists(), reason="the corpora are not here; see INFOMAP_PY_WORDS")
@pytest.mark.parametrize(
    ("corpus", "language", "num_words", "num_links", "num_alone"),
    [
        ("pd", "zh", 4834, 40088, 8),
        ("reuters", "en", 7089, 79383, 4),
        ("brown", "en", 4771, 18029, 148),
    ],
)
def test_graphs_of_real_corpora_are_the_known_ones(
    corpus: str, language: str, num_words: int, num_links: int, num_alone: int
) -> None:
    network = cooccurrence(
        SHARED / "corpus" / f"{corpus}.a.txt.gz",
        tokenizer="blanks",
        sentence_mark="|",
        stop_words=SHARED / "stop" / f"{language}.txt",
    )
    alone = np.count_nonzero(np.diff(network.offsets) == 0)
    assert (network.num_nodes, network.num_links, alone) == (num_words, num_links, num_alone)


def test_punctuation_is_no_word_and_ends_sentences() -> None:
    tokens = [["a", ",", "b", ".", "c", '"', "d", "！", "--", "e", "☺"]]
    expected = {("a", "b"): 1.0, ("c", "d"): 1.0, ("e", "☺"): 1.0}
    assert links_of(cooccurrence(tokens, **EVERYTHING)) == expected
    together = cooccurrence(tokens, window="document", **EVERYTHING)
    assert len(links_of(together)) == 6 * 5 / 2


def test_the_recipe_says_what_made_the_network() -> None:
    network = cooccurrence(["a b"], window=3, **EVERYTHING | {"stop_words": 0})
    assert network.recipe["window"] == 3
    assert network.recipe["stop_words"] == "the 0 most frequent"
