"""Which language texts are in, as far as it matters: whether they are written in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from infomap_py.errors import OptionError
from infomap_py.words.texts import Piece

ENGLISH, CHINESE = "en", "zh"
LETTERS = 100_000  # that are looked at
CHARACTERS = 10 * LETTERS  # among which they are looked for; numbers and emoji are no letters
# The blocks of Unicode that hold Han characters: from the radicals on, without kana and Hangul.
HAN = ((0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
HAN_PLANES = (0x20000, 0x3FFFF)


def is_han(letter: str) -> bool:
    code = ord(letter)
    if code >= HAN_PLANES[0]:
        return code <= HAN_PLANES[1]
    return any(first <= code <= last for first, last in HAN)


def by_script(pieces: Iterator[Piece]) -> tuple[str, Iterator[Piece]]:
    """The language, "zh" if most of the first 100,000 letters are Han characters and else "en";
    and all of the pieces again. Of texts with few letters, those among the first million characters
    are looked at, as the pieces in which they are have to be held."""
    head: list[Piece] = []
    han = letters = characters = 0
    for piece in pieces:
        head.append(piece)
        text = _text_of(piece)
        found = list(filter(str.isalpha, text[: 2 * LETTERS]))
        letters += len(found)
        han += sum(map(is_han, found))
        characters += len(text) + 1  # an empty line is held, too
        if letters >= LETTERS or characters >= CHARACTERS:
            break
    return CHINESE if 2 * han > letters else ENGLISH, chain(head, pieces)


def _text_of(piece: Piece) -> str:
    content = piece.content
    return content if isinstance(content, str) else "".join(chain.from_iterable(content))


def check_language(language: object) -> None:
    """Refuse what is not a language code."""
    if not isinstance(language, str) or not language:
        raise OptionError(
            f"language={language!r} is not the code of a language, such as 'en' or 'zh'; leave it "
            "out, and the script of the texts says."
        )
