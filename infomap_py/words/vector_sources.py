"""Whatever a caller calls word vectors -> WordVectors."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from infomap_py.errors import InputTypeError, NetworkError
from infomap_py.labels import kind_of
from infomap_py.link_tables import is_table
from infomap_py.option_checks import check_integer
from infomap_py.words.vector_arrays import with_words
from infomap_py.words.vector_files import read_vectors
from infomap_py.words.word_vectors import WordVectors

DEFAULT_LIMIT = 10_000  # the most frequent words: of Su's experiment, and of the figures in README

Limit = int | Literal["default"] | None


def to_word_vectors(
    vectors: Any, *, limit: Limit = "default", vocabulary: Any = None
) -> WordVectors:
    """Word vectors from a file, a gensim model, arrays, a dictionary or a data frame.

    Parameters
    ----------
    vectors : str, path or binary file object, gensim KeyedVectors or a model with ``.wv``, \
(words, array), {word: vector}, pandas DataFrame (index: words), array with ``vocabulary``, or \
WordVectors
        For files see :func:`infomap_py.words.vector_files.read_vectors`; anything with ``vectors``
        and ``index_to_key`` counts as KeyedVectors. Numbers become float32.
    limit : int, optional
        The first words alone. By default 10,000 of a file and of KeyedVectors, whose order mostly
        is that of frequency, and where rare words, which are most, make for small clusters of
        names and misspellings; all of what is given otherwise. None: all.
    vocabulary : path or sequence of str, optional
        The words of an array, or of a .npy file.

    Raises
    ------
    ReadError, NetworkError
        Something is wrong with a word or a vector; the message says where it stands.
    InputTypeError
        These are no word vectors.
    OptionError
        The limit is no positive integer, or a vocabulary is given for what has words itself.

    Examples
    --------
    >>> to_word_vectors({"cat": [1.0, 0.5], "dog": [0.9, 0.6]})
    WordVectors(2 words, 2 dimensions, from dict)
    """
    if limit is not None and limit != "default":
        check_integer("limit", limit, 1)
    of_ordered = DEFAULT_LIMIT if limit == "default" else limit
    of_given = None if limit == "default" else limit
    if isinstance(vectors, str | os.PathLike) or hasattr(vectors, "read"):
        return read_vectors(vectors, of_ordered, vocabulary)
    if isinstance(vectors, np.ndarray):
        if vocabulary is None:
            raise InputTypeError(
                "an array has no words; give vocabulary=, or (words, array) in its place."
            )
        return with_words(vectors, vocabulary, kind_of(vectors), of_given)
    if vocabulary is not None:
        raise InputTypeError(
            f"vocabulary is given, but {kind_of(vectors)} has its words itself. Leave it out."
        )
    if isinstance(vectors, WordVectors):
        return _first_of(vectors, of_given)
    keyed = getattr(vectors, "wv", vectors)
    if hasattr(keyed, "vectors") and hasattr(keyed, "index_to_key"):
        return with_words(keyed.vectors, keyed.index_to_key, kind_of(keyed), of_ordered)
    if isinstance(vectors, Mapping):
        return _from_mapping(vectors, of_given)
    if is_table(vectors) and hasattr(vectors, "index"):
        return with_words(vectors.to_numpy(), vectors.index, kind_of(vectors), of_given)
    if isinstance(vectors, tuple | list) and len(vectors) == 2 and _are_words(vectors[0]):
        return with_words(vectors[1], vectors[0], "(words, array)", of_given)
    raise InputTypeError(
        f"cannot take word vectors from {kind_of(vectors)}; give a path, gensim KeyedVectors, "
        "(words, array), {word: vector}, or a pandas DataFrame whose index are the words."
    )


def _are_words(words: object) -> bool:
    return (isinstance(words, Sequence) and not isinstance(words, str | bytes)) or hasattr(
        words, "tolist"
    )


def _from_mapping(vectors: Mapping[Any, Any], limit: int | None) -> WordVectors:
    """A vector per word, all of one length."""
    words, kind = list(vectors), kind_of(vectors)
    if not words:
        raise NetworkError(f"{kind}: there are no words.")
    expected = _shape(vectors[words[0]])
    for word in words:
        shape = _shape(vectors[word])
        if len(shape) != 1:
            what = f"has shape {shape}" if shape else f"is {vectors[word]!r:.40}"
            raise NetworkError(
                f"{kind}: the value of {word!r} {what}, which is no vector; give every word a list "
                "or an array of numbers, all of one length."
            )
        if shape != expected:
            raise NetworkError(
                f"{kind}: the vector of {word!r} has shape {shape}, that of {words[0]!r} "
                f"{expected}; give vectors of one length."
            )
    rows = np.stack([np.asarray(vectors[word]) for word in words])
    return with_words(rows, words, kind, limit)


def _shape(vector: Any) -> tuple[int, ...]:
    """Its shape; that of a single value if it has none, as lists of lists of different lengths."""
    try:
        return np.shape(vector)
    except ValueError:
        return ()


def _first_of(vectors: WordVectors, limit: int | None) -> WordVectors:
    """The first words of those that are read already."""
    if limit is None or limit >= len(vectors):
        return vectors
    return WordVectors(
        vectors.words[:limit],
        vectors.vectors[:limit],
        vectors.source,
        cut=True,
        total=vectors.total,
        notes=vectors.notes,
    )
