"""The formats of partitions in files, by suffix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from infomap_py.errors import OptionError
from infomap_py.option_checks import is_one_of
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
    ".svg": "svg",
    ".html": "html",
}

FORMATS = tuple(dict.fromkeys(SUFFIXES.values()))

# VOSviewer has labels in one line and at most 1,000 clusters, and pictures and pages show the
# largest modules: these files are not read back.
SHOWN = {"svg": "a picture, and pictures", "html": "a page, and pages"}
READ_FORMATS = tuple(
    format for format in FORMATS if format not in SHOWN and not format.startswith("vosviewer")
)
READ_SUFFIXES = {suffix: format for suffix, format in SUFFIXES.items() if format in READ_FORMATS}


def format_of(path: str, format: str | None = None, suffixes: Mapping[str, str] = SUFFIXES) -> str:
    """The format, which the suffix of ``path`` names unless ``format`` does."""
    if format is not None:
        return check_format(format, tuple(dict.fromkeys(suffixes.values())))
    named = format_by_suffix(path, suffixes)
    if named is None:
        raise _unknown_suffix(path, suffixes)
    return named


def check_format(format: str, formats: Sequence[str]) -> str:
    """The format itself, if it is one of these."""
    if not is_one_of(format, formats):
        raise OptionError(f"format={format!r} is none of {', '.join(formats)}.")
    return format


def format_by_suffix(path: str, suffixes: Mapping[str, str]) -> str | None:
    """What the suffix names, that of a compression left out; None if it is none of these."""
    stem = path.lower()
    for compression in COMPRESSIONS:
        if stem.endswith(compression):
            stem = stem.removesuffix(compression)
            break
    return next((named for suffix, named in suffixes.items() if stem.endswith(suffix)), None)


def _unknown_suffix(path: str, suffixes: Mapping[str, str]) -> OptionError:
    formats = tuple(dict.fromkeys(suffixes.values()))
    return OptionError(
        f"the suffix of {path!r} names no format; the suffixes are {', '.join(suffixes)}, also "
        f"with {', '.join(COMPRESSIONS)} behind them. Change it, or give format={formats[0]!r} or "
        f"another of {', '.join(formats)}."
    )


def format_to_read(path: str, format: str | None = None) -> str:
    """The same of a file that is read back; standard input is "tsv" unless ``format`` is given."""
    if format is None and path != "-" and format_by_suffix(path, SUFFIXES) is None:
        raise _unknown_suffix(path, READ_SUFFIXES)
    named = "tsv" if (path, format) == ("-", None) else format_of(path, format)
    if named not in READ_FORMATS:
        what = SHOWN.get(named, "for VOSviewer, whose files")
        raise OptionError(
            f"{path!r} is {what} are not read back. Give one of {', '.join(READ_FORMATS)}."
        )
    return named
