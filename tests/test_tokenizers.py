"""Tokenizers, languages and stop words: texts to sentences of tokens."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.errors import InputTypeError, MissingPackageError, OptionError
from infomap_py.words.languages import CHARACTERS, LETTERS, by_script
from infomap_py.words.stop_words import listed, stop_words_of
from infomap_py.words.texts import Piece, Texts
from infomap_py.words.tokenizers import (
    blanks,
    jieba_words,
    name_for,
    sentences_of,
    split_at,
    tokenizer_of,
    words,
)

TOKENS = st.lists(st.sampled_from(["a", "b", "|"]), max_size=8)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The cat sat.", [["the", "cat", "sat"]]),
        ("One. Two! Three? Four", [["one"], ["two"], ["three"], ["four"]]),
        ("line one\nline two", [["line", "one"], ["line", "two"]]),
        ("It's Tom's dogs' home", [["it's", "tom's", "dogs", "home"]]),
        ("don’t", [["don't"]]),
        ("well-known -- a dash-", [["well-known", "a", "dash"]]),
        ("3.5 or 1,000.25 at example.org", [["3.5", "or", "1,000.25", "at", "example", "org"]]),
        ('He said "no." She left.', [["he", "said", "no"], ["she", "left"]]),
        ("snake_case", [["snake", "case"]]),
        ("你好。再见！谁？", [["你好"], ["再见"], ["谁"]]),
        ("ÉCOLE Straße", [["école", "straße"]]),
        # Vowel signs are marks, not letters: the word for Hindi is one word all the same.
        ("हिन्दी भाषा", [["हिन्दी", "भाषा"]]),
        ("cafe\u0301s", [["cafe\u0301s"]]),
        ("", []),
        ("... ?!", []),
    ],
)
def test_words_are_runs_of_letters_and_digits_by_sentence(text, sentences) -> None:
    assert words(text) == sentences


def test_blanks_leave_tokens_as_they_are() -> None:
    assert blanks("New York , 1998\nNext\tline") == [["New", "York", ",", "1998"], ["Next", "line"]]


def test_jieba_finds_chinese_words_by_sentence_without_punctuation() -> None:
    pytest.importorskip("jieba")
    assert jieba_words("我们热爱北京，他们来自上海。GDP增长！") == [
        ["我们", "热爱", "北京", "他们", "来自", "上海"],
        ["gdp", "增长"],
    ]


def test_without_jieba_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from infomap_py.words import tokenizers

    monkeypatch.setitem(sys.modules, "jieba", None)
    tokenizers._jieba.cache_clear()
    with pytest.raises(
        MissingPackageError, match=r"jieba is not installed.*infomap_py\[zh\].*discover"
    ):
        tokenizer_of("jieba", Texts(["a"]))
    tokenizers._jieba.cache_clear()


def test_tokenizers_have_names_or_are_the_callers() -> None:
    assert tokenizer_of("blanks", Texts([])) is blanks
    assert tokenizer_of("words", Texts([])) is words
    assert tokenizer_of(str.split, Texts([])) == str.split
    assert name_for("zh") == "discover"
    assert name_for("en") == name_for("de") == "words"


@pytest.mark.parametrize("given", ["spacy", 7, None])
def test_an_unknown_tokenizer_is_refused(given: object) -> None:
    with pytest.raises(OptionError, match="is neither a callable nor any of words, blanks, jieba"):
        tokenizer_of(given, Texts([]))  # type: ignore[arg-type]


def test_words_cannot_be_discovered_in_texts_that_end_after_once() -> None:
    with pytest.raises(OptionError, match="goes through the texts twice, and an iterator ends"):
        tokenizer_of("discover", Texts(text for text in ["一"]))


def test_a_tokenizer_gives_tokens_or_sentences_in_any_iterable() -> None:
    assert sentences_of(["a", "b"], None) == [["a", "b"]]
    assert sentences_of(iter(["a", "b"]), None) == [["a", "b"]]
    assert sentences_of(((token for token in part) for part in ("ab", "c")), None) == [
        ["a", "b"],
        ["c"],
    ]
    assert sentences_of([], None) == [[]]


@pytest.mark.parametrize(
    "found", ["text", None, 7, [1], ["a", 1], [["a", 1]], [["a"], "b"], [["a"], 1]]
)
def test_a_tokenizer_that_gives_something_else_is_refused(found: object) -> None:
    with pytest.raises(InputTypeError, match="a tokenizer takes a text and gives tokens, or sent"):
        sentences_of(found, None)  # type: ignore[arg-type]


@given(st.lists(TOKENS, max_size=4))
def test_a_mark_ends_a_sentence_wherever_it_stands(sentences) -> None:
    parts = split_at(sentences, "|")
    assert all("|" not in part for part in parts)
    expected = [part.split() for sentence in sentences for part in " ".join(sentence).split("|")]
    assert parts == expected


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["Hello world"], "en"),
        (["我们热爱 GDP"], "zh"),
        (["我们 love Beijing"], "en"),
        ([[["我们"], ["热爱", "a"]]], "zh"),
        ([], "en"),
        (["123 ..."], "en"),
        (["ひらがなばかり"], "en"),
    ],
)
def test_a_language_is_told_by_the_script_of_most_letters(texts, language) -> None:
    pieces = [Piece(text, True) for text in texts]
    found, again = by_script(iter(pieces))
    assert found == language
    assert list(again) == pieces


def test_only_the_first_letters_tell_the_language() -> None:
    taken: list[int] = []

    def pieces():
        for k in range(10):
            taken.append(k)
            yield Piece("字" * LETTERS if k == 0 else "a" * 2 * LETTERS, True)

    language, again = by_script(pieces())
    assert (language, taken) == ("zh", [0])
    assert len(list(again)) == 10


@pytest.mark.parametrize("text", ["1234567890" * 1000, "\U0001f600" * 10_000, ""])
def test_texts_without_letters_are_not_all_held_in_search_of_them(text) -> None:
    taken = 0

    def pieces():
        nonlocal taken
        for _ in range(2 * CHARACTERS // (len(text) + 1)):
            taken += 1
            yield Piece(text, True)

    language, again = by_script(pieces())
    assert language == "en"
    assert taken * (len(text) + 1) <= CHARACTERS + len(text)
    assert next(again) == Piece(text, True)


def test_lists_of_stop_words_come_along_for_english_and_chinese() -> None:
    for language, some in (("en", {"the", "don't", "would"}), ("zh", {"的", "我们", "因为"})):
        words = listed(language)
        assert some <= words
        assert not any(word.startswith("#") or word != word.strip().lower() for word in words)
        assert stop_words_of(None, language) == words


def test_stop_words_may_be_given_in_several_ways(tmp_path: Path) -> None:
    path = tmp_path / "stop.txt"
    path.write_bytes("\ufeff# mine\na\n\n b \r\n#1\n".encode())
    assert stop_words_of(path, None) == {"a", "b", "#1"}
    assert stop_words_of(["a", "b"], None) == {"a", "b"}
    assert stop_words_of({"a": 1}, None) == {"a"}
    assert stop_words_of(100, None) == 100
    assert stop_words_of(False, None) == stop_words_of([], None) == frozenset()


def test_a_language_without_a_list_says_what_to_give() -> None:
    with pytest.raises(
        OptionError, match=r"no list of stop words for language='de', only for en a"
    ):
        stop_words_of(None, "de")


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ("stop.txt", InputTypeError, "stop_words='stop.txt' .* is none of: a list of words, the P"),
        (True, InputTypeError, "is none of"),
        (1.5, InputTypeError, "is none of"),
        (-1, OptionError, "stop_words=-1 is negative"),
        (["a", 1], InputTypeError, r"stop_words has 1 \(int\); words are strings"),
    ],
)
def test_other_stop_words_are_refused(given, error, message) -> None:
    with pytest.raises(error, match=message):
        stop_words_of(given, None)
