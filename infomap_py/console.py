"""What every command of infomap-py does at a terminal: a line per message or warning, a bar, a look
at the place to write to.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TextIO

from infomap_py.command_arguments import PROGRAM
from infomap_py.errors import InfomapWarning, OptionError, PartitionWarning
from infomap_py.output_files import ENCODING, check_writable, one_line, write_text
from infomap_py.partition import Partition
from infomap_py.progress import Bar
from infomap_py.shell_words import in_shell_words

Given = dict[str, Any]  # the options on the command line, by their names in Python


def show(*lines: str) -> None:
    """Lines of a result, on standard output, with escapes for what its encoding does not have."""
    encoding = getattr(sys.stdout, "encoding", None) or ENCODING
    text = "".join(f"{line}\n" for line in lines)
    write_text("-", [text.encode(encoding, "backslashreplace").decode(encoding)])


def say(*lines: str) -> None:
    """Lines on standard error; where it is closed or full, nobody hears them."""
    if sys.stderr is None:  # print would take standard output
        return
    try:
        for line in lines:
            print(one_line(line), file=sys.stderr)
    except OSError:
        discard(sys.stderr)


def check_output(output: str, *sources: str, option: str = "--output") -> None:
    """Say now of a file to be written what would otherwise be said after the search, or at the next
    run: of a folder, all files are read.
    """
    for source in sources:
        if os.path.exists(output) and os.path.exists(source) and os.path.samefile(output, source):
            raise OptionError(f"{option} {output} would replace the input; give it another name.")
        if source != "-" and os.path.isdir(source) and _is_read_with(output, source):
            raise OptionError(
                f"{option} {output} is in the folder {source}, of which all files are input: the "
                "next run would read it. Write it to another folder."
            )
    check_writable(output)


def _is_read_with(file: str, folder: str) -> bool:
    """Whether a file stands in a folder or in its folders, none of them hidden."""
    place = Path(os.path.realpath(os.path.dirname(file)), os.path.basename(file))
    inside = Path(os.path.realpath(folder))
    if not place.is_relative_to(inside):
        return False
    return not any(part.startswith(".") for part in place.relative_to(inside).parts)


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


def say_diagnosis(partition: Partition) -> None:
    """What is found of a partition, on standard error."""
    say(*map(in_shell_words, partition.diagnosis.lines()))


def leave_to_the_summary(given: Given) -> None:
    """No warning of what the summary will say: :func:`say_diagnosis`. Without one it is kept."""
    if not given.get("quiet"):
        warnings.simplefilter("ignore", PartitionWarning)  # within one_line_per_warning


@contextmanager
def one_line_per_warning() -> Iterator[None]:
    """Warnings without the place in the source, which helps nobody at a shell."""

    def show(message: object, *place: object) -> None:
        say(f"{PROGRAM}: warning: {in_shell_words(str(message))}")

    with warnings.catch_warnings():
        warnings.simplefilter("always", InfomapWarning)
        warnings.showwarning = show  # type: ignore[assignment]  # takes all, however named
        yield


def discard(stream: TextIO) -> None:
    """Let what is still buffered go nowhere; Python would complain when it flushes it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
