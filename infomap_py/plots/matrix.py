"""The adjacency matrix with nodes ordered by module: modules are blocks along the diagonal.

A pixel of a large network is the links between two ranges of nodes: they are counted in parts, so
that memory goes with the pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import ListedColormap, LogNorm, Normalize, to_rgba
from matplotlib.patches import Rectangle

from infomap_py.arrays import Floats, Positions
from infomap_py.errors import counted
from infomap_py.network import Network
from infomap_py.output_files import slices
from infomap_py.pictures.svg import colour, shortened
from infomap_py.plots.axes import FAINT, PAPER, caption, in_points, picture_axes, write
from infomap_py.plots.drawn_graph import Block, DrawnGraph
from infomap_py.plots.names import Asked

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIGURE = (9.2, 8.0)  # inches
PIXELS = 700  # along a side, at most
DARK, PALEST = "#12233f", 0.16  # most links in a pixel; of that, fewest: a single link is seen
SPANS = 10.0  # between links in pixels, from which on shades are logarithmic
SEEN = 0.006  # of the side: smaller blocks have no border
BORDERS = (1.7, 1.0)  # points: of outermost modules, of others
ROOM, BESIDE = 0.26, 0.015  # of the side, to the right: for names, before them
NAME_SIZE, LETTERS, NODES_IN_NAME = 7.5, 32, 2
APART = 1.25  # names, in sizes


def draw(asked: Asked) -> Axes:
    """Rows are sources, columns are targets; a square around each block, in the module's colour."""
    ax = picture_axes(asked.ax, FIGURE)
    graph = DrawnGraph.of(asked.partition)
    count = graph.network.num_nodes
    cells = _cells(graph.network, graph.order, min(count, PIXELS))
    _show(ax, cells, count)
    margin = 0.004 * count
    ax.set_xlim(-margin, count * (1.0 + ROOM * asked.is_named) + margin)
    ax.set_ylim(count + margin, -margin)
    seen = [block for block in graph.blocks() if block.size >= SEEN * count]
    for block in reversed(seen):
        _frame(ax, block.first, block.size, colour(block.outermost), BORDERS[block.depth > 1])
    _frame(ax, 0, count, FAINT, 0.8)
    if asked.is_named:
        _name(ax, asked, seen, count)
    outermost = sum(block.depth == 1 for block in seen)
    small = asked.partition.num_modules - outermost
    squares = f" Squares: {counted(outermost, asked.noun)}." * (outermost > 0)
    without = f" {counted(small, f'smaller {asked.noun}')} without a square." * (small > 0)
    pixel = f" A pixel is {count / len(cells):,.1f} {asked.of_node}s wide." * (count > PIXELS)
    caption(
        ax,
        f"{counted(count, asked.of_node)} by {asked.noun}. Dark: many links.{pixel}"
        f"{squares}{without}",
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
    ax.imshow(
        np.ma.masked_less_equal(cells, 0.0),
        cmap=_shades(),
        norm=LogNorm(least, most) if most > SPANS * least else Normalize(0.0, most),
        extent=(0.0, count, count, 0.0),
        interpolation="nearest" if count <= PIXELS else "antialiased",
    )


def _shades() -> ListedColormap:
    """From a pale to a dark one, evenly."""
    strength = np.linspace(PALEST, 1.0, 256)[:, None]
    white, dark = np.array(to_rgba(PAPER)), np.array(to_rgba(DARK))
    return ListedColormap(list(white + strength * (dark - white)))


def _frame(ax: Axes, first: int, size: int, line: str, width: float) -> None:
    ax.add_patch(Rectangle((first, first), size, size, fill=False, edgecolor=line, linewidth=width))


def _name(ax: Axes, asked: Asked, seen: list[Block], count: int) -> None:
    """What innermost blocks are called, to the right; if there is no room for all, the largest."""
    above = {block.parent for block in seen}
    innermost = [block for block in seen if block.module not in above]
    width, height = in_points(ax, ax.get_window_extent())
    apart = APART * NAME_SIZE * count / min(width / (1.0 + ROOM), height)
    named: list[Block] = []
    for block in sorted(innermost, key=lambda block: -block.size):
        if all(abs(block.middle - other.middle) >= apart for other in named):
            named.append(block)
    names = [", ".join(asked.names_of_module(b.module, NODES_IN_NAME)) for b in named]
    font = asked.font_for(names)
    for block, name in zip(named, names, strict=True):
        place = ((1.0 + BESIDE) * count, block.middle)
        write(ax, *place, shortened(name, LETTERS), font, NAME_SIZE, ha="left", color=FAINT)
