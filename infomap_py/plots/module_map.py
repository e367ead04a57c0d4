"""The map of modules, or of clusters of words: the picture that ``pictures/disc_map.py`` has as
SVG, with the same discs, links and names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle

from infomap_py.pictures.disc_labels import labels_on
from infomap_py.pictures.disc_map import (
    BORDER,
    GAP,
    INSIDE,
    OUTLINE,
    DiscMap,
    link_widths,
    strongest_links,
)
from infomap_py.pictures.layout import Discs, placed
from infomap_py.pictures.module_map import modules_drawn
from infomap_py.pictures.svg import colour, tint
from infomap_py.plots.axes import LINE, caption, measured, picture_axes
from infomap_py.plots.disc_names import UNIT, write_names
from infomap_py.plots.names import Asked
from infomap_py.words.word_map import clusters_drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NUM_MODULES = 60  # whose names can still be read


def draw(asked: Asked) -> Axes:
    """A disc for each module; its area is flow, that of its border what leaves it."""
    ax = picture_axes(asked.ax)
    width, height = measured(ax, UNIT)
    drawn = _drawn(asked, asked.num_modules or NUM_MODULES)
    areas = np.array([disc.flow for disc in drawn.shown], dtype=np.float64)
    discs = placed(areas, drawn.strengths, width, height, GAP)
    _draw_links(ax, drawn, discs)
    _draw_discs(ax, drawn, discs)
    if asked.is_named:
        names, numbers = [d.names for d in drawn.shown], [d.number for d in drawn.shown]
        write_names(ax, asked, labels_on(discs, names, numbers, width, height))
    caption(ax, drawn.caption)
    return ax


def _drawn(asked: Asked, most: int) -> DiscMap:
    if asked.clusters is not None:
        return clusters_drawn(asked.clusters, most, asked.called)
    return modules_drawn(asked.partition, most, asked.called)


def _draw_links(ax: Axes, drawn: DiscMap, discs: Discs) -> None:
    links = strongest_links(drawn.strengths)
    ends = [[(discs.x[u], discs.y[u]), (discs.x[v], discs.y[v])] for u, v, _ in links]
    widths = [UNIT * width for width in link_widths(links)]
    ax.add_collection(
        LineCollection(ends, linewidths=widths, colors=LINE, capstyle="round", zorder=1),
        autolim=False,
    )


def _draw_discs(ax: Axes, drawn: DiscMap, discs: Discs) -> None:
    """Two circles for each: the whole, and what is left of it where the border ends."""
    for disc, x, y, radius in zip(drawn.shown, *discs, strict=True):
        strong, inner = colour(disc.number), radius * (1.0 - disc.leaving) ** 0.5
        ax.add_patch(
            Circle(
                *((x, y), radius),
                facecolor=tint(strong, BORDER),
                edgecolor=strong,
                linewidth=UNIT * OUTLINE,
                zorder=2,
            )
        )
        ax.add_patch(Circle((x, y), inner, facecolor=tint(strong, INSIDE), linewidth=0.0, zorder=2))
