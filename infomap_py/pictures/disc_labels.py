"""Which names are on discs, where, and how large: for every medium that draws discs.

In a disc stand as many of its names as can be read, one above the other. A disc too small for the
first has it beside it, where nothing else is; that of one of the largest discs may be a little
away, at the end of a line that goes behind no other disc. Where there is no room, the disc has both
ends of the name; one of the largest the name wherever there is room; others their number, or
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import cos, hypot, pi, sin
from typing import NamedTuple

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.pictures import svg
from infomap_py.pictures.layout import Discs

SMALLEST, LARGEST = 10.0, 30.0  # font sizes
BESIDE = 12.0  # font size of names beside discs
PADDING = 4.0  # between names and the circle
FIRST = (1.3, 1.0)  # sizes of the first name, in those of the others: the second if it must be
LINE = 1.18  # from one line to the next, in font sizes
LETTERS_OF_NAME = 20
LETTERS_AT_LEAST = 8  # of a name that is cut to fit: less tells nothing
ALWAYS_NAMED = 10  # the largest discs
MARGIN = 4.0  # around names beside discs
NEAR, FARTHEST = 4, 60  # lines away from its disc that a name may be: at best, at worst
ROUNDING = 1e-6  # in pixels: a name touches its disc
# Where a name is tried, in sixteenths of a turn from the right on, clockwise.
SIDES = (0, 8, 4, 12, 2, 6, 14, 10, 1, 7, 15, 9, 3, 5, 13, 11)
ALL_SIDES = tuple(side / 4.0 for side in range(64))  # at worst


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
    numbers: Sequence[int] | None,
    width: float,
    height: float,
) -> list[Label]:
    """Names on discs, which stand by decreasing radius, in a picture of this size.

    ``names`` has those of each disc, the most important first, and ``numbers`` what it is called
    where not even the beginning of a name fits; None: names that do not fit are left out.
    """
    shown = [
        [short for name in given if not svg.is_blank(short := svg.abridged(name, LETTERS_OF_NAME))]
        for given in names
    ]
    inside = [_inside(discs, k, given) for k, given in enumerate(shown)]
    free = _FreeRoom(discs, width, height)
    labels = []
    for k, given in enumerate(shown):
        here = inside[k]
        if not here and given:
            named = k < ALWAYS_NAMED
            here = (
                free.place(k, given[0], NEAR if named else 0)
                or (_abridged(discs, k, given[0]) if numbers is not None else [])
                or (free.place(k, given[0], FARTHEST) if named else [])
            )
        if not here and numbers is not None:
            here = _number(discs, k, numbers[k])
        labels += here
    return labels


def _inside(discs: Discs, k: int, names: Sequence[str]) -> list[Label]:
    """As many of the first names as can be read in the disc."""
    room = float(discs.radius[k]) - PADDING
    for count in range(len(names), 0, -1):
        for first in FIRST:
            lines = _lines_of(names[:count], first)
            size = _font_size(lines, room)
            if size >= SMALLEST:
                return list(_placed(lines, discs, k, size))
    return []


def _abridged(discs: Discs, k: int, name: str) -> list[Label]:
    """As much of both ends of a name as can be read in the disc."""
    for letters in range(len(name) - 1, LETTERS_AT_LEAST - 1, -1):
        labels = _inside(discs, k, [svg.abridged(name, letters)])
        if labels:
            return labels
    return []


def _number(discs: Discs, k: int, number: int) -> list[Label]:
    """What the disc is called; no larger than a name that has no place."""
    labels = _inside(discs, k, [f"#{number}"])
    return [label._replace(size=min(label.size, BESIDE)) for label in labels]


def _placed(lines: Sequence[Line], discs: Discs, k: int, size: float) -> Iterator[Label]:
    x, y = float(discs.x[k]), float(discs.y[k])
    for line in lines:
        yield Label(line.name, k, x, y + size * line.middle, size * line.size, line is lines[0])


def _font_size(lines: Sequence[Line], room: float) -> float:
    """At which the farthest corner is as far from the middle as there is room, if not too large."""
    return min(room / max(line.corner for line in lines), LARGEST)


def _lines_of(names: Sequence[str], first: float) -> list[Line]:
    """Lines one above the other, the first of this size."""
    sizes = [first] + [1.0] * (len(names) - 1)
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

    def place(self, k: int, name: str, farthest: int) -> list[Label]:
        """The name of a disc beside it, at most so many lines away."""
        wide = svg.text_length(name) * BESIDE / 2.0 + MARGIN
        high = LINE * BESIDE / 2.0 + MARGIN
        x, y, radius = (float(values[k]) for values in self._discs)
        for lines in range(farthest + 1):
            away = radius + lines * LINE * BESIDE
            for side in SIDES if farthest <= NEAR else ALL_SIDES:
                right, down = cos(side * pi / 8.0), sin(side * pi / 8.0)
                end_x, end_y = x + right * away, y + down * away
                # That corner or middle of a side of the box is at the end which faces the disc.
                middle_x = end_x + max(-1.0, min(2.0 * right, 1.0)) * wide
                middle_y = end_y + max(-1.0, min(2.0 * down, 1.0)) * high
                hidden = farthest <= NEAR and self._is_crossed(k, end_x, end_y)
                if not hidden and self._is_free(middle_x, middle_y, wide, high):
                    self._taken.append((middle_x, middle_y, wide, high))
                    box = (middle_x - wide, middle_y - high, 2.0 * wide, 2.0 * high)
                    leader = (x, y, end_x, end_y) if lines else None
                    return [Label(name, k, middle_x, middle_y, BESIDE, True, box, leader)]
        return []

    def _is_free(self, x: float, y: float, wide: float, high: float) -> bool:
        if not (wide <= x <= self._width - wide and high <= y <= self._height - high):
            return False
        if any(abs(x - a) < wide + w and abs(y - b) < high + h for a, b, w, h in self._taken):
            return False
        gap_x: Vector = np.maximum(np.abs(self._discs.x - x) - wide, 0.0)
        gap_y: Vector = np.maximum(np.abs(self._discs.y - y) - high, 0.0)
        return bool(np.all(np.hypot(gap_x, gap_y) >= self._discs.radius - ROUNDING))

    def _is_crossed(self, k: int, x: float, y: float) -> bool:
        """Whether the line from a disc to this place goes behind another."""
        along_x, along_y = x - self._discs.x[k], y - self._discs.y[k]
        to_x, to_y = self._discs.x - self._discs.x[k], self._discs.y - self._discs.y[k]
        length = float(np.hypot(along_x, along_y)) or 1.0  # 0 from a disc that is but a point
        share = (to_x * (along_x / length) + to_y * (along_y / length)) / length
        nearest = np.clip(share, 0.0, 1.0)
        gap: Vector = np.hypot(to_x - nearest * along_x, to_y - nearest * along_y)
        gap[k] = np.inf
        return bool(np.any(gap < self._discs.radius))
