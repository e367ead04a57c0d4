"""The formats of word clusters in files, by suffix."""

from __future__ import annotations

from infomap_py import file_formats

# Which of these are made of the clusters rather than of the partition: see
# :mod:`infomap_py.words.cluster_files`.
SUFFIXES = {".tsv": "tsv", **file_formats.SUFFIXES}

FORMATS = tuple(dict.fromkeys(SUFFIXES.values()))


def format_of(path: str, format: str | None = None) -> str:
    """The format, which the suffix of ``path`` names unless ``format`` does; on standard output
    "tsv"."""
    if (path, format) == ("-", None):
        return "tsv"
    return file_formats.format_of(path, format, SUFFIXES)
