"""The formats of word clusters in files, by suffix."""

from __future__ import annotations

from infomap_py.errors import OptionError
from infomap_py.output_files import COMPRESSIONS

OF_PARTITIONS = ("tree", "ftree", "clu", "csv")

SUFFIXES = {
    ".tsv": "tsv",
    ".vos.json": "vosviewer",
    ".vos-map.txt": "vosviewer_map",
    ".vos-network.txt": "vosviewer_network",
    ".json": "json",
    ".svg": "svg",
    ".graphml": "graphml",
    **{f".{format}": format for format in OF_PARTITIONS},
}

FORMATS = tuple(SUFFIXES.values())


def format_of(path: str, format: str | None = None) -> str:
    """The format, which the suffix of ``path`` names unless ``format`` does."""
    if format is not None:
        if format not in FORMATS:
            raise OptionError(f"format={format!r} is none of {', '.join(FORMATS)}.")
        return format
    if path == "-":
        return "tsv"
    stem = path.lower()
    for compression in COMPRESSIONS:
        stem = stem.removesuffix(compression)
    for suffix, named in SUFFIXES.items():
        if stem.endswith(suffix):
            return named
    raise OptionError(
        f"the suffix of {path!r} names no format; the suffixes are {', '.join(SUFFIXES)}, also "
        f"with {', '.join(COMPRESSIONS)} behind them. Change it, or give format='tsv' or another "
        f"of {', '.join(FORMATS)}."
    )
