"""A partition, or clusters of words, as one page that opens anywhere: what is on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from infomap_py.arrays import Ids, Vector
from infomap_py.labels import as_sequence
from infomap_py.modules import Module
from infomap_py.network import Network
from infomap_py.output_files import write_text
from infomap_py.report.contents import notes_of, numbers_of, provenance_of
from infomap_py.report.outline import PageOutline
from infomap_py.report.page import page_with
from infomap_py.report.scenes import scenes_of

if TYPE_CHECKING:
    from infomap_py.partition import Partition

NUM_MODULES = 3_000
NUM_NODES = 10_000
NODES_IN_NAME = 3
DIGITS = 4  # significant ones


def report_of(
    partition: Partition,
    path: str | os.PathLike[str] | None = None,
    compare_with: Any = None,
    title: str | None = None,
    num_nodes: int = NUM_NODES,
) -> str:
    """See :meth:`infomap_py.Partition.report`."""
    page = page_with(data_of(partition, compare_with, title, num_nodes))
    if path is not None:
        write_text(os.fsdecode(path), [page])
    return page


def data_of(
    partition: Partition,
    compare_with: Any = None,
    title: str | None = None,
    num_nodes: int = NUM_NODES,
) -> dict[str, Any]:
    """What is on the page, as ``docs/decisions/0018`` has it."""

    def names_of(modules: Ids) -> Iterator[str]:
        for module in modules.tolist():
            here = Module(partition.tree.outline, module)
            yield ", ".join(map(str, here.top_nodes(NODES_IN_NAME)))

    labels = as_sequence(partition.tree.labels)
    outline = PageOutline(partition, names_of, labels, NUM_MODULES, num_nodes)
    return {
        "title": title or _title(partition.network),
        "noun": ["module", "modules"],
        "member": ["node", "nodes"],
        "numbers": numbers_of(partition),
        "provenance": provenance_of(partition),
        "notes": notes_of(partition),
        "modules": _module_columns(outline),
        "nodes": {
            "module": outline.place[outline.nodes.module].tolist(),
            "name": outline.node_names,
            "flow": rounded(outline.nodes.flow),
        },
        "hidden_nodes": outline.hidden[outline.modules].tolist(),
        "scenes": scenes_of(outline),
        "alluvial": None,
    }


def _module_columns(outline: PageOutline) -> dict[str, list[Any]]:
    partition, modules, tree = outline.partition, outline.modules, outline.tree
    rates = partition.coded.rates
    children = np.bincount(tree.parent + 1, minlength=tree.num_modules + 1)[1:]
    return {
        "parent": outline.place[tree.parent[modules]].tolist(),
        "name": outline.names,
        "size": outline.size[modules].tolist(),
        "children": children[modules].tolist(),
        "flow": rounded(rates.flow[modules]),
        "enter": rounded(rates.enter_flow[modules]),
        "exit": rounded(rates.exit_flow[modules]),
        "bits": rounded(partition.tree.outline.bits[modules]),
        "colour": outline.outermost[modules].tolist(),
    }


def rounded(values: Vector) -> list[float]:
    """To as many digits as are read."""
    return [float(f"{value:.{DIGITS}g}") for value in values.tolist()]


def _title(network: Network) -> str:
    return network.source or type(network).__name__
