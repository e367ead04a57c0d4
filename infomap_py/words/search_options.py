"""Options of partition() for networks of words, checked before anything is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from infomap_py.options import FlowOptions, ObjectiveOptions, SearchOptions, chosen
from infomap_py.passed_options import PARTITION_OPTIONS
from infomap_py.progress import check_progress
from infomap_py.scoring import check_overlapping, refuse_unknown

# Those that say how other graphs are read, which is known of these.
READ = ("weight", "directed", "bipartite")
SEARCHED = tuple(
    name for name in PARTITION_OPTIONS if name not in READ and not name.startswith("multilayer_")
)


def search_options(
    function: str, given: Mapping[str, Any], own: Sequence[str], directed: bool | None = None
) -> dict[str, Any]:
    """The options of partition(): those given to a function that has ``own`` options besides, and
    ``directed`` where it is known.

    Raises
    ------
    OptionError, UnknownOptionError
        One is out of range, contradicts another, or does not exist.
    """
    refuse_unknown(given.keys() - set(SEARCHED), function, [*own, *SEARCHED])
    search = {**given, "directed": directed}
    chosen(SearchOptions, search)
    chosen(FlowOptions, search)
    chosen(ObjectiveOptions, search)
    check_overlapping(search)
    check_progress(search.get("progress", False))
    return search
