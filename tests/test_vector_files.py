"""Files of word vectors: every format, by its content; and everything that can be wrong in them."""

import bz2
import gzip
import io
import lzma
import os
import struct
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from infomap_py.errors import OptionError, ReadError, VectorsWarning
from infomap_py.words import vector_arrays, vector_files, vector_rows
from infomap_py.words.vector_files import read_vectors
from infomap_py.words.word_vectors import WordVectors

ROWS = {"the": [0.5, -1.25, 3.0], "词": [1e-3, 2.0, -7.5e2], "a.b": [-0.125, 0.0, 1.0]}
VALUES = np.array(list(ROWS.values()), dtype=np.float32)
LINES = "".join(f"{word} {' '.join(map(repr, row))}\n" for word, row in ROWS.items()).encode()
TEXT = b"3 3\n" + LINES
BINARY = b"3 3\n" + b"".join(
    word.encode() + b" " + struct.pack("<3f", *row) for word, row in ROWS.items()
)
BINARY_WITH_NEWLINES = b"3 3\n" + b"".join(
    word.encode() + b" " + struct.pack("<3f", *row) + b"\n" for word, row in ROWS.items()
)
FORMATS = {
    "word2vec text": TEXT,
    "word2vec binary": BINARY,
    "word2vec binary with newlines": BINARY_WITH_NEWLINES,
    "GloVe": LINES,
    "tabs": LINES.replace(b" ", b"\t"),
    "fastText, with blanks at line ends": TEXT.replace(b"\n", b" \n"),
    "CRLF": TEXT.replace(b"\n", b"\r\n"),
    "no newline at the end": TEXT[:-1],
    "empty lines": TEXT.replace(b"\n", b"\n\n"),
    "byte order mark": b"\xef\xbb\xbf" + TEXT,
    "byte order mark, GloVe": b"\xef\xbb\xbf" + LINES,
}


def read(content: bytes, limit: int | None = None) -> WordVectors:
    return read_vectors(io.BytesIO(content), limit)


@pytest.mark.parametrize("content", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("compress", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_every_format_gives_the_same_words_and_vectors(content, compress) -> None:
    vectors = read(compress(content))
    assert vectors.words == list(ROWS)
    assert vectors.vectors.dtype == np.float32
    assert (vectors.vectors == VALUES).all()
    assert (vectors.cut, vectors.total, vectors.notes) == (False, 3, ())


class Trickle(io.RawIOBase):
    """A stream that gives a few bytes at a time, however many are asked for."""

    def __init__(self, content: bytes, size: int) -> None:
        self.content, self.size = io.BytesIO(content), size

    def read(self, _: int = -1) -> bytes:
        return self.content.read(self.size)


@pytest.mark.parametrize("content", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("size", [1, 3, 17])
def test_it_does_not_matter_where_chunks_end(content, size) -> None:
    vectors = read_vectors(Trickle(content, size))
    assert vectors.words == list(ROWS)
    assert (vectors.vectors == VALUES).all()


@pytest.mark.parametrize("content", FORMATS.values(), ids=FORMATS)
def test_reading_stops_at_the_limit(content) -> None:
    vectors = read(content, 2)
    assert vectors.words == ["the", "词"]
    assert (vectors.vectors == VALUES[:2]).all()
    assert vectors.cut
    known = content[:1] == b"3" or content[3:4] == b"3"  # GloVe has no header that says how many
    assert vectors.total == (3 if known else None)
    assert vectors.size_in_words == f"the first 2{' of 3' if known else ''} words"


@pytest.mark.parametrize("limit", [3, 4])
@pytest.mark.parametrize("content", FORMATS.values(), ids=FORMATS)
def test_a_limit_that_is_not_reached_cuts_nothing(content, limit) -> None:
    vectors = read(content, limit)
    assert (len(vectors), vectors.cut, vectors.total) == (3, False, 3)


def test_nothing_behind_the_limit_is_looked_at() -> None:
    assert read(b"3 1\na 1\nb 2\nc broken\n", 2).words == ["a", "b"]
    assert read(b"a 1\nb 2\nc broken\n", 2).words == ["a", "b"]


@given(
    npst.arrays(
        np.float32,
        st.tuples(st.integers(1, 30), st.integers(1, 9)),
        elements=st.floats(-1e9, 1e9, width=32).filter(bool),
    )
)
def test_what_is_written_in_full_is_read_back(rows) -> None:
    header = f"{len(rows)} {rows.shape[1]}\n".encode()
    text = header + b"".join(
        f"w{k} {' '.join(map(repr, row))}\n".encode() for k, row in enumerate(rows.tolist())
    )
    assert (read(text).vectors == rows).all()


@given(st.integers(0, 2**32), st.integers(1, 30), st.integers(10, 300))
def test_what_is_written_in_binary_is_read_back(seed, num_words, dimension) -> None:
    rows = np.random.default_rng(seed).standard_normal((num_words, dimension), dtype=np.float32)
    content = f"{num_words} {dimension}\n".encode() + b"".join(
        f"w{k} ".encode() + row.astype("<f4").tobytes() for k, row in enumerate(rows)
    )
    assert (read(content).vectors == rows).all()


DECIMALS = st.from_regex(
    r"[+-]?([0-9]{1,25}\.?[0-9]{0,25}|\.[0-9]{1,25})([eE][+-]?[0-9]{1,2})?", fullmatch=True
)


@given(st.lists(DECIMALS, min_size=1, max_size=20))
def test_numbers_are_rounded_as_numpy_does(numbers) -> None:
    with np.errstate(over="ignore"):
        expected = np.array(numbers, dtype=np.float64).astype(np.float32)
    kept = np.isfinite(expected)
    content = "word 1 " + " ".join(np.array(numbers)[kept])
    found = read(content.encode()).vectors[0, 1:]
    assert found.tobytes() == expected[kept].tobytes()


# What is wrong, and what is said of it.
BROKEN = {
    "too few numbers": (b"2 3\na 1 2 3\nb 1 2\n", "<stream>:3: 'b' has 2 numbers; expected 3"),
    "too many": (b"2 3\na 1 2 3\nb 1 2 3 4\n", "<stream>:3: 'b' has 4 numbers; expected 3"),
    "a longer line in GloVe": (b"a 1 2\nb 1 2 3\n", "<stream>:2: 'b' has 3 numbers; expected 2"),
    "a shorter line in GloVe": (b"a 1 2\n\nb 1\n", "<stream>:3: 'b' has 1 number; expected 2"),
    "another dimension": (b"1 4\na 1 2 3\n", "<stream>:2: 'a' has 3 numbers; expected 4"),
    "a word alone": (b"a 1\nb\n", "<stream>:2: 'b' has 0 numbers; expected 1"),
    "no number": (b"2 2\na 1 2\nb 1 x\n", "<stream>:3: number 2 of 'b' is 'x', which is no number"),
    "no number in front": (b"a 1 2\nb x 2\n", "<stream>:2: number 1 of 'b' is 'x', which is no"),
    "an underscore": (b"a 1 2\nb 1_0 2\n", "<stream>:2: number 1 of 'b' is '1_0', which is no num"),
    "NaN": (b"1 2\na nan 2\n", "<stream>:2: number 1 of 'a' is 'nan', which is not a finite"),
    "infinity": (b"a 1 2\nb 1 -inf\n", "<stream>:2: number 2 of 'b' is '-inf', which is not a fin"),
    "beyond float32": (b"a 1 2\nb 1 1e39\n", "<stream>:2: number 2 of 'b' is '1e39', which is not"),
    "no word": (b"a 1 2\n 1 2\n", "<stream>:2: the word is missing: the line begins with a blank"),
    "fewer than promised": (
        b"3 1\na 1\nb 2\n",
        "<stream>:1: the header says 3 vectors, but there ",
    ),
    "more than promised": (
        b"1 1\na 1\nb 2\n",
        "<stream>:1: the header says 1 vector, but more foll",
    ),
    "an empty promise": (b"0 3\n", "<stream>:1: the header says 0 vectors of 3 numbers"),
    "no dimension": (b"1 0\na\n", "<stream>:1: the header says 1 vector of 0 numbers"),
    "empty": (b"", "<stream>:1: the file is empty; expected a word and its vector"),
    "a header alone": (b"2 2\n", "<stream>:1: the header says 2 vectors, but there are 0"),
    "prose": (b"Call me Ishmael.\n", "<stream>:1: .* Expected a header 'n d', or a word and its v"),
    "UTF-16": (
        TEXT.decode().encode("utf-16"),
        "<stream>:1: the file is UTF-16; .* iconv -f UTF-16 -t UTF-8 OLD > NEW",
    ),
    "UTF-32": (
        TEXT.decode().encode("utf-32"),
        "<stream>:1: the file is UTF-32; .* iconv -f UTF-32 -t UTF-8 OLD > NEW",
    ),
    "UTF-32 without a mark": (TEXT.decode().encode("utf-32-be"), "the file is UTF-32"),
    "Latin-1": (
        "1 1\ncaf\xe9 1\n".encode("latin-1"),
        "<stream>:2: the word .* is not UTF-8 .* WINDOWS-1252 of Western European",
    ),
    "an archive": (b"PK\x03\x04 and more", r"<stream>: is a zip archive, as .npz files .*\[name\]"),
    "GBK": ("1 1\n中国 1\n".encode("gbk"), r"<stream>:2: the word .* is not UTF-8 \(1 of 1 word"),
    "binary cut short": (BINARY[:-1], "<stream>: vector 3 ends early, after 15 bytes; a word, a "),
    "binary NaN": (
        b"1 8\na " + struct.pack("<8f", *[1.0] * 7, float("nan")),
        "<stream>, vector 1: number 8 of 'a' is nan",
    ),
    "binary, more than promised": (BINARY.replace(b"3 3", b"2 3"), "says 2 vectors, but more"),
    "npy that is none": (b"\x93NUMPY\x01\x00", "<stream>: is no array of numbers"),
    "npy with a header that is cut": (
        b"\x93NUMPY\x01\x00\x20\x00'descr': '<f4', 'shape': (3, 1) }\n",
        "<stream>: is no array of numbers",
    ),
    "npy with a null in its header": (
        b"\x93NUMPY\x01\x00\x10\x00{'descr': '<f4\0'}",
        "<stream>: is no array of numbers",
    ),
}


@pytest.mark.parametrize(("content", "message"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_is_told_with_its_line(content, message) -> None:
    with pytest.raises(ReadError, match=message):
        read(content)


def test_a_line_without_end_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(vector_rows, "MAX_LINE", 100)
    with pytest.raises(ReadError, match=r"<stream>:3: begins a line of more than 100 bytes"):
        read(b"2 1\na 1\n" + b"x" * 200)


def test_a_first_line_without_end_is_refused_for_its_length(monkeypatch) -> None:
    monkeypatch.setattr(vector_files, "MAX_LINE", 100)
    monkeypatch.setattr(vector_rows, "MAX_LINE", 100)
    with pytest.raises(ReadError, match=r"<stream>:1: begins a line of more than 100 bytes, the"):
        read(b"cat" + b" 0.5" * 100)


def test_a_damaged_compressed_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.vec.gz"
    lines = b"".join(b"w%d %d\n" % (k, k + 1) for k in range(300_000))
    path.write_bytes(gzip.compress(b"300000 1\n" + lines)[:-1000])
    with pytest.raises(ReadError, match=r"cut\.vec\.gz:\d+: after this line the compressed bytes"):
        read_vectors(path)


def warned(content: bytes, message: str) -> WordVectors:
    with pytest.warns(VectorsWarning, match=message) as seen:
        vectors = read(content)
    assert len(seen) == len(vectors.notes) == 1
    return vectors


def test_of_a_word_that_stands_twice_the_first_vector_is_kept() -> None:
    vectors = warned(
        b"4 1\na 1\nb 2\na 3\nb 4\n",
        "^<stream>: 2 vectors of words that stand in the file before, such as 'a' at <stream>:4; "
        "the first of each is kept.$",
    )
    assert vectors.words == ["a", "b"]
    assert vectors.vectors.tolist() == [[1], [2]]


def test_words_with_blanks_are_kept_as_they_are() -> None:
    vectors = warned(
        b", 1 2\n. . . 3 4\nat name@domain.com 5 6\n",
        "2 words with blanks, such as '. . .' at <stream>:2; kept as they are",
    )
    assert vectors.words == [",", ". . .", "at name@domain.com"]
    assert vectors.vectors.tolist() == [[1, 2], [3, 4], [5, 6]]


def test_a_vector_of_zeros_is_kept() -> None:
    vectors = warned(
        b"2 2\n<pad> 0 -0\na 1 2\n", "1 word has a vector of zeros, such as '<pad>' at <stream>:2"
    )
    assert vectors.vectors.tolist() == [[0, 0], [1, 2]]


def test_words_that_are_cut_within_a_character_are_mended_if_they_are_few() -> None:
    lines = [f"w{k} 1\n".encode() for k in range(99)]
    vectors = warned(
        b"100 1\n" + b"".join(lines) + "词".encode()[:2] + b" 1\n",
        "1 word cut within a character, such as '\ufffd' at <stream>:101",
    )
    assert vectors.words[-1] == "\ufffd"
    with pytest.raises(ReadError, match=r"<stream>:100: .* is not UTF-8 \(1 of 99 words are not"):
        read(b"99 1\n" + b"".join(lines[1:]) + "词".encode()[:2] + b" 1\n")


def test_a_number_may_be_a_word() -> None:
    vectors = read(b"3 0.5 1\n-1 2 0.25\n")
    assert vectors.words == ["3", "-1"]
    assert vectors.vectors.tolist() == [[0.5, 1], [2, 0.25]]


def test_blanks_of_other_kinds_are_part_of_words() -> None:
    words = ["a\u00a0b", "\u3000", "\x85", "c\x0bd"]
    content = "".join(f"{word} 1\n" for word in words).encode()
    assert read(content).words == words


def test_an_array_is_read_with_the_words_beside_it(tmp_path: Path) -> None:
    np.save(tmp_path / "v.npy", VALUES.astype(np.float64))
    (tmp_path / "v.txt").write_text("\n".join(ROWS), encoding="utf-8")
    vectors = read_vectors(tmp_path / "v.npy", 2)
    assert vectors.words == ["the", "词"]
    assert (vectors.vectors == VALUES[:2]).all()
    assert (vectors.cut, vectors.total) == (True, 3)
    assert not isinstance(vectors.vectors, np.memmap)


def test_an_array_may_be_compressed_or_have_its_words_elsewhere(tmp_path: Path) -> None:
    content = io.BytesIO()
    np.save(content, VALUES)
    (tmp_path / "v.npy.gz").write_bytes(gzip.compress(content.getvalue()))
    (tmp_path / "v.vocab.gz").write_bytes(gzip.compress("\r\n".join(ROWS).encode()))
    (tmp_path / "words").write_text("a b\nc\nd\n", encoding="utf-8")
    assert read_vectors(tmp_path / "v.npy.gz").words == list(ROWS)
    assert read_vectors(tmp_path / "v.npy.gz", None, tmp_path / "words").words == ["a b", "c", "d"]
    assert read_vectors(io.BytesIO(content.getvalue()), None, ["x", "y", "z"]).words == [*"xyz"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (None, r"v\.npy: an array without words\. Give vocabulary=, a file with one word per line"),
        (b"a\nb\n", r"v\.npy: 3 vectors, but 2 words in .*words; give one word per vector"),
        (b"a\nb\na\n", r"words:3: 'a' stands there again, after .*words:1"),
        (b"a\n\nb\n", r"words:2 is an empty word"),
        (b"a\n\xd6\xd0\nb\n", r"words:2: .* is not UTF-8\. Convert the file"),
        ("a\nb\nc\n".encode("utf-32-be"), "words:1: the file is UTF-32; "),
    ],
)
def test_the_words_of_an_array_are_checked(tmp_path: Path, words, message) -> None:
    np.save(tmp_path / "v.npy", VALUES)
    if words is not None:
        (tmp_path / "words").write_bytes(words)
    with pytest.raises((ReadError, ValueError), match=message):
        read_vectors(tmp_path / "v.npy", None, None if words is None else tmp_path / "words")


def test_a_vocabulary_is_refused_where_there_are_words() -> None:
    with pytest.raises(OptionError, match=r"vocabulary is given, but <stream> is no \.npy file"):
        read_vectors(io.BytesIO(TEXT), None, ["a"])


def test_a_file_is_read_without_a_warning_where_nothing_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "x.vec").write_bytes(TEXT)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        vectors = read_vectors(tmp_path / "x.vec")
    assert repr(vectors) == f"WordVectors(3 words, 3 dimensions, from {tmp_path / 'x.vec'})"


def test_a_file_that_is_damaged_in_its_first_bytes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "vectors.txt.gz"
    path.write_bytes(gzip.compress(TEXT)[:-12])
    with pytest.raises(ReadError, match=r"vectors\.txt\.gz:1: after this line the compressed"):
        read_vectors(path)


def test_what_is_read_of_an_array_stays_when_its_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "vectors.npy"
    np.save(path, VALUES)
    read = read_vectors(path, vocabulary=list(ROWS))
    mapped = np.load(path, mmap_mode="r+")
    mapped[:] = 7.0
    mapped.flush()
    np.testing.assert_array_equal(read.vectors, VALUES)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_an_array_is_read_from_a_pipe(tmp_path: Path) -> None:
    values = np.arange(600_000, dtype=np.float32).reshape(-1, 3)  # more than is read at a time
    content = io.BytesIO()
    np.save(content, values)
    pipe = tmp_path / "vectors.npy"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(content.getvalue(),))
    writer.start()
    read = read_vectors(pipe, vocabulary=[f"w{k}" for k in range(len(values))])
    writer.join()
    np.testing.assert_array_equal(read.vectors, values)


def test_an_array_that_becomes_shorter_while_it_is_read_is_an_error_and_no_bus_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "v.npy"
    np.save(path, np.ones((5000, 4), dtype=np.float32))  # some pages of memory
    read = vector_arrays.array_in

    def shortened(*given):
        rows = read(*given)
        os.truncate(path, 5000)
        return rows

    monkeypatch.setattr(vector_arrays, "array_in", shortened)
    with pytest.raises(ReadError, match=r"v\.npy: has become shorter while it was read\. Wait"):
        read_vectors(path, vocabulary=list(map(str, range(5000))))


@pytest.mark.parametrize("kind", ["<f4", ">f4", "<f8", "<i2", "<f2"])
@pytest.mark.parametrize("limit", [None, 0, 7, 40_000])
def test_rows_of_an_array_are_read_block_by_block(tmp_path: Path, kind: str, limit) -> None:
    values = (np.arange(80_000) % 1000 - 500).reshape(-1, 4).astype(kind)
    np.save(tmp_path / "v.npy", values)
    with open(tmp_path / "v.npy", "rb") as file:
        read = vector_arrays.array_in(file, "v.npy")[:limit]
    assert read.dtype == np.float32
    assert np.array_equal(read, values[:limit].astype(np.float32))
