"""Files to networks: link lists and Pajek files, with states, layers or sides, if they have any,
and what other packages read; plain or compressed, or standard input."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Hashable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import IO, TYPE_CHECKING, Literal, get_args

from infomap_py._core.identifiers import shown
from infomap_py._core.tokenizer import Tokenizer
from infomap_py.contents import Contents, LayerLinks, Links
from infomap_py.encodings import OLD_LINE_ENDS, converted_from, has_old_line_ends, wide_encoding
from infomap_py.errors import NetworkError, OptionError, ReadError
from infomap_py.graph_files import (
    GRAPH_FORMATS,
    Request,
    first_bytes,
    graph_format,
    read_graph_file,
)
from infomap_py.light_links import check_min_weight, with_heavy_links
from infomap_py.link_lists import LinkListReader, Notes, no_links
from infomap_py.network import Network
from infomap_py.option_checks import is_one_of
from infomap_py.options import DEFAULT_RELAXATION, MultilayerOptions
from infomap_py.spreadsheet_cells import is_remark, unguarded
from infomap_py.streams import name_of, read_chunks
from infomap_py.weights import DEFAULT_WEIGHT

if TYPE_CHECKING:
    from infomap_py.pajek import PajekReader

Format = Literal["links", "pajek", "graphml", "gexf", "gml", "mtx", "npz", "parquet"]
FORMATS: tuple[str, ...] = get_args(Format)

MOST_COMMENTS = 1 << 16  # bytes before the first link

Source = str | os.PathLike[str] | IO[bytes]


@dataclass(frozen=True)
class ReadOptions:
    """How to read a file; see :func:`read_network`."""

    format: Format | None = None
    weighted: bool = True
    directed: bool | None = None
    header: bool | None = None
    separator: str | None = None  # None: as the first line of a link list has


def read_network(
    path: Source,
    *,
    format: Format | None = None,
    weight: Hashable | None = True,
    min_weight: float = 0.0,
    directed: bool | None = None,
    header: bool | None = None,
    notes: list[str] | None = None,
    facts: dict[str, str] | None = None,
    multilayer: MultilayerOptions = DEFAULT_RELAXATION,
) -> Network:
    """Read a network from a file.

    Parameters
    ----------
    path : str, path or binary file object
        ``"-"`` is standard input. Files ending in .gz, .bz2 and .xz are decompressed, and so is
        what has no such name but begins with their first bytes.
    format : {None, "links", "pajek", "graphml", "gexf", "gml", "mtx", "npz", "parquet"}
        None: as the suffix says, .gz and the like apart; else as the first bytes do. A file whose
        first line (less comments) begins with ``*`` is a Pajek file, any other a link list.
    weight : str, bool or None
        The edge attribute or column that holds weights, where they have names; True is "weight".
        False or None: ignore them; every link counts 1. Link lists and Pajek files have no names
        for weights, so that any other value reads them.
    min_weight : float >= 0
        Links of less weight are left out; nodes stay. See :func:`infomap_py.partition`.
    directed : bool, optional
        None: as GraphML, GEXF and GML say; True for a Pajek file with ``*Arcs``, else False.
    header : bool, optional
        Does a link list begin with a header? None: it does if that line names known columns (such
        as source and target), or if it alone has ids that are not integers, of which a
        :class:`~infomap_py.errors.ReadWarning` tells.
    notes : list, optional
        Remarks on how the file was understood are appended to it. They also go to the log.
    facts : dict, optional
        The ``format``, and of a link list the ``separator`` and the ``header``, are put into it.
    multilayer : MultilayerOptions
        How a walker moves between layers, where a file has none but links within them.

    Returns
    -------
    Network
        Nodes are in order of first appearance, or as ``*Vertices`` lists them; their labels are
        integers if all ids are, else strings. Parallel links are summed.

    Raises
    ------
    ReadError
        The file is malformed; the message begins with file:line, or with the file where other
        packages read it.
    MissingPackageError
        The package that reads the format is not installed.
    OSError
        The file cannot be opened or read.

    Notes
    -----
    The lines of a link list are ``source target [weight]``, separated by tabs, commas or white
    space, whichever the first line has; a link without a weight counts 1. Names that contain the
    separator stand between double quotes. Lines that begin with ``#`` or ``%`` are comments.

    The vertices of a Pajek file are ``id "name" [weight]``. Where more columns follow, as Pajek has
    for drawing, the third is the weight all the same and the rest is ignored; a note says so.
    Besides ``*Edges``, ``*Arcs`` and ``*Links``, there may follow

    - ``*States`` with ``id physical ["name"] [weight]``, whose ids the links below it name: a
      :class:`StateNetwork`;
    - ``*Intra`` with ``layer source target [weight]``, and perhaps ``*Inter`` with ``layer node
      other_layer [weight]``: a multilayer network, see :func:`infomap_py.multilayer`;
    - ``*Multilayer``, or ``*Multiplex``, with ``layer source other_layer target [weight]``: links
      between states as they stand;
    - ``*Bipartite N`` with ``source target [weight]``: nodes with ids of N and above are features.

    Nodes of GraphML and GEXF are called by their ids, nodes of GML by their labels, or by their ids
    where not all have a label of their own. A matrix (.mtx, of scipy.sparse in .npz) is read as
    :func:`infomap_py.partition` takes one of scipy's; nodes are called by the numbers of rows, from
    1 in .mtx and from 0 in .npz. Of Parquet, the columns are those of a data frame.

    Examples
    --------
    >>> from io import BytesIO
    >>> read_network(BytesIO(b"Mons,Lille,2.5\\nLille,Gent\\n")).nodes
    ['Mons', 'Lille', 'Gent']
    """
    if format is not None and not is_one_of(format, FORMATS):
        raise OptionError(
            f"format is {format!r}; choose one of {', '.join(FORMATS)}, or None to have it "
            "recognised."
        )
    check_min_weight(min_weight)
    name = name_of(path)
    remarks = Notes(name, notes, facts)
    weight = {True: DEFAULT_WEIGHT, False: None}.get(weight, weight)  # type: ignore[call-overload]
    with closing(read_chunks(path)) as rest:
        try:
            head = first_bytes(rest)
        except ReadError as error:
            raise ReadError(f"{name}:1: {error}") from error.__cause__
        chunks = chain([head], rest)
        known = graph_format(name, head) if format is None else format
        if known in GRAPH_FORMATS:
            if header:
                raise OptionError(
                    f"header=True is for link lists; {name} is a file of another kind."
                )
            remarks.facts["format"] = known
            request = Request(name, weight, directed, remarks)
            network = read_graph_file(known, path, chunks, request)
            return with_heavy_links(network, min_weight)
        options = ReadOptions(format, weight is not None, directed, header)
        contents = read_links(chunks, name, options, notes, facts)
    if weight not in (None, DEFAULT_WEIGHT):
        remarks.add(f"weights have no names here, and are read whatever weight={weight!r} says.")
    if isinstance(contents, LayerLinks):
        contents = contents._replace(min_weight=float(min_weight))
    try:
        network = contents.network(name, multilayer)
    except NetworkError as error:
        raise ReadError(f"{name}: {error}") from error.__cause__
    return with_heavy_links(network, min_weight)


def read_links(
    chunks: Iterable[bytes],
    name: str,
    options: ReadOptions = ReadOptions(),
    notes: list[str] | None = None,
    facts: dict[str, str] | None = None,
) -> Contents:
    """Read the contents of a file from its bytes; where these are cut makes no difference."""
    tokenizer = Tokenizer(weighted=options.weighted)
    reader: LinkListReader | PajekReader | None = None
    with _located(name, tokenizer):
        comments, chunks = _comments_ahead(chunks)
        for chunk in chain(chunks, [b""]):
            tokenizer.feed(chunk)
            while (line := tokenizer.scan()) is not None:
                if tokenizer.line == 1:
                    line = line.removeprefix(BOM_UTF8)
                if reader is None and is_significant(line):
                    _refuse_converted(line)
                    reader = _reader_for(line, tokenizer, options, Notes(name, notes, facts))
                if reader is not None:
                    reader.heed(line)
        if reader is None:
            raise no_links()
        contents = reader.finish()
    return _unguarded(contents) if any(map(is_remark, comments)) else contents


def _comments_ahead(chunks: Iterable[bytes]) -> tuple[list[str], Iterable[bytes]]:
    """The comments before all other lines, as far as they are looked through; all chunks."""
    head, rest = b"", iter(chunks)
    lines: list[bytes] = []
    while all(line.startswith(b"#") for line in lines) and len(head) < MOST_COMMENTS:
        chunk = next(rest, b"")
        if not chunk:
            break
        head += chunk
        *lines, _ = head.removeprefix(BOM_UTF8).split(b"\n")
    comments = takewhile(lambda line: line.startswith(b"#"), lines)
    return [line.decode(errors="replace") for line in comments], chain([head], rest)


def _unguarded(contents: Contents) -> Contents:
    """With the names that stood behind apostrophes."""
    if not isinstance(contents, Links) or not isinstance(contents.nodes, list):
        return contents
    return contents._replace(nodes=list(map(unguarded, contents.nodes)))


def is_significant(line: bytes) -> bool:
    """Is this neither blank nor a comment? The tokenizer does not know if a byte-order mark led."""
    return not line.strip().startswith((b"#", b"%")) and line.strip() != b""


def _refuse_converted(line: bytes) -> None:
    """Refuse a first line of a file that another program has to convert."""
    if has_old_line_ends(re.sub(rb'"[^"]*"', b"", line)):
        raise ReadError(f"{shown(line)}: {OLD_LINE_ENDS}")
    encoding = wide_encoding(line)
    if encoding is not None:
        raise ReadError(
            f"{shown(line)} looks like {encoding}, as some programs save text; "
            f"{converted_from(encoding)}"
        )


def _reader_for(
    line: bytes, tokenizer: Tokenizer, options: ReadOptions, notes: Notes
) -> LinkListReader | PajekReader:
    """The reader of the format that the first line shows."""
    is_heading = line.strip().startswith(b"*")
    if options.format == "pajek" or (is_heading and options.format is None):
        if options.header:
            raise OptionError("header=True is for link lists; a Pajek file begins with a heading.")
        from infomap_py.pajek import PajekReader  # 5 ms, which link lists do without

        notes.facts["format"] = "Pajek"
        return PajekReader(tokenizer, notes, directed=options.directed)
    notes.facts["format"] = "link list"
    return LinkListReader(
        tokenizer,
        notes,
        directed=options.directed,
        header=options.header,
        headings=options.format is None,
        separator=options.separator,
    )


@contextmanager
def _located(name: str, tokenizer: Tokenizer) -> Iterator[None]:
    """Errors raised in here begin with the name and the line."""
    try:
        yield
    except NetworkError as error:
        raise ReadError(f"{name}:{max(1, tokenizer.line)}: {error}") from error.__cause__
