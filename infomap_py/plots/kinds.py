"""Pictures by kind; matplotlib is loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from infomap_py.errors import OptionError
from infomap_py.option_checks import check_integer
from infomap_py.optional_packages import imported
from infomap_py.pictures.disc_map import MAX_DISCS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from infomap_py.partition import Partition

# What is drawn, and the module whose draw() does it.
KINDS = {
    "map": "module_map",
    "network": "network",
    "matrix": "matrix",
    "sizes": "sizes",
    "tree": "icicle",
    "levels": "levels",
    "trials": "trials",
}


def plot(partition: Partition, kind: str, number_name: str = "num_modules", **asked: Any) -> Axes:
    """See :meth:`infomap_py.Partition.plot`; ``number_name`` is what the caller calls
    ``num_modules``."""
    if not isinstance(kind, str) or kind not in KINDS:
        raise OptionError(f"kind={kind!r} is none of {', '.join(map(repr, KINDS))}.")
    if len(partition) == 0:
        raise OptionError("there is nothing to draw: the network has no nodes.")
    number, labels = asked.get("num_modules"), asked.get("labels", True)
    if number is not None:
        check_integer(number_name, number, 1, MAX_DISCS)
        if kind != "map":
            raise OptionError(
                f"{number_name}={number!r} is for kind='map' alone; {kind!r} draws all of them. "
                "Leave it out."
            )
    if not isinstance(labels, (bool, Mapping)):
        raise OptionError(
            f"labels={labels!r} is neither True, False nor a mapping of nodes to names."
        )
    imported("matplotlib", "plot()", extra="plot")
    from matplotlib.axes import Axes

    from infomap_py.plots.names import Asked

    if not isinstance(asked.get("ax"), Axes | None):
        raise OptionError(f"ax={asked['ax']!r} is no Axes of matplotlib.")
    drawing = import_module(f"infomap_py.plots.{KINDS[kind]}")
    drawn: Axes = drawing.draw(Asked(partition, **asked))
    return drawn
