"""A network as a file that is read back: a link list, or Pajek's .net, which leaves nothing out.

A link list has no place for nodes without links, for directions, sides or states. Where nodes have
names it begins with a header, without which a first line of two names could be taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from infomap_py._version import __version__
from infomap_py.errors import NetworkError, OptionError, counted
from infomap_py.file_formats import check_format, format_by_suffix
from infomap_py.file_ids import has_integer_labels, node_ids
from infomap_py.graph_files import GRAPH_FORMATS
from infomap_py.labels import as_sequence, label_text, label_texts
from infomap_py.network import Network
from infomap_py.output_files import in_pieces, one_line, write_text
from infomap_py.spreadsheet_cells import guarded, remark_on, without_formulas
from infomap_py.state_network import StateNetwork
from infomap_py.table_files import between_quotes, cells

FORMATS = ("tsv", "csv", "net")
SUFFIXES = {f".{format}": format for format in (*FORMATS, *GRAPH_FORMATS)}
SEPARATORS = {"tsv": "\t", "csv": ","}
UNREADABLE = re.compile("[\n\r\0]")
MARKS = "#%* "  # what a line of a link list does not begin with: comments, headings, blanks


def format_of(path: str, format: str | None = None) -> str:
    """The format: that which is given, or by suffix; a link list with tabs where neither says.

    Raises
    ------
    OptionError
        There is no such format, or the file would be read as one that is not written.
    """
    if format is not None:
        return check_format(format, FORMATS)
    named = format_by_suffix(path, SUFFIXES) or "tsv"
    if named not in FORMATS:
        raise OptionError(
            f"{path!r} would be read as {named}, and networks are written as {', '.join(FORMATS)}. "
            "Give it another suffix, such as .tsv."
        )
    return named


def write(network: Network, path: str, format: str, is_plain: bool = False) -> None:
    """Write a network to a file, all of it or nothing; or to "-", without what made it.

    ``is_plain``: names are for no spreadsheet; see :mod:`infomap_py.spreadsheet_cells`.

    Raises
    ------
    NetworkError
        The format cannot hold such a network.
    OSError
        The file cannot be written.
    """
    _refuse_unless_it_fits(network, format)
    write_text(path, in_pieces(_lines(network, format, path != "-", is_plain)))


def left_out(network: Network, format: str) -> Iterator[str]:
    """What a reader of the file would have to know besides."""
    if format == "net":
        return
    linked = np.zeros(network.num_nodes, dtype=bool)
    linked[network.targets] = True
    linked[np.diff(network.offsets) > 0] = True
    alone = int(np.count_nonzero(~linked))
    if alone:
        yield f"{counted(alone, 'node')} without links left out; --format net keeps them"
    if network.directed:
        yield "a link list does not say that links are one-way; read it with --directed"


def _refuse_unless_it_fits(network: Network, format: str) -> None:
    if isinstance(network, StateNetwork) and network.layers is not None:
        raise NetworkError(
            "a network in layers is not written to files; in Python, partition() takes the network "
            "that sparsify() returns."
        )
    if format != "net" and (isinstance(network, StateNetwork) or network.features is not None):
        kind = "sides" if network.features is not None else "states"
        raise NetworkError(f"a link list has no {kind}; write .net, or give --format net.")
    _refuse_labels(network.nodes)
    if isinstance(network, StateNetwork):
        _refuse_labels(network.physical_nodes)


def _refuse_labels(nodes: Any) -> None:
    """Refuse what a reader would take for something else, or for the label of another node."""
    if has_integer_labels(nodes):
        return
    first: dict[str, Any] = {}
    for label in as_sequence(nodes):
        text = label_text(label)
        if not text.strip() or UNREADABLE.search(text):
            raise NetworkError(
                f"the label {label!r} is not read back from a file, as it is blank or has a line "
                "break or a null in it. Rename the node."
            )
        other = first.setdefault(text, label)
        if other is not label:
            raise NetworkError(
                f"the labels {other!r} and {label!r} are the same in a file. Rename one of them."
            )


def _lines(network: Network, format: str, with_provenance: bool, is_plain: bool) -> Iterator[str]:
    if with_provenance:
        for name, fact in (
            ("infomap_py", __version__),
            ("input", network.source),
            ("network", repr(network)),
        ):
            line = f"# {one_line(f'{name}: {fact}')}\n"
            yield line if format == "net" else without_formulas(line)
    if format == "net":
        yield from _pajek(network)
    else:
        yield from _link_list(network, SEPARATORS[format], is_plain)


def _link_list(network: Network, separator: str, is_plain: bool) -> Iterator[str]:
    labels = label_texts(network.nodes)
    if not is_plain:
        yield from remark_on([labels])
        labels = guarded(labels)
    weighted = network.stored_weights is not None
    if not has_integer_labels(network.nodes):
        yield separator.join(["source", "target", *(["weight"] * weighted)]) + "\n"
    names = cells(labels, separator, MARKS)
    yield from _links(network, names, separator)


def _pajek(network: Network) -> Iterator[str]:
    if isinstance(network, StateNetwork):
        yield from _vertices(network.physical_nodes, node_ids(network.physical_nodes), None)
        yield "*States\n"
        physical = [node_ids(network.physical_nodes)[k] for k in network.physical.tolist()]
        ids = node_ids(network.nodes)
        ends = _weights(network.node_weights, len(ids))
        names = _names(network.nodes) or [' ""' if end else "" for end in ends]
        for state, node, name, end in zip(ids, physical, names, ends, strict=True):
            yield f"{state} {node}{name}{end}\n"
    else:
        ids = _ids(network)
        yield from _vertices(network.nodes, ids, network.node_weights)
    if network.features is not None:
        first = int(np.count_nonzero(~network.features)) + 1
        yield f"*Bipartite {first}\n"
    else:
        yield "*Arcs\n" if network.directed else "*Edges\n"
    yield from _links(network, list(map(str, ids)), " ")


def _ids(network: Network) -> Sequence[Any]:
    """The labels if they are integers; else, or where features have to come last, 1, 2, 3, ..."""
    if network.features is None:
        return node_ids(network.nodes)
    ids = np.empty(network.num_nodes, dtype=np.int64)
    ids[np.argsort(network.features, kind="stable")] = np.arange(1, network.num_nodes + 1)
    numbers: list[int] = ids.tolist()
    return numbers


def _vertices(nodes: Any, ids: Sequence[Any], weights: Any) -> Iterator[str]:
    yield f"*Vertices {len(ids)}\n"
    own = list(ids) == list(as_sequence(nodes)) and weights is None
    names = [""] * len(ids) if own else _quoted(nodes)
    ends = _weights(weights, len(ids))
    for node, name, end in zip(ids, names, ends, strict=True):
        yield f"{node}{name}{end}\n"


def _weights(weights: Any, count: int) -> list[str]:
    """What stands at the ends of the lines of so many nodes."""
    return [""] * count if weights is None else [f" {_number(w)}" for w in weights.tolist()]


def _names(nodes: Any) -> list[str]:
    if has_integer_labels(nodes):
        return []
    return _quoted(nodes)


def _quoted(nodes: Any) -> list[str]:
    return [f" {between_quotes(text)}" for text in label_texts(nodes)]


def _links(network: Network, names: list[str], separator: str) -> Iterator[str]:
    """A line per link, whose ends have these names."""
    links = replace(network, nodes=names).links()
    if network.stored_weights is None:
        yield from (f"{u}{separator}{v}\n" for u, v, _ in links)
    else:
        yield from (f"{u}{separator}{v}{separator}{_number(w)}\n" for u, v, w in links)


def _number(weight: float) -> str:
    """As few digits as give it back."""
    return repr(weight).removesuffix(".0")
