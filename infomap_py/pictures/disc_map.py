"""A map of discs as SVG: names in them, lines behind them, and a line of text below that says what
is drawn and what is not. Maps of modules and of clusters of words are such maps.

The area of a disc is flow. Its border takes the share of the area that is the share of its steps
that leave: with half of the area, every second step in the disc leads out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.option_checks import check_integer
from infomap_py.pictures import svg
from infomap_py.pictures.disc_labels import Label, labels_on
from infomap_py.pictures.layout import Discs, placed

MAX_DISCS = 500  # the layout takes the square of it
GAP = 9.0
LINKS_OF_EACH = 3  # the strongest of every disc are drawn: all would be a web
WIDEST_LINK, ALL_LINKS = 9.0, 400.0  # widths of one, and of all: more would hide the discs
NARROWEST_LINK = 0.5
OUTLINE = 2.0  # around every disc, whatever leaves it
BORDER, INSIDE = 0.55, 0.2  # how strong colours are: text is read on both
BASELINE = 0.35  # below the middle of a line, in font sizes
CAPTION_SIZE, CAPTION_LINE, CAPTION_MARGIN = 13.0, 18.0, 10.0


class Disc(NamedTuple):
    """What is drawn of a module.

    Attributes
    ----------
    number : int
        Its id, which the colour goes by.
    flow : float
        The area of the disc.
    exit_flow : float
        Over the flow, the share of the border.
    names : sequence of str
        As many as fit are shown.
    told : str
        Shown when the mouse rests on it.
    """

    number: int
    flow: float
    exit_flow: float
    names: Sequence[str]
    told: str

    @property
    def leaving(self) -> float:
        """The share of its steps that leave; a Markov time above 1 has more of them than steps."""
        return min(self.exit_flow / self.flow, 1.0) if self.flow > 0.0 else 0.0


class DiscMap(NamedTuple):
    """What is drawn, in whatever medium.

    Attributes
    ----------
    shown : sequence of Disc
        By decreasing flow.
    strengths : float64 array, shape (len(shown), len(shown))
        The flow between two; symmetric, with an empty diagonal.
    caption : str
        Below the picture.
    """

    shown: Sequence[Disc]
    strengths: Vector
    caption: str


def disc_map(
    name: str,
    drawn: DiscMap,
    *,
    width: int,
    height: int,
    description: str = "",
) -> str:
    """Draw discs as an SVG document.

    Parameters
    ----------
    name : str
        What a screen reader says of the picture.
    drawn : DiscMap
        The caption takes as many lines as it needs.
    width, height : int
        In pixels, of which a browser may make more.
    description : str
        What is not seen.

    Raises
    ------
    OptionError
        A number is out of range.
    """
    shown, strengths, caption = drawn
    check_integer("width", width, 200, 20_000)
    check_integer("height", height, 200, 20_000)
    lines = svg.wrapped(caption, (width - 2 * CAPTION_MARGIN) / CAPTION_SIZE)
    room = height - CAPTION_MARGIN - CAPTION_LINE * len(lines)
    areas = np.array([disc.flow for disc in shown], dtype=np.float64)
    discs = placed(areas, strengths, width, room, GAP)
    names, numbers = [disc.names for disc in shown], [disc.number for disc in shown]
    labels = labels_on(discs, names, numbers, width, room)
    parts = [
        svg.element("g", *_links(discs, strengths), stroke="#b5bac3", stroke_linecap="round"),
        *_leaders(labels),
        *(_disc(disc, discs, labels, k) for k, disc in enumerate(shown)),
        *(
            svg.text(
                line,
                **{"x": width / 2, "y": room + CAPTION_LINE * (k + 1) - 4.0},
                **{"font_size": CAPTION_SIZE, "fill": "#444444", "text_anchor": "middle"},
            )
            for k, line in enumerate(lines)
        ),
    ]
    return svg.document(width, height, name, parts, description)


def caption_of(drawn: str, left_out: Sequence[str], with_border: bool = True) -> str:
    """The line below: what is drawn, what is not, and what areas and lines mean."""
    missing = f"; not drawn: {', '.join(left_out)}" if left_out else ""
    border = "; its border: the share of it that leaves" * with_border
    lines = "Lines: flow between two, the strongest of each."
    return f"{drawn}{missing}. Area: flow{border}. {lines}"


def strongest_links(strengths: Vector) -> list[tuple[int, int, float]]:
    """The strongest links of every disc, as (disc, disc, strength over that of the strongest of
    all), the weakest first: it lies below."""
    strongest = np.argsort(-strengths, axis=1, kind="stable")[:, :LINKS_OF_EACH]
    pairs = {
        (min(u, v), max(u, v))
        for u, others in enumerate(strongest.tolist())
        for v in others
        if strengths[u, v] > 0.0
    }
    most = float(strengths.max(initial=1e-300))
    ordered = sorted(pairs, key=lambda pair: (strengths[pair], pair))
    return [(u, v, float(strengths[u, v] / most)) for u, v in ordered]


def link_widths(links: Sequence[tuple[int, int, float]]) -> list[float]:
    """By the root of their strength."""
    widest = min(WIDEST_LINK, ALL_LINKS / max(sum(share**0.5 for _, _, share in links), 1.0))
    return [max(widest * share**0.5, NARROWEST_LINK) for _, _, share in links]


def _links(discs: Discs, strengths: Vector) -> Iterator[str]:
    links = strongest_links(strengths)
    for (u, v, _), width in zip(links, link_widths(links), strict=True):
        yield svg.element(
            "line",
            x1=float(discs.x[u]),
            y1=float(discs.y[u]),
            x2=float(discs.x[v]),
            y2=float(discs.y[v]),
            stroke_width=width,
        )


def _leaders(labels: Sequence[Label]) -> Iterator[str]:
    for label in labels:
        if label.leader:
            x1, y1, x2, y2 = label.leader
            yield svg.element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="#444444")


def _disc(disc: Disc, discs: Discs, labels: Sequence[Label], k: int) -> str:
    colour, radius = svg.colour(disc.number), float(discs.radius[k])
    centre = {"cx": float(discs.x[k]), "cy": float(discs.y[k])}
    outline = {"fill": svg.tint(colour, BORDER), "stroke": colour, "stroke_width": OUTLINE}
    inner = radius * (1.0 - disc.leaving) ** 0.5
    return svg.element(
        "g",
        svg.title(disc.told),
        svg.element("circle", **centre, r=radius, **outline),
        svg.element("circle", **centre, r=inner, fill=svg.tint(colour, INSIDE)),
        *(part for label in labels if label.disc == k for part in _label(label)),
    )


def _label(label: Label) -> Iterator[str]:
    if label.box:
        x, y, wide, high = label.box
        yield svg.element(
            "rect",
            **{"x": x, "y": y, "width": wide, "height": high},
            **{"fill": "#ffffff", "fill_opacity": 0.7},
        )
    yield svg.text(
        label.text,
        x=label.x,
        y=label.y + BASELINE * label.size,
        font_size=label.size,
        font_weight="600" if label.is_first else "400",
        text_anchor="middle",
        fill="#1a1a1a",
    )
