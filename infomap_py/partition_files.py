"""Files of a partition -> the module of every node, by the label that the network gives it.

Read are the files of :mod:`infomap_py.writers`, and the .clu and two-level .tree of Infomap. A file
names nodes by text, so a node is found by the text of its label. The ids in .clu and .tree are
labels where all labels of the network are integers, and else positions from 1; of these, a .tree
has names as well, and the names decide.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from infomap_py.errors import ReadError
from infomap_py.labels import as_sequence
from infomap_py.network import Network
from infomap_py.output_files import ENCODING, ENCODING_ERRORS
from infomap_py.streams import name_of, read_chunks
from infomap_py.writers import format_of, has_integer_labels, quoted_name

CLU_LINE = re.compile(r"(-?\d+)\s+(\d+)(?:\s+\S+)?")
JSON_EXPECTED = '{"nodes": [{"node": ..., "module": ...}, ...]}'
TREE_LINE = re.compile(r'(\d+(?::\d+)*)\s+\S+\s+(".*")\s+(-?\d+)')

NEWLINE = b"\n"
SHOWN = 60  # characters of a line that a message shows

Item = tuple[Hashable, Hashable]  # node label, module


def read_partition(
    path: str | os.PathLike[str], network: Network, format: str | None = None
) -> dict[Hashable, Hashable]:
    """Read the module of every node that a file names.

    Parameters
    ----------
    path : str or path
        ``"-"`` is standard input. Compressed files are decompressed.
    network : Network
        Whose nodes the file names; whether it names all is for the caller to check.
    format : {"clu", "tree", "tsv", "csv", "json"}, optional
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
    modules: dict[Hashable, Hashable] = {}
    try:
        text.read(file)
        for node, module in items(text, NodesByText(network)):
            if modules.setdefault(node, module) != module:
                raise ReadError(
                    f"node {node!r} is put into module {module!r} after {modules[node]!r}; "
                    "a partition puts each node in one module. Remove one of the two."
                )
    except ReadError as error:
        raise ReadError(f"{text.name}{text.where}: {error}") from error.__cause__
    return modules


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


class NodesByText:
    """Finds the nodes that a file names."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.labels = as_sequence(network.nodes)
        self.by_text = {str(label): label for label in self.labels}

    def with_text(self, text: str) -> Hashable:
        """The node whose label reads like this."""
        try:
            return self.by_text[text]
        except KeyError:
            raise self._unknown(text) from None

    def with_id(self, number: str) -> Hashable:
        """The node that .clu calls by this integer."""
        if self._have_integer_labels:
            return self.with_text(number)
        if not 1 <= int(number) <= len(self.labels):
            raise ReadError(
                f"node id {number} is no position from 1 to {len(self.labels)}; ids are positions "
                "where labels are no integers. Give the file that belongs to this network."
            )
        return self.labels[int(number) - 1]

    def with_name(self, name: str, number: str) -> Hashable:
        """The node that .tree calls by this name, between quotes, and integer."""
        if self._have_integer_labels:
            return self.with_text(number)
        if name in self._by_name:
            return self._by_name[name]
        return self.with_text(name[1:-1])  # Infomap escapes nothing

    def with_json(self, value: Any) -> Hashable:
        """The node that .json calls by a text or number."""
        if isinstance(value, Hashable) and value in self.network.index:
            return self.labels[self.network.index[value]]
        return self.with_text(str(value))

    @cached_property
    def _have_integer_labels(self) -> bool:
        return has_integer_labels(self.network.nodes)

    @cached_property
    def _by_name(self) -> dict[str, Hashable]:
        return {quoted_name(label): label for label in self.labels}

    def _unknown(self, text: str) -> ReadError:
        return ReadError(
            f"node {_shown(text)} is not in the network ({self.network!r}). "
            "Remove it, or give the file that belongs to this network."
        )


def _clu_items(text: PartitionText, nodes: NodesByText) -> Iterator[Item]:
    for line in text.lines():
        match = CLU_LINE.fullmatch(line)
        if match is None:
            raise _unexpected(line, "node_id module [flow]")
        yield nodes.with_id(match[1]), match[2]


def _tree_items(text: PartitionText, nodes: NodesByText) -> Iterator[Item]:
    for line in text.lines():
        match = TREE_LINE.fullmatch(line)
        if match is None:
            raise _unexpected(line, 'path flow "name" node_id')
        module, *below = match[1].split(":")
        if len(below) != 1:
            raise ReadError(
                f"the path {match[1]!r} is not 'module:rank'; this version scores two levels only. "
                "Cut the paths to two, or give a .clu file."
            )
        yield nodes.with_name(match[2], match[3]), module


def _table_items(separator: str, expected: str) -> Callable[..., Iterator[Item]]:
    def items(text: PartitionText, nodes: NodesByText) -> Iterator[Item]:
        for record in text.records(separator):
            if len(record) not in (2, 3):
                raise _unexpected(separator.join(record), expected)
            yield nodes.with_text(record[0]), record[1].strip()

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
        yield nodes.with_json(entry["node"]), entry["module"]


def _unexpected(line: str, expected: str) -> ReadError:
    return ReadError(f"{_shown(line)} is not {expected!r}, which was expected. Correct the line.")


def _shown(text: str) -> str:
    return repr(text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}...")


_READERS: dict[str, Callable[[PartitionText, NodesByText], Iterator[Item]]] = {
    "clu": _clu_items,
    "tree": _tree_items,
    "tsv": _table_items("\t", "node<TAB>module[<TAB>flow]"),
    "csv": _table_items(",", "node,module[,flow]"),
    "json": _json_items,
}
