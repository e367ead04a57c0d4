"""Fonts that have the letters of labels."""

import io

import networkx as nx
import pytest

import infomap_py
from infomap_py.errors import OptionError

pytest.importorskip("matplotlib", reason="pictures are drawn by matplotlib")
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from infomap_py.plots.fonts import font_for

DEJAVU = font_manager.findfont(FontProperties(family=["DejaVu Sans"]))


def has_chinese():
    names = font_manager.get_font_names()
    return any("CJK" in name or name.startswith("WenQuanYi") for name in names)


needs_chinese = pytest.mark.skipif(not has_chinese(), reason="no font here has Chinese letters")


def test_letters_that_the_font_has_need_no_other():
    assert font_for(["plain", "naïve"]).family == tuple(FontProperties().get_family())


def test_what_is_not_seen_needs_no_font():
    font = font_for(["a\u2060b\ufe0f"])  # a word joiner, a variation selector
    assert font.drawn("a\u2060b\ufe0f") in ("ab", "a\u2060b\ufe0f")


@needs_chinese
def test_chinese_letters_are_looked_up_in_a_font_that_has_them():
    font = font_for(["人民日报", "abc"])
    first, *others = font.family
    assert first == FontProperties().get_family()[0]
    assert len(others) == 1
    assert font.replaced == {}
    face = font_manager.get_font(font_manager.findfont(FontProperties(family=others)))
    assert all(face.get_char_index(ord(letter)) for letter in "人民日报")


@needs_chinese
@pytest.mark.parametrize("kind", ["map", "network", "matrix", "tree"])
def test_chinese_labels_are_drawn_without_a_missing_letter(kind):
    # matplotlib warns of every letter that its font lacks, and warnings are errors here.
    names = dict(enumerate("东南西北上下"))
    p = infomap_py.partition(nx.relabel_nodes(nx.barbell_graph(3, 0), names))
    ax = p.plot(kind, ax=Figure(figsize=(8, 6)).add_subplot())
    ax.figure.savefig(io.BytesIO())
    assert any("西" in text.get_text() for text in ax.texts)


def test_a_family_that_is_given_is_asked_first():
    assert font_for(["abc"], "DejaVu Serif").family[0] == "DejaVu Serif"


def test_a_font_file_is_asked_alone():
    font = font_for(["abc"], str(DEJAVU))
    assert font.family == ()
    assert font.properties(9.0).get_file() == str(DEJAVU)


def test_an_unknown_family_is_refused_with_those_near_it():
    with pytest.raises(OptionError, match=r"font='DejaVu Sanz' is neither.*'DejaVu Sans'"):
        font_for(["abc"], "DejaVu Sanz")


def test_a_file_that_is_no_font_is_refused(tmp_path):
    file = tmp_path / "font.ttf"
    file.write_bytes(b"no font")
    with pytest.raises(OptionError, match="is no font that matplotlib can read"):
        font_for(["abc"], file)
