"""Alluvial diagrams on Axes of matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infomap_py.pictures.alluvial_diagram import Alluvial
from infomap_py.pictures.alluvial_frame import HIGH, LARGE, Frame, Label, usual_width
from infomap_py.pictures.alluvial_svg import OPACITY, by_thickness, painted
from infomap_py.plots.axes import FAINT, INK, PAPER, measured, picture_axes, write
from infomap_py.plots.fonts import Font, FontOption, font_for

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PIXEL = 0.75  # points
PER_INCH = 100.0  # pixels: a little less than 72 / PIXEL, as Axes do not fill the figure
ANCHORS = {"start": "left", "end": "right", "middle": "center"}
HALO = 2.5  # points


def plot_alluvial(diagram: Alluvial, ax: Axes | None = None, *, font: FontOption = None) -> Axes:
    """Draw an alluvial diagram with matplotlib, as :meth:`infomap_py.Alluvial.svg` does.

    Parameters
    ----------
    diagram : Alluvial
    ax : matplotlib Axes, optional
        Where to draw; None: on a new figure. Letters have their size in points, so that labels are
        shorter on a small one.
    font : str or path, optional
        A family that matplotlib knows, or a font file. None: the usual one, and others for letters
        that it lacks.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    MissingPackageError
        matplotlib is not installed.
    """
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path

    ax = picture_axes(ax, (usual_width(diagram) / PER_INCH, HIGH / PER_INCH))
    frame = Frame(diagram, *measured(ax, PIXEL))
    codes = [Path.MOVETO, *(Path.CURVE4,) * 3, Path.LINETO, *(Path.CURVE4,) * 3, Path.CLOSEPOLY]
    for stream in by_thickness(diagram):
        outline = frame.outline(stream)
        colour = painted(diagram.steps[stream.step].blocks[stream.source].colour)
        curve = Path([*outline, outline[0]], codes)
        ax.add_patch(PathPatch(curve, facecolor=colour, alpha=OPACITY, linewidth=0.0))
    for k, step in enumerate(diagram.steps):
        for block in step.blocks:
            x, y, width, height = frame.box(k, block)
            colour = painted(block.colour)
            ax.add_patch(Rectangle((x, y), width, height, facecolor=colour, linewidth=0.0))
    labels = list(frame.labels())
    found = font_for([label.text for label in labels], font)
    for label in labels:
        _write(ax, label, found)
    return ax


def _write(ax: Axes, label: Label, font: Font) -> None:
    from matplotlib.patheffects import withStroke

    text = write(
        ax,
        label.x,
        label.y,
        label.text,
        font,
        PIXEL * label.size,
        ha=ANCHORS[label.anchor],
        color=FAINT if label.is_faint else INK,
        weight="bold" if label.size == LARGE else "normal",
    )
    if label.is_over:
        text.set_path_effects([withStroke(linewidth=HALO, foreground=PAPER, alpha=0.8)])
