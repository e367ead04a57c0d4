"""SVG: a picture as text that browsers draw, without any other package.

All text is escaped. Nothing is loaded from elsewhere: letters are those of the reader's machine, of
whatever script, and how wide they are there is estimated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil
from unicodedata import category, east_asian_width

from infomap_py.output_files import one_line
from infomap_py.xml_text import xml_text

# The first that the reader's machine has, letter by letter: those for Latin, then for Chinese.
FONTS = (
    "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'PingFang SC', "
    "'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', "
    "'WenQuanYi Micro Hei', sans-serif"
)

# Okabe & Ito (2008), "Color universal design": told apart with any kind of colour blindness. Their
# yellow and black are left out, which are too light for a line and too dark for an area.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")

NARROW, WIDE = set("fijlrtI.,:;'!|()[]{}-`"), set("mwMW@%")
MORE = "\u2026"


def colour(k: int) -> str:
    """The same for the same number, whatever else is in the picture."""
    return COLOURS[k % len(COLOURS)]


def tint(colour: str, strength: float) -> str:
    """A colour mixed with white: 1 is the colour, 0 is white."""
    return "#" + "".join(
        f"{round(255 + strength * (part - 255)):02x}" for part in bytes.fromhex(colour[1:])
    )


def text_length(text: str) -> float:
    """How wide the text is, in font sizes: by kinds of letters, on the safe side."""
    return sum(map(_letter_width, text))


def is_blank(text: str) -> bool:
    """Whether nothing of it is seen: it has white space, and what only joins letters."""
    return not any(_letter_width(letter) for letter in text if not letter.isspace())


def _letter_width(letter: str) -> float:
    if letter in NARROW:
        return 0.34
    if letter in WIDE:
        return 0.9
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if east_asian_width(letter) in "WF":
        return 1.0
    return 0.7 if letter.isupper() else 0.58


def shortened(text: str, most: int) -> str:
    """At most so many characters, in one line."""
    text = one_line(text[: most + 1])
    return text if len(text) <= most else text[: most - 1] + MORE


def abridged(text: str, most: int) -> str:
    """The same with both ends, more of the second: of paths, the first are alike."""
    front = (most - 1) // 3
    back = most - 1 - front
    line = one_line(text[: most + 1])
    if len(line) <= most:
        return line
    return line[:front] + MORE + one_line(text[-back:])[-back:]


def wrapped(text: str, width: float) -> list[str]:
    """The text in lines no longer than the width, in font sizes, where blanks allow it, and of
    about the same length; a number stays with its percent sign."""
    length = text_length(text)
    enough = length / ceil(length / width)
    lines = [""]
    for word in re.split(" (?!%)", text):
        longer = f"{lines[-1]} {word}".strip()
        if text_length(lines[-1]) >= enough or (lines[-1] and text_length(longer) > width):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def element(name: str, *inside: str, **attributes: object) -> str:
    """An element; what is ``inside`` is markup already. ``font_size=9`` is font-size="9"."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{''.join(inside)}</{name}>" if inside else f"<{name}{given}/>"


def text(content: str, **attributes: object) -> str:
    """A text, of any characters."""
    return element("text", xml_text(content), **attributes)


def title(content: str) -> str:
    """What a browser shows when the mouse rests on the element that it is in."""
    return element("title", xml_text(content))


def document(
    width: float, height: float, name: str, parts: Iterable[str], description: str = ""
) -> str:
    """The whole picture; ``name`` is what a screen reader says of it, the description is hidden."""
    told = [title(name), *([element("desc", xml_text(description))] if description else [])]
    background = element("rect", width="100%", height="100%", fill="#ffffff")
    inside = "\n".join([*told, background, *parts])
    return (
        element(
            "svg",
            f"\n{inside}\n",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {_value(width)} {_value(height)}",
            width=width,
            height=height,
            role="img",
            font_family=FONTS,
        )
        + "\n"
    )


def _value(value: object) -> str:
    """Numbers to a hundredth: what is less, nobody sees."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return xml_text(str(value))
