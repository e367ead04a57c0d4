"""Files to networks: link lists and Pajek files, with states, layers or sides, if they have any;
plain or compressed, or standard input."""

from __future__ import annotations

import os
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Hashable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import IO, TYPE_CHECKING, Literal

from infomap_py._core.identifiers import shown
from infomap_py._core.tokenizer import Tokenizer
from infomap_py.contents import Contents
from infomap_py.errors import NetworkError, OptionError, ReadError
from infomap_py.link_lists import LinkListReader, Notes, no_links
from infomap_py.network import Network
from infomap_py.options import DEFAULT_RELAXATION, MultilayerOptions
from infomap_py.streams import name_of, read_chunks

if TYPE_CHECKING:
    from infomap_py.pajek import PajekReader

FORMATS = (None, "links", "pajek")

Format = Literal["links", "pajek"]
Source = str | os.PathLike[str] | IO[bytes]


@dataclass(frozen=True)
class ReadOptions:
    """How to read a file; see :func:`read_network`."""

    format: Format | None = None
    weighted: bool = True
    directed: bool | None = None
    header: bool | None = None


def read_network(
    path: Source,
    *,
    format: Format | None = None,
    weight: Hashable | None = True,
    directed: bool | None = None,
    header: bool | None = None,
    notes: list[str] | None = None,
    facts: dict[str, str] | None = None,
    multilayer: MultilayerOptions = DEFAULT_RELAXATION,
) -> Network:
    """Read a network from a link list or a Pajek file.

    Parameters
    ----------
    path : str, path or binary file object
        ``"-"`` is standard input. Files ending in .gz, .bz2 and .xz are decompressed, and so is
        what has no such name but begins with their first bytes.
    format : {None, "links", "pajek"}
        None: a file whose first line (less comments) begins with ``*`` is a Pajek file, any other
        a link list.
    weight : bool or None
        False or None: ignore the weights of links; every link counts 1. Any other value reads them.
    directed : bool, optional
        None: True for a Pajek file with ``*Arcs``, else False.
    header : bool, optional
        Does a link list begin with a header? None: it does if that line names known columns (such
        as source and target), or if it alone has ids that are not integers; a note says so.
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
        The file is malformed; the message begins with file:line.
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

    Examples
    --------
    >>> from io import BytesIO
    >>> read_network(BytesIO(b"Mons,Lille,2.5\\nLille,Gent\\n")).nodes
    ['Mons', 'Lille', 'Gent']
    """
    if format not in FORMATS:
        raise OptionError(
            f"format is {format!r}; choose 'links' or 'pajek', or None to have it recognised."
        )
    name = name_of(path)
    weighted = weight is not None and weight is not False
    options = ReadOptions(format, weighted, directed, header)
    with closing(read_chunks(path)) as chunks:
        contents = read_links(chunks, name, options, notes, facts)
    try:
        return contents.network(name, multilayer)
    except NetworkError as error:
        raise ReadError(f"{name}: {error}") from error.__cause__


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
        for chunk in chain(chunks, [b""]):
            tokenizer.feed(chunk)
            while (line := tokenizer.scan()) is not None:
                if tokenizer.line == 1:
                    line = line.removeprefix(BOM_UTF8)
                if reader is None and _is_significant(line):
                    _refuse_utf16(line)
                    reader = _reader_for(line, tokenizer, options, Notes(name, notes, facts))
                if reader is not None:
                    reader.heed(line)
        if reader is None:
            raise no_links()
        return reader.finish()


def _is_significant(line: bytes) -> bool:
    """Is this neither blank nor a comment? The tokenizer does not know if a byte-order mark led."""
    return not line.strip().startswith((b"#", b"%")) and line.strip() != b""


def _refuse_utf16(line: bytes) -> None:
    """In UTF-16 a line has a zero among its first two bytes, or the byte-order mark."""
    if line.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in line[:2]:
        raise ReadError(
            f"{shown(line)} looks like UTF-16, as some programs save text; save it as UTF-8, or "
            "convert it: iconv -f UTF-16 -t UTF-8 OLD > NEW."
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
    )


@contextmanager
def _located(name: str, tokenizer: Tokenizer) -> Iterator[None]:
    """Errors raised in here begin with the name and the line."""
    try:
        yield
    except NetworkError as error:
        raise ReadError(f"{name}:{max(1, tokenizer.line)}: {error}") from error.__cause__
