"""What every command of infomap-py does at a terminal: a line per message or warning, a bar, a look
at the place to write to.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any, TextIO

from infomap_py.arguments import PROGRAM
from infomap_py.errors import InfomapWarning, OptionError
from infomap_py.output_files import check_writable, one_line
from infomap_py.progress import Bar
from infomap_py.shell_words import in_shell_words

Given = dict[str, Any]  # the options on the command line, by their names in Python


def say(*lines: str) -> None:
    """Lines on standard error."""
    for line in lines:
        print(one_line(line), file=sys.stderr)


def check_output(output: str, *sources: str) -> None:
    """Say now of a file to be written what would otherwise be said after the search."""
    for source in sources:
        if os.path.exists(output) and os.path.exists(source) and os.path.samefile(output, source):
            raise OptionError(f"--output {output} would replace the input; give it another name.")
    check_writable(output)


@contextmanager
def progress_of(
    given: Given, kind: Callable[[TextIO], Any] | None = None
) -> Iterator[bool | Callable[[Any], object]]:
    """A bar if it is asked for; else True, for one where standard error is a terminal."""
    if given.get("quiet") or not given.get("progress"):
        yield not given.get("quiet") and given.get("progress") is None
        return
    try:
        bar = (kind or Bar)(sys.stderr)
    except ImportError:
        raise OptionError("--progress needs tqdm: pip install tqdm") from None
    with closing(bar):
        yield bar


@contextmanager
def one_line_per_warning() -> Iterator[None]:
    """Warnings without the place in the source, which helps nobody at a shell."""

    def show(message: object, *place: object) -> None:
        say(f"{PROGRAM}: warning: {in_shell_words(str(message))}")

    with warnings.catch_warnings():
        warnings.simplefilter("always", InfomapWarning)
        warnings.showwarning = show  # type: ignore[assignment]  # takes all, however named
        yield


def discard(*streams: TextIO) -> None:
    """Let what is still buffered go nowhere; Python would complain when it flushes it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        os.dup2(nowhere, stream.fileno())
