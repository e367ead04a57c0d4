"""Signals at any moment, and callbacks that raise: nothing half is left, nor a thread."""

import io
import os
import re
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import networkx as nx
import numpy as np
import pytest
from interrupts import runs
from interrupts.every_line import INTERRUPTED

import infomap_py
from infomap_py.file_formats import SUFFIXES
from infomap_py.side_by_side import side_by_side
from infomap_py.uninterrupted import uninterrupted

EVERY_LINE = Path(runs.__file__).with_name("every_line.py")
TEMPORARY = re.compile(r"\.infomap_py-[0-9a-f]{16}\.tmp")
ENDINGS = [signal.SIGINT, signal.SIGINT, signal.SIGTERM]

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and fork of POSIX")


# Files


def ended_at_lines(folder: Path, *arguments: str) -> list[list[str]]:
    """The rows of every_line.py: file, exit code, what was in it, what else is new."""
    done = subprocess.run(
        [sys.executable, str(EVERY_LINE), str(folder), *arguments],
        env=runs.ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=300,
        check=True,
    )
    return [line.split(" ") for line in done.stdout.splitlines()]


@on_posix
@pytest.mark.parametrize(
    ("ending", "handlers", "code"),
    [
        ("SIGKILL", "python", -signal.SIGKILL),
        ("SIGINT", "python", INTERRUPTED),
        ("SIGINT", "ours", 130),
        ("SIGTERM", "ours", -signal.SIGTERM),
    ],
)
def test_at_any_line_of_the_writer_the_old_file_or_the_new_is_there(
    tmp_path: Path, ending: str, handlers: str, code: int
) -> None:
    rows = ended_at_lines(tmp_path, ending, handlers, "all", "a.tree.gz")
    assert {row[1] for row in rows} == {str(code)}
    found = [row[2] for row in rows]
    assert {*found} == {"old", "new"}
    assert found == sorted(found, reverse=True)  # and new from some line on
    left = [name for row in rows for name in row[3:]]
    if ending == "SIGKILL":
        assert left
        assert all(map(TEMPORARY.fullmatch, left))
    else:
        assert left == []


@on_posix
def test_every_kind_of_file_is_the_old_or_the_new_when_the_writer_is_killed(tmp_path: Path) -> None:
    others = ["report.html", "alluvial.svg", "words.txt", "words.txt.gz", "a.json.bz2"]
    names = [*(f"a{suffix}" for suffix in SUFFIXES), *others]
    rows = ended_at_lines(tmp_path, "SIGKILL", "python", "5", *names)
    assert {row[0] for row in rows} == {*names}
    assert {row[1] for row in rows} == {str(-signal.SIGKILL)}
    assert {row[2] for row in rows} <= {"old", "new"}
    assert all(TEMPORARY.fullmatch(name) for row in rows for name in row[3:])


# The command line


@on_posix
@pytest.mark.parametrize("name", ["threads", "report", "words"])
def test_a_command_that_a_signal_ends_leaves_nothing_half(tmp_path: Path, name: str) -> None:
    runs.make_inputs(tmp_path, 2000)
    command, random = runs.Command(name, tmp_path), Random(name)
    for ending in ENDINGS:
        ended = command.hit(random, ending, least=0.3)
        assert not ended.faults
        assert ended.output in ("absent", "old", "whole")


@on_posix
def test_a_signal_that_was_ignored_stays_so(tmp_path: Path) -> None:
    # As nohup does, and a shell where it runs something in the background.
    code = (
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); "
        "from _infomap_py_command import listen; listen(); "
        "os.kill(os.getpid(), signal.SIGHUP); print('still here')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=runs.ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "still here\n"


@pytest.mark.skipif(sys.platform != "linux", reason="when a terminal is full differs")
def test_ctrl_c_ends_a_command_whose_bar_waits_for_a_terminal(tmp_path: Path) -> None:
    import fcntl
    import termios

    pytest.importorskip("tqdm", reason="tqdm draws bars")
    nx.write_edgelist(nx.gnm_random_graph(300, 900, seed=1), tmp_path / "links.txt", data=False)
    terminal, end = os.openpty()  # nobody reads what is written to the end
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 150, 0, 0))
    os.set_blocking(end, False)
    with suppress(BlockingIOError):
        while True:
            os.write(end, b"x")
    os.set_blocking(end, True)
    room = select.poll()
    room.register(end, select.POLLOUT)
    while not room.poll(0):
        os.read(terminal, 100)
    command = [sys.executable, "-m", "infomap_py", "partition", "links.txt", "--progress"]
    running = subprocess.Popen(
        [*command, "--num-trials", str(10**9), "-o", "out.tree"],
        cwd=tmp_path,
        env=runs.ENVIRONMENT,
        stderr=end,
    )
    try:
        deadline = time.monotonic() + 60.0
        while room.poll(0) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.3)  # for the bar that is drawn next
        for _ in range(2):  # what the first ends is the bar's line; to wipe it out waits again
            running.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                running.wait(0.5)
        assert running.wait(20) == 130
    finally:
        running.kill()
        running.wait()
        os.close(end)
        os.close(terminal)
    assert [path.name for path in tmp_path.iterdir()] == ["links.txt"]


# Python: Ctrl-C at any moment


def words(threads: int = 2, progress: Any = False) -> Any:
    texts = ["a b c d", "b c d e", "f g h", "g h f f"] * 50
    options = {"min_count": 1, "num_threads": threads, "progress": progress}
    return infomap_py.cluster_words(texts, **options).partition


def vectors() -> Any:
    angles = np.linspace(0, 6, 80)
    rows = np.column_stack([np.cos(angles), np.sin(angles)])
    labels = [f"w{k}" for k in range(80)]
    vectors = (labels, rows)
    return infomap_py.cluster_vectors(vectors, num_neighbors=5, num_threads=2).partition


GRAPH = nx.gnm_random_graph(60, 150, seed=3)

CALLS: dict[str, Callable[[], Any]] = {
    "partition": lambda: infomap_py.partition(GRAPH),
    "threads": lambda: infomap_py.partition(GRAPH, num_trials=4, num_threads=3),
    "listened to": lambda: infomap_py.partition(GRAPH, progress=lambda now: None),
    "hierarchy": lambda: infomap_py.partition(GRAPH, two_level=False, num_threads=2, num_trials=2),
    "landscape": lambda: list(infomap_py.landscape(GRAPH, 4, num_threads=2).rows()),
    "scan": lambda: list(infomap_py.resolution_scan(GRAPH, [0.5, 2.0])),
    "file": lambda: infomap_py.partition(io.BytesIO(b"a b\nb c 2\nc a\n" * 50)),
    "report": lambda: infomap_py.partition(GRAPH).report(),
    "words": words,
    "vectors": vectors,
}


def moments_of(call: Callable[[], Any], last: int | None = None) -> int:
    """At how many moments of a call Python looks for Ctrl-C in this thread, when functions begin
    and when those written in C have ended; it is interrupted at the last."""
    count = 0

    def hit(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        if event in ("call", "c_return"):
            count += 1
            if count == last:
                signal.raise_signal(signal.SIGINT)

    before = sys.getprofile()
    sys.setprofile(hit)
    try:
        call()
    except KeyboardInterrupt:
        assert last is not None and count >= last  # it may be heard a little later
    finally:
        sys.setprofile(before)
    return count


def threads_are(count: int) -> bool:
    """Whether so many are left, as soon as those that were told to end have ended."""
    for _ in range(200):
        if threading.active_count() <= count:
            return True
        time.sleep(0.05)
    return False


# In a callback of a weak reference or a destructor, Python prints KeyboardInterrupt and goes on.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@on_posix
@pytest.mark.parametrize(
    "some", [slice(12), pytest.param(slice(12, 40), marks=pytest.mark.slow)], ids=["few", "more"]
)
@pytest.mark.parametrize("name", CALLS)
def test_ctrl_c_at_any_moment_leaves_no_thread_and_the_next_call_is_the_same(
    name: str, some: slice
) -> None:
    call, before = CALLS[name], threading.active_count()
    expected = call()
    count = moments_of(call)
    assert count > 40
    for last in Random(name).sample(range(1, count), 40)[some]:
        moments_of(call, last)
        assert threads_are(before)
    assert call() == expected


@on_posix
def test_threads_that_are_interrupted_while_they_start_take_no_further_piece() -> None:
    taken: list[int] = []

    def work(pieces: Iterator[int]) -> None:
        for piece in pieces:
            taken.append(piece)
            time.sleep(0.001)

    def interrupt(frame: FrameType, event: str, arg: Any) -> None:
        if frame.f_code.co_name == "submit" and taken:
            signal.raise_signal(signal.SIGINT)

    before = sys.gettrace()
    sys.settrace(interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            side_by_side(work, iter(range(100_000)), 20)
    finally:
        sys.settrace(before)
    assert len(taken) < 100_000  # which would take ten seconds


@pytest.mark.parametrize("raised", [None, MemoryError])
def test_ctrl_c_while_a_thread_starts_is_heard_also_where_that_fails(
    raised: type[Exception] | None,
) -> None:
    done = []

    def start() -> None:
        signal.raise_signal(signal.SIGINT)
        done.append(True)
        if raised is not None:
            raise raised

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        uninterrupted(start)
    assert done
    assert signal.getsignal(signal.SIGINT) is before


# Callbacks


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize(
    "call",
    [
        lambda threads, progress: infomap_py.partition(
            GRAPH, num_trials=10**9, num_threads=threads, progress=progress
        ),
        lambda threads, progress: infomap_py.landscape(
            GRAPH, 10**9, num_threads=threads, progress=progress
        ),
        words,
    ],
    ids=["partition", "landscape", "words"],
)
def test_what_a_callback_raises_comes_out_unchanged_when_all_threads_have_ended(
    call: Callable[[int, Any], Any], threads: int, kind: type[BaseException]
) -> None:
    error, before = kind("enough"), threading.active_count()

    def fail(now: Any) -> None:
        raise error

    with pytest.raises(kind) as caught:
        call(threads, fail)
    assert caught.value is error
    assert threads_are(before)


def test_a_callback_may_search_by_itself() -> None:
    other, found = nx.barbell_graph(5, 0), []

    def search(now: Any) -> None:
        if len(found) < 3:
            found.append(infomap_py.partition(other, num_trials=2, num_threads=2))

    result = infomap_py.partition(GRAPH, num_trials=3, num_threads=2, progress=search)
    assert result == infomap_py.partition(GRAPH, num_trials=3)
    assert found == [infomap_py.partition(other, num_trials=2)] * 3
