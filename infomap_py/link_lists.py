"""Link lists: ``source target [weight]`` per line, with or without a header."""

from __future__ import annotations

import logging
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from infomap_py._core.identifiers import shown
from infomap_py._core.tokenizer import Tokenizer
from infomap_py.contents import Links
from infomap_py.errors import ReadError, ReadWarning, warn
from infomap_py.labels import Labels

LABEL_SLICE = 1 << 16  # labels made without a chance for other threads: a few milliseconds

INTEGER = re.compile(r"0|-?[1-9][0-9]*")
HEADERS = {("source", "target"), ("from", "to"), ("u", "v"), ("node1", "node2")}

SEPARATORS = {"\t": "tabs", ",": "commas", "": "white space"}  # what a person calls them

logger = logging.getLogger("infomap_py")
logger.addHandler(logging.NullHandler())  # whoever wants to hear it says so


class Notes:
    """Remarks on how a file was understood: to the log, and to a list if there is one; and what a
    description tells of any file, remarkable or not."""

    def __init__(
        self, name: str, remarks: list[str] | None, facts: dict[str, str] | None = None
    ) -> None:
        self._name = name
        self._remarks = remarks
        self.facts = {} if facts is None else facts

    def add(self, remark: str) -> None:
        remark = f"{self._name}: {remark}"
        logger.info(remark)
        if self._remarks is not None:
            self._remarks.append(remark)

    def warn(self, remark: str) -> None:
        """Of what may be lost by it, if the file was meant otherwise."""
        warn(f"{self._name}: {remark}", ReadWarning)


class LinkListReader:
    """Sets the tokenizer to the first line of a link list, and makes links of what it has read."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        notes: Notes,
        *,
        directed: bool | None,
        header: bool | None,
        headings: bool,
        separator: str | None = None,
    ) -> None:
        self._tokenizer = tokenizer
        self._notes = notes
        self._directed = bool(directed)
        self._header = header
        self._headings = headings  # is a line that begins with an asterisk one, and out of place?
        self._separator = separator
        self._begun = False

    def heed(self, line: bytes) -> None:
        """Take a line that the tokenizer hands out."""
        if self._begun or (self._headings and line.strip().startswith(b"*")):
            raise ReadError(
                f"{shown(line)} looks like a Pajek heading in a list of links; put headings before "
                "all links, or pass format='links' if it is the name of a node."
            )
        if self._header:
            self._header = False
            self._notes.facts["header"] = f"header {shown(line)}"
        else:
            self._begin(line)

    def _begin(self, line: bytes) -> None:
        """Take the first line: a link, a header, or set aside until it is known which."""
        self._begun = True
        separator = separator_of(line) if self._separator is None else self._separator
        self._notes.facts["separator"] = SEPARATORS[separator]
        self._tokenizer.expect_links(separator, headings=self._headings)
        cells = self._tokenizer.cells(line) if self._header is None else []
        if _is_header(cells):
            self._note_header(self._tokenizer.line, line)
        elif len(cells) >= 2 and not any(INTEGER.fullmatch(cell) for cell in cells[:2]):
            self._tokenizer.set_aside(line)
        else:
            self._tokenizer.read(line)

    def finish(self) -> Links:
        tokenizer = self._tokenizer
        if tokenizer.aside is not None and tokenizer.links.count == 0:
            tokenizer.begin_words()
        if tokenizer.aside is not None:
            self._note_header(tokenizer.aside_line, tokenizer.aside, is_guessed=True)
        if tokenizer.links.count == 0:
            raise no_links()
        return links_of(tokenizer, self._directed)

    def _note_header(self, number: int, line: bytes, is_guessed: bool = False) -> None:
        self._notes.facts["header"] = f"header {shown(line)}"
        remark = f"line {number}, {shown(line)}, is taken for a header"
        if is_guessed:
            self._notes.warn(
                f"{remark}, as all ids behind it are integers; pass header=True if it is one, "
                "header=False if it is a link."
            )
        else:
            self._notes.add(f"{remark}; pass header=False if it is a link.")


def separator_of(line: bytes) -> str:
    """A tab, else a comma outside quotes, else "" for any white space: which it is in this line."""
    line = line.strip()
    if b"\t" in line:
        return "\t"
    return "," if b"," in re.sub(rb'"[^"]*"', b"", line) else ""


def links_of(tokenizer: Tokenizer, directed: bool) -> Links:
    """What the tokenizer has read."""
    nodes = labels_of(tokenizer.ids)
    return Links(tokenizer.links, nodes, directed, tokenizer.node_weights.take(len(nodes)))


def no_links() -> ReadError:
    return ReadError("the file ends without a link; expected lines 'source target [weight]'.")


def labels_of(ids: Any) -> Labels:
    """Integers as an array, words as a list of strings."""
    if ids.words is None:
        integers: npt.NDArray[np.int64] = ids.integers.labels()
        integers.setflags(write=False)
        return integers
    labels: list[str] = []
    for start in range(0, ids.words.count, LABEL_SLICE):
        labels += ids.words.texts(start, start + LABEL_SLICE)
    return labels


def _is_header(cells: list[str]) -> bool:
    names = [cell.lower() for cell in cells]
    if tuple(names[:2]) not in HEADERS:
        return False
    return len(names) == 2 or (len(names) == 3 and not _is_number(names[2]))


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
