"""A partition as .clu and .tree, as Infomap writes them: modules and ranks are counted from 1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from infomap_py.file_ids import FileIds
from infomap_py.output_files import slices
from infomap_py.tree_places import TreePlaces, text_of_path

if TYPE_CHECKING:
    from infomap_py.partition import Partition


def clu_lines(partition: Partition) -> Iterator[str]:
    """The outermost module of every node."""
    ids = FileIds(partition.network)
    first, *rest = ids.columns
    yield f"# {' '.join([first, 'module', 'flow', *rest])}\n"
    for part in slices(len(partition)):
        nodes = np.arange(len(partition))[part]
        own, *others = ids.of(nodes)
        rows = zip(
            *(own, (partition.labels[part] + 1).tolist(), partition.flow[part].tolist()),
            _endings(others, len(nodes)),
            strict=True,
        )
        yield "".join(
            [f"{own_id} {module} {flow!r}{ending}\n" for own_id, module, flow, ending in rows]
        )


def _endings(columns: list[list[Any]], count: int) -> list[str]:
    """The other ids of each node, each after a blank."""
    if not columns:
        return [""] * count
    return ["".join([f" {one}" for one in ids]) for ids in zip(*columns, strict=True)]


def tree_lines(partition: Partition) -> Iterator[str]:
    """The path of every node, module by module, and in one by decreasing flow."""
    return lines_of_nodes(partition, TreePlaces(partition.module_tree, partition.flow))


def lines_of_nodes(partition: Partition, places: TreePlaces) -> Iterator[str]:
    """The same, in these places."""
    ids = FileIds(partition.network)
    yield f"# path flow name {' '.join(ids.columns)}\n"
    for part in slices(len(partition)):
        nodes = places.nodes[part]
        rows = zip(
            map(text_of_path, places.paths_of_nodes(nodes)),
            places.node_rank[nodes].tolist(),
            partition.flow[nodes].tolist(),
            ids.names(nodes),
            ids.texts(nodes),
            strict=True,
        )
        yield "".join(
            [f"{path}:{rank} {flow!r} {name} {own}\n" for path, rank, flow, name, own in rows]
        )
