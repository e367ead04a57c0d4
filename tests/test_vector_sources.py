"""Whatever a caller calls word vectors: the same words and vectors, or a word of advice."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from infomap_py.errors import (
    InputTypeError,
    NetworkError,
    OptionError,
    VectorsWarning,
)
from infomap_py.words.vector_sources import DEFAULT_LIMIT, to_word_vectors

WORDS = ["cat", "dog", "猫"]
ARRAY = np.array([[1, 0.5], [0.1, 2], [-3, 4]], dtype=np.float32)


class KeyedVectors:
    """What is used of gensim's."""

    def __init__(self, words, vectors) -> None:
        self.index_to_key, self.vectors = words, vectors


def a_file(folder: Path) -> Path:
    lines = [
        f"{word} {' '.join(map(str, row.tolist()))}" for word, row in zip(WORDS, ARRAY, strict=True)
    ]
    path = folder / "some.vec"
    path.write_text("\n".join(["3 2", *lines]), encoding="utf-8")
    return path


SOURCES = {
    "path": a_file,
    "path as a string": lambda folder: str(a_file(folder)),
    "KeyedVectors": lambda _: KeyedVectors(WORDS, ARRAY),
    "a model": lambda _: SimpleNamespace(wv=KeyedVectors(WORDS, ARRAY)),
    "words and array": lambda _: (WORDS, ARRAY),
    "array of words and list of rows": lambda _: (np.array(WORDS), ARRAY.tolist()),
    "dictionary": lambda _: dict(zip(WORDS, ARRAY, strict=True)),
    "dictionary of lists": lambda _: dict(zip(WORDS, ARRAY.tolist(), strict=True)),
    "WordVectors": lambda _: to_word_vectors((WORDS, ARRAY)),
    "float64": lambda _: (WORDS, ARRAY.astype(np.float64)),
    "another memory layout": lambda _: (tuple(WORDS), np.asfortranarray(ARRAY)),
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_all_sources_give_the_same(source, tmp_path) -> None:
    vectors = to_word_vectors(source(tmp_path))
    assert vectors.words == WORDS
    assert all(type(word) is str for word in vectors.words)
    assert vectors.vectors.dtype == np.float32
    assert vectors.vectors.flags.c_contiguous
    assert (vectors.vectors == ARRAY).all()
    assert (vectors.cut, vectors.total) == (False, 3)


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_all_sources_are_cut_at_a_limit(source, tmp_path) -> None:
    vectors = to_word_vectors(source(tmp_path), limit=2)
    assert vectors.words == WORDS[:2]
    assert (vectors.vectors == ARRAY[:2]).all()
    assert (vectors.cut, vectors.total) == (True, 3)


def test_data_frames_have_their_words_in_the_index() -> None:
    pandas = pytest.importorskip("pandas")
    vectors = to_word_vectors(pandas.DataFrame(ARRAY, index=WORDS))
    assert vectors.words == WORDS
    assert (vectors.vectors == ARRAY).all()
    assert vectors.source == "pandas.DataFrame"


def test_an_array_takes_a_vocabulary() -> None:
    assert to_word_vectors(ARRAY, vocabulary=WORDS).words == WORDS


def test_by_default_files_and_models_are_cut_and_what_is_given_is_not(tmp_path) -> None:
    words = [f"w{k}" for k in range(DEFAULT_LIMIT + 5)]
    array = np.arange(1, len(words) + 1, dtype=np.float32)[:, None]
    path = tmp_path / "many.vec"
    path.write_text("\n".join(f"{word} {k + 1}" for k, word in enumerate(words)), encoding="utf-8")
    for ordered in (path, KeyedVectors(words, array)):
        vectors = to_word_vectors(ordered)
        assert (len(vectors), vectors.cut) == (DEFAULT_LIMIT, True)
        assert len(to_word_vectors(ordered, limit=None)) == len(words)
    assert vectors.size_in_words == "the first 10,000 of 10,005 words"
    for given in ((words, array), dict(zip(words, array, strict=True))):
        assert len(to_word_vectors(given)) == len(words)


def test_the_callers_array_is_neither_copied_nor_made_read_only() -> None:
    array = ARRAY.copy()
    vectors = to_word_vectors((WORDS, array))
    assert np.shares_memory(vectors.vectors, array)
    assert array.flags.writeable
    assert not vectors.vectors.flags.writeable


def test_a_vector_of_zeros_is_counted() -> None:
    with pytest.warns(
        VectorsWarning, match=r"2 words have a vector of zeros, such as 'a' at word 0"
    ):
        vectors = to_word_vectors({"a": [0, 0], "b": [1, 0], "c": [0, 0]})
    assert vectors.words == ["a", "b", "c"]


NAN = np.array([[1, 2], [3, np.nan]])
# What is wrong, and what is said of it.
REFUSED = {
    "NaN": (
        (["a", "b"], NAN),
        NetworkError,
        r"word 1: number 2 of 'b' is nan; numbers must be finite, as float32",
    ),
    "beyond float32": (
        {"a": [1e300]},
        NetworkError,
        "word 0: number 1 of 'a' is inf; numbers must",
    ),
    "a word twice": (
        (["a", "b", "a", "b"], np.ones((4, 1))),
        NetworkError,
        r"word 2: 'a' stands there again, after word 0 \(2 words in all\); words must be different",
    ),
    "no strings": (
        ([3, 4], np.ones((2, 1))),
        NetworkError,
        "word 0 is 3, of type int; words are s",
    ),
    "an empty word": ({"": [1]}, NetworkError, "word 0 is an empty word. Drop it"),
    "two lengths": (
        {"a": [1, 2], "b": [1]},
        NetworkError,
        r"dict: the vector of 'b' has shape \(1,\), that of 'a' \(2,\); give vectors of one length",
    ),
    "a number per word": ({"a": 1.0}, NetworkError, "dict: the value of 'a' is 1.0, which is no"),
    "a word per word": ({"a": "x"}, NetworkError, "dict: the value of 'a' is 'x', which is no ve"),
    "rows per word": (
        {"a": [[1.0, 2.0]]},
        NetworkError,
        r"the value of 'a' has shape \(1, 2\), which is no vector; give every word a list or an ar",
    ),
    "one dimension too few": (
        (["a"], np.ones(1)),
        NetworkError,
        r"\(words, array\): the vectors have shape \(1,\); give an array with a row per word",
    ),
    "no columns": ((["a"], np.ones((1, 0))), NetworkError, r"the vectors have shape \(1, 0\)"),
    "strings": ((["a"], [["x"]]), NetworkError, "vectors are of type <U1; give an array of real n"),
    "fewer words": ((["a"], np.ones((2, 1))), NetworkError, "2 vectors, but 1 word; give one word"),
    "none": ({}, NetworkError, "dict: there are no words"),
    "an array alone": (
        ARRAY,
        InputTypeError,
        r"an array has no words; give vocabulary=, or \(words",
    ),
    "something else": (
        3,
        InputTypeError,
        "cannot take word vectors from int; give a path, gensim K",
    ),
    "two strings": (("ab", "cd"), InputTypeError, "cannot take word vectors from tuple"),
}


@pytest.mark.parametrize(("source", "error", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_told_by_word(source, error, message) -> None:
    with pytest.raises(error, match=message):
        to_word_vectors(source)


@pytest.mark.parametrize("limit", [0, -1, 2.5, True, "all"])
def test_a_limit_is_a_positive_integer(limit) -> None:
    with pytest.raises(OptionError, match="limit="):
        to_word_vectors((WORDS, ARRAY), limit=limit)


def test_a_vocabulary_is_refused_beside_words() -> None:
    with pytest.raises(InputTypeError, match="vocabulary is given, but dict has its words itself"):
        to_word_vectors({"a": [1]}, vocabulary=["a"])


def test_a_vocabulary_is_a_path_or_words() -> None:
    with pytest.raises(OptionError, match="vocabulary is of type int; give a path, or a list"):
        to_word_vectors(ARRAY, vocabulary=3)


def test_models_of_gensim_and_their_files_are_read(tmp_path) -> None:
    gensim = pytest.importorskip("gensim.models", reason="gensim is not installed")
    keyed = gensim.KeyedVectors(vector_size=2)
    keyed.add_vectors(WORDS, ARRAY)
    assert (to_word_vectors(keyed).vectors == ARRAY).all()
    for binary in (False, True):
        path = str(tmp_path / f"{binary}.vec")
        keyed.save_word2vec_format(path, binary=binary)
        vectors = to_word_vectors(path)
        assert vectors.words == WORDS
        assert (vectors.vectors == ARRAY).all()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ({"a": [1.0, [2.0, 3.0]]}, "the value of 'a' is .1.0, .2.0, 3.0.., which is no vector"),
        ((["a", "b"], [[1.0, 2.0], [3.0]]), "the vectors are not of one length"),
    ],
)
def test_lists_of_different_lengths_are_no_vectors(source, message) -> None:
    with pytest.raises(NetworkError, match=message):
        to_word_vectors(source)
