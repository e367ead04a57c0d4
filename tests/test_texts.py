"""Texts: what a caller may give, and files that are read line by line."""

import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.errors import InputTypeError, NetworkError, OptionError, ReadError
from infomap_py.words import texts as texts_module
from infomap_py.words.texts import Piece, Texts


def contents(given: object, **options: str) -> list[object]:
    return list(Texts(given, **options))


def test_every_line_of_a_file_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffone two\r\n\nthrée\nno line end".encode())
    assert contents(path) == ["one two", "", "thrée", "no line end"]
    assert contents(str(path)) == contents(path)


def test_a_folder_is_all_its_files_sorted_less_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/z.txt", "a.txt", ".hidden", ".git/x"):
        (tmp_path / name).write_text(name)
    assert contents(tmp_path) == ["a.txt", "b/z.txt", "c.txt"]
    assert contents([tmp_path, "a text"]) == ["a.txt", "b/z.txt", "c.txt", "a text"]


def test_compressed_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress("one\n二".encode()))
    assert contents(path) == ["one", "二"]


def test_items_are_texts_paths_sentences_or_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("from a file\n")
    given = ["a text", path, ["a", "sentence"], [["two"], ["sentences"]], (), ("b",), [("c",)]]
    assert contents(given) == [
        "a text",
        "from a file",
        [["a", "sentence"]],
        [["two"], ["sentences"]],
        [[]],
        [["b"]],
        [["c"]],
    ]


def test_texts_are_gone_through_as_often_as_needed_unless_they_are_an_iterator() -> None:
    twice = Texts(["a", "b"])
    assert list(twice) == list(twice)
    assert not twice.one_shot
    assert Texts(text for text in "ab").one_shot
    assert Texts("-").one_shot


def test_standard_input_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"a b\nc")))
    assert contents("-") == ["a b", "c"]


def test_lines_of_an_open_file_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a\nb\n")
    with path.open() as file:
        assert contents(file) == ["a\n", "b\n"]


def test_the_bytes_of_files_are_told_as_they_are_read(tmp_path: Path) -> None:
    for k in range(3):
        (tmp_path / f"{k}.txt").write_text("word " * 1000)
    told: list[int] = []
    texts = Texts(tmp_path)
    assert len(list(texts.pieces(told.append))) == 3
    assert sum(told) == texts.size == 15_000
    assert Texts(["a"]).size is None


@given(
    st.lists(st.text("ab \t。é二", max_size=30), min_size=1, max_size=6),
    st.integers(1, 12),
    st.integers(1, 20),
    st.booleans(),
)
def test_long_lines_are_read_in_parts_that_add_up(lines, longest, chunk, ends) -> None:
    text = "\n".join(lines) + "\n" * ends
    stream = io.BytesIO(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
        patch.setattr(texts_module, "LONGEST", longest)
        patch.setattr(
            texts_module,
            "read_chunks",
            lambda source: iter(lambda: source.read(chunk), b""),
        )
        pieces = list(Texts("-").pieces())
    documents, parts = [], []
    for content, is_last in pieces:
        parts.append(content)
        if is_last:
            documents.append("".join(parts))
            parts = []
        else:  # cut behind a blank or the end of a sentence
            assert content[-1] in " \t。"
    assert not parts
    expected = text.split("\n")
    if expected[-1] == "":
        expected.pop()
    assert documents == expected


def test_a_line_that_ends_where_it_is_cut_is_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts_module, "LONGEST", 3)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"aa bb ")))
    assert list(Texts("-").pieces()) == [Piece("aa bb ", False), Piece("", True)]


def test_bytes_that_are_not_utf8_are_an_error_that_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"one\ntwo\ncr\xe8me\n")
    with pytest.raises(ReadError, match=r"latin\.txt:3: byte 0xe8 is not UTF-8\. Convert the file"):
        contents(path)


def test_bytes_that_are_not_utf8_are_replaced_on_request(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"cr\xe8me\n")
    assert contents(path, encoding_errors="replace") == ["cr\ufffdme"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_file_in_utf16_or_utf32_is_told_apart(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes("word\n".encode(encoding))
    name = encoding.upper()[:6]
    with pytest.raises(ReadError, match=rf"windows\.txt:1: the file is {name}; .* -f {name} -t"):
        contents(path)


def test_a_damaged_file_is_an_error_that_names_the_last_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(bytes(range(32, 127)) * 1000)[:-20])
    with pytest.raises(ReadError, match=r"a\.txt\.gz:1: after this line the compressed bytes"):
        contents(path)


def test_a_missing_file_is_a_file_not_found_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"absent\.txt"):
        contents(tmp_path / "absent.txt")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="there is no file in this folder"):
        Texts(tmp_path)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (7, r"item 1 of texts is or has 7 \(int\); texts consist of texts \(str\), paths"),
        (None, r"None \(NoneType\)"),
        (b"bytes", r"b'bytes' \(bytes\)"),
        (["a", 7], r"item 1 of texts is or has 'a' \(str\)"),
        ([["a"], ["b", 7]], r"has 7 \(int\)"),
        ([["a"], "b"], r"has 'b' \(str\)"),
    ],
)
def test_an_item_that_is_no_text_is_named(item: object, message: str) -> None:
    texts = Texts(["fine", item])
    with pytest.raises(InputTypeError, match=message):
        list(texts)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"a": "text"}, r"texts are a dictionary; give its values"),
        (b"text", r"texts are b'text' \(bytes\)"),
        (7, r"texts are 7 \(int\); give a path, or an iterable of texts"),
        (None, r"texts are None"),
        ("One line.\nAnother.", r"a single string is taken for a path. Give a list of texts"),
        ("word " * 1000, r"a single string is taken for a path"),
    ],
)
def test_what_is_no_texts_is_refused(given: object, message: str) -> None:
    with pytest.raises(InputTypeError, match=message):
        Texts(given)


def test_another_way_with_encoding_errors_is_refused() -> None:
    with pytest.raises(OptionError, match="encoding_errors='ignore' is neither 'strict'"):
        Texts(["a"], "ignore")


class Stories:
    """Texts that are made anew each time."""

    def __iter__(self) -> Iterator[str]:
        yield from ("once", "upon")


def test_an_object_that_starts_anew_is_as_good_as_a_list() -> None:
    texts = Texts(Stories())
    assert not texts.one_shot
    assert list(texts) == list(texts) == ["once", "upon"]


def test_standard_input_among_files_has_no_size_and_is_gone_through_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one\n")
    texts = Texts([Path("-"), tmp_path / "a.txt"])
    assert texts.size is None
    assert texts.one_shot
