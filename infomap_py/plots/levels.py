"""How many bits per step the codebooks of every level take, beside those without modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infomap_py.pictures.svg import colour as svg_colour
from infomap_py.pictures.svg import tint
from infomap_py.plots.axes import CAPTION_SIZE, INK, NEITHER, PAPER, chart_axes
from infomap_py.plots.names import Asked

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 0.62  # of a bar; bars are 1 apart
STRENGTH = 0.75  # of colours: numbers are read on them
NAMED_FROM = 0.06  # share of the longest bar that holds a number


def draw(asked: Asked) -> Axes:
    """Two bars: without modules; and with them, level by level, from the index on."""
    ax = chart_axes(asked.ax)
    partition = asked.partition
    by_level = partition.codelength_by_level
    longest = max(partition.one_level_codelength, partition.codelength)
    ax.barh(0, partition.one_level_codelength, HEIGHT, color=NEITHER, label=f"no {asked.noun}s")
    start = 0.0
    for depth, bits in enumerate(by_level):
        colour = tint(svg_colour(depth), STRENGTH)
        name = f"{_name(asked, depth)}: {bits:.3f}"
        ax.barh(1, bits, HEIGHT, left=start, color=colour, edgecolor=PAPER, label=name)
        if bits > NAMED_FROM * longest:
            middle = start + bits / 2.0
            ax.text(middle, 1, f"{bits:.3f}", ha="center", va="center", color=INK, size=9)
        start += bits
    savings = f"{100 * partition.relative_savings:z.1f} % saved"
    for row, total in enumerate((f"{partition.one_level_codelength:.3f}", f"{start:.3f}")):
        end = (partition.one_level_codelength, start)[row]
        told = total if row == 0 else f"{total}\n{savings}"
        ax.annotate(told, (end, row), (5, 0), textcoords="offset points", va="center", size=9)
    ax.set_yticks([0, 1], [f"no {asked.noun}s", f"with {asked.noun}s"])
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0.0, 1.16 * longest if longest > 0.0 else 1.0)
    ax.set_ylim(1.6, -0.6)
    ax.set_xlabel("codelength, bits per step")
    handles, names = ax.get_legend_handles_labels()
    ax.legend(
        handles[1:],
        names[1:],
        frameon=False,
        fontsize=CAPTION_SIZE,
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=min(len(by_level), 3),
    )
    return ax


def _name(asked: Asked, depth: int) -> str:
    if depth == 0:
        return "index"
    return f"{asked.noun}s" if len(asked.partition.codelength_by_level) == 2 else f"level {depth}"
