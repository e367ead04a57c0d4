"""The formats of partitions in files, by suffix."""

from __future__ import annotations

from collections.abc import Mapping

from infomap_py.errors import OptionError
from infomap_py.output_files import COMPRESSIONS

SUFFIXES = {
    ".clu": "clu",
    ".tree": "tree",
    ".ftree": "ftree",
    ".tsv": "tsv",
    ".csv": "csv",
    ".vos.json": "vosviewer",
    ".vos-map.txt": "vosviewer_map",
    ".vos-network.txt": "vosviewer_network",
    ".json": "json",
    ".nwk": "newick",
    ".newick": "newick",
    ".graphml": "graphml",
    ".gexf": "gexf",
}

FORMATS = tuple(dict.fromkeys(SUFFIXES.values()))

# VOSviewer has labels in one line and at most 1,000 clusters: its files are not read back.
READ_FORMATS = tuple(format for format in FORMATS if not format.startswith("vosviewer"))


def format_of(path: str, format: str | None = None, suffixes: Mapping[str, str] = SUFFIXES) -> str:
    """The format, which the suffix of ``path`` names unless ``format`` does."""
    formats = tuple(dict.fromkeys(suffixes.values()))
    if format is not None:
        if format not in formats:
            raise OptionError(f"format={format!r} is none of {', '.join(formats)}.")
        return format
    stem = path.lower()
    for compression in COMPRESSIONS:
        if stem.endswith(compression):
            stem = stem.removesuffix(compression)
            break
    for suffix, named in suffixes.items():
        if stem.endswith(suffix):
            return named
    raise OptionError(
        f"the suffix of {path!r} names no format; the suffixes are {', '.join(suffixes)}, also "
        f"with {', '.join(COMPRESSIONS)} behind them. Change it, or give format={formats[0]!r} or "
        f"another of {', '.join(formats)}."
    )


def format_to_read(path: str, format: str | None = None) -> str:
    """The same of a file that is read back; standard input is "tsv" unless ``format`` is given."""
    named = "tsv" if (path, format) == ("-", None) else format_of(path, format)
    if named not in READ_FORMATS:
        raise OptionError(
            f"{path!r} is for VOSviewer, whose files are not read back. Give one of "
            f"{', '.join(READ_FORMATS)}."
        )
    return named
