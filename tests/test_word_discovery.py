"""Words found in raw text: in languages made up for it, and in Chinese where it is at hand."""

import gzip
import math
import os
from functools import cache
from itertools import chain, groupby
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.errors import InputTypeError, NetworkError, OptionError, ReadError
from infomap_py.words import han_text
from infomap_py.words.discovery import discover_words
from infomap_py.words.segmentation_scores import frequent_words, segmentation_score
from infomap_py.words.segmenter import Segmenter

DATA = Path(os.environ.get("INFOMAP_PY_DATA", Path(__file__).parents[2] / "shared" / "data"))
NEWSPAPER = DATA / "words" / "text-zh-peoples-daily-199801" / "segmented.txt.gz"
NOVEL = DATA / "words" / "text-zh-four-novels" / "hongloumeng.raw.txt.gz"

COUNTS = {"宝玉": 40, "黛玉": 30, "贾母": 9, "笑": 20, "道": 20, "见": 10, "了": 30, "大观园": 5}


def made_up(seed, num_sentences=2000):
    """Sentences of words from a random dictionary, by Zipf's law: words of 1 to 3 letters, and
    letters that occur in several words, so that only the company of words tells them apart."""
    random = np.random.default_rng(seed)
    alphabet = [chr(0x4E00 + k) for k in range(150)]
    words: dict[str, None] = {}
    while len(words) < 300:
        length = random.choice([1, 2, 3], p=[0.1, 0.6, 0.3])
        words["".join(random.choice(alphabet, length))] = None
    rank = np.arange(1, 301)
    chosen = random.choice(list(words), (num_sentences, 8), p=(1 / rank) / (1 / rank).sum())
    return chosen.tolist()


@pytest.mark.parametrize("seed", range(3))
def test_words_of_a_made_up_language_are_found(seed):
    right = made_up(seed)
    segmenter = discover_words(["".join(sentence) for sentence in right])
    found = [list(chain.from_iterable(segmenter("".join(sentence)))) for sentence in right]
    # Single letters give .04 to .09, and cutting at random some .19.
    assert segmentation_score(found, right).f1 > 0.95


def test_the_same_texts_give_the_same_words_in_whatever_they_are_contained(tmp_path):
    lines = ["".join(sentence) for sentence in made_up(0, 300)]
    (tmp_path / "a.txt").write_text("\n".join(lines[:100]), encoding="utf-8")
    (tmp_path / "b.txt").write_text("，".join(lines[100:]), encoding="utf-8")
    expected = list(discover_words(lines).words.items())
    assert list(discover_words(tmp_path).words.items()) == expected
    assert list(discover_words(["。".join(lines)]).words.items()) == expected
    assert list(discover_words(iter(lines)).words.items()) == expected


def test_counts_are_those_of_the_text_and_fall():
    lines = ["".join(sentence) for sentence in made_up(1, 300)]
    words = discover_words(lines).words
    assert sum(count * len(word) for word, count in words.items()) == sum(map(len, lines))
    assert list(words.values()) == sorted(words.values(), reverse=True)
    assert max(map(len, words)) <= 4


def test_no_word_is_longer_than_allowed():
    lines = ["".join(sentence) for sentence in made_up(1, 300)]
    assert max(map(len, discover_words(lines, max_length=2).words)) == 2


def test_tokens_are_not_joined_to_words():
    segmenter = discover_words([[["甲乙", "丙丁"], ["甲乙"]]] * 50)
    assert not any("乙丙" in word for word in segmenter.words)


def test_learning_from_a_part_is_said(monkeypatch):
    monkeypatch.setattr(han_text, "BATCH", 1000)
    lines = ["".join(sentence) for sentence in made_up(1, 300)]
    facts = discover_words(lines, max_letters=10, max_length=2).facts
    assert str(facts["letters"]).startswith("the first ")


def test_texts_without_chinese_are_an_error_that_says_what_to_do():
    with pytest.raises(NetworkError, match=r"there is no Chinese character .* tokenizer='words'"):
        discover_words(["hello", "world"])


@pytest.mark.parametrize("max_length", [1, 17])
def test_a_length_out_of_range_is_an_error(max_length):
    with pytest.raises(OptionError, match=r"max_length=.* must be from 2 to 16"):
        discover_words(["甲乙"], max_length=max_length)


@pytest.mark.parametrize("text", ["甲", "甲乙", "甲，乙", "甲甲甲甲甲甲"])
def test_the_shortest_texts_have_words(text):
    assert sum(map(len, chain.from_iterable(discover_words([text])(text)))) == len(
        text.replace("，", "")
    )


def test_sentences_words_and_other_letters_are_told_apart():
    cut = Segmenter(COUNTS)
    assert cut("宝玉见了黛玉，笑道：“Hello, World 3.5！”\n贾母 笑了……大观园？！") == [
        ["宝玉", "见", "了", "黛玉", "笑", "道", "hello", "world", "3.5"],
        ["贾母", "笑", "了", "大观园"],
    ]
    assert cut("") == cut("……，") == []


def bits_by_hand(counts, word):
    """-log2 of (max(c - 1/2, 0) + W/2 spelling) / N, the spelling from the list of words alone."""
    roles = {1: "a", 2: "be", 3: "bie"}
    seen = {role: [] for role in "abie"}
    for known in counts:
        for role, letter in zip(roles[len(known)], known, strict=True):
            seen[role].append(letter)
    alphabet = len(set("".join(counts))) + 1  # and all unseen letters, as one
    lengths = [sum(len(known) == n for known in counts) + 1 for n in (1, 2, 3)]
    spelling = lengths[len(word) - 1] / sum(lengths)
    for role, letter in zip(roles[len(word)], word, strict=True):
        spelling *= (seen[role].count(letter) + 0.1) / (len(seen[role]) + 0.1 * alphabet)
    known = max(counts.get(word, 0) - 0.5, 0)
    return -math.log2((known + 0.5 * len(counts) * spelling) / sum(counts.values()))


def all_cuts(text, longest=3):
    if not text:
        yield []
    for n in range(1, min(longest, len(text)) + 1):
        for rest in all_cuts(text[n:], longest):
            yield [text[:n], *rest]


@given(st.text("宝玉黛贾母笑道见大观园天", min_size=1, max_size=7))
def test_text_is_cut_into_the_words_of_shortest_code(text):
    (found,) = Segmenter(COUNTS)(text)

    def bits(words):
        return sum(bits_by_hand(COUNTS, word) for word in words)

    assert bits(found) == pytest.approx(min(map(bits, all_cuts(text))))


def test_a_vocabulary_is_written_and_read_back(tmp_path):
    segmenter = discover_words(["".join(sentence) for sentence in made_up(2, 200)])
    path = tmp_path / "words.txt.gz"
    segmenter.write(path)
    again = Segmenter.read(path)
    assert list(again.words.items()) == list(segmenter.words.items())
    assert (again.source, again.facts["letters"]) == ("texts", str(segmenter.facts["letters"]))
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    assert lines[0].startswith("# infomap_py: ")
    word, count = next(iter(segmenter.words.items()))
    assert f"{word}\t{count}" in lines
    again.write(tmp_path / "again.txt.gz")
    assert (tmp_path / "again.txt.gz").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("宝玉\t3\n黛玉 4\n", "words.txt:2: '黛玉 4' is not a word, a tabulator and a count"),
        ("宝玉\t0\n", "words.txt:1: .* a count of at least 1"),
        ("宝玉\t-1\n", "words.txt:1: .* a count of at least 1"),
        ("# x: y\nabc\t3\n", "words.txt:2: 'abc' is not a word of a few Chinese characters"),
        ("宝玉\t3\n\n宝玉\t4\n", "words.txt:3: '宝玉' is in line 1, too"),
        ("# nothing\n", "words.txt: there is no word in it"),
    ],
)
def test_a_bad_line_of_a_vocabulary_is_named(tmp_path, content, message):
    path = tmp_path / "words.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        Segmenter.read(path)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({}, "there are no words"),
        ({"ab": 1}, "the word 'ab' is not 1 to 16 Chinese characters"),
        ({"宝玉": 0}, "the word '宝玉' has the count 0"),
    ],
)
def test_a_bad_word_is_named(words, message):
    with pytest.raises(OptionError, match=message):
        Segmenter(words)


def test_what_is_no_text_cannot_be_cut():
    with pytest.raises(InputTypeError, match="a text is a string, not list"):
        Segmenter(COUNTS)(["宝玉"])


def test_words_are_right_where_they_begin_and_end_as_they_should():
    found = [["甲", "乙丙", "丁"], ["戊"]]
    right = [["甲", "乙", "丙丁"], ["戊"]]
    # 甲 and 戊 are right, of 4 found ones and of 4 right ones.
    assert segmentation_score(found, right) == (0.5, 0.5, 0.5)
    assert segmentation_score(found, right, among={"甲", "乙"}) == (2 / 3, 1.0, 0.5)
    assert frequent_words([["甲", "乙"], ["甲"]], 2) == {"甲"}


def test_two_cuts_of_other_texts_are_an_error():
    with pytest.raises(InputTypeError, match="run 2 is None here"):
        segmentation_score([["甲"]], [["甲"], ["乙"]])


@pytest.mark.skipif(not NOVEL.exists(), reason=f"{NOVEL} is absent")
def test_the_people_of_a_novel_are_words():
    segmenter = discover_words(NOVEL)
    for name in ("宝玉", "黛玉", "贾母", "王夫人", "凤姐", "刘姥姥", "大观园"):
        assert segmenter.words[name] > 40


@pytest.mark.slow
@pytest.mark.skipif(not NEWSPAPER.exists(), reason=f"{NEWSPAPER} is absent")
def test_a_newspaper_is_cut_better_than_the_floor():
    @cache
    def is_han(word):
        return all("\u4e00" <= letter <= "\u9fff" for letter in word)

    right = []
    with gzip.open(NEWSPAPER, "rt", encoding="utf-8") as lines:
        for line in lines:
            by_kind = groupby(line.split(), is_han)
            right += [list(words) for are_han, words in by_kind if are_han]
    assert (len(right), sum(map(len, right))) == (179_051, 923_960)
    pieces = ["".join(words) for words in right]
    segmenter = discover_words(pieces)
    # Learnt from all of it, but cut in every tenth place: its score is within .001 of that of all.
    found = [list(chain.from_iterable(segmenter(piece))) for piece in pieces[::10]]
    assert segmentation_score(found, right[::10]).f1 >= 0.77
