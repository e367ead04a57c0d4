"""Columns of text in a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.text_width import cut_to_width, joined_to_width, padded, terminal_width, text_width

WORDS = st.lists(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs"]), min_size=1), min_size=1
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("word", 4),
        ("词语", 4),  # two columns each
        ("e\u0301", 1),  # an accent stands above the letter
        ("\uff57", 2),  # a full-width w
        ("\U0001f600", 2),
        ("", 0),
    ],
)
def test_wide_characters_take_two_columns_and_accents_none(text, columns):
    assert text_width(text) == columns


def test_a_cut_text_ends_with_dots_and_fits():
    assert cut_to_width("long words", 10) == "long words"
    assert cut_to_width("long words", 9) == "long w..."
    assert cut_to_width("猫狗兔鼠", 8) == "猫狗兔鼠"
    assert cut_to_width("猫狗兔鼠", 7) == "猫狗..."
    assert cut_to_width("猫狗兔鼠", 6) == "猫..."  # half a character has no place


def test_words_are_joined_while_they_and_the_dots_fit():
    words = ["ab", "cd", "ef"]
    assert joined_to_width(words, 8) == "ab cd ef"
    assert joined_to_width(words, 7) == "ab ..."
    assert joined_to_width(["猫", "狗", "兔"], 8) == "猫 狗 兔"
    assert joined_to_width(["猫", "狗", "兔", "鼠"], 9) == "猫 狗 ..."
    assert joined_to_width(["unbelievable", "cd"], 8) == "unbel..."


@given(words=WORDS, width=st.integers(3, 40))
def test_a_joined_line_fits_and_is_whole_where_it_can_be(words, width):
    line, everything = joined_to_width(words, width), " ".join(words)
    assert text_width(line) <= width
    assert (line == everything) == (text_width(everything) <= width)


def test_cells_are_padded_by_columns():
    assert padded("猫", 4) == "猫  "
    assert padded("猫", 4, right=True) == "  猫"


def test_the_width_is_that_of_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "57")
    assert terminal_width() == 57
