"""The two sides of a bipartite network: features, such as events, and primary nodes, such as those
who attend them.

Links join the sides and never two nodes of one; checked here, once.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py.errors import NetworkError
from infomap_py.labels import Labels, first_unhashable, label_at

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


def features_by_label(features: Collection[Hashable], index: Mapping[Hashable, int]) -> Flags:
    """Which of the nodes in ``index`` are among these.

    Raises
    ------
    NetworkError
        One of them is no node.
    """
    flags = np.zeros(len(index), dtype=np.bool_)
    labels = list(features)
    unhashable = first_unhashable(labels)
    for u, label in enumerate(labels):
        if u == unhashable or label not in index:
            raise NetworkError(
                f"bipartite names {label!r}, which is not a node of the network. Leave it out, or "
                "add the node."
            )
        flags[index[label]] = True
    return flags


def features_by_attribute(side_of: Mapping[Hashable, Any], index: Mapping[Hashable, int]) -> Flags:
    """Which of the nodes in ``index`` are on side 1, as networkx marks the second side.

    Raises
    ------
    NetworkError
        A node is on neither side.
    """
    for label in index:
        if side_of[label] not in (0, 1):
            raise NetworkError(
                f'node {label!r} has {side_of[label]!r} for its attribute "bipartite"; 0 marks '
                "primary nodes and 1 features. Set it for every node, or give the features by name."
            )
    return np.array([side_of[label] == 1 for label in index], dtype=np.bool_)
