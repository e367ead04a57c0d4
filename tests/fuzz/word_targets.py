"""Word vectors and corpora: every word and number, and every character of a text."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import numpy as np
from fuzz.outcomes import Dribble, FindingError, as_input, outcome, promise, quiet

from infomap_py.errors import InfomapError
from infomap_py.words.texts import Texts
from infomap_py.words.tokenizers import TOKENIZERS
from infomap_py.words.vector_files import read_vectors
from infomap_py.words.vocabulary_files import read_vocabulary

BLANKS = b" \t\r"
HEADER = re.compile(rb"(\d{1,18})[ \t]+(\d{1,18})")


def vectors(content: bytes) -> bool:
    """word2vec, text or binary, and GloVe: the rows that a plain reading of the lines gives."""
    found = outcome(partial(read_vectors, Dribble(content)), content)
    if isinstance(found, int):
        return False
    rows = _rows_of_text(content, found.vectors.shape[1])
    if rows is not None:
        first = {word: k for k, (word, _) in reversed(list(enumerate(rows)))}
        promise(found.words == list(dict.fromkeys(word for word, _ in rows)), found.words, rows)
        expected = [rows[first[word]][1] for word in found.words]
        promise(np.array_equal(found.vectors, expected), found.vectors, "is not", expected)
    _promise_that_they_come_back(found, rows is not None)
    return True


def vectors_npy(content: bytes) -> bool:
    """.npy with a vocabulary of three words."""
    read = partial(read_vectors, Dribble(b"\x93NUMPY" + content), vocabulary=["a", "b", "c"])
    return not isinstance(outcome(read, content), int)


def corpus(content: bytes) -> bool:
    """Texts, a document per line: all characters, and tokens that stand in them."""
    with as_input(content):
        pieces = outcome(lambda: list(Texts("-").pieces()), content)
    if isinstance(pieces, int):
        return False
    text = content.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    read = "".join(f"{piece.content}\n" if piece.ends else str(piece.content) for piece in pieces)
    promise(read.removesuffix("\n") == text.removesuffix("\n"), repr(read), repr(text))
    for name in ("words", "blanks"):
        for token in (token for line in TOKENIZERS[name](text) for token in line):
            promise(bool(token) and not any(map(str.isspace, token)), name, repr(token))
    return True


def vocabulary(content: bytes) -> bool:
    """Chinese words with their counts, one per line."""
    with as_input(content):
        found = outcome(partial(read_vocabulary, "-"), content)
    if isinstance(found, int):
        return False
    text = content.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    rows = [row.partition("\t")[::2] for row in text.split("\n") if row.strip() and row[0] != "#"]
    expected = {word: int(count) for word, count in rows}
    promise(found[0] == expected, found[0], "and not", expected)
    return True


def _rows_of_text(content: bytes, dimension: int) -> list[tuple[str, Any]] | None:
    """A word and its numbers from every line; None of what is binary."""
    lines = [line.strip(BLANKS) for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    header = HEADER.fullmatch(lines[0])
    rows = []
    try:
        for line in filter(None, lines[header is not None :]):
            word, numbers = line, []
            for _ in range(dimension):
                word, number = _cut(word)
                numbers.append(float(number))
            with np.errstate(over="ignore"):
                rows.append((word.decode(errors="replace"), np.array(numbers[::-1], np.float32)))
    except ValueError:
        return None
    return rows if header is None or len(rows) == int(header[1]) else None


def _cut(line: bytes) -> tuple[bytes, bytes]:
    """The line less its last field, and that."""
    at = max(line.rfind(bytes([blank])) for blank in BLANKS)
    if at < 0:
        raise ValueError(line)
    return line[:at].rstrip(BLANKS), line[at + 1 :]


def _promise_that_they_come_back(found: Any, from_text: bool) -> None:
    """In both forms of word2vec, where words have a place in them."""
    words, numbers = found.words, found.vectors
    head = f"{len(words)} {numbers.shape[1]}\n".encode()
    text = b"".join(
        b"%s %s\n" % (word.encode(), " ".join(map(repr, map(float, row))).encode())
        for word, row in zip(words, numbers, strict=True)
    )
    binary = b"".join(
        b"%s %s\n" % (word.encode(), row.astype("<f4").tobytes())
        for word, row in zip(words, numbers, strict=True)
    )
    forms = [head + text] * (from_text or not any(re.search(r"\s", word) for word in words))
    if b"\0" in binary.partition(b" ")[2][: 4 * numbers.shape[1]]:  # else it may look like text
        forms += [head + binary] * (
            not any(" " in word or word[0] == "\n" or len(word) > 300 for word in words)
        )
    for form in forms:
        with quiet():
            try:
                again = read_vectors(Dribble(form))
            except InfomapError as error:
                raise FindingError(f"not read back: {form!r}: {error}") from error
        promise(again.words == words, "words do not come back:", again.words, words, form)
        promise(np.array_equal(again.vectors, numbers), "vectors do not come back:", form)


TARGETS = {
    "vectors": vectors,
    "vectors_npy": vectors_npy,
    "corpus": corpus,
    "vocabulary": vocabulary,
}
