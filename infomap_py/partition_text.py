"""The text of a file that holds a partition: decoded, line by line or row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from infomap_py.errors import ReadError
from infomap_py.output_files import ENCODING, ENCODING_ERRORS
from infomap_py.provenance import facts_in
from infomap_py.streams import read_chunks

NEWLINE = b"\n"


@dataclass
class PartitionText:
    """The text of a file, the place in it that is being read, and what the file tells of all."""

    name: str
    text: str = ""
    where: str = ":1"
    facts: dict[str, Any] = field(default_factory=dict)

    def read(self, path: str) -> None:
        """Take the text of the file."""
        content = bytearray()
        try:
            for chunk in read_chunks(path):
                content += chunk
        except ReadError:
            self._go_to_the_end_of(content)
            raise
        try:
            self.text = content.decode(ENCODING, ENCODING_ERRORS).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            self._go_to_the_end_of(content[: error.start])
            raise ReadError(
                f"the byte {error.object[error.start]:#x} does not belong there in UTF-8; "
                "convert the file to UTF-8 text."
            ) from None
        comments = takewhile(lambda line: line.startswith("#"), io.StringIO(self.text))
        self.facts = facts_in(line.removeprefix("# ") for line in comments)

    def lines(self) -> Iterator[str]:
        """Lines less comments and blanks."""
        for number, line in enumerate(io.StringIO(self.text, newline=""), 1):
            self.where = f":{number}"
            line = line.strip()
            if line and not line.startswith("#"):
                yield line

    def records(self, separator: str) -> Iterator[list[str]]:
        """Rows of a table; a comment is a line that begins with ``#`` between two of them."""
        between = True

        def lines() -> Iterator[str]:
            nonlocal between
            for number, line in enumerate(io.StringIO(self.text, newline=""), 1):
                if between:
                    self.where = f":{number}"
                    if line.startswith("#") or not line.strip("\r\n"):
                        continue
                between = False
                yield line

        try:
            for record in csv.reader(lines(), delimiter=separator, strict=True):
                between = True
                yield record
        except csv.Error as error:
            raise ReadError(
                f"the quotes do not pair ({error}); a quote between quotes is written twice."
            ) from None

    def _go_to_the_end_of(self, content: bytearray) -> None:
        self.where = f":{content.count(NEWLINE) + 1}"
