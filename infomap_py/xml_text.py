"""Text as XML has it, whatever is in it."""

from __future__ import annotations

import re

# What XML 1.0 cannot hold, not even as a reference: control characters, half a pair, two others.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# A parser makes blanks of those in attributes, and a line feed of "\r".
_REFERENCES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def xml_text(text: str) -> str:
    r"""The text, for elements and for attributes between quotes.

    A parser reads it back as it was, but for characters that XML has no way to hold: each becomes
    its name in Python, such as ``\x00``.

    Examples
    --------
    >>> print(xml_text('<b> & "c"\x00'))
    &lt;b&gt; &amp; &quot;c&quot;\x00
    """
    return _NOT_IN_XML.sub(_named, text).translate(_REFERENCES)


def _named(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()
