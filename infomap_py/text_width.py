"""How many columns a text takes in a terminal, where a Chinese character takes two."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from unicodedata import category, east_asian_width

MORE = "..."
WIDTH_ELSEWHERE = 100  # columns where there is no terminal, as in notebooks and files


def terminal_width() -> int:
    """The columns that there are."""
    return shutil.get_terminal_size((WIDTH_ELSEWHERE, 0)).columns


def text_width(text: str) -> int:
    """The columns that the text takes: two per wide character, none per accent of another."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cut_to_width(text: str, width: int) -> str:
    """The text, or as much of its beginning as fits and dots."""
    if text_width(text) <= width:
        return text
    left, kept = width - len(MORE), []
    for character in text:
        left -= _columns(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept) + MORE


def padded(text: str, width: int, right: bool = False) -> str:
    """The text with blanks behind it, or before it, up to the width."""
    blanks = " " * (width - text_width(text))
    return blanks + text if right else text + blanks


def joined_to_width(words: Sequence[str], width: int) -> str:
    """As many of the words, with blanks between them, as fit; dots where there are more."""
    if len(words) <= width and text_width(everything := " ".join(words)) <= width:
        return everything
    line = words[0]
    for word in words[1:]:
        if text_width(longer := f"{line} {word}") + 1 + len(MORE) > width:
            break
        line = longer
    return cut_to_width(f"{line} {MORE}", width)
