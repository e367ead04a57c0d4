"""Text in XML comes back from a parser as it was."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.xml_text import xml_text

# Less what XML 1.0 cannot hold: control characters but for three, surrogates, and two others.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]).filter(
        lambda c: (ord(c) >= 32 or c in "\t\n\r") and c not in "\ufffe\uffff"
    )
)


@given(text=TEXTS)
def test_a_parser_reads_the_text_as_it_was(text):
    escaped = xml_text(text)
    element = ElementTree.fromstring(f'<a b="{escaped}">{escaped}</a>')
    assert element.get("b") == text
    assert (element.text or "") == text


@pytest.mark.parametrize(
    ("text", "read"),
    [("\x00", r"\x00"), ("\x1b[31m", r"\x1b[31m"), ("\ud800", r"\ud800"), ("\uffff", r"\uffff")],
)
def test_what_xml_has_no_way_to_hold_is_written_as_in_python(text, read):
    assert ElementTree.fromstring(f"<a>{xml_text(text)}</a>").text == read


def test_markup_is_text():
    assert xml_text("<b>'&\"") == "&lt;b&gt;&#39;&amp;&quot;"
