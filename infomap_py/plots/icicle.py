"""The hierarchy as an icicle: modules from left to right, those in a module beside it, nodes last.

It stands on its side so that names, which are wide and not high, have room.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.patches import Rectangle

from infomap_py.errors import counted
from infomap_py.modules import Module
from infomap_py.pictures.svg import abridged, colour, text_length, tint
from infomap_py.plots.axes import NEITHER, PAPER, caption, measured, picture_axes, shrunk, write
from infomap_py.plots.names import Asked

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEADING = 16.0  # points, for what columns are
THIN = 1.2  # points: parts that are thinner are drawn as one
BORDER = 0.6  # points, between parts
SMALLEST, LARGEST = 6.5, 11.0  # font sizes
FILLED = 0.7  # of the height of a part by letters
PADDING = 4.0  # points, before and after a name
NODES_AT_MOST = 3  # that name a module
OUTERMOST, FADING, INNERMOST, OF_NODE, SEVERAL = 0.75, 0.13, 0.4, 0.25, 0.13  # of colours


class Part(NamedTuple):
    """A rectangle: a module, a node, or several that are too thin to be told apart.

    Attributes
    ----------
    depth : int
        Of its column, from 0.
    top, height : float
        In shares of flow.
    outermost : int or None
        The module that it is in, which the colour goes by; None: several such modules.
    module, node : int or None
        What it is; neither, of several.
    number : int
        How many it is.
    of_modules : bool
        Rather than of nodes.
    """

    depth: int
    top: float
    height: float
    outermost: int | None
    module: int | None = None
    node: int | None = None
    number: int = 1
    of_modules: bool = True

    @property
    def colour(self) -> str:
        """Paler with depth, and of several."""
        strong = NEITHER if self.outermost is None else colour(self.outermost)
        if self.module is not None:
            return tint(strong, max(OUTERMOST - FADING * self.depth, INNERMOST))
        return tint(strong, SEVERAL if self.node is None else OF_NODE)


def draw(asked: Asked) -> Axes:
    """Heights are flow; a part stands beside the module that it is in."""
    ax = picture_axes(asked.ax)
    width, height = measured(ax)
    partition = asked.partition
    high, total = height - HEADING, float(partition.flow.sum()) or 1.0
    parts = list(_parts(partition.tree, 0.0, total, THIN / high * total, 0))
    columns = max((part.depth for part in parts), default=0) + 1
    wide = width / columns
    for part in parts:
        y, size = HEADING + part.top / total * high, part.height / total * high
        ax.add_patch(
            Rectangle(
                *((part.depth * wide, y), wide, size),
                facecolor=part.colour,
                edgecolor=PAPER,
                linewidth=min(BORDER, size / 4.0),
            )
        )
    if asked.is_named:
        _write_names(ax, asked, parts, wide, high / total)
    for depth in range(columns):
        text = _heading(asked, depth)
        size = min(9.0, 0.95 * wide / text_length(text))
        ax.text((depth + 0.5) * wide, HEADING / 2.0, text, size=size, ha="center", va="center")
    nodes = counted(len(partition), asked.of_node)
    caption(
        ax,
        f"{counted(partition.module_tree.num_modules, asked.noun)} of {nodes}. Height: flow. "
        f"Pale: {asked.of_node}s; palest: several that are too thin to be told apart.",
    )
    return ax


def _heading(asked: Asked, depth: int) -> str:
    if asked.partition.num_levels > 2:
        return f"level {depth + 1}"
    return f"{asked.of_node}s" if depth else f"{asked.noun}s"


def _parts(
    module: Module, top: float, height: float, thin: float, outermost: int | None
) -> Iterator[Part]:
    """What is in a module, and in modules in it."""
    depth, end = module.depth, top + height
    ids = module.child_ids
    if ids:
        flow = module.outline.partition.coded.rates.flow[np.array(ids)]
        things = np.array(ids, dtype=np.int64)
    else:
        members, flow = module.members()
        order = np.lexsort((members, -flow))
        things, flow = members[order].astype(np.int64), flow[order]
    shown = int(np.count_nonzero(flow >= thin))
    for thing, size in zip(things[:shown].tolist(), flow[:shown].tolist(), strict=True):
        here = thing if depth == 0 and ids else outermost
        if ids:
            yield Part(depth, top, size, here, module=thing)
            yield from _parts(Module(module.outline, thing), top, size, thin, here)
        else:
            yield Part(depth, top, size, here, node=thing)
        top += size
    if shown < len(things) and end > top:
        number = len(things) - shown
        of_all = None if depth == 0 and ids else outermost
        yield Part(depth, top, end - top, of_all, number=number, of_modules=bool(ids))


def _write_names(ax: Axes, asked: Asked, parts: list[Part], wide: float, scale: float) -> None:
    """Where one fits in a part, at any size that is read; more of a module's names if there is
    room."""
    written = []
    for part in parts:
        size = min(FILLED * part.height * scale, LARGEST)
        if size >= SMALLEST and (name := _fitting(asked, part, (wide - 2 * PADDING) / size)):
            written.append((part, size, name))
    font = asked.font_for(name for _, _, name in written)
    for part, size, name in written:
        middle = HEADING + (part.top + part.height / 2.0) * scale
        text = write(ax, part.depth * wide + PADDING, middle, name, font, size, ha="left")
        shrunk(ax, [text], [wide - 2 * PADDING])


def _fitting(asked: Asked, part: Part, room: float) -> str:
    """As many names as there is room for, in font sizes; the beginning of the first, if need be."""
    if part.node is not None:
        names = asked.names_of_nodes([part.node])
    elif part.module is not None:
        names = asked.names_of_module(part.module, NODES_AT_MOST)
    else:
        names = [counted(part.number, asked.noun if part.of_modules else asked.of_node)]
    for count in range(len(names), 0, -1):
        if text_length(name := ", ".join(names[:count])) <= room:
            return name
    if not names:
        return ""
    cut = (abridged(names[0], letters) for letters in range(len(names[0]), 2, -1))
    return next((name for name in cut if text_length(name) <= room), "")
