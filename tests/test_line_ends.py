"""Files from other systems: line ends, byte order marks and encodings, in every reader of text."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.errors import ReadError
from infomap_py.file_formats import READ_FORMATS
from infomap_py.metadata_files import read_metadata
from infomap_py.readers import read_network
from infomap_py.words.stop_words import stop_words_of
from infomap_py.words.texts import Texts
from infomap_py.words.vector_files import read_vectors
from infomap_py.words.vocabulary_files import read_vocabulary

TRIANGLE = nx.Graph([("a", "b"), ("b", "c"), ("c", "a")])
PARTITION = infomap_py.partition(TRIANGLE)


def network(path: Path) -> Any:
    return [(str(u), str(v), w) for u, v, w in read_network(path).links()]


def vectors(path: Path) -> Any:
    found = read_vectors(path)
    return found.words, found.vectors.tolist()


def words_of_rows(path: Path) -> Any:
    np.save(path.with_name("rows.npy"), np.eye(2, dtype=np.float32))
    return read_vectors(path.with_name("rows.npy"), vocabulary=path).words


READERS: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "link list": ("a b\nb c\n", network),
    "tabs": ("1\t2\n3\t4\n", network),
    "commas": ("source,target\na,b\n", network),
    "pajek": ('*Vertices 2\n1 "a"\n2 "b"\n*Edges\n1 2\n', network),
    "states": ('*Vertices 1\n1 "a"\n*States\n1 1\n2 1\n*Links\n1 2\n', network),
    "metadata": ("a x\nb y\n", lambda path: read_metadata(path, PARTITION.network).tolist()),
    "stop words": ("# some\nthe\nof\n", lambda path: stop_words_of(path, None)),
    "vocabulary": ("# a: b\n我们\t3\n今天\t2\n", read_vocabulary),
    "texts": ("one two.\nthree\n", lambda path: list(Texts(path))),
    "word2vec": ("2 2\na 1 2\nb 3 4\n", vectors),
    "GloVe": ("a 1 2\nb 3 4\n", vectors),
    "words of .npy": ("a\nb\n", words_of_rows),
}


def modules_in(format: str) -> tuple[str, Callable[[Path], Any]]:
    return "", lambda path: dict(infomap_py.read_partition(path, format=format))


ALL = {**READERS, **{format: modules_in(format) for format in READ_FORMATS}}


def text_of(kind: str, folder: Path) -> bytes:
    text, _ = ALL[kind]
    if not text:
        PARTITION.write(folder / "written", kind)
        return (folder / "written").read_bytes()
    return text.encode()


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "mark"])
def test_line_ends_of_windows_and_a_byte_order_mark_make_no_difference(
    tmp_path: Path, kind: str, mark: bytes
) -> None:
    content, path, (_, read) = text_of(kind, tmp_path), tmp_path / "a", ALL[kind]
    path.write_bytes(content)
    expected = read(path)
    some = content.replace(b"\n", b"\r\n", 2)
    for text in (content, content.replace(b"\n", b"\r\n"), some):
        path.write_bytes(mark + text)
        assert read(path) == expected


@pytest.mark.parametrize("kind", ALL)
def test_line_ends_of_old_macs_make_no_difference_or_are_refused(tmp_path: Path, kind: str) -> None:
    content, path, (_, read) = text_of(kind, tmp_path), tmp_path / "a", ALL[kind]
    path.write_bytes(content)
    expected = read(path)
    path.write_bytes(content.replace(b"\n", b"\r"))
    try:
        assert read(path) == expected
    except ReadError as error:
        assert str(error).startswith(f"{path}:1: ")
        assert str(error).endswith("convert the file: tr '\\r' '\\n' < OLD > NEW.")


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_characters_are_refused_with_the_command_that_converts(
    tmp_path: Path, kind: str, encoding: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(text_of(kind, tmp_path).decode().encode(encoding))
    with pytest.raises(ReadError, match=rf"iconv -f {encoding.upper()} -t UTF-8 OLD > NEW"):
        ALL[kind][1](path)
