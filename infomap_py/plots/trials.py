"""What every trial of the search found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from infomap_py.errors import OptionError
from infomap_py.pictures.svg import COLOURS
from infomap_py.plots.axes import NEITHER, chart_axes
from infomap_py.plots.names import Asked

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARGIN, LEAST = 0.15, 1e-3  # above and below: of what there is between trials, of the codelength


def draw(asked: Asked) -> Axes:
    """A point per trial at its codelength; the best is marked, or what was made of several."""
    partition = asked.partition
    lengths = partition.trial_codelengths
    if not lengths:
        raise OptionError(
            "kind='trials': these modules were given, not searched for, so there are no trials. "
            "Draw a result of partition(), with num_trials= of more than 1."
        )
    ax = chart_axes(asked.ax)
    trials = sorted(lengths)
    found = [lengths[trial] for trial in trials]
    ax.plot(trials, found, "o", color=NEITHER, markersize=5, label="trials")
    best = partition.codelength
    if partition.trial is None:
        ax.axhline(best, color=COLOURS[0], label=f"recombined from several: {best:.6g}")
    else:
        told = f"the best, trial {partition.trial}: {best:.6g}"
        ax.plot([partition.trial], [best], "*", color=COLOURS[5], markersize=14, label=told)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.ticklabel_format(axis="y", useOffset=False)
    ax.set_xlabel("trial")
    ax.set_ylabel("codelength, bits per step")
    ax.set_xlim(trials[0] - 0.6, trials[-1] + 0.6)
    margin = max(MARGIN * (max(found) - min(found)), LEAST * best) or LEAST
    ax.set_ylim(min(*found, best) - margin, max(*found, best) + margin)
    ax.grid(alpha=0.25)
    ax.set_axisbelow(True)
    ax.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    return ax
