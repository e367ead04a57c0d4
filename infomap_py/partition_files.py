"""Files of a partition -> the module of every node, or the path of modules, by the label that the
network gives it.

Read are the files of :mod:`infomap_py.writers`, and the .clu, .tree and .ftree of Infomap.
:mod:`infomap_py.nodes_by_text` finds the nodes.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cache

from infomap_py.errors import ReadError
from infomap_py.network import Network
from infomap_py.nodes_by_text import NodesByText, nodes_by_text, shown
from infomap_py.output_files import ENCODING, ENCODING_ERRORS
from infomap_py.streams import name_of, read_chunks
from infomap_py.writers import format_of

CLU_LINE = re.compile(r"(-?\d+)\s+(\d+)(?:\s+\S+((?:\s+-?\d+)*))?")
PATH = re.compile(r"\d+(?::\d+)*")
JSON_EXPECTED = '{"nodes": [{"node": ..., "module": ...}, ...]}'
TREE_LINE = re.compile(rf'({PATH.pattern})\s+\S+\s+(".*")((?:\s+-?\d+)+)')
LINKS = "*Links"  # where the nodes of .ftree end

NEWLINE = b"\n"

Item = tuple[Hashable, Hashable]  # node label, module


def read_partition(
    path: str | os.PathLike[str], network: Network | None, format: str | None = None
) -> dict[Hashable, Hashable]:
    """Read the module of every node that a file names, as ``{node: module}``; of a hierarchy,
    ``{node: path}``: the modules that it is in, from the outermost to the lowest.

    Parameters
    ----------
    path : str or path
        ``"-"`` is standard input. Compressed files are decompressed.
    network : Network or None
        Whose nodes the file names; whether it names all is for the caller to check. Files of a
        :class:`StateNetwork` have a line per state. None: nodes are called as the file does.
    format : {"clu", "tree", "ftree", "tsv", "csv", "json"}, optional
        None: as the suffix of ``path`` says; standard input is "tsv".

    Raises
    ------
    ReadError
        The file is malformed, or names a node that is not in the network; the message begins with
        file:line.
    OptionError
        There is no such format, or the suffix names none.
    OSError
        The file cannot be opened or read.
    """
    file = os.fsdecode(path)
    items = _READERS["tsv" if (file, format) == ("-", None) else format_of(file, format)]
    text = PartitionText(name_of(file))
    try:
        text.read(file)
        modules = _by_node(items(text, nodes_by_text(network)))
        text.where = ""
        _refuse_nodes_beside_modules(modules)
    except ReadError as error:
        raise ReadError(f"{text.name}{text.where}: {error}") from error.__cause__
    paths = [module for module in modules.values() if isinstance(module, tuple)]
    if any(len(path) > 1 for path in paths) or len(paths) < len(modules):
        return modules
    return {node: outermost for node, (outermost,) in zip(modules, paths, strict=True)}


def _by_node(items: Iterator[Item]) -> dict[Hashable, Hashable]:
    modules: dict[Hashable, Hashable] = {}
    have_paths = None
    for node, module in items:
        if modules.setdefault(node, module) != module:
            raise ReadError(
                f"node {node!r} is put into module {_name(module)} after {_name(modules[node])}; "
                "a partition puts each node in one module. Remove one of the two."
            )
        is_path = isinstance(module, tuple)
        have_paths = is_path if have_paths is None else have_paths
        if is_path != have_paths:
            raise ReadError(
                f"node {node!r} has {'a' if is_path else 'no'} path, unlike those before it. "
                "Give all nodes one, or none."
            )
    return modules


def _refuse_nodes_beside_modules(modules: dict[Hashable, Hashable]) -> None:
    paths = {module for module in modules.values() if isinstance(module, tuple)}
    holders = {path[:depth] for path in paths for depth in range(1, len(path))}
    for node, module in modules.items():
        if module in holders:
            raise ReadError(
                f"node {node!r} is in module {_name(module)}, which holds modules as well. "
                "Put it into a module in that."
            )


def _name(module: Hashable) -> str:
    return repr(":".join(map(str, module)) if isinstance(module, tuple) else module)


@dataclass
class PartitionText:
    """The text of a file, and the place in it that is being read."""

    name: str
    text: str = ""
    where: str = ":1"

    def read(self, path: str) -> None:
        """Take the text of the file."""
        content = bytearray()
        try:
            for chunk in read_chunks(path):
                content += chunk
        except ReadError:
            self._go_to_the_end_of(content)
            raise
        try:
            self.text = content.decode(ENCODING, ENCODING_ERRORS).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            self._go_to_the_end_of(content[: error.start])
            raise ReadError(
                f"the byte {error.object[error.start]:#x} does not belong there in UTF-8; "
                "convert the file to UTF-8 text."
            ) from None

    def lines(self) -> Iterator[str]:
        """Lines less comments and blanks."""
        for number, line in enumerate(io.StringIO(self.text, newline=""), 1):
            self.where = f":{number}"
            line = line.strip()
            if line and not line.startswith("#"):
                yield line

    def records(self, separator: str) -> Iterator[list[str]]:
        """Rows of a table; a comment is a line that begins with ``#`` between two of them."""
        between = True

        def lines() -> Iterator[str]:
            nonlocal between
            for number, line in enumerate(io.StringIO(self.text, newline=""), 1):
                if between:
                    self.where = f":{number}"
                    if line.startswith("#") or not line.strip("\r\n"):
                        continue
                between = False
                yield line

        try:
            for record in csv.reader(lines(), delimiter=separator, strict=True):
                between = True
                yield record
        except csv.Error as error:
            raise ReadError(
                f"the quotes do not pair ({error}); a quote between quotes is written twice."
            ) from None

    def _go_to_the_end_of(self, content: bytearray) -> None:
        self.where = f":{content.count(NEWLINE) + 1}"


def _clu_items(text: PartitionText, nodes: NodesByText) -> Iterator[Item]:
    own_id, *other_ids = nodes.columns
    expected = " ".join([own_id, "module", *(["flow", *other_ids] if other_ids else ["[flow]"])])
    for line in text.lines():
        match = CLU_LINE.fullmatch(line)
        if match is None:
            raise _unexpected(line, expected)
        ids = [match[1], *(match[3] or "").split()]
        _check_number_of_ids(ids, nodes, line, expected)
        yield nodes.with_ids(ids), match[2]


def _tree_items(text: PartitionText, nodes: NodesByText) -> Iterator[Item]:
    expected = f'path flow "name" {" ".join(nodes.columns)}'
    modules_of = cache(_split)
    for line in text.lines():
        if line.startswith(LINKS):
            return
        match = TREE_LINE.fullmatch(line)
        if match is None:
            raise _unexpected(line, expected)
        ids = match[3].split()
        _check_number_of_ids(ids, nodes, line, expected)
        path, _, _ = match[1].rpartition(":")
        if not path:
            raise ReadError(
                f"the path {match[1]!r} is not 'module:rank', or longer: it names no module. "
                "Put the node into one."
            )
        yield nodes.with_ids(ids, match[2]), modules_of(path)


def _split(path: str) -> tuple[str, ...]:
    return tuple(path.split(":"))


def _check_number_of_ids(ids: list[str], nodes: NodesByText, line: str, expected: str) -> None:
    if len(ids) == len(nodes.columns):
        return
    if len(ids) == 1:
        raise ReadError(
            f"{shown(line)} names a node, and this network has states of nodes: {expected!r} was "
            "expected. Give the file of states, which Infomap calls _states."
        )
    raise _unexpected(line, expected)


def _table_items(separator: str, expected: str) -> Callable[..., Iterator[Item]]:
    def items(text: PartitionText, nodes: NodesByText) -> Iterator[Item]:
        modules_of = cache(_split)
        for record in text.records(separator):
            is_complete = len(record) in (2, 3, 4) and all(map(PATH.fullmatch, record[3:]))
            if not is_complete:
                raise _unexpected(separator.join(record), expected)
            node = nodes.with_text(record[0])
            yield node, modules_of(record[3]) if record[3:] else record[1].strip()

    return items


def _json_items(text: PartitionText, nodes: NodesByText) -> Iterator[Item]:
    try:
        document = json.loads(text.text)
    except json.JSONDecodeError as error:
        text.where = f":{error.lineno}"
        raise ReadError(f"column {error.colno} is no JSON: {error.msg}.") from None
    except RecursionError:
        raise _unexpected(text.text, JSON_EXPECTED) from None
    entries = document.get("nodes") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise _unexpected(text.text, JSON_EXPECTED)
    for number, entry in enumerate(entries, 1):
        text.where = f': entry {number} of "nodes"'
        complete = isinstance(entry, dict) and {"node", "module"} <= entry.keys()
        if not complete or not isinstance(entry["module"], int | str):
            raise _unexpected(json.dumps(entry), '{"node": ..., "module": 0}')
        path = entry.get("path")
        if path is not None and not _is_json_path(path):
            raise _unexpected(json.dumps(path), '"path": [0, 1]')
        yield nodes.with_json(entry["node"]), entry["module"] if path is None else tuple(path)


def _is_json_path(path: object) -> bool:
    return isinstance(path, list) and path != [] and all(isinstance(k, int | str) for k in path)


def _unexpected(line: str, expected: str) -> ReadError:
    return ReadError(f"{shown(line)} is not {expected!r}, which was expected. Correct the line.")


_READERS: dict[str, Callable[[PartitionText, NodesByText], Iterator[Item]]] = {
    "clu": _clu_items,
    "tree": _tree_items,
    "ftree": _tree_items,
    "tsv": _table_items("\t", "node<TAB>module[<TAB>flow[<TAB>path]]"),
    "csv": _table_items(",", "node,module[,flow[,path]]"),
    "json": _json_items,
}
