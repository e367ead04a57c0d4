"""A partition to text: .clu and .tree as Infomap has them, .tsv, .csv and .json.

Every file begins with what made it: lines that begin with ``# ``, or the object ``provenance`` in
JSON. What is written depends on input, options and seed alone. Module ids are those of Python, from
0, in .tsv, .csv and .json; .clu and .tree count from 1, as Infomap does. Floats are written such
that they are read back exactly.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from math import isfinite
from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np

from infomap_py._core.lines import pairs
from infomap_py.errors import OptionError
from infomap_py.labels import Labels, as_sequence
from infomap_py.output_files import COMPRESSIONS, write_text

if TYPE_CHECKING:
    from infomap_py.partition import Partition

SLICE = 1 << 16  # nodes that are text at the same time: some megabytes, and a look for Ctrl-C

FORMATS = ("clu", "tree", "tsv", "csv", "json")

SEPARATORS = {"tsv": "\t", "csv": ","}

NOT_IN_NAMES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"})


def write(partition: Partition, path: str | os.PathLike[str], format: str | None = None) -> None:
    """Write a partition to a file, all of it or nothing.

    Parameters
    ----------
    partition : Partition
    path : str or path
        ``"-"`` is standard output, which gets no provenance. A further suffix .gz, .bz2 or .xz
        compresses.
    format : {"clu", "tree", "tsv", "csv", "json"}, optional
        None: as the suffix of ``path`` says; on standard output, lines ``node<TAB>module``.

    Raises
    ------
    OptionError
        There is no such format, or the suffix names none.
    OSError
        The file cannot be written; what was there before is still there.
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
        return _pairs(partition)
    chosen = format_of(path, format)
    if chosen == "json":
        return _json(partition, with_provenance=not standard_output)
    return _lines(partition, chosen, with_provenance=not standard_output)


def _lines(partition: Partition, format: str, with_provenance: bool) -> Iterator[str]:
    if with_provenance:
        facts = {**provenance(partition), **measures(partition)}
        facts["options"] = ", ".join(f"{k}={v!r}" for k, v in facts["options"].items())
        for name, fact in facts.items():
            yield f"# {one_line(f'{name}: {fact}')}\n"
    yield from _LINES[format](partition)


def provenance(partition: Partition) -> dict[str, Any]:
    """What made the partition: enough to make it again."""
    return {
        "infomap_py": partition.version,
        "input": partition.network.source,
        "network": repr(partition.network),
        "options": {name: _plain(value) for name, value in partition.options.items()},
        "seed": partition.seed,
        "trial": partition.trial,
        "complete": partition.complete,
    }


def measures(partition: Partition) -> dict[str, float | int]:
    """What came of it."""
    return {
        "codelength": partition.codelength,
        "index_codelength": partition.index_codelength,
        "module_codelength": partition.module_codelength,
        "one_level_codelength": partition.one_level_codelength,
        "num_modules": partition.num_modules,
    }


def one_line(text: str) -> str:
    """The text with what would end the line, or not show, escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def has_integer_labels(nodes: Labels) -> bool:
    """Whether .clu and .tree can call all nodes by their labels."""
    kinds = {int} if isinstance(nodes, range) else set(map(type, as_sequence(nodes)))
    return all(issubclass(kind, Integral) and not issubclass(kind, bool) for kind in kinds)


def node_ids(nodes: Labels) -> Sequence[Any]:
    """The ids of nodes in .clu and .tree: the labels if all are integers, else 1, 2, 3, ..."""
    return as_sequence(nodes) if has_integer_labels(nodes) else range(1, len(nodes) + 1)


def quoted_name(label: Hashable) -> str:
    """The label as .tree has it, between quotes."""
    return '"' + str(label).translate(NOT_IN_NAMES) + '"'


def _pairs(partition: Partition) -> Iterator[str]:
    for start in range(0, len(partition), SLICE):
        part = slice(start, start + SLICE)
        nodes, modules = partition.nodes[part], partition.labels[part]
        if isinstance(nodes, np.ndarray) and nodes.dtype == np.int64:
            yield pairs(np.ascontiguousarray(nodes), modules)
            continue
        rows = zip(_cells(as_sequence(nodes), "\t"), modules.tolist(), strict=True)
        yield "".join([f"{node}\t{module}\n" for node, module in rows])


def _table(partition: Partition, separator: str) -> Iterator[str]:
    for nodes, modules, flows in _slices(partition):
        rows = zip(_cells(nodes, separator), modules, flows, strict=True)
        yield "".join(
            [f"{node}{separator}{module}{separator}{flow!r}\n" for node, module, flow in rows]
        )


def _clu(partition: Partition) -> Iterator[str]:
    ids = node_ids(partition.nodes)
    yield "# node_id module flow\n"
    start = 0
    for _, modules, flows in _slices(partition):
        rows = zip(ids[start : start + SLICE], modules, flows, strict=True)
        yield "".join([f"{node} {module + 1} {flow!r}\n" for node, module, flow in rows])
        start += SLICE


def _tree(partition: Partition) -> Iterator[str]:
    """By module, and within one by decreasing flow, equal flows by position."""
    labels, ids = as_sequence(partition.nodes), node_ids(partition.nodes)
    order = np.lexsort((-partition.flow, partition.labels))
    first = np.searchsorted(partition.labels[order], np.arange(partition.num_modules))
    ranks = np.arange(len(order)) - first[partition.labels[order]]
    yield "# path flow name node_id\n"
    for start in range(0, len(order), SLICE):
        nodes = order[start : start + SLICE]
        rows = zip(
            nodes.tolist(),
            (partition.labels[nodes] + 1).tolist(),
            (ranks[start : start + SLICE] + 1).tolist(),
            partition.flow[nodes].tolist(),
            strict=True,
        )
        yield "".join(
            [
                f"{module}:{rank} {flow!r} {quoted_name(labels[u])} {ids[u]}\n"
                for u, module, rank, flow in rows
            ]
        )


def _json(partition: Partition, with_provenance: bool) -> Iterator[str]:
    made_by = {"provenance": provenance(partition)} if with_provenance else {}
    text = json.dumps({**made_by, **measures(partition)}, indent=1, ensure_ascii=False)
    as_json = json.JSONEncoder(ensure_ascii=False).encode
    yield text.removesuffix("\n}") + ',\n "nodes": ['
    before = "\n  "
    for nodes, modules, flows in _slices(partition):
        names = [as_json(_plain(node)) for node in nodes]
        rows = zip(names, modules, flows, strict=True)
        entries = [
            f'{{"node": {name}, "module": {module}, "flow": {flow!r}}}'
            for name, module, flow in rows
        ]
        yield before + ",\n  ".join(entries)
        before = ",\n  "
    yield "\n ]\n}\n"


def _plain(value: object) -> object:
    """The value as JSON can hold it."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    return value if isinstance(value, str | int) or value is None else str(value)


def _slices(partition: Partition) -> Iterator[tuple[Sequence[Hashable], list[int], list[float]]]:
    """Labels, module ids and flow of some nodes after the other."""
    for start in range(0, len(partition), SLICE):
        part = slice(start, start + SLICE)
        nodes = as_sequence(partition.nodes[part])
        yield nodes, partition.labels[part].tolist(), partition.flow[part].tolist()


def _cells(labels: Sequence[Hashable], separator: str) -> list[str]:
    """Labels as the first column of a table, between quotes where they would be misread."""
    texts = list(map(str, labels))
    # First in all at once: hardly any names have such characters, and to look at one after the
    # other takes longer than to write them.
    text = "\0".join(["", *texts])
    if not any(mark in text for mark in (separator, '"', "\r", "\n", "\0#")):
        return texts
    misread = re.compile(f'[{separator}"\r\n]|^#').search
    return [_between_quotes(text) if misread(text) else text for text in texts]


def _between_quotes(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


_LINES: dict[str, Callable[[Partition], Iterator[str]]] = {
    "clu": _clu,
    "tree": _tree,
    "tsv": lambda partition: _table(partition, "\t"),
    "csv": lambda partition: _table(partition, ","),
}
