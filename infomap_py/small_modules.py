"""Modules with too few nodes join others, whole, until none is left that is linked to another.

The smallest first; each joins the module, of those that it is linked to, that lengthens the code
least. Modules of one size are merged in one pass over nodes that stand for modules, and what they
become is larger: so there are fewer passes than sizes below the least that is allowed, each over a
network smaller than the one before.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from infomap_py._core.merging import merge_nodes
from infomap_py.arrays import ModuleIds
from infomap_py.level import Level

Counts = npt.NDArray[np.int64]


def without_small_modules(
    level: Level, module_of: ModuleIds, least: int, anchors: ModuleIds | None = None
) -> ModuleIds:
    """The modules, numbered by first node, after those of less than ``least`` have been merged.

    ``anchors`` is the node of the level for every node of the network, whose nodes are counted; by
    default they are the same. Two frozen nodes do not come to share a module; what could only be
    merged otherwise stays.
    """
    if least == 1:
        return module_of
    level, module_of = level.fresh(), module_of.copy()
    level.objective.recompute(level.graph, module_of)
    coarse = level.coarsened(module_of)
    sizes = np.bincount(module_of if anchors is None else module_of[anchors])
    size = _next_size(coarse, sizes, 0)
    while size is not None and size < least:
        small = np.flatnonzero(sizes == size).astype(np.int32)
        coarse.objective.separate()
        merged = merge_nodes(coarse.graph, coarse.objective, small, coarse.frozen)
        coarse = coarse.coarsened(merged)
        sizes = np.bincount(merged, sizes).astype(np.int64)
        module_of = merged[module_of]
        size = _next_size(coarse, sizes, size)
    return module_of


def _next_size(coarse: Level, sizes: Counts, after: int) -> int | None:
    """The smallest above ``after`` that a module with links to others has, if there is one."""
    offsets, _, _ = coarse.graph.arrays
    larger = sizes[(np.diff(offsets) > 0) & (sizes > after)]
    return int(larger.min()) if len(larger) else None
