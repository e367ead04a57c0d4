"""Fonts for labels of any script: where a font lacks letters, others that matplotlib knows are
asked for them, and what none has is warned of once and drawn as a mark.

matplotlib draws an empty box for a letter that its font lacks, which by default is every Chinese
one. It looks letters up in a list of families, so it is enough to find the families.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import category, east_asian_width

from matplotlib import font_manager, get_cachedir
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from infomap_py.errors import FontWarning, OptionError, counted, warn

# Without serifs, for Chinese first; then symbols. Others are asked after these.
PREFERRED = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Hiragino Sans GB"),
    *("Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "Arial Unicode MS"),
    *("Noto Sans", "Segoe UI Symbol", "Segoe UI Emoji", "Noto Emoji", "Symbola"),
)
PLACEHOLDERS = "Last Resort"  # a font of boxes, which "has" every letter
REGULAR = (400, "normal", "regular")  # weights of fonts
MARKS = "\ufffd?"  # for a letter that no font has: the first of these that there is
EMOJI = 0x1F000

# What to install for letters that no font has.
FOR_EMOJI, FOR_WIDE, FOR_OTHERS = "fonts-symbola", "fonts-noto-cjk", "fonts-noto-core"

FontOption = str | os.PathLike[str] | None


@dataclass(frozen=True)
class Font:
    """What texts are drawn with.

    Attributes
    ----------
    family : tuple of str
        Asked for each letter in turn; empty if there is a file.
    file : str or None
        A font file, which is asked for all letters.
    replaced : dict
        What stands for letters that cannot be drawn.
    """

    family: tuple[str, ...]
    file: str | None
    replaced: dict[int, str]

    def properties(self, size: float) -> FontProperties:
        """The same in a size, in points."""
        if self.file is not None:
            return FontProperties(fname=self.file, size=size)
        return FontProperties(family=list(self.family), size=size)

    def drawn(self, text: str) -> str:
        """The text, with marks for letters that cannot be drawn."""
        return text.translate(self.replaced)


def font_for(texts: Iterable[str], font: FontOption = None) -> Font:
    """A font for these texts.

    Parameters
    ----------
    texts : iterable of str
        All that is to be drawn.
    font : str or path, optional
        A family that matplotlib knows, asked before others; or a font file, which is asked alone.
        None: the family that ``matplotlib.rcParams`` has.

    Raises
    ------
    OptionError
        ``font`` is neither.
    """
    letters = set().union(*texts)
    if font is not None and os.path.isfile(font):
        face = _opened(os.fspath(font))
        return Font((), os.fspath(font), _replaced(_lacking(letters, face), face))
    families = list(FontProperties().get_family())
    if font is not None:
        families.insert(0, _known(os.fspath(font)))
    for family in families:
        letters = _lacking(letters, _face(family))
    first = next(filter(None, map(_face, families)), None)
    others = _other_families()
    while letters and (other := next(others, None)) is not None:
        left = _lacking(letters, _face(other))
        if len(left) < len(letters):
            families.append(other)
        letters = left
    return Font(tuple(families), None, _replaced(letters, first))


def _known(family: str) -> str:
    names = font_manager.get_font_names()
    if family in names or family in font_manager.font_family_aliases:
        return family
    near = get_close_matches(family, names, n=3) or [name for name in PREFERRED if name in names]
    hint = f" Near it are {', '.join(map(repr, near))}." if near else ""
    raise OptionError(
        f"font={family!r} is neither a font file nor a family that matplotlib knows.{hint} "
        "Give the path of a .ttf, .otf or .ttc file, or leave it out."
    )


def _other_families() -> Iterator[str]:
    """Those that may have what the given ones lack; without serifs before others."""
    entries = font_manager.fontManager.ttflist
    names = {e.name for e in entries if e.style == "normal" and e.weight in REGULAR}
    rest = sorted(names - set(PREFERRED), key=lambda name: ("Sans" not in name, name))
    yield from (name for name in PREFERRED if name in names)
    yield from (name for name in rest if not name.startswith(PLACEHOLDERS))


def _face(family: str) -> FT2Font | None:
    """The font that matplotlib takes for the family; None where there is none that it can draw."""
    try:
        wanted = FontProperties(family=[family])
        return font_manager.get_font(font_manager.findfont(wanted, fallback_to_default=False))
    except (ValueError, OSError, RuntimeError):  # not there, or of pixels
        return None


def _opened(file: str) -> FT2Font:
    try:
        return font_manager.get_font(file)
    except RuntimeError as error:
        raise OptionError(f"font={file!r} is no font that matplotlib can read: {error}") from None


def _lacking(letters: set[str], face: FT2Font | None) -> set[str]:
    """Those that the font does not have."""
    return letters if face is None else {c for c in letters if not face.get_char_index(ord(c))}


def _replaced(lacking: set[str], face: FT2Font | None) -> dict[int, str]:
    """Nothing for what is not seen anyhow, a mark for other letters; these are warned of."""
    unseen = {c for c in lacking if category(c) == "Cf" or "\ufe00" <= c <= "\ufe0f"}
    seen = sorted(lacking - unseen)
    mark = next((c for c in MARKS if not _lacking({c}, face)), "")
    if seen:
        code = ord(seen[0])
        package = FOR_WIDE if east_asian_width(seen[0]) in "WF" else FOR_OTHERS
        warn(
            f"no font has {counted(len(seen), 'letter')} of the labels, such as U+{code:04X}, "
            f"drawn as {mark!r}. Give font=, a family or the path of a font file; or install one, "
            f"as {FOR_EMOJI if code >= EMOJI else package} of Debian and Ubuntu, and delete "
            f"{get_cachedir()}, where matplotlib keeps a list of fonts.",
            FontWarning,
        )
    return {ord(c): "" for c in unseen} | {ord(c): mark for c in seen}
