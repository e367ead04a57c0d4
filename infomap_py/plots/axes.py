"""Where pictures go: the Axes that a caller gives, or those of a new figure.

A new figure is made by pyplot, so that a notebook shows it and ``pyplot.show()`` as well; as in
pandas, there is one for each picture, so that two in one cell do not lie over each other. Where an
Axes is given, pyplot is not even imported. No setting of matplotlib is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from infomap_py.pictures.svg import wrapped
from infomap_py.plots.fonts import Font

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox

POINTS = 72.0  # per inch
CAPTION_SIZE = 8.5
INK, FAINT = "#1a1a1a", "#444444"  # of names, and of captions
PAPER = "#ffffff"
LINE = "#b5bac3"  # of links
NEITHER = "#8a8f98"  # of what belongs to no module

PICTURE, CHART = (10.0, 7.0), (7.0, 4.5)  # inches
PLACE = (
    0.01,
    0.07,
    0.98,
    0.87,
)  # of a picture: below is its caption, above a title of the caller's


def picture_axes(ax: Axes | None, figsize: tuple[float, float] = PICTURE) -> Axes:
    """Axes without ticks and frame."""
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.figure(figsize=figsize).add_axes(PLACE)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def chart_axes(ax: Axes | None) -> Axes:
    """Axes with ticks, left and below."""
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.figure(figsize=CHART, layout="constrained").add_subplot()
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def measured(ax: Axes, unit: float = 1.0) -> tuple[float, float]:
    """Let a unit of the Axes be so many points, from the upper left corner on; width and height.

    So letters, which are measured in points, have a size in the picture. Where the figure is made
    larger or smaller later, the picture is, and letters are not.
    """
    width, height = (side / unit for side in in_points(ax, ax.get_window_extent()))
    ax.set_xlim(0.0, width)
    ax.set_ylim(height, 0.0)
    ax.set_aspect("equal")
    return width, height


def write(ax: Axes, x: float, y: float, text: str, font: Font, size: float, **more: Any) -> Text:
    """A text as it is: no mathematics between dollar signs."""
    more = {"color": INK, "ha": "center", "va": "center", **more}
    return ax.text(
        x,
        y,
        font.drawn(text),
        fontproperties=font.properties(size),
        parse_math=False,
        usetex=False,
        **more,
    )


def shrunk(ax: Axes, texts: Sequence[Text], rooms: Sequence[float]) -> None:
    """Make letters smaller, of all texts alike, until each has no more than its room, in points:
    those of some fonts are wider than layouts take them to be."""
    factor = 1.0
    for text, room in zip(texts, rooms, strict=True):
        width = in_points(ax, text.get_window_extent())[0]
        factor = min(factor, room / max(width, 1e-9))
    if factor < 1.0:
        for text in texts:
            text.set_fontsize(float(text.get_fontsize()) * factor)


def caption(ax: Axes, text: str) -> None:
    """What is drawn and what is not, below, in as many lines as it takes."""
    lines = "\n".join(wrapped(text, in_points(ax, ax.get_window_extent())[0] / CAPTION_SIZE))
    ax.set_xlabel(lines, fontsize=CAPTION_SIZE, color=FAINT, labelpad=6.0, parse_math=False)


def in_points(ax: Axes, box: Bbox) -> tuple[float, float]:
    """Width and height of a box in pixels of the figure."""
    figure = ax.get_figure()
    assert figure is not None
    return float(box.width) * POINTS / figure.dpi, float(box.height) * POINTS / figure.dpi
