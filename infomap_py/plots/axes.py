"""Where pictures go: the Axes that a caller gives, or those of a new figure.

A new figure is made by pyplot, so that a notebook shows it and ``pyplot.show()`` as well; as in
pandas, there is one for each picture, so that two in one cell do not lie over each other. Where an
Axes is given, pyplot is not even imported. No setting of matplotlib is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from infomap_py.plots.fonts import Font

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

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


def measured_in_points(ax: Axes) -> tuple[float, float]:
    """Let a unit of the Axes be a point, from the upper left corner on; width and height.

    So letters, which are measured in points, have a size in the picture. Where the figure is made
    larger or smaller later, the picture is, and letters are not.
    """
    figure = ax.get_figure()
    assert figure is not None
    width, height = (float(side) * POINTS / figure.dpi for side in ax.get_window_extent().size)
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


def caption(ax: Axes, text: str) -> None:
    """What is drawn and what is not, below."""
    ax.set_xlabel(text, fontsize=CAPTION_SIZE, color=FAINT, labelpad=6.0, parse_math=False)
