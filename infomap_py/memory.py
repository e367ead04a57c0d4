"""How much memory there is, for what would take more: it is refused before it is tried."""

from __future__ import annotations

import os

from infomap_py.errors import NetworkError
from infomap_py.limits import MAX_NODES

BYTES_PER_LINK = 40  # of a walk between layers, while it is made
BYTES_PER_NODE = 32  # of a network without links: ids, where they are found, offsets, labels


def bytes_there() -> float:
    """Bytes of memory that the machine has; without bound where it does not tell."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return float("inf")


def refuse_too_many_nodes(count: int) -> None:
    """Refuse nodes that a file or a shape announces in a few bytes, if they are more than can be
    numbered, or memory would not hold them.

    Raises
    ------
    NetworkError
        They are.
    """
    if count > MAX_NODES:
        raise NetworkError(
            f"{count:,} nodes; at most {MAX_NODES:,} are supported. "
            "Leave out nodes that have no links, or take a smaller part of the network."
        )
    needed, there = count * BYTES_PER_NODE, bytes_there()
    if needed > there:
        raise NetworkError(
            f"{count:,} nodes take some {needed / 1e9:.0f} GB, and there are {there / 1e9:.0f} GB "
            "of memory. Correct the number, or list only the nodes that have links."
        )


def refuse_too_many_links(count: int, num_layers: int) -> None:
    """Refuse links that a few in many layers are made into, if memory would not hold them.

    Raises
    ------
    NetworkError
        It would not.
    """
    needed, there = count * BYTES_PER_LINK, bytes_there()
    if needed > there:
        raise NetworkError(
            f"a walk that relaxes between these {num_layers:,} layers has {count:,} links, some "
            f"{needed / 1e9:.0f} GB, and there are {there / 1e9:.0f} GB of memory. Let it reach "
            "fewer layers with multilayer_relax_limit, or give the links between layers."
        )
