"""Files of word vectors: which format it is, by what is in it."""

from __future__ import annotations

import io
import os
import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any

from infomap_py.encodings import OLD_LINE_ENDS, converted_from, has_old_line_ends, wide_encoding
from infomap_py.errors import OptionError, ReadError, counted
from infomap_py.streams import errors_in, joined, name_of, read_chunks
from infomap_py.words.vector_arrays import read_array
from infomap_py.words.vector_rows import (
    MAX_LINE,
    BinaryRows,
    TextRows,
    VectorRows,
    dimension_of,
    fault,
    line_too_long,
)
from infomap_py.words.word_vectors import WordVectors, sound

MAX_WORD = 1000  # bytes that are looked through for the end of the first word in binary
NPY = b"\x93NUMPY"
ZIP = b"PK\x03\x04"
HEADER = re.compile(rb"[ \t]*(\d{1,18})[ \t]+(\d{1,18})[ \t\r]*")
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # in no line of text
HIGH = re.compile(rb"[\x80-\xff]")  # in no number


def read_vectors(source: Any, limit: int | None = None, vocabulary: Any = None) -> WordVectors:
    """Read word vectors from a file, plain or compressed.

    Parameters
    ----------
    source : str, path or binary file object
        As in :func:`infomap_py.read_network`.
    limit : int, optional
        Read no further than that many words.
    vocabulary : path or sequence of str, optional
        The words of a .npy file; None: a file beside it with the same name and the suffix .txt or
        .vocab, which may be compressed.

    Raises
    ------
    ReadError
        The file is malformed; the message begins with file:line.
    OptionError
        A vocabulary is given for a file that has words itself.
    OSError
        The file cannot be opened or read.

    Notes
    -----
    These are told apart by their content:

    - word2vec text, which is that of fastText's .vec: a header ``n d``, then ``word v1 ... vd``;
    - word2vec binary: the same header, then ``word``, a blank, and d float32, little-endian; a
      newline may follow;
    - GloVe: the lines of word2vec text, without a header;
    - .npy, with a vocabulary, one word per line.

    What such files are known for is mended, and counted in a :class:`VectorsWarning`: a word that
    stands in the file before (the first is kept), words cut within a character, as word2vec does
    with long ones (U+FFFD takes its place; in more than 1 % of the words it is an error), words
    with blanks, as GloVe has (kept as they are), and vectors of zeros (kept, without neighbours).
    All else is an error: too few or too many numbers, what is no finite number, an empty word, a
    header that promises fewer or more vectors than follow, and a file that ends within a vector.
    """
    name = name_of(source)
    with closing(read_chunks(source)) as chunks:
        head = _Ahead(chunks, name)
        head.read(len(NPY))
        if head.text.startswith(NPY):
            with _plain_npy(source) or io.BytesIO(head.text + joined(chunks, name)) as content:
                return read_array(content, source, limit, vocabulary)
        if head.text.startswith(ZIP):
            raise ReadError(
                f"{name}: is a zip archive, as .npz files are, which may hold several files. Give "
                "the one with the vectors: of .npz, as (words, numpy.load(path)[name])."
            )
        if vocabulary is not None:
            raise OptionError(
                f"vocabulary is given, but {name} is no .npy file, and has its words itself. "
                "Leave vocabulary out."
            )
        return _read_rows(head, name, limit)


class _Ahead:
    """The first bytes of a file, as many as were asked for, and the chunks behind them."""

    def __init__(self, chunks: Iterator[bytes], name: str) -> None:
        self.text = b""
        self.chunks = chunks
        self.name = name

    def read(self, size: int) -> bool:
        """Read on to that many bytes; False if there are not as many."""
        parts = [self.text]
        held = len(self.text)
        try:
            while held < size and (chunk := next(self.chunks, b"")):
                parts.append(chunk)
                held += len(chunk)
        except ReadError as error:
            raise ReadError(f"{self.name}:1: {error}") from error.__cause__
        self.text = b"".join(parts)
        return held >= size

    def line(self, start: int) -> bytes:
        """The line that begins there, as far as it is no longer than lines may be."""
        size = start + 1
        while (stop := self.text.find(b"\n", start)) < 0 and size < MAX_LINE and self.read(size):
            size = len(self.text) + 1
        return self.text[start:] if stop < 0 else self.text[start:stop]


def _plain_npy(source: Any) -> IO[bytes] | None:
    """The file at this path, if it is an array that is not compressed, of which a part is read."""
    if not isinstance(source, str | os.PathLike) or not os.path.isfile(source):
        return None  # standard input, or a pipe, which cannot be read again
    file = open(source, "rb")  # noqa: SIM115 (the caller closes it)
    with errors_in(source):
        is_npy = file.read(len(NPY)) == NPY
    if is_npy:
        file.seek(0)
        return file
    file.close()
    return None


def _read_rows(head: _Ahead, name: str, limit: int | None) -> WordVectors:
    if (encoding := wide_encoding(head.text)) is not None:
        raise ReadError(f"{name}:1: the file is {encoding}; {converted_from(encoding)}")
    if not head.text:
        raise ReadError(f"{name}:1: the file is empty; expected a word and its vector.")
    start = len(BOM_UTF8) if head.text.startswith(BOM_UTF8) else 0
    first = head.line(start)
    if has_old_line_ends(first):
        raise ReadError(f"{name}:1: {OLD_LINE_ENDS}")
    header = HEADER.fullmatch(first)
    if header is None:
        rows: VectorRows = TextRows(name, _dimension(first, name), limit, 1)
        promised = None
    else:
        promised, dimension = int(header[1]), int(header[2])
        start = min(len(head.text), start + len(first) + 1)
        if promised == 0 or not 0 < dimension <= MAX_LINE // 2:
            raise ReadError(
                f"{name}:1: the header says {counted(promised, 'vector')} of {dimension:,} numbers."
            )
        most = promised if limit is None else min(limit, promised)
        if _is_binary(head, start, dimension):
            rows = BinaryRows(name, dimension, most, 1)
        else:
            rows = TextRows(name, dimension, most, 2)
    more = _fill(rows, head, start)
    if promised is not None:
        _check_promise(rows, promised, more)
    return sound(
        rows.words,
        rows.vectors(),
        name,
        rows.place,
        from_file=True,
        cut=more if promised is None else len(rows.words) < promised,
        total=promised if promised is not None or more else len(rows.words),
        notes=list(rows.notes()),
    )


def _dimension(line: bytes, name: str) -> int:
    if not line.strip():
        raise ReadError(f"{name}:1: begins with an empty line; expected a word and its vector.")
    if len(line) >= MAX_LINE:
        raise line_too_long(f"{name}:1")
    dimension = dimension_of(line)
    if dimension == 0:
        raise ReadError(
            f"{name}:1: {fault(line, 1)} Expected a header 'n d', or a word and its "
            "vector, separated by blanks."
        )
    return dimension


def _is_binary(head: _Ahead, start: int, dimension: int) -> bool:
    """Whether what follows the header is binary: no line of text, and not what is in one.

    Numbers in binary have bytes that are in no text: a few dozen are all but certain to show it, as
    long as they are not chosen to look like text. A line of text with something wrong has none, and
    is told what that is.
    """
    if dimension_of(head.line(start)) == dimension:
        return False
    head.read(start + MAX_WORD + 4 * dimension)
    word = head.text[start : start + MAX_WORD].lstrip(b"\n").partition(b" ")[0]
    numbers = head.text[start + len(word) + 1 :][: 4 * dimension]
    line = numbers.partition(b"\n")[0]
    return (
        CONTROLS.search(numbers) is not None
        or HIGH.search(line) is not None
        or not _is_utf8(numbers)  # behind the line there may be words of the next
    )


def _is_utf8(text: bytes) -> bool:
    """Whether this can be the beginning of a text."""
    try:
        getincrementaldecoder("utf-8")().decode(text)
    except UnicodeDecodeError:
        return False
    return True


def _fill(rows: VectorRows, head: _Ahead, start: int) -> bool:
    """Read all rows; whether anything follows them."""
    rows.feed(head.text[start:])
    try:
        while not rows.full:
            chunk = next(head.chunks, b"")
            if not chunk:
                rows.end()
                break
            rows.feed(chunk)
        while not rows.rest.strip():
            rows.rest = next(head.chunks, b"")
            if not rows.rest:
                return False
    except ReadError as error:
        if str(error).startswith(rows.name):
            raise
        raise ReadError(f"{rows.name}:{rows.line - 1}: {error}") from error.__cause__
    return True


def _check_promise(rows: VectorRows, promised: int, more: bool) -> None:
    """Refuse a header that lies, as far as was read."""
    says = f"{rows.name}:1: the header says {counted(promised, 'vector')}, but"
    if not rows.full:
        raise ReadError(f"{says} there are {len(rows.words):,}. Fetch the file again, or mend it.")
    if more and len(rows.words) == promised:
        raise ReadError(f"{says} more follow. Mend the header, or drop what follows.")
