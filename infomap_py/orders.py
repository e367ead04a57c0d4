"""In which order a search visits the nodes of a level."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

import infomap_py._core.traversal as traversal
from infomap_py._core.grouping import grouped
from infomap_py._core.random import Generator
from infomap_py.level import Level

NodeIds = npt.NDArray[np.int32]

# Nodes with successive ids that are visited together. On planted groups (480,000 nodes) first
# visits take 0.9 of the time, where ids are in the order of the groups 0.8, at the same codelength;
# 256 or 4096 do as well.
BLOCK_OF_IDS = 1024

# Links within a block from which on a team visits all blocks at once. Chosen, not tuned: of the
# benchmarks' graphs, shares are below 0.01 or above 0.3.
MANY_NEAR = 0.1


def shuffled(level: Level, random: Generator) -> NodeIds:
    """All nodes in random order; on large levels not at once, but a block of ids after another,
    since who is near by id is often near in the network and in the memory, too. But a team can
    share only what is far apart in the network."""
    spread = level.team is not None and level.share_near(BLOCK_OF_IDS) > MANY_NEAR
    order: NodeIds = random.order_of_blocks(level.graph.num_nodes, 1 if spread else BLOCK_OF_IDS)
    return order


def by_degree(level: Level, random: Generator) -> NodeIds:
    """All nodes, those of least degree first, in random order between powers of two: who has few
    neighbours has little choice, and hubs find modules to choose from."""
    order: NodeIds = grouped(shuffled(level, random), level.graph.degree_classes())
    return order


def depth_first(level: Level, random: Generator) -> NodeIds:
    """All nodes depth-first, from random ones; but in random order for a team. Experiment:
    docs/decisions/0002*."""
    order = shuffled(level, random)
    return order if level.team is not None else traversal.depth_first(level.graph, order)


def within(level: Level, order: NodeIds, parent_of: NodeIds) -> NodeIds:
    """``order``, parent by parent: what happens in one does not concern another, and all of it
    stays in the cache; but as it is for a team, see ``shuffled``."""
    return order if level.team is not None else grouped(order, parent_of)
