"""Which names are on discs, where, and how large: for every medium that draws discs.

In a disc stand as many of its names as can be read, one above the other. A disc too small for the
first has it beside it, where nothing else is; those of the largest discs may be farther away, at
the end of a line. Where there is no room either, the disc has the beginning of the name, or its
number, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import hypot
from typing import NamedTuple

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.pictures import svg
from infomap_py.pictures.layout import Discs

SMALLEST, COMFORTABLE, LARGEST = 10.0, 16.0, 30.0  # font sizes
BESIDE = 12.0  # font size of names beside discs
LONG = 5.0  # width of a line beyond which its letters may be smaller, in font sizes
PADDING = 4.0  # between names and the circle
FIRST = 1.2  # the first name's, in sizes of the others
LINE = 1.18  # from one line to the next, in font sizes
LETTERS_OF_NAME = 18
LETTERS_AT_LEAST = 4  # of a name that is cut to fit: less tells nothing
ALWAYS_NAMED = 10  # the largest discs
MARGIN = 2.0  # around names beside discs
FARTHEST = 12  # lines away from its disc that a name may be
ROUNDING = 1e-6  # in pixels: a name touches its disc
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


class Label(NamedTuple):
    """A name on a picture.

    Attributes
    ----------
    text : str
    disc : int
        Whose name it is.
    x, y : float
        The middle of it.
    size : float
        Of the font.
    is_first : bool
        Whether it is what the disc is called, rather than a further name.
    box : tuple of 4 floats or None
        Left, top, width and height of a name that is not in its disc.
    leader : tuple of 4 floats or None
        Ends of the line to the disc, of a name that is not next to it.
    """

    text: str
    disc: int
    x: float
    y: float
    size: float
    is_first: bool = True
    box: tuple[float, float, float, float] | None = None
    leader: tuple[float, float, float, float] | None = None


class Line(NamedTuple):
    """A name in a disc; sizes and places in font sizes, from the middle of the disc."""

    name: str
    size: float
    middle: float

    @property
    def corner(self) -> float:
        """How far its farthest corner is from the middle."""
        half = svg.text_length(self.name) * self.size / 2.0
        return hypot(half, abs(self.middle) + 0.5 * self.size)


def labels_on(
    discs: Discs,
    names: Sequence[Sequence[str]],
    numbers: Sequence[int],
    width: float,
    height: float,
) -> list[Label]:
    """Names on discs, which stand by decreasing radius, in a picture of this size.

    ``names`` has those of each disc, the most important first, and ``numbers`` what it is called
    where no name fits.
    """
    shown = [
        [short for name in given if (short := svg.shortened(name, LETTERS_OF_NAME)).strip()]
        for given in names
    ]
    inside = [_inside(discs, k, given) for k, given in enumerate(shown)]
    free = _FreeRoom(discs, width, height)
    labels = []
    for k, given in enumerate(shown):
        here = inside[k]
        if not here and given:
            beside = free.place(k, given[0], FARTHEST if k < ALWAYS_NAMED else 0)
            here = [beside] if beside else _beginning(discs, k, given[0])
        labels += here or _inside(discs, k, [str(numbers[k])])
    return labels


def _inside(discs: Discs, k: int, names: Sequence[str]) -> list[Label]:
    """As many of the first names as can be read in the disc."""
    room = float(discs.radius[k]) - PADDING
    for count in range(len(names), 0, -1):
        lines = _lines_of(names[:count], np.inf)
        if _font_size(lines, room) < COMFORTABLE:
            lines = _lines_of(names[:count], LONG)
        size = _font_size(lines, room)
        if size * min(line.size for line in lines) >= SMALLEST:
            return list(_placed(lines, discs, k, size))
    return []


def _beginning(discs: Discs, k: int, name: str) -> list[Label]:
    """As much of a name as can be read in the disc."""
    for letters in range(len(name) - 1, LETTERS_AT_LEAST - 1, -1):
        labels = _inside(discs, k, [svg.shortened(name, letters)])
        if labels:
            return labels
    return []


def _placed(lines: Sequence[Line], discs: Discs, k: int, size: float) -> Iterator[Label]:
    x, y = float(discs.x[k]), float(discs.y[k])
    for line in lines:
        yield Label(line.name, k, x, y + size * line.middle, size * line.size, line is lines[0])


def _font_size(lines: Sequence[Line], room: float) -> float:
    """At which the farthest corner is as far from the middle as there is room, if not too large."""
    return min(room / max(line.corner for line in lines), LARGEST)


def _lines_of(names: Sequence[str], long: float) -> list[Line]:
    """Lines one above the other, the first larger; those that are longer smaller, so that they do
    not make all others small."""
    sizes = [
        min(FIRST if k == 0 else 1.0, long / max(svg.text_length(name), 1.0))
        for k, name in enumerate(names)
    ]
    height = LINE * sum(sizes)
    ends = accumulate(LINE * size for size in sizes)
    return [
        Line(name, size, end - LINE * size / 2.0 - height / 2.0)
        for name, size, end in zip(names, sizes, ends, strict=True)
    ]


class _FreeRoom:
    """Where neither discs are nor names beside them."""

    def __init__(self, discs: Discs, width: float, height: float) -> None:
        self._discs, self._width, self._height = discs, width, height
        self._taken: list[tuple[float, float, float, float]] = []

    def place(self, k: int, name: str, farthest: int) -> Label | None:
        """The name of a disc beside it, at most so many lines away."""
        wide = svg.text_length(name) * BESIDE / 2.0 + MARGIN
        high = LINE * BESIDE / 2.0 + MARGIN
        x, y, radius = (float(values[k]) for values in self._discs)
        for lines in range(farthest + 1):
            away = radius + lines * LINE * BESIDE
            for right, down in SIDES:
                # Away from the disc along the side, of which corners are nearer than they look.
                along = away if right == 0 or down == 0 else 0.75 * away
                middle_x, middle_y = x + right * (along + wide), y + down * (along + high)
                if self._is_free(middle_x, middle_y, wide, high):
                    self._taken.append((middle_x, middle_y, wide, high))
                    box = (middle_x - wide, middle_y - high, 2.0 * wide, 2.0 * high)
                    end = (middle_x - right * wide, middle_y - down * high)
                    leader = (x, y, *end) if lines else None
                    return Label(name, k, middle_x, middle_y, BESIDE, True, box, leader)
        return None

    def _is_free(self, x: float, y: float, wide: float, high: float) -> bool:
        if not (wide <= x <= self._width - wide and high <= y <= self._height - high):
            return False
        if any(abs(x - a) < wide + w and abs(y - b) < high + h for a, b, w, h in self._taken):
            return False
        gap_x: Vector = np.maximum(np.abs(self._discs.x - x) - wide, 0.0)
        gap_y: Vector = np.maximum(np.abs(self._discs.y - y) - high, 0.0)
        return bool(np.all(np.hypot(gap_x, gap_y) >= self._discs.radius - ROUNDING))
