"""A small network: nodes coloured by module, those of a module together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection
from matplotlib.patches import Circle

from infomap_py.arrays import Array
from infomap_py.errors import OptionError, counted
from infomap_py.pictures.disc_labels import labels_on
from infomap_py.pictures.layout import Discs
from infomap_py.pictures.svg import colour, tint
from infomap_py.plots.axes import LINE, PAPER, caption, measured, picture_axes
from infomap_py.plots.disc_names import UNIT, write_names
from infomap_py.plots.drawn_graph import DrawnGraph
from infomap_py.plots.names import Asked
from infomap_py.plots.places import ends, places

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from scipy.sparse import csr_array

MAX_NODES, MAX_MODULES = 2_000, 300  # the layout takes the squares of them
MAX_LINKS = 15_000  # the strongest ones: more are a grey area
MOST_NAMES = 80
HULL, FILL = 0.1, 0.7  # strength of colours, behind a module and of nodes: names are read there
THINNEST, MEAN, WIDEST = 0.25, 0.6, 2.0  # points, of links
STRONGEST, DENSE = 0.75, 800  # opacity; links, from which on they are paler


def draw(asked: Asked) -> Axes:
    """Areas of nodes are flow; links have the module's colour where both ends are in it."""
    graph = DrawnGraph.of(asked.partition)
    _check_size(graph, asked)
    ax = picture_axes(asked.ax)
    width, height = measured(ax, UNIT)
    between = graph.exchanged()
    nodes, modules = places(graph.flow, graph.module, between, width, height)
    ids = np.unique(graph.module)
    for module, x, y, radius in zip(ids.tolist(), *modules, strict=True):
        if np.count_nonzero(graph.module == module) > 1:
            pale = tint(colour(module), HULL)
            ax.add_patch(Circle((x, y), radius, facecolor=pale, linewidth=0.0, zorder=0))
    hidden = _draw_links(ax, nodes, graph.module, between)
    ax.add_collection(
        EllipseCollection(
            *(2.0 * nodes.radius, 2.0 * nodes.radius, np.zeros(len(nodes.radius))),
            units="xy",
            offsets=np.column_stack([nodes.x, nodes.y]),
            offset_transform=ax.transData,
            facecolors=[tint(colour(module), FILL) for module in graph.module.tolist()],
            edgecolors=PAPER,
            linewidths=np.minimum(0.7, 0.2 * UNIT * nodes.radius),
            zorder=2,
        ),
        autolim=False,
    )
    if asked.is_named:
        _name(ax, asked, graph, nodes, width, height)
    count = f"{counted(len(graph.flow), asked.of_node)} in {counted(len(ids), asked.noun)}"
    weak = f"; {counted(hidden, 'weaker link')} not drawn" * (hidden > 0)
    caption(ax, f"{count}{weak}. Area: flow. Colour: {asked.noun}.")
    return ax


def _check_size(graph: DrawnGraph, asked: Asked) -> None:
    count, num_modules = len(graph.flow), len(np.unique(graph.module))
    if count > MAX_NODES or num_modules > MAX_MODULES:
        raise OptionError(
            f"kind='network' draws at most {MAX_NODES:,} nodes in {MAX_MODULES:,} modules; these "
            f"are {count:,} in {num_modules:,}, which nobody could tell apart. kind='map' shows "
            "modules, and kind='matrix' links, of networks of any size."
        )


def _draw_links(ax: Axes, nodes: Discs, module: Array, between: csr_array) -> int:
    """The strongest ones, and how many are left out."""
    sources, targets, strength = (column[-MAX_LINKS:] for column in ends(between))
    at = np.column_stack([nodes.x, nodes.y])
    widths = MEAN * np.sqrt(strength / strength.mean()) if len(strength) else strength
    inside = module[sources] == module[targets]
    colours = [
        colour(m) if same else LINE
        for m, same in zip(module[sources].tolist(), inside.tolist(), strict=True)
    ]
    ax.add_collection(
        LineCollection(
            list(np.stack([at[sources], at[targets]], axis=1)),
            colors=colours,
            linewidths=np.clip(widths, THINNEST, WIDEST),
            alpha=STRONGEST * min(1.0, (DENSE / max(len(widths), 1)) ** 0.75),
            zorder=1,
        ),
        autolim=False,
    )
    return int(between.nnz) // 2 - len(widths)


def _name(
    ax: Axes, asked: Asked, graph: DrawnGraph, nodes: Discs, width: float, height: float
) -> None:
    """As many of the largest nodes as there is room for."""
    order = np.argsort(-nodes.radius, kind="stable")
    texts = asked.names_of_nodes(order[:MOST_NAMES].tolist())
    names = [[text] for text in texts] + [[]] * (len(order) - len(texts))
    sorted_nodes = Discs(*(values[order] for values in nodes))
    write_names(ax, asked, labels_on(sorted_nodes, names, None, width, height))
