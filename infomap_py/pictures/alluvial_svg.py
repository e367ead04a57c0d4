"""Alluvial diagrams as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from infomap_py.option_checks import check_integer
from infomap_py.pictures import svg
from infomap_py.pictures.alluvial_diagram import LETTERS_OF_STEP, Alluvial, Stream
from infomap_py.pictures.alluvial_frame import HIGH, LARGE, Frame, Label, usual_width

GREY = "#9aa0a8"  # of smaller modules together
INK, FAINT = "#1a1a1a", "#555555"
OPACITY = 0.45  # of streams
BASELINE = 0.35  # below the middle of a line, in font sizes
HALO = {
    **{"stroke": "#ffffff", "stroke_width": 3, "stroke_opacity": 0.8},
    **{"stroke_linejoin": "round", "paint_order": "stroke", "pointer_events": "none"},
}


def alluvial_svg(diagram: Alluvial, *, width: int | None = None, height: int = HIGH) -> str:
    """Draw an alluvial diagram as an SVG document.

    Blocks are modules, as high as their flow, with their ids and the nodes with most flow in them:
    of the first step on the left, of the others on the right, as many letters as there is room for.
    All of it is in what a browser shows when the mouse rests on a block or a stream. What is not
    seen is told below.

    Parameters
    ----------
    diagram : Alluvial
    width, height : int in 300, ..., 20,000
        In pixels, of which a browser may make more. Without a width, 1100, or 250 for each step.

    Raises
    ------
    OptionError
        A number is out of range.
    """
    width = usual_width(diagram) if width is None else width
    check_integer("width", width, 300, 20_000)
    check_integer("height", height, 300, 20_000)
    frame = Frame(diagram, float(width), float(height))
    names = ", ".join(svg.shortened(step.name, LETTERS_OF_STEP) for step in diagram.steps)
    parts = [
        svg.element("g", *_streams(frame), fill_opacity=str(OPACITY)),
        *_blocks(frame),
        *map(_text, frame.labels()),
    ]
    told = " ".join(diagram.notes)
    return svg.document(width, height, f"Alluvial diagram: {names}", parts, told)


def painted(colour: int | None) -> str:
    """The colour of a block; grey of smaller modules together."""
    return GREY if colour is None else svg.colour(colour)


def by_thickness(diagram: Alluvial) -> list[Stream]:
    """The thickest first, so that no thin one is under them."""
    return sorted(diagram.streams, key=lambda stream: -sum(stream.flow))


def _streams(frame: Frame) -> Iterator[str]:
    diagram = frame.diagram
    for stream in by_thickness(diagram):
        curve = "M{} C{} {} {} L{} C{} {} {} Z".format(
            *(f"{x:.2f},{y:.2f}" for x, y in frame.outline(stream))
        )
        fill = painted(diagram.steps[stream.step].blocks[stream.source].colour)
        yield svg.element("path", svg.title(diagram.described_stream(stream)), d=curve, fill=fill)


def _blocks(frame: Frame) -> Iterator[str]:
    for k, step in enumerate(frame.diagram.steps):
        for block in step.blocks:
            told = svg.title(frame.diagram.described(block))
            box = frame.box(k, block)._asdict()
            yield svg.element("rect", told, **box, fill=painted(block.colour))


def _text(label: Label) -> str:
    more: dict[str, Any] = {"font_weight": "600"} if label.size == LARGE else {}
    return svg.text(
        label.text,
        x=label.x,
        y=label.y + BASELINE * label.size,
        font_size=label.size,
        text_anchor=label.anchor,
        fill=FAINT if label.is_faint else INK,
        **more,
        **(HALO if label.is_over else {}),
    )
