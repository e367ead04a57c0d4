"""Files of a partition -> the module of every node, or the path of modules, by the label that the
network gives it.

Read are the files of :mod:`infomap_py.writers` but for those of VOSviewer, and the .clu, .tree and
.ftree of Infomap. :mod:`infomap_py.nodes_by_text` finds the nodes; without a network,
:mod:`infomap_py.nodes_as_named` calls them as the file does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from infomap_py.errors import ReadError
from infomap_py.file_formats import format_to_read
from infomap_py.line_graph import LineGraph
from infomap_py.network import Network
from infomap_py.nodes_as_named import NodesAsNamed
from infomap_py.nodes_by_text import Nodes, nodes_by_text, shown
from infomap_py.partition_items import (
    Item,
    clu_items,
    json_items,
    newick_items,
    table_items,
    tree_items,
)
from infomap_py.partition_text import PartitionText
from infomap_py.provenance import facts_in
from infomap_py.streams import name_of
from infomap_py.xml_partitions import gexf_items, graphml_items

Modules = dict[Hashable, Hashable]

OF_NODES = ("graphml", "gexf")  # also where modules are of links
MAX_DEPTH = 1000  # single linkage of as many nodes
OF_INFOMAP = "# v"  # how its files begin; it escapes nothing

# Where documents say what made them.
DESCRIPTIONS = {
    "newick": re.compile(r"^\[([^\]]*)\]"),
    "graphml": re.compile(r"<desc>([^<]*)</desc>"),
    "gexf": re.compile(r"<description>([^<]*)</description>"),
}


@dataclass(frozen=True)
class PartitionFile:
    """The text of a file, and the format that it is of."""

    text: PartitionText
    format: str

    @classmethod
    def read(cls, path: str | os.PathLike[str], format: str | None = None) -> PartitionFile:
        """That of a path; for what it raises, see :func:`read_modules`."""
        file = os.fsdecode(path)
        chosen = format_to_read(file, format)
        text = PartitionText(name_of(file))
        with text.place():
            text.read(file)
        return cls(text, chosen)

    def facts(self) -> dict[str, Any]:
        """What the file tells of the partition as a whole: :func:`infomap_py.provenance.provenance`
        and measures, the former as text unless it is JSON; of other programs' files, nothing."""
        with self.text.place():
            if self.format == "json":
                document = self.text.document
                told = document if isinstance(document, dict) else {}
                made_by = told.get("provenance")
                return {**told, **made_by} if isinstance(made_by, dict) else {}
            if self.format in DESCRIPTIONS:
                match = DESCRIPTIONS[self.format].search(self.text.text)
                return facts_in(unescape(match[1]).splitlines() if match else [])
            return facts_in(self.text.comments())

    def modules(self, network: Network | None) -> Modules:
        """The module or path of every node, found in the network, or called as in the file."""
        nodes: Nodes
        if network is None:
            nodes = NodesAsNamed(not self.text.text.startswith(OF_INFOMAP))
        else:
            nodes = nodes_by_text(network)
        with self.text.place():
            if isinstance(network, LineGraph) and self.format in OF_NODES:
                raise ReadError(
                    f"{self.format} holds nodes, and modules that overlap are of links. Give a "
                    ".json, .tree or .tsv file; or read this one without the graph, with each node "
                    "in the module that has most of its flow."
                )
            modules = _by_node(_READERS[self.format](self.text, nodes))
            self.text.where = ""
            _refuse_nodes_beside_modules(modules)
        return _without_needless_paths(modules)


def read_modules(
    path: str | os.PathLike[str], network: Network, format: str | None = None
) -> Modules:
    """Read the module of every node that a file names, as ``{node: module}``; of a hierarchy,
    ``{node: path}``: the modules that it is in, from the outermost to the lowest.

    Parameters
    ----------
    path : str or path
        ``"-"`` is standard input. Compressed files are decompressed.
    network : Network
        Whose nodes the file names; whether it names all is for the caller to check. Files of a
        :class:`StateNetwork` have a line per state.
    format : one of :data:`infomap_py.file_formats.READ_FORMATS`, optional
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
    return PartitionFile.read(path, format).modules(network)


def _without_needless_paths(modules: Modules) -> Modules:
    """Modules where all paths are of one module."""
    paths = [module for module in modules.values() if isinstance(module, tuple)]
    if any(len(path) > 1 for path in paths) or len(paths) < len(modules):
        return modules
    return {node: outermost for node, (outermost,) in zip(modules, paths, strict=True)}


def _by_node(items: Iterator[Item]) -> Modules:
    modules: Modules = {}
    have_paths = None
    once: Modules = {}  # paths are long, and shared by many nodes
    for node, module in items:
        module = once.setdefault(module, module)
        if isinstance(module, tuple) and len(module) > MAX_DEPTH:
            raise ReadError(
                f"node {node!r} is in {len(module):,} modules, each within the one before; at most "
                f"{MAX_DEPTH:,} are read. Leave some out."
            )
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


def _refuse_nodes_beside_modules(modules: Modules) -> None:
    paths = {module for module in modules.values() if isinstance(module, tuple)}
    holders = set()
    for path in paths:
        for depth in range(len(path) - 1, 0, -1):
            if path[:depth] in holders:
                break  # and so are those around it
            holders.add(path[:depth])
    for node, module in modules.items():
        if module in holders:
            raise ReadError(
                f"node {node!r} is in module {_name(module)}, which holds modules as well. "
                "Put it into a module in that."
            )


def _name(module: Hashable) -> str:
    path = ":".join(map(str, module)) if isinstance(module, tuple) else module
    return shown(path) if isinstance(path, str) else repr(path)


_READERS: dict[str, Callable[[PartitionText, Nodes], Iterator[Item]]] = {
    "clu": clu_items,
    "tree": tree_items,
    "ftree": tree_items,
    "tsv": table_items("\t", "node<TAB>module[<TAB>flow[<TAB>path]]"),
    "csv": table_items(",", "node,module[,flow[,path]]"),
    "json": json_items,
    "newick": newick_items,
    "graphml": graphml_items,
    "gexf": gexf_items,
}
