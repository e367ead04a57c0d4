"""The adjacency matrix with nodes ordered by module: modules are blocks along the diagonal.

A pixel of a large network is the links between two ranges of nodes: they are counted in parts, so
that memory goes with the pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import ListedColormap, LogNorm, Normalize, to_rgba
from matplotlib.patches import Rectangle

from infomap_py.arrays import Floats, Ids, Positions
from infomap_py.errors import counted
from infomap_py.network import Network
from infomap_py.output_files import slices
from infomap_py.pictures.svg import colour, shortened
from infomap_py.plots.axes import FAINT, PAPER, caption, picture_axes, write
from infomap_py.plots.drawn_graph import DrawnGraph
from infomap_py.plots.names import Asked

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SQUARE = (7.5, 8.0)  # inches
PIXELS = 700  # along a side, at most
DARK = "#12233f"
PALEST = 0.16  # of the darkest: a single link is seen
SPANS = 10.0  # between links in pixels, from which on shades are logarithmic
SEEN = 0.006  # of the side: smaller blocks have no border
NAMED = 0.03  # of the side: smaller blocks have no name
NAME_SIZE, LETTERS = 8.0, 16


def draw(asked: Asked) -> Axes:
    """Rows are sources, columns are targets; a square around each block, in the module's colour."""
    ax = picture_axes(asked.ax, SQUARE)
    graph = DrawnGraph.of(asked.partition)
    count = graph.network.num_nodes
    cells = _cells(graph.network, graph.order, min(count, PIXELS))
    _show(ax, cells, count)
    sizes = np.bincount(graph.module, minlength=asked.partition.num_modules)
    _frame(ax, sizes, count)
    if asked.is_named:
        _name(ax, asked, sizes)
    pixel = f"a pixel is {count / len(cells):,.1f} {asked.of_node}s wide; " * (count > PIXELS)
    hidden = int(np.count_nonzero((sizes > 0) & (sizes < SEEN * count)))
    small = f"; {counted(hidden, 'small one')} without border" * (hidden > 0)
    caption(
        ax,
        f"{counted(count, asked.of_node)} by {asked.noun}, {pixel}darker: more links. "
        f"Squares: {counted(int(np.count_nonzero(sizes)), asked.noun)}{small}.",
    )
    return ax


def _cells(network: Network, order: Positions, side: int) -> Floats:
    """The weight of links from nodes to nodes, gathered to so many pixels along each side."""
    pixel_of = np.empty(len(order), dtype=np.int64)
    pixel_of[order] = np.arange(len(order)) * side // max(len(order), 1)
    cells = np.zeros(side * side)
    sources, targets, weights = network.sources, network.targets, network.weights
    for part in slices(len(targets)):
        cell = pixel_of[sources[part]] * side + pixel_of[targets[part]]
        cells += np.bincount(cell, None if weights is None else weights[part], side * side)
    return cells.reshape(side, side)


def _show(ax: Axes, cells: Floats, count: int) -> None:
    found = cells[cells > 0.0]
    least, most = (float(found.min()), float(found.max())) if len(found) else (1.0, 1.0)
    norm = LogNorm(least, most) if most > SPANS * least else Normalize(0.0, most)
    ax.imshow(
        np.ma.masked_less_equal(cells, 0.0),
        cmap=_shades(),
        norm=norm,
        extent=(0.0, count, count, 0.0),
        interpolation="nearest" if count <= PIXELS else "antialiased",
    )
    ax.set_facecolor(PAPER)


def _shades() -> ListedColormap:
    """From a pale to a dark one, evenly."""
    strength = np.linspace(PALEST, 1.0, 256)[:, None]
    white, dark = np.array(to_rgba(PAPER)), np.array(to_rgba(DARK))
    return ListedColormap(list(white + strength * (dark - white)))


def _frame(ax: Axes, sizes: Ids, count: int) -> None:
    """Borders of the whole and of blocks."""
    ax.add_patch(Rectangle((0, 0), count, count, fill=False, edgecolor=FAINT, linewidth=0.8))
    ends = np.cumsum(sizes)
    for module in np.flatnonzero(sizes >= SEEN * count).tolist():
        size = int(sizes[module])
        start = int(ends[module]) - size
        ax.add_patch(
            Rectangle(
                (start, start), size, size, fill=False, edgecolor=colour(module), linewidth=1.6
            )
        )
    margin = 0.004 * count
    ax.set_xlim(-margin, count + margin)
    ax.set_ylim(count + margin, -margin)


def _name(ax: Axes, asked: Asked, sizes: Ids) -> None:
    """What large modules are called, to the right of the picture."""
    count, ends = int(sizes.sum()), np.cumsum(sizes)
    large = np.flatnonzero(sizes >= NAMED * count).tolist()
    names = [", ".join(asked.names_of_module(module, 2)) for module in large]
    font = asked.font_for(names)
    for module, name in zip(large, names, strict=True):
        middle = float(ends[module]) - sizes[module] / 2.0
        write(
            *(ax, 1.015 * count, middle, shortened(name, 2 * LETTERS), font, NAME_SIZE),
            ha="left",
            color=FAINT,
            clip_on=False,
        )
