"""Text and columns of values as XML has them, whatever is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.labels import label_texts

# What XML 1.0 cannot hold, not even as a reference: control characters, half a pair, two others.
# Compiled when it is used, which takes 5 ms.
_NOT_IN_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

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
    return as_parsed(text).translate(_REFERENCES)


def as_parsed(text: str) -> str:
    """The text as a parser reads it back."""
    return re.sub(_NOT_IN_XML, _named, text)


def _named(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode()


def xml_values(values: Sequence[Any] | npt.NDArray[Any]) -> Iterator[str]:
    """The values as text; numbers are read back exactly."""
    return map(xml_text, label_texts(values))


def type_of_values(values: Sequence[Any] | npt.NDArray[Any]) -> str:
    """What GraphML and GEXF call the type of whole numbers, of numbers, and of anything else."""
    if isinstance(values, np.ndarray):
        kinds = {{"i": int, "u": int, "f": float}.get(values.dtype.kind, str)}
    else:
        kinds = set(map(type, values))
    if not kinds or not kinds <= {int, float}:
        return "string"
    return "double" if float in kinds else "long"
