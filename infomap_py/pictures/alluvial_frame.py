"""Where the blocks, streams and labels of an alluvial diagram are in a picture of some width and
height, for every medium: in its units, from the upper left corner on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from infomap_py.pictures.alluvial_diagram import LETTERS_OF_STEP, Alluvial, Block, Stream
from infomap_py.pictures.svg import MORE, shortened, text_length, wrapped

BLOCK = 16.0  # width
MARGIN, HEADING, NOTE = 14.0, 34.0, 17.0
FONT, SMALL, LARGE = 12.0, 11.0, 14.0  # sizes of labels, of notes and of names of steps
SMALLEST = 9.0  # size of labels where blocks are near each other; nearer ones have none
BESIDE = 6.0  # between a block and its label
SIDE, WIDEST = 0.26, 300.0  # for the labels on either side, at most: of the width; and in all
OVER = 0.8  # of what is between two steps, at most, for a label that is over streams
NAMES_AT_LEAST = 10.0  # font sizes: with less room, labels of a step are ids
NOTES = 4  # lines
THINNEST = 0.4  # blocks are drawn no thinner
SHORT, HIGH, STEP = 1100, 700, 250  # sides of a picture, unless steps take more than so much each

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle: its upper left corner and its sides."""

    x: float
    y: float
    width: float
    height: float


class Label(NamedTuple):
    """A line of text whose middle is at a height, and which begins, ends or is centred at a place:
    "start", "end" or "middle"."""

    text: str
    x: float
    y: float
    size: float
    anchor: str
    is_faint: bool = False
    is_over: bool = False  # streams


@dataclass(frozen=True)
class Frame:
    """An alluvial diagram in a picture."""

    diagram: Alluvial
    width: float
    height: float

    def x(self, step: int) -> float:
        """The left side of the blocks of a step."""
        return self._left + (BLOCK + self.between) * step

    def y(self, y: float) -> float:
        """Where a place in [0, 1] is."""
        return HEADING + self._depth * y

    @cached_property
    def between(self) -> float:
        """From the blocks of a step to those of the next."""
        count = len(self.diagram.steps)
        return (self._right - self._left - BLOCK * count) / (count - 1)

    def box(self, step: int, block: Block) -> Box:
        """Where a block is."""
        height = max(self._depth * block.height, THINNEST)
        return Box(self.x(step), self.y(block.y), BLOCK, height)

    def outline(self, stream: Stream) -> list[Point]:
        """Where a stream is: a point, two control points and the point to which they lead, above;
        and the same back, below."""
        x0, x1 = self.x(stream.step) + BLOCK, self.x(stream.step + 1)
        (y0, y1), (h0, h1) = map(self.y, stream.y), (self._depth * h for h in stream.height)
        middle = (x0 + x1) / 2.0
        return [
            *((x0, y0), (middle, y0), (middle, y1), (x1, y1)),
            *((x1, y1 + h1), (middle, y1 + h1), (middle, y0 + h0), (x0, y0 + h0)),
        ]

    def labels(self) -> Iterator[Label]:
        """Names of blocks, names of steps, and notes."""
        for k in range(len(self.diagram.steps)):
            yield from self._block_labels(k)
        yield from self._headings()
        for k, note in enumerate(self._notes):
            y = self.height - NOTE * (len(self._notes) - k) + NOTE / 2.0 - MARGIN / 4.0
            yield Label(note, MARGIN, y, SMALL, "start", is_faint=True)

    def _block_labels(self, k: int) -> Iterator[Label]:
        """Beside blocks; where there is no room between two, that with more flow has one."""
        first, last = k == 0, k == len(self.diagram.steps) - 1
        x = self.x(k) - BESIDE if first else self.x(k) + BLOCK + BESIDE
        room = OVER * self.between
        if first or last:
            room = (x if first else self.width - x) - MARGIN / 2.0
        blocks = self.diagram.steps[k].blocks
        middles, size = self._middles(k), self._label_size
        longest = max(text_length(self.diagram.label(block)) for block in blocks)
        named = room >= min(NAMES_AT_LEAST * size, longest * size)
        for b in _apart(middles, [block.flow for block in blocks], size):
            label = _that_fits(self._name(blocks[b], named), room / size)
            anchor, over = "end" if first else "start", not (first or last)
            yield Label(label, x, middles[b], size, anchor, blocks[b].is_rest, over)

    def _name(self, block: Block, named: bool) -> str:
        if named:
            return self.diagram.label(block)
        return f"+{block.num_modules:,}" if block.is_rest else self.diagram.id_of(block)

    @cached_property
    def _label_size(self) -> float:
        """Small enough for the blocks that are nearest to each other, if it can be read."""
        nearest = min(
            (
                below - above
                for k in range(len(self.diagram.steps))
                for above, below in pairwise(self._middles(k))
            ),
            default=FONT,
        )
        return min(FONT, max(nearest, SMALLEST))

    def _middles(self, k: int) -> list[float]:
        return [self.y(block.y + block.height / 2.0) for block in self.diagram.steps[k].blocks]

    def _headings(self) -> Iterator[Label]:
        for k, step in enumerate(self.diagram.steps):
            room = 2.0 * min(self.x(k) + BLOCK / 2.0, self.width - self.x(k) - BLOCK / 2.0)
            name = shortened(step.name, LETTERS_OF_STEP)
            name = _that_fits(name, min(self.between, room) / LARGE)
            yield Label(name, self.x(k) + BLOCK / 2.0, HEADING / 2.0, LARGE, "middle")

    @cached_property
    def _notes(self) -> list[str]:
        modules, nodes = self.diagram.nouns
        legend = (
            f"Blocks: {modules}, as high as their flow. Streams: the flow of {nodes} that both "
            "steps have, in the colour of the block that they leave."
        )
        room = (self.width - 2.0 * MARGIN) / SMALL
        lines = [line for note in (legend, *self.diagram.notes) for line in wrapped(note, room)]
        if len(lines) > NOTES:
            lines[NOTES - 1 :] = [_that_fits(" ".join(lines[NOTES - 1 :]), room)]
        return lines

    @cached_property
    def _depth(self) -> float:
        return max(self.height - HEADING - MARGIN - NOTE * len(self._notes), 1.0)

    @cached_property
    def _left(self) -> float:
        return self._beside(0)

    @cached_property
    def _right(self) -> float:
        return self.width - self._beside(-1)

    def _beside(self, step: int) -> float:
        """As much room as the labels of a step take, if that is not too much."""
        blocks = self.diagram.steps[step].blocks
        longest = max(text_length(self.diagram.label(block)) for block in blocks)
        return MARGIN + BESIDE + min(FONT * longest, SIDE * self.width, WIDEST)


def usual_width(diagram: Alluvial) -> int:
    """At which names between steps can be read."""
    return max(SHORT, STEP * len(diagram.steps))


def _apart(middles: Sequence[float], flows: Sequence[float], line: float) -> Iterable[int]:
    """Those that are a line apart, by decreasing flow."""
    taken: list[int] = []
    for b in sorted(range(len(middles)), key=lambda b: (-flows[b], b)):
        if all(abs(middles[b] - middles[other]) >= line - 1e-6 for other in taken):
            taken.append(b)
    return sorted(taken)


def _that_fits(label: str, room: float) -> str:
    """The label, or its beginning, in so many font sizes."""
    label = shortened(label, len(label))  # one line
    cut, letters = label, len(label)
    while letters > 1 and text_length(cut) > room:
        letters -= 1
        cut = label[: letters - 1].rstrip(f" ,:{MORE}") + MORE
    return cut
