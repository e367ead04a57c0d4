"""How large modules are: their shares of nodes and of flow, by rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.overlap import memberships_of
from infomap_py.pictures.svg import COLOURS
from infomap_py.plots.axes import chart_axes
from infomap_py.plots.names import Asked

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SPANS = 100.0  # between the largest and the smallest, from which on axes are logarithmic
MANY = 20  # modules, from which on ranks are
FEW = 60  # points that are told apart, and drawn as discs


def draw(asked: Asked) -> Axes:
    """Two lines: shares of nodes and shares of flow, each by decreasing share."""
    ax = chart_axes(asked.ax)
    partition = asked.partition
    found = memberships_of(partition)
    sizes = np.bincount(found.module, minlength=partition.num_modules).astype(np.float64)
    flows = partition.coded.rates.flow[: partition.num_modules]
    drawn = [
        _line(ax, flows, f"flow of {asked.noun}s", COLOURS[0], "o"),
        _line(ax, sizes, f"{asked.of_node}s in {asked.noun}s", COLOURS[5], "s"),
    ]
    shares = np.concatenate([line[line > 0.0] for line in drawn])
    if len(shares) and shares.max() > SPANS * shares.min():
        ax.set_yscale("log")
        if partition.num_modules > MANY:
            ax.set_xscale("log")
    else:
        ax.set_ylim(bottom=0.0)
    ax.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.6g} %")
    ax.xaxis.set_major_formatter(lambda rank, _: f"{rank:,.0f}" if rank == int(rank) else "")
    ax.set_xlabel(f"rank of the {asked.noun}, of {partition.num_modules:,}")
    ax.set_ylabel("share of the whole")
    ax.grid(alpha=0.25)
    ax.set_axisbelow(True)
    ax.legend(frameon=False)
    return ax


def _line(ax: Axes, amounts: Vector, name: str, colour: str, marker: str) -> Vector:
    ranked = np.sort(amounts / max(float(amounts.sum()), 1e-300))[::-1]
    few = len(ranked) <= FEW
    ax.plot(
        np.arange(1, len(ranked) + 1),
        ranked,
        color=colour,
        label=name,
        linewidth=1.2,
        marker=marker if few else None,
        markersize=4.5,
    )
    return ranked
