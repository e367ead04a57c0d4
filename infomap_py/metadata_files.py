"""Metadata files: lines ``node category ...``."""

from __future__ import annotations

import os
from collections.abc import Hashable

import numpy as np
import numpy.typing as npt

from infomap_py.errors import ReadError, counted
from infomap_py.labels import as_sequence
from infomap_py.metadata import MISSING
from infomap_py.network import Network
from infomap_py.nodes_by_text import NodesByText
from infomap_py.partition_text import PartitionText
from infomap_py.streams import name_of


def read_metadata(path: str | os.PathLike[str], network: Network) -> npt.NDArray[np.object_]:
    """Read a file of lines ``node category ...``: a row of categories per node, in node order.

    Nodes that the file leaves out have missing categories. Lines that begin with ``#`` are
    comments. Nodes are called by their labels, or all by ids, as in .clu: positions from 1, where
    labels are no integers. Numbers are ids if they are not all labels, or if all labels are numbers
    in the guise of names, as a Pajek file may have them.

    Raises
    ------
    ReadError
        A line has no category, or another number of them than the first; or it names a node twice,
        or one that is not in the network. The message begins with file:line.
    OSError
        The file cannot be opened or read.
    """
    file = os.fsdecode(path)
    text = PartitionText(name_of(file))
    rows: dict[Hashable, list[str]] = {}
    try:
        text.read(file)
        nodes = NodesByText(network)
        names = [line.split()[0] for line in text.lines()]
        by_id = nodes.are_ids(names)
        for line in text.lines():
            name, *row = line.split()
            _check_row(line, row, next(iter(rows.values()), row))
            node = nodes.with_ids([name]) if by_id else nodes.with_text(name)
            if rows.setdefault(node, row) is not row:
                raise ReadError(f"node {name!r} has categories already. Remove one of the lines.")
    except ReadError as error:
        raise ReadError(f"{text.name}{text.where}: {error}") from error.__cause__
    width = len(next(iter(rows.values()), [MISSING]))
    table = np.full((network.num_nodes, width), MISSING, dtype=object)
    for u, node in enumerate(as_sequence(network.nodes)):
        if node in rows:
            table[u] = rows[node]
    return table


def _check_row(line: str, row: list[str], first: list[str]) -> None:
    if not row:
        raise ReadError(
            f"{line!r} is not 'node category ...', which was expected. Correct the line."
        )
    if len(row) != len(first):
        raise ReadError(
            f"{line!r} has {counted(len(row), 'column')} of categories, and the first line "
            f"{len(first)}; give every node as many."
        )
