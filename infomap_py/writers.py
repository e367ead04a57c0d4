"""A partition to text: .clu, .tree and .ftree as Infomap has them, .tsv, .csv and .json.

Every file begins with what made it: lines that begin with ``# ``, or the object ``provenance`` in
JSON. What is written depends on input, options and seed alone. Module ids are those of Python, from
0, in .tsv, .csv and .json; .clu, .tree and .ftree count from 1, as Infomap does. Floats are written
such that they are read back exactly.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from infomap_py.errors import OptionError
from infomap_py.flow_tree_files import flow_tree_lines
from infomap_py.json_files import json_text
from infomap_py.output_files import COMPRESSIONS, write_text
from infomap_py.provenance import heading
from infomap_py.table_files import node_and_module, table_lines
from infomap_py.tree_files import clu_lines, tree_lines

if TYPE_CHECKING:
    from infomap_py.partition import Partition

LINES: dict[str, Callable[[Partition], Iterator[str]]] = {
    "clu": clu_lines,
    "tree": tree_lines,
    "ftree": flow_tree_lines,
    "tsv": lambda partition: table_lines(partition, "\t"),
    "csv": lambda partition: table_lines(partition, ","),
}

FORMATS = (*LINES, "json")


def write(partition: Partition, path: str | os.PathLike[str], format: str | None = None) -> None:
    """Write a partition to a file, all of it or nothing.

    Parameters
    ----------
    partition : Partition
    path : str or path
        ``"-"`` is standard output, which gets no provenance. A further suffix .gz, .bz2 or .xz
        compresses.
    format : {"clu", "tree", "ftree", "tsv", "csv", "json"}, optional
        None: as the suffix of ``path`` says; on standard output, lines ``node<TAB>module``.

        Modules within modules are in all of them but "clu", which has the outermost: as the path
        from the outermost to the lowest. "ftree" is "tree" and the flow on links between the
        modules or nodes in each module. State networks have a line per state.

    Raises
    ------
    OptionError
        There is no such format, or the suffix names none.
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


def format_of(path: str, format: str | None = None) -> str:
    """The format, which the suffix of ``path`` names unless ``format`` does."""
    if format is not None:
        if format not in FORMATS:
            raise OptionError(f"format={format!r} is none of {', '.join(FORMATS)}.")
        return format
    stem, suffix = os.path.splitext(path.lower())
    if suffix in COMPRESSIONS:
        suffix = os.path.splitext(stem)[1]
    if suffix[1:] not in FORMATS:
        raise OptionError(
            f"the suffix of {path!r} names no format; the suffixes are "
            f"{', '.join('.' + known for known in FORMATS)}, also with {', '.join(COMPRESSIONS)} "
            f"behind them. Change it, or give format={FORMATS[0]!r} or another of them."
        )
    return suffix[1:]


def _text(partition: Partition, path: str, format: str | None) -> Iterator[str]:
    standard_output = path == "-"
    if standard_output and format is None:
        return node_and_module(partition)
    chosen = format_of(path, format)
    if chosen == "json":
        return json_text(partition, with_provenance=not standard_output)
    return _lines(partition, chosen, with_provenance=not standard_output)


def _lines(partition: Partition, format: str, with_provenance: bool) -> Iterator[str]:
    if with_provenance:
        yield from heading(partition)
    yield from LINES[format](partition)
