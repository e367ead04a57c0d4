"""What an alluvial diagram shows: steps with blocks, and streams between them, in place."""

from __future__ import annotations

import os
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from infomap_py.errors import counted
from infomap_py.labels import label_text
from infomap_py.optional_packages import imported
from infomap_py.pictures.svg import abridged, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NUM_MODULES, MIN_FLOW = 20, 0.005  # see infomap_py.alluvial
LETTERS = 24  # of a name of a node
LETTERS_OF_STEP = 40


@dataclass(frozen=True)
class Block:
    """A module of a step, or all that are too small for a block of their own.

    Attributes
    ----------
    id : int, or what the caller called the module
        None of smaller modules together.
    members : tuple
        The nodes with most flow in it, the first three; of clusters of words, the most distinctive.
    num_modules : int
        How many modules it is: 1, or 2 and more that are smaller.
    size : int
        How many nodes are in it; those in several modules count in each.
    flow : float
        Per step of the walk: its share of all.
    colour : int or None
        A place in the palette; None of smaller modules together.
    y, height : float
        Its upper end and its height, in [0, 1] from above.
    """

    id: Hashable
    members: tuple[Hashable, ...]
    num_modules: int
    size: int
    flow: float
    colour: int | None
    y: float
    height: float

    @property
    def is_rest(self) -> bool:
        """Whether it stands for several smaller modules."""
        return self.num_modules > 1

    @property
    def names(self) -> str:
        """Its members, as a line."""
        return ", ".join(abridged(label_text(member), LETTERS) for member in self.members)


@dataclass(frozen=True)
class Step:
    """A partition: its blocks from above, the smaller modules last.

    Attributes
    ----------
    name : str
    blocks : tuple of Block
    num_modules, num_nodes : int
    only_before, only_after : float
        The flow of its nodes that the step before, and the next one, does not have.
    """

    name: str
    blocks: tuple[Block, ...]
    num_modules: int
    num_nodes: int
    only_before: float
    only_after: float


@dataclass(frozen=True)
class Stream:
    """What goes from a block to one of the next step.

    Attributes
    ----------
    step : int
        Whose block it leaves.
    source, target : int
        Places in ``steps[step].blocks`` and ``steps[step + 1].blocks``.
    flow : (float, float)
        Of the nodes that it consists of, as they flow in the one step and in the next.
    y, height : (float, float)
        Its upper end and its height where it leaves and where it arrives, in [0, 1] from above.
    """

    step: int
    source: int
    target: int
    flow: tuple[float, float]
    y: tuple[float, float]
    height: tuple[float, float]


@dataclass(frozen=True, repr=False)
class Alluvial:
    """An alluvial diagram: what is shown, and where it goes. :func:`infomap_py.alluvial` makes it.

    Attributes
    ----------
    steps : tuple of Step
    streams : tuple of Stream
        By step, source and target.
    nouns : (str, str)
        What modules and nodes are called, in the plural.
    """

    steps: tuple[Step, ...]
    streams: tuple[Stream, ...]
    nouns: tuple[str, str] = ("modules", "nodes")

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not seen as a block or a stream of its own, in sentences."""
        modules, nodes = self.nouns
        names = [shortened(step.name, LETTERS_OF_STEP) for step in self.steps]
        rests = [
            f"{name}: {rest.num_modules:,} with {100 * rest.flow:.1f} % of the flow"
            for name, step in zip(names, self.steps, strict=True)
            for rest in step.blocks
            if rest.is_rest
        ]
        lacking = [
            f"{name}: {100 * flow:.1f} %, not in {names[other]}"
            for k, (name, step) in enumerate(zip(names, self.steps, strict=True))
            for flow, other in ((step.only_before, k - 1), (step.only_after, k + 1))
            if flow > 0.0
        ]
        told = []
        if rests:
            told.append(f"Smaller {modules} are one block. {'; '.join(rests)}.")
        if lacking:
            told.append(
                f"Flow of {nodes} that only one of two steps has is in no stream. "
                f"{'; '.join(lacking)}."
            )
        return tuple(told)

    def label(self, block: Block) -> str:
        """A block in a line."""
        if block.is_rest:
            return f"{block.num_modules:,} smaller {self.nouns[0]}"
        return f"{self.id_of(block)}: {block.names}"

    def id_of(self, block: Block) -> str:
        """Its id, as text."""
        return shortened(label_text(block.id), LETTERS)

    def described(self, block: Block) -> str:
        """The same with its numbers, in two lines."""
        size = f"{block.size:,} {self.nouns[1]}" if block.size != 1 else self.nouns[1][:-1]
        return f"{self.label(block)}\n{size}, {100 * block.flow:.2f} % of the flow"

    def described_stream(self, stream: Stream) -> str:
        """What goes from where to where."""
        ends = (
            self.steps[stream.step].blocks[stream.source],
            self.steps[stream.step + 1].blocks[stream.target],
        )
        flows = [f"{100 * flow:.2f}" for flow in stream.flow]
        flow = flows[0] if flows[0] == flows[1] else " > ".join(flows)
        return f"{' > '.join(map(self.label, ends))}\n{flow} % of the flow"

    def as_dict(self) -> dict[str, Any]:
        """What a page needs to draw it: plain lists, text and numbers, as decision 0018 has it."""
        return {
            "steps": [
                {
                    "name": shortened(step.name, LETTERS_OF_STEP),
                    "blocks": [
                        {
                            "id": None if block.is_rest else self.id_of(block),
                            "name": self.label(block) if block.is_rest else block.names,
                            "modules": block.num_modules,
                            "size": block.size,
                            "flow": round(block.flow, 8),
                            "colour": block.colour,
                            "y": round(block.y, 6),
                            "height": round(block.height, 6),
                        }
                        for block in step.blocks
                    ],
                }
                for step in self.steps
            ],
            "streams": [
                {
                    "step": stream.step,
                    "from": stream.source,
                    "to": stream.target,
                    "flow": [round(flow, 8) for flow in stream.flow],
                    "y": [round(y, 6) for y in stream.y],
                    "height": [round(height, 6) for height in stream.height],
                }
                for stream in self.streams
            ],
            "notes": list(self.notes),
        }

    def svg(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        width: int | None = None,
        height: int = 700,
    ) -> str:
        """Draw it: see :func:`infomap_py.pictures.alluvial_svg.alluvial_svg`. Written to ``path``
        if there is one."""
        from infomap_py.output_files import written
        from infomap_py.pictures.alluvial_svg import alluvial_svg

        return written(alluvial_svg(self, width=width, height=height), path)

    def plot(self, ax: Axes | None = None, *, font: str | os.PathLike[str] | None = None) -> Axes:
        """Draw it with matplotlib: see :func:`infomap_py.plots.alluvial.plot_alluvial`."""
        imported("matplotlib", "Alluvial.plot()", extra="plot")
        from infomap_py.plots.alluvial import plot_alluvial

        return plot_alluvial(self, ax, font=font)

    def _repr_html_(self) -> str:
        from infomap_py.pictures.notebook import html_of

        return html_of([], self.svg())

    def __repr__(self) -> str:
        numbers = ", ".join(f"{step.num_modules:,}" for step in self.steps)
        return f"<Alluvial of {counted(len(self.steps), 'step')}: {numbers} {self.nouns[0]}>"
