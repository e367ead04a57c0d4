"""What partition() promises about time: Ctrl-C, other threads, the time limit, progress, threads.

    python benchmarks/responsiveness.py

How to read it. "Ctrl-C": SIGINT at random moments of a call; milliseconds from the signal to
KeyboardInterrupt in the caller; of the slowest, when it was sent, and the line that heard it.
"Stalls": a second thread sleeps for 1 ms at a time; the longest that it was kept waiting during a
call, and where the main thread was then. "idle" and "busy" are the same without infomap_py: what
the machine and Python do to such a thread. Other programs stall it too, so each form is tried
several times, and the promise is held against the best try: what is ours comes back in every one.
"Time limit": how much later than its limit a call returned, or than the end of reading and flow if
that came later, for limits from nothing to the whole call. "Progress and threads": ratios of times,
in pairs. About 1 says that progress costs nothing; 2 of elapsed time that two threads are twice as
fast, where no other program takes the second processor; and 1 of CPU time that they lose nothing by
waiting for each other.
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from generators import planted
from graphs import Links
from inputs import FORMS, make
from report import REPOSITORY, RESULTS, load, provenance, table, use_one_thread

import infomap_py

INTERRUPT_MS, STALL_MS, OVERSHOOT_MS = 200, 50, 200
CHILD = REPOSITORY / "benchmarks" / "watched.py"
STALL_TRIES = 3
PAIRS = 11
MIDDLE = 200_000  # links of the graph for progress and threads


@contextmanager
def watched(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """``watched.py`` with pipes to and from it."""
    environment = {**os.environ, "PYTHONPATH": str(Path(infomap_py.__file__).parents[1])}
    pipe = subprocess.PIPE
    command = [sys.executable, str(CHILD), *arguments]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) as child:
        yield child


def hear(child: subprocess.Popen[str]) -> dict[str, Any]:
    assert child.stdout is not None
    return json.loads(child.stdout.readline())


def interrupts(num_links: int, tries: int) -> list[list[str]]:
    """A row per form: links, seconds of a whole call, and how long the interrupted ones went on."""
    rows = []
    for form in FORMS:
        with watched("interrupts", form, str(num_links)) as child:
            assert child.stdin is not None
            links = hear(child)["links"]
            seconds = whole_call(child)
            waits = [interrupted(child, random.uniform(0, seconds)) for _ in range(tries)]
            child.stdin.close()
        heard = [wait for wait in waits if wait is not None]
        median = statistics.median(milliseconds for milliseconds, _, _ in heard)
        slowest, delay, place = max(heard)
        cells = [f"{seconds:.2f}", f"{len(heard)}", f"{median:.0f}", f"{slowest:.0f}"]
        cells += [f"{delay:.2f}", place, verdict(slowest, INTERRUPT_MS)]
        rows.append([form, f"{links:,}", *cells])
        print(" | ".join(rows[-1]), flush=True)
    return rows


def whole_call(child: subprocess.Popen[str]) -> float:
    """Seconds of the second of two calls that run to their end."""
    for _ in range(2):
        started(child)
        seconds = hear(child)["finished"]
        child.send_signal(signal.SIGINT)
        assert hear(child)["late"]
    return seconds


def started(child: subprocess.Popen[str]) -> float:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()
    return hear(child)["started"]


def interrupted(child: subprocess.Popen[str], delay: float) -> tuple[float, float, str] | None:
    """Milliseconds from the signal to the end, the delay, the place; None if it was too late."""
    begin = started(child)
    time.sleep(max(0.0, begin + delay - time.monotonic()))
    sent = time.monotonic()
    child.send_signal(signal.SIGINT)
    heard = hear(child)
    if "ended" in heard:
        return 1000 * (heard["ended"] - sent), delay, heard["place"]
    assert hear(child)["late"]
    return None


def stalls(num_links: int) -> list[list[str]]:
    """A row per form: the longest stall of the best, the middle and the worst try."""
    rows = []
    for form in ["idle", "busy", *FORMS]:
        tries = []
        for _ in range(STALL_TRIES):
            with watched("stalls", form, str(num_links)) as child:
                links = "" if form in ("idle", "busy") else f"{hear(child)['links']:,}"
                tries.append(max(hear(child)["gaps"]))
        tries.sort()
        milliseconds = [1000 * gap for gap, _ in tries]
        best, middle, worst = (f"{gap:.0f}" for gap in milliseconds)
        place = tries[0][1] or tries[-1][1]
        rows.append([form, links, best, middle, worst, place, verdict(milliseconds[0], STALL_MS)])
        print(" | ".join(rows[-1]), flush=True)
    return rows


def time_limits(num_links: int, tries: int) -> list[list[str]]:
    """A row per form: how much later than its limit a call returned, for limits of all lengths."""
    rows = []
    for form in ("arrays of integers", "arrays of integers, directed", "file", "networkx"):
        graph, options, links = make(form, num_links)
        call = partial(infomap_py.partition, graph, **options)
        seconds, _ = timed(call, time.perf_counter)
        late = []
        for k in range(1, tries + 1):
            limit = seconds * k / (tries + 1)
            taken, partition = timed(partial(call, time_limit=limit), time.perf_counter)
            read = partition.timings["network"] + partition.timings["flow"]
            late.append((1000 * (taken - max(limit, read)), limit))
        latest, limit = max(late)
        median = statistics.median(milliseconds for milliseconds, _ in late)
        cells = [f"{seconds:.2f}", f"{tries}", f"{median:.0f}", f"{latest:.0f}", f"{limit:.2f}"]
        rows.append([form, f"{links:,}", *cells, verdict(latest, OVERSHOOT_MS)])
        print(" | ".join(rows[-1]), flush=True)
    return rows


def timed(run: Callable[[], Any], clock: Callable[[], float]) -> tuple[float, Any]:
    start = clock()
    result = run()
    return clock() - start, result


def ratios(
    links: Links, first: dict[str, Any], second: dict[str, Any], clock: Callable[[], float]
) -> str:
    """Time with the first options over time with the second, in pairs of alternating order."""
    network = infomap_py.Network.from_links(
        links.sources, links.targets, nodes=range(links.num_nodes)
    )
    found = []
    for k in range(PAIRS):
        seconds = {}
        for options in (first, second) if k % 2 else (second, first):
            call = partial(infomap_py.partition, network, **options)
            seconds[options is first], _ = timed(call, clock)
        found.append(seconds[True] / seconds[False])
    return f"{statistics.median(found):.2f} ({min(found):.2f} to {max(found):.2f}, {PAIRS} pairs)"


def verdict(milliseconds: float, limit: float) -> str:
    return f"below {limit:g}" if milliseconds < limit else f"**above {limit:g}**"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--links", type=int, default=2_000_000, help="of the largest graphs")
    parser.add_argument("--tries", type=int, default=30, help="signals, and limits, per form")
    parser.add_argument("--output", type=Path, default=RESULTS / "responsiveness.md")
    options = parser.parse_args()
    use_one_thread()
    random.seed(1)
    interrupt_heading = ["graph", "links", "s per call", "signals", "median ms", "slowest ms"]
    limit_heading = ["graph", "links", "s per call", "limits", "late, median ms", "latest ms"]
    middle = planted(MIDDLE)
    one_or_two = [{"num_trials": 8, "num_threads": count} for count in (1, 2)]
    paragraphs = [
        "# Responsiveness",
        "`benchmarks/responsiveness.py` says how to read this.",
        provenance("networkx", "scipy", "igraph", "pandas"),
        "## Ctrl-C",
        table(
            [*interrupt_heading, "sent at, s", "heard in", ""],
            interrupts(options.links, options.tries),
        ),
        "## Stalls of other threads",
        table(
            ["graph", "links", "best try, ms", "middle", "worst", "where", ""],
            stalls(options.links),
        ),
        "## Time limit",
        table([*limit_heading, "limit, s", ""], time_limits(options.links, options.tries)),
        "## Progress and threads",
        "CPU time with a listener over that without: "
        + ratios(middle, {"progress": listen}, {}, time.process_time),
        "Elapsed time of eight trials on one thread over that on two: "
        + ratios(middle, *one_or_two, time.perf_counter)
        + "; in CPU time: "
        + ratios(middle, *one_or_two, time.process_time)
        + f"; load afterwards {load()}.",
    ]
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    print(*paragraphs[-2:], options.output, sep="\n")


def listen(_: infomap_py.Progress) -> None:
    """The least that a listener can do."""


if __name__ == "__main__":
    main()
