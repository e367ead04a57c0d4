"""Nodes with their modules, one after the other: of .clu, .tree, tables, .json and Newick's format.

Each reader is given the text of the file and what finds its nodes, and gives every node with its
module, or with the path of modules that it is in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterator
from functools import cache

from infomap_py.errors import ReadError
from infomap_py.newick_files import escaped_label
from infomap_py.newick_parser import NewickParser
from infomap_py.nodes_by_text import Nodes, shown
from infomap_py.partition_text import PartitionText
from infomap_py.spreadsheet_cells import NUMBER as FLOW
from infomap_py.spreadsheet_cells import unguarded

DIGITS = r"\d{1,4000}"  # Python makes integers of some more
CLU_LINE = re.compile(
    rf"(-?{DIGITS})\s+({DIGITS})(?:\s+{FLOW.pattern}((?:\s+-?{DIGITS})*))?", re.ASCII
)
PATH = re.compile(rf"{DIGITS}(?::{DIGITS})*", re.ASCII)
JSON_EXPECTED = '{"nodes": [{"node": ..., "module": ...}, ...]}'
TREE_LINE = re.compile(rf'({PATH.pattern})\s+{FLOW.pattern}\s+"(.*)"((?:\s+-?{DIGITS})+)', re.ASCII)
HEADER = ["node", "module"]  # of a table that a data frame was written to
LINKS = "*Links"  # where the nodes of .ftree end

Item = tuple[Hashable, Hashable]  # node label, module


def clu_items(text: PartitionText, nodes: Nodes) -> Iterator[Item]:
    """Of lines ``id module flow``."""
    own_id, *other_ids = nodes.columns
    expected = " ".join([own_id, "module", *(["flow", *other_ids] if other_ids else ["[flow]"])])
    for line in text.lines():
        match = CLU_LINE.fullmatch(line)
        if match is None:
            raise unexpected(line, expected)
        ids = [match[1], *(match[3] or "").split()]
        _check_number_of_ids(ids, nodes, line, expected)
        yield nodes.with_ids(ids), match[2]


def tree_items(text: PartitionText, nodes: Nodes) -> Iterator[Item]:
    """Of lines ``path flow "name" id``, of .ftree those before the links."""
    expected = f'path flow "name" {" ".join(nodes.columns)}'
    modules_of = cache(split_path)
    for line in text.lines():
        if line.startswith(LINKS):
            return
        match = TREE_LINE.fullmatch(line)
        if match is None:
            raise unexpected(line, expected)
        ids = match[3].split()
        _check_number_of_ids(ids, nodes, line, expected)
        path, _, _ = match[1].rpartition(":")
        if not path:
            raise ReadError(
                f"the path {match[1]!r} is not 'module:rank', or longer: it names no module. "
                "Put the node into one."
            )
        yield nodes.with_ids(ids, match[2]), modules_of(path)


def split_path(path: str) -> tuple[str, ...]:
    """The modules that a path with colons names."""
    return tuple(path.split(":"))


def _check_number_of_ids(ids: list[str], nodes: Nodes, line: str, expected: str) -> None:
    if nodes.takes(len(ids)):
        return
    if len(ids) == 1:
        raise ReadError(
            f"{shown(line)} names a node, and this network has states of nodes: {expected!r} was "
            "expected. Give the file of states, which Infomap calls _states."
        )
    raise unexpected(line, expected)


def table_items(separator: str, expected: str) -> Callable[[PartitionText, Nodes], Iterator[Item]]:
    """Of rows of a node, its module, its flow and its path, with such a separator; a first row
    that calls these columns node and module is none of them."""

    def items(text: PartitionText, nodes: Nodes) -> Iterator[Item]:
        modules_of = cache(split_path)
        label_in = unguarded if text.is_guarded else str
        for number, record in enumerate(text.records(separator)):
            if number == 0 and record[:2] == HEADER:
                continue
            is_complete = len(record) in (2, 3, 4) and all(map(PATH.fullmatch, record[3:]))
            has_flow = all(FLOW.fullmatch(flow.strip()) for flow in record[2:3] if flow.strip())
            if not is_complete or not has_flow or not record[1].strip():
                raise unexpected(separator.join(record), expected)
            node = nodes.with_text(label_in(record[0]))
            yield node, modules_of(record[3]) if record[3:] else record[1].strip()

    return items


def json_items(text: PartitionText, nodes: Nodes) -> Iterator[Item]:
    """Of the array "nodes"."""
    document = text.document
    entries = document.get("nodes") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise unexpected(text.text, JSON_EXPECTED)
    for number, entry in enumerate(entries, 1):
        text.where = f': entry {number} of "nodes"'
        complete = isinstance(entry, dict) and {"node", "module"} <= entry.keys()
        if not complete or not isinstance(entry["module"], int | str):
            raise unexpected(json.dumps(entry), '{"node": ..., "module": 0}')
        path = entry.get("path")
        if path is not None and not _is_json_path(path):
            raise unexpected(json.dumps(path), '"path": [0, 1]')
        yield nodes.with_json(entry["node"]), entry["module"] if path is None else tuple(path)


def _is_json_path(path: object) -> bool:
    return isinstance(path, list) and path != [] and all(isinstance(k, int | str) for k in path)


def newick_items(text: PartitionText, nodes: Nodes) -> Iterator[Item]:
    """Of the leaves of a tree."""
    parser = NewickParser(text.text)
    try:
        for label, path in parser.leaves():
            text.where = f":{parser.line}"
            if not path:
                raise ReadError(
                    f"the leaf {shown(label)} hangs on the root: it is in no module. Put it into "
                    "parentheses of its own."
                )
            yield nodes.with_name(label, escaped_label), tuple(map(str, path))
    finally:
        text.where = f":{parser.line}"


def unexpected(line: str, expected: str) -> ReadError:
    """The error for a line that is not as it has to be."""
    return ReadError(f"{shown(line)} is not {expected!r}, which was expected. Correct the line.")
