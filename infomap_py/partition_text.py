"""The text of a file that holds a partition: decoded, line by line, row by row, or as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from infomap_py.encodings import converted_from, wide_encoding
from infomap_py.errors import ReadError
from infomap_py.output_files import ENCODING, ENCODING_ERRORS
from infomap_py.spreadsheet_cells import is_remark
from infomap_py.streams import read_chunks

NEWLINE = b"\n"


@dataclass
class PartitionText:
    """The text of a file, and the place in it that is being read."""

    name: str
    text: str = ""
    where: str = ":1"

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
            if (encoding := wide_encoding(content)) is not None:
                raise ReadError(f"the file is {encoding}; {converted_from(encoding)}") from None
            self._go_to_the_end_of(content[: error.start])
            raise ReadError(
                f"the byte {error.object[error.start]:#x} does not belong there in UTF-8; "
                "convert the file to UTF-8 text."
            ) from None

    @contextmanager
    def place(self) -> Iterator[None]:
        """Errors within begin with the place."""
        try:
            yield
        except ReadError as error:
            raise ReadError(f"{self.name}{self.where}: {error}") from error.__cause__

    @cached_property
    def document(self) -> Any:
        """The text as JSON; None if it is nested beyond all reason."""
        try:
            return json.loads(self.text)
        except json.JSONDecodeError as error:
            self.where = f":{error.lineno}"
            raise ReadError(f"column {error.colno} is no JSON: {error.msg}.") from None
        except ValueError:  # of Python's, which goes no further
            raise ReadError(
                "an integer has more digits than are read, some 4,300. Write it as text."
            ) from None
        except RecursionError:
            return None

    def comments(self) -> list[str]:
        """Those before all other lines, less their marks."""
        return [line.removeprefix("# ").rstrip("\n") for line in self._comments()]

    @property
    def is_guarded(self) -> bool:
        """Whether labels begin with apostrophes that are not theirs."""
        return any(map(is_remark, self._comments()))

    def _comments(self) -> Iterator[str]:
        return takewhile(lambda line: line.startswith("#"), io.StringIO(self.text))

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
