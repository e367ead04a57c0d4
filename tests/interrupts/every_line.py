"""A process that writes files again and again, each time in a child that a signal ends at another
line of the writer; it says what was there afterwards, and which other files are new.

    python every_line.py FOLDER SIGNAL HANDLERS LINES FILE...

HANDLERS are "ours", those of infomap-py, or "python", of a program that uses the package; LINES is
"all", or how many are drawn.
"""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from random import Random
from types import FrameType
from typing import Any

import numpy as np

import _infomap_py_command as command
import infomap_py
from infomap_py import output_files

BEFORE = b"what was there\n"
DONE, INTERRUPTED = 0, 3


def writer(name: str) -> Callable[[str], object]:
    """What writes a file of this name: by what it begins with, by its suffix."""
    if name.startswith("words"):
        return infomap_py.discover_words(["他说天下太平", "天下太平"] * 20).write
    ends = np.arange(12)
    result = infomap_py.partition((ends, (ends + 1) % 12))
    if name.startswith("report"):
        return result.report
    if name.startswith("alluvial"):
        return infomap_py.alluvial([result, result]).svg
    return result.write


def traced(write: Callable[[], object], line: int, number: int) -> int:
    """Write, with a signal at this line of the writer; how many of its lines ran."""
    count = 0

    def hit(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        if event == "line" and count == line:
            signal.raise_signal(number)
        return hit

    def within(frame: FrameType, event: str, arg: Any) -> Any:
        return hit if frame.f_code.co_filename == output_files.__file__ else None

    sys.settrace(within)
    write()
    sys.settrace(None)
    return count


def ended_at(line: int, number: int, write: Callable[[], object]) -> int:
    """The exit code of a child that is hit at this line."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        traced(write, line, number)
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
    os._exit(DONE)


def main() -> None:
    folder, signal_name, handlers, lines, *names = sys.argv[1:]
    number = signal.Signals[signal_name]
    if handlers == "ours":
        command.listen()
    for name in names:
        path = os.path.join(folder, name)
        write = partial(writer(name), path)
        each = range(1, traced(write, 0, number) + 1)
        with open(path, "rb") as file:
            whole = file.read()
        for line in each if lines == "all" else sorted(Random(name).sample(each, int(lines))):
            with open(path, "wb") as file:
                file.write(BEFORE)
            there = {*os.listdir(folder)}
            code = ended_at(line, number, write)
            with open(path, "rb") as file:
                found = {BEFORE: "old", whole: "new"}.get(file.read(), "half")
            print(name, code, found, *{*os.listdir(folder)} - there)


if __name__ == "__main__":
    main()
