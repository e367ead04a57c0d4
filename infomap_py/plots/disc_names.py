"""Names on discs and beside them, where the layout of labels has them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from infomap_py.pictures.disc_labels import Label
from infomap_py.pictures.svg import text_length
from infomap_py.plots.axes import FAINT, PAPER, shrunk, write
from infomap_py.plots.names import Asked

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNIT = 0.7  # points: the layout's letters, of 10 units at least, have 7 points then
BEHIND = 0.7  # how much of what is behind a name is hidden
LEADER = 0.7  # points
ABOVE_LINES, ABOVE_DISCS = 1.5, 3.0  # what lies over what


def write_names(ax: Axes, asked: Asked, labels: Sequence[Label]) -> None:
    """The names; paper behind those that are beside discs, and lines to those that are far away."""
    font = asked.font_for(label.text for label in labels)
    leaders = [(label.leader[:2], label.leader[2:]) for label in labels if label.leader]
    ax.add_collection(
        LineCollection(leaders, colors=FAINT, linewidths=LEADER, zorder=ABOVE_LINES),
        autolim=False,
    )
    for label in labels:
        if label.box is not None:
            x, y, width, height = label.box
            ax.add_patch(
                Rectangle(
                    *((x, y), width, height),
                    facecolor=PAPER,
                    alpha=BEHIND,
                    linewidth=0.0,
                    zorder=ABOVE_DISCS,
                )
            )
    for _, some in groupby(labels, key=lambda label: label.disc):
        of_disc = list(some)
        texts = [
            write(
                *(ax, label.x, label.y, label.text, font, UNIT * label.size),
                zorder=ABOVE_DISCS + 1.0,
            )
            for label in of_disc
        ]
        shrunk(ax, texts, [UNIT * label.size * text_length(label.text) for label in of_disc])
