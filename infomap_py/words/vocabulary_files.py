"""Vocabularies as text: ``word<TAB>count`` lines, and ``# `` lines that tell where from."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from infomap_py.errors import ReadError
from infomap_py.output_files import in_pieces, one_line, write_text
from infomap_py.streams import name_of
from infomap_py.words.segmenter import is_word
from infomap_py.words.texts import Texts

if TYPE_CHECKING:
    from infomap_py.words.segmenter import Segmenter

COUNT = re.compile("[0-9]{1,18}")


def write_vocabulary(segmenter: Segmenter, path: str | os.PathLike[str]) -> None:
    """See :meth:`Segmenter.write`."""
    write_text(os.fsdecode(path), in_pieces(_lines(segmenter)))


def _lines(segmenter: Segmenter) -> Iterator[str]:
    for name, fact in segmenter.provenance().items():
        yield f"# {one_line(f'{name}: {fact}')}\n"
    for word, count in segmenter.words.items():
        yield f"{word}\t{count}\n"


def read_vocabulary(path: str | os.PathLike[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Count by word, and what the lines above say."""
    name = name_of(path)
    words: dict[str, int] = {}
    facts: dict[str, str] = {}
    line_of: dict[str, int] = {}
    for number, line in enumerate(_read_lines(path), 1):
        if line.startswith("#"):
            key, _, fact = line[1:].strip().partition(": ")
            facts[key] = fact
        elif line.strip():
            word, count = _entry(line, f"{name}:{number}")
            if word in words:
                raise ReadError(
                    f"{name}:{number}: {word!r} is in line {line_of[word]}, too. Give every word "
                    "once, with the sum of its counts."
                )
            words[word], line_of[word] = count, number
    if not words:
        raise ReadError(f"{name}: there is no word in it. Give a file of word<TAB>count lines.")
    return words, facts


def _read_lines(path: str | os.PathLike[str]) -> Iterable[str]:
    return (line for line in Texts(path) if isinstance(line, str))


def _entry(line: str, where: str) -> tuple[str, int]:
    word, _, count = line.rstrip("\r\n").partition("\t")
    count = count.strip(" \t")  # not all that str.strip takes for blanks, int does
    if not COUNT.fullmatch(count) or int(count) < 1:
        raise ReadError(f"{where}: {line!r} is not a word, a tabulator and a count of at least 1.")
    if not is_word(word):
        raise ReadError(
            f"{where}: {word!r} is not a word of a few Chinese characters; leave it out: other "
            "letters are kept together anyway."
        )
    return word, int(count)
