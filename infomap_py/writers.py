"""A partition to files: ``docs/outputs.md`` has what each format holds, and who reads it.

Every file says what made it: in lines that begin with ``# ``, in the object ``provenance`` of JSON,
in a comment or a description; those of VOSviewer on a desktop have no place for it. What is written
depends on input, options and seed alone. Module ids are those of Python, from 0; .clu, .tree and
.ftree count from 1, as Infomap does, and so do clusters of VOSviewer. Floats are written such that
they are read back exactly.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from infomap_py.errors import OptionError
from infomap_py.file_formats import format_of
from infomap_py.flow_tree_files import flow_tree_lines
from infomap_py.gexf_files import gexf_text
from infomap_py.graphml_files import graphml_text
from infomap_py.json_files import json_text
from infomap_py.labels import as_sequence, label_text
from infomap_py.newick_files import newick_text
from infomap_py.output_files import write_text
from infomap_py.pictures.module_map import module_map
from infomap_py.provenance import heading, plain
from infomap_py.spreadsheet_cells import without_formulas
from infomap_py.table_files import node_and_module, table_lines
from infomap_py.tree_files import clu_lines, tree_lines
from infomap_py.vosviewer_files import vosviewer_json, vosviewer_map, vosviewer_network

if TYPE_CHECKING:
    from infomap_py.partition import Partition

LINES: dict[str, Callable[[Partition], Iterator[str]]] = {
    "clu": clu_lines,
    "tree": tree_lines,
    "ftree": flow_tree_lines,
    "tsv": lambda partition: table_lines(partition, "\t"),
    "csv": lambda partition: table_lines(partition, ","),
}


def _page(partition: Partition, made_by: bool) -> Iterator[str]:
    from infomap_py.report.report import partition_report  # 50 ms, which other formats do without

    yield partition_report(partition, with_provenance=made_by)


SPREADSHEETS = ("tsv", "csv")

# What has another place for what made it than lines before all others, or none.
DOCUMENTS: dict[str, Callable[[Partition, bool], Iterator[str]]] = {
    "json": json_text,
    "newick": newick_text,
    "graphml": lambda partition, made_by: graphml_text(partition, None, made_by),
    "gexf": lambda partition, made_by: gexf_text(partition, None, made_by),
    "vosviewer": lambda partition, made_by: vosviewer_json(partition, with_provenance=made_by),
    "vosviewer_map": lambda partition, made_by: vosviewer_map(partition),
    "vosviewer_network": lambda partition, made_by: vosviewer_network(partition),
    "svg": lambda partition, made_by: iter([module_map(partition, with_provenance=made_by)]),
    "html": _page,
}

# Labels as they stand in the formats that have nothing else to tell nodes apart.
WRITTEN_LABELS: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(("tsv", "csv", "newick"), label_text),
    "json": plain,
}


def write(partition: Partition, path: str | os.PathLike[str], format: str | None = None) -> None:
    """Write a partition to a file, all of it or nothing.

    Parameters
    ----------
    partition : Partition
    path : str or path
        ``"-"`` is standard output, which gets no provenance. A further suffix .gz, .bz2 or .xz
        compresses.
    format : {"clu", "tree", "ftree", "tsv", "csv", "json", "newick", "graphml", "gexf", \
"vosviewer", "vosviewer_map", "vosviewer_network", "svg", "html"}, optional
        None: as the suffix of ``path`` says, which is the name of the format but for .nwk
        ("newick"), .vos.json, .vos-map.txt and .vos-network.txt ("vosviewer" and so on); on
        standard output, lines ``node<TAB>module``.

        Modules within modules are in all of them but "clu" and those of VOSviewer, which have the
        outermost: as the path from the outermost to the lowest. "ftree" is "tree" and the flow on
        links between the modules or nodes in each module. "graphml", "gexf" and those of VOSviewer
        have the links of the network. Labels in "tsv" and "csv" that a spreadsheet would take for
        formulas begin with an apostrophe: see :mod:`infomap_py.spreadsheet_cells`. State networks
        have a line, or a node, per state; where modules overlap, "graphml", "gexf" and those of
        VOSviewer have the nodes of the graph. "svg" is a picture: see
        :func:`infomap_py.pictures.module_map.module_map`; "html" is a page: see
        :func:`infomap_py.report.report.partition_report`.

    Raises
    ------
    OptionError
        There is no such format, or the suffix names none; or two labels would be the same in a file
        that has nothing else to tell their nodes apart, such as 1 and "1" in "tsv".
    OSError
        The file cannot be written; what was there before is still there.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> infomap_py.partition(nx.barbell_graph(3, 0)).write("-", "clu")
    # node_id module flow
    0 1 0.14285714285714285
    1 1 0.14285714285714285
    2 1 0.21428571428571427
    3 2 0.21428571428571427
    4 2 0.14285714285714285
    5 2 0.14285714285714285
    """
    name = os.fsdecode(path)
    write_text(name, _text(partition, name, format))


def _text(partition: Partition, path: str, format: str | None) -> Iterator[str]:
    standard_output = path == "-"
    if standard_output and format is None:
        _refuse_labels_alike(partition, "tsv")
        return node_and_module(partition)
    chosen = format_of(path, format)
    _refuse_labels_alike(partition, chosen)
    if chosen in DOCUMENTS:
        return DOCUMENTS[chosen](partition, not standard_output)
    return _lines(partition, chosen, with_provenance=not standard_output)


def _lines(partition: Partition, format: str, with_provenance: bool) -> Iterator[str]:
    if with_provenance:
        comments = heading(partition)
        yield from map(without_formulas, comments) if format in SPREADSHEETS else comments
    yield from LINES[format](partition)


def _refuse_labels_alike(partition: Partition, format: str) -> None:
    """Refuse labels that differ and are written the same, where nothing else tells them apart."""
    spelled = WRITTEN_LABELS.get(format)
    if spelled is None or isinstance(partition.nodes, range | np.ndarray):
        return
    labels = as_sequence(partition.nodes)
    if set(map(type, labels)) in ({str}, {int}):
        return
    first: dict[object, object] = {}
    for label in labels:
        other = first.setdefault(spelled(label), label)
        if other is not label:
            raise OptionError(
                f"the labels {other!r} and {label!r} are the same in format {format!r}. Rename "
                "one, or write another format: json tells numbers from texts, tree and clu number "
                "nodes."
            )
