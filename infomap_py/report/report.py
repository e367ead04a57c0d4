"""A partition, or clusters of words, as one page that opens anywhere: what is on it."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.network import Network
from infomap_py.options import check_integer
from infomap_py.output_files import write_text
from infomap_py.pictures.svg import COLOURS, shortened
from infomap_py.report.contents import notes_of, provenance_of
from infomap_py.report.outline import PageOutline
from infomap_py.report.page import page_with
from infomap_py.report.scenes import scenes_of
from infomap_py.report.subject import Subject
from infomap_py.tree import ROOT

NUM_NODES = 10_000
LETTERS_OF_TITLE = 200
DIGITS = 4  # significant ones: a page is read


def report_of(
    subject: Subject,
    path: str | os.PathLike[str] | None = None,
    *,
    compare_with: Any = None,
    title: str | None = None,
    num_nodes: int = NUM_NODES,
) -> str:
    """See :meth:`infomap_py.Partition.report`."""
    page = page_with(data_of(subject, compare_with, title, num_nodes))
    if path is not None:
        write_text(os.fsdecode(path), [page])
    return page


def data_of(
    subject: Subject, compare_with: Any, title: str | None, num_nodes: int
) -> dict[str, Any]:
    """What is on the page, as ``docs/decisions/0018`` has it."""
    check_integer("num_nodes", num_nodes, 0)
    partition, outline = subject.partition, PageOutline(subject, num_nodes)
    nodes, tree = outline.nodes, outline.tree
    return {
        "title": shortened(title or _title(partition.network), LETTERS_OF_TITLE),
        "noun": subject.noun,
        "member": subject.member,
        "palette": COLOURS,
        "numbers": list(subject.numbers()),
        "provenance": provenance_of(partition),
        "notes": notes_of(subject, outline),
        "total": {
            "modules": tree.num_modules,
            "children": int(np.count_nonzero(tree.parent == ROOT)),
            "nodes": outline.num_nodes,
        },
        "modules": {**_module_columns(outline), **subject.columns_of_modules(outline.modules)},
        "nodes": {
            "module": outline.place[nodes.module].tolist(),
            "name": outline.node_names,
            "flow": rounded(nodes.flow),
            **subject.columns_of_nodes(nodes.node),
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
        "names": outline.names,
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
