"""The two sides of a bipartite network: features, such as events, and primary nodes, such as those
who attend them.

Links join the sides and never two nodes of one; checked here, once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.errors import NetworkError
from infomap_py.labels import Labels, label_at

Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[Any]


def checked_features(
    features: npt.ArrayLike, sources: Positions, targets: Positions, nodes: Labels
) -> Flags:
    """Whether each node is a feature, for links between these positions; an array of its own.

    Raises
    ------
    NetworkError
        They are not one flag per node, or a link stays on one side.
    """
    flags = np.array(features)
    if flags.shape != (len(nodes),) or flags.dtype != np.bool_:
        raise NetworkError(
            f"features have shape {flags.shape} and type {flags.dtype}; give one bool per node, "
            f"{len(nodes)} in all: True for features, False for primary nodes."
        )
    within = flags[sources] == flags[targets]
    if within.any():
        e = int(np.argmax(within))
        _refuse_link(flags, int(sources[e]), int(targets[e]), nodes)
    return flags


def _refuse_link(features: Flags, u: int, v: int, nodes: Labels) -> None:
    side = "feature" if features[u] else "primary"
    raise NetworkError(
        f"the link {label_at(nodes, u)!r} -> {label_at(nodes, v)!r} joins two {side} nodes; in a "
        "bipartite network each joins a primary node and a feature. Drop it, or change the side of "
        "one end."
    )
