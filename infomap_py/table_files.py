"""A partition as a table: a row per node with its module, its flow, and in a hierarchy its path."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from infomap_py._core.lines import pairs
from infomap_py.file_ids import has_integer_labels
from infomap_py.labels import as_sequence, label_texts
from infomap_py.output_files import slices
from infomap_py.provenance import is_hierarchy
from infomap_py.spreadsheet_cells import guarded, remark_on
from infomap_py.tree_places import TreePlaces, text_of_path

if TYPE_CHECKING:
    from infomap_py.partition import Partition

WHITE_ENDS = re.compile(r"\0\s|\s(?:\0|\Z)")  # of labels between nulls


def node_and_module(partition: Partition) -> Iterator[str]:
    """Lines ``node<TAB>module``."""
    for part in slices(len(partition)):
        nodes, modules = partition.nodes[part], partition.labels[part]
        if isinstance(nodes, np.ndarray) and nodes.dtype == np.int64:
            yield pairs(np.ascontiguousarray(nodes), modules)
            continue
        rows = zip(cells(as_sequence(nodes), "\t"), modules.tolist(), strict=True)
        yield "".join([f"{node}\t{module}\n" for node, module in rows])


def table_lines(partition: Partition, separator: str) -> Iterator[str]:
    """The rows, whose columns have no header; a spreadsheet finds no formulas in them."""
    are_numbers = has_integer_labels(partition.nodes)
    if not are_numbers:
        yield from remark_on(map(label_texts, slices_of_labels(partition)))
    endings = _paths(partition, separator) if is_hierarchy(partition) else None
    for nodes, modules, flows in slices_of_nodes(partition):
        given = nodes if are_numbers else guarded(label_texts(nodes))
        rows = zip(
            *(cells(given, separator), modules, flows),
            ["\n"] * len(nodes) if endings is None else next(endings),
            strict=True,
        )
        yield "".join(
            [
                f"{node}{separator}{module}{separator}{flow!r}{ending}"
                for node, module, flow, ending in rows
            ]
        )


def _paths(partition: Partition, separator: str) -> Iterator[list[str]]:
    """What ends the rows of each slice in a hierarchy."""
    for paths in slices_of_paths(partition):
        yield [f"{separator}{text_of_path(path)}\n" for path in paths]


def slices_of_labels(partition: Partition) -> Iterator[Sequence[Hashable]]:
    """Labels of some nodes after the other."""
    for part in slices(len(partition)):
        yield as_sequence(partition.nodes[part])


def slices_of_nodes(
    partition: Partition,
) -> Iterator[tuple[Sequence[Hashable], list[int], list[float]]]:
    """Labels, module ids and flow of some nodes after the other."""
    for part, nodes in zip(slices(len(partition)), slices_of_labels(partition), strict=True):
        yield nodes, partition.labels[part].tolist(), partition.flow[part].tolist()


def slices_of_paths(partition: Partition) -> Iterator[list[list[int]]]:
    """The paths of the same nodes, counted from 0 as in Python."""
    places = TreePlaces(partition.module_tree, partition.flow)
    for part in slices(len(partition)):
        paths = places.paths_of_nodes(np.arange(len(partition))[part])
        yield [[rank - 1 for rank in path] for path in paths]


def cells(labels: Sequence[Hashable], separator: str, marks: str = "#") -> list[str]:
    """Labels as the first column of a table, between quotes where they would be misread, as they
    are with one of the marks in front, and with white space at either end."""
    texts = label_texts(labels)
    # First in all at once: hardly any names have such characters, and to look at one after the
    # other takes longer than to write them.
    text = "\0".join(["", *texts])
    quoted = (separator, '"', "\r", "\n", *(f"\0{mark}" for mark in marks))
    if not any(mark in text for mark in quoted) and not WHITE_ENDS.search(text):
        return texts
    misread = re.compile(rf'[{separator}"\r\n]|^[{re.escape(marks)}\s]|\s\Z').search
    return [between_quotes(text) if misread(text) else text for text in texts]


def between_quotes(text: str) -> str:
    """A cell with its quotes doubled."""
    return '"' + text.replace('"', '""') + '"'
