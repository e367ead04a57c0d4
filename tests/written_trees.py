"""Partitions into given trees, for the tests of files: no search, so that every line is known."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from infomap_py import Network, Partition
from infomap_py.codelength import coded
from infomap_py.flow import flow_of
from infomap_py.membership import module_tree
from infomap_py.options import FlowOptions

# Four pairs in two pairs of pairs: links of weight 4 in pairs, 2 between pairs, 1 between the two.
PAIRS = [(1, 2, 4.0), (3, 4, 4.0), (5, 6, 4.0), (7, 8, 4.0), (2, 3, 2.0), (6, 7, 2.0), (4, 5, 1.0)]
PATHS = {u: ("left" if u < 5 else "right", (u - 1) // 2) for u in range(1, 9)}


def network_of_pairs(*names: Hashable, directed: bool = False) -> Network:
    """The pairs, whose nodes have these names instead of 1 to 8."""
    sources, targets, weights = zip(*PAIRS, strict=True)
    ends = [[u - 1 for u in side] for side in (sources, targets)]
    return Network.from_links(*ends, weights, nodes=names or range(1, 9), directed=directed)


def partition_into(
    network: Network, paths: Mapping[Hashable, Hashable], **flow_options: Any
) -> Partition:
    """As a search would give it."""
    options = FlowOptions(**flow_options)
    flow = flow_of(network, options)
    tree = module_tree(network, paths).ordered(flow.visits)
    return Partition(network, coded(flow, tree), flow.node_flow.copy(), options.as_dict(), 0, 0, {})


def pairs_of_pairs(**flow_options: Any) -> Partition:
    """The pairs of pairs, as a tree."""
    directed = bool(flow_options.get("directed", False))
    return partition_into(network_of_pairs(directed=directed), PATHS, **flow_options)


def written(partition: Partition, folder: Path, name: str) -> list[str]:
    """The lines of a file of this name, less what made it."""
    partition.write(folder / name)
    lines = (folder / name).read_text().splitlines()
    first = next((k for k, line in enumerate(lines) if not line.startswith("# ")), 0)
    return lines[max(0, first - 1) :]


@st.composite
def paths_of(draw: Any, num_nodes: int) -> list[tuple[int, ...]]:
    """A path for every node: of up to four modules, and no module holds nodes and modules."""
    depths = draw(st.lists(st.integers(1, 4), min_size=3, max_size=3))
    ids = st.integers(0, 2)
    paths = []
    for _ in range(num_nodes):
        outermost = draw(ids)
        below = [draw(ids) for _ in range(depths[outermost] - 1)]
        paths.append((outermost, *below))
    return paths
