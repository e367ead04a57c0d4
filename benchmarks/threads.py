"""What a second thread gains: for several trials, and within one.

    python benchmarks/threads.py [--size full]

Several trials: eight on two threads of one process, against two independent processes of four
trials each that start at the same moment, in turns; elapsed seconds from a ready network to the
best partition. "share" is the time of the two processes over that of the two threads: 100 % says
that the threads reach all that the machine gives to two programs. The promise is 95 %.

One trial: elapsed seconds on one thread and on two, in turns, from a ready network and from link
arrays, of which a network is first made by one thread. "gain" is the former over the latter; the
promise is 1.5. The labels must have the same bytes with 1, 2 and 8
threads, or the script fails.

Where other programs take the second processor, both figures fall: see the load.
"""

import hashlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from cases import lfr
from generators import planted
from graphs import Links
from peers import network_of
from report import load, table, use_one_thread
from runs import Runs, parser, write_page

import infomap_py

TRIALS = 8
SAME = 1e-9  # bits
PROMISE = 0.95
ROUNDS = {"tiny": 1, "quick": 7, "full": 15}  # of several trials
ROUNDS_OF_ONE = {"tiny": 1, "quick": 3, "full": 7}
THREADS = (1, 2, 8)  # of which one trial must give the same

# The graphs by name: of several trials, and of one.
SEVERAL = {"tiny": ["planted 5 k"], "quick": ["LFR 100 k"], "full": ["LFR 100 k", "planted 2 M"]}
ONE = {"tiny": "planted 5 k", "quick": "planted 10 M", "full": "planted 10 M"}
GRAPHS: dict[str, Callable[[], Links]] = {
    "planted 5 k": partial(planted, 5000),
    "LFR 100 k": lambda: lfr(100_000, 0.5, {}).links,
    "planted 2 M": partial(planted, 2_000_000, degree=20),
    "planted 10 M": partial(planted, 10_000_000, degree=20),
}


class Worker:
    """A process with a ready network, which partitions it when told to."""

    def __init__(self, graph: str) -> None:
        command = [sys.executable, __file__, "--work", graph]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def start(self, **options: int) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(options) + "\n")
        self.process.stdin.flush()

    def wait(self) -> dict[str, Any]:
        """Codelength, and a digest of the labels, of what was started."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()


def work(graph: str) -> None:
    """What a worker does: a line for every line."""
    links = GRAPHS[graph]()
    network = network_of(links)
    for line in sys.stdin:
        options = json.loads(line)
        anew = options.pop("from_links", False)
        found = infomap_py.partition(network_of(links) if anew else network, **options)
        digest = hashlib.sha256(found.labels.tobytes()).hexdigest()[:16]
        print(json.dumps({"codelength": found.codelength, "digest": digest}), flush=True)


def elapsed(workers: list[Worker], options: list[dict[str, int]]) -> tuple[float, list[Any]]:
    """Seconds until the last is done, and what each found."""
    start = time.monotonic()
    for worker, what in zip(workers, options, strict=True):
        worker.start(**what)
    found = [worker.wait() for worker in workers]
    return time.monotonic() - start, found


def several(graph: str, rounds: int) -> dict[str, Any]:
    """Seconds of two threads and of two processes, round by round."""
    half = TRIALS // 2
    together = [{"num_trials": TRIALS, "num_threads": 2}]
    apart = [{"num_trials": half, "first_trial": first} for first in (0, half)]
    workers = [Worker(graph) for _ in range(3)]
    for worker in workers:
        elapsed([worker], [{"num_trials": 1}])  # until the network is ready
    seconds: dict[str, list[float]] = {"threads": [], "processes": []}
    for k in range(rounds):
        for kind in ("threads", "processes")[:: 1 if k % 2 else -1]:
            if kind == "threads":
                taken, (best,) = elapsed(workers[:1], together)
            else:
                taken, halves = elapsed(workers[1:], apart)
            seconds[kind].append(taken)
        shortest = min(part["codelength"] for part in halves)
        assert best["codelength"] <= shortest + SAME, (best, halves)
    for worker in workers:
        worker.close()
    return seconds


def within_one(graph: str, rounds: int, from_links: bool) -> dict[str, Any]:
    """Seconds of one trial on one thread and on two, and the digests of all."""
    worker = Worker(graph)
    found = {}
    options = {count: {"num_threads": count, "from_links": int(from_links)} for count in THREADS}
    for count in THREADS:
        _, (found[count],) = elapsed([worker], [options[count]])
    seconds: dict[str, list[float]] = {"1": [], "2": []}
    for k in range(rounds):
        for count in (1, 2)[:: 1 if k % 2 else -1]:
            seconds[str(count)].append(elapsed([worker], [options[count]])[0])
    worker.close()
    return {"seconds": seconds, "digests": [found[count]["digest"] for count in THREADS]}


def median_ratio(over: list[float], under: list[float], unit: float, form: str) -> str:
    ratios = [unit * a / b for a, b in zip(over, under, strict=True)]
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    return f"{middle:{form}} ({low:{form}} to {high:{form}})"


def main() -> None:
    options = parser(__doc__, "threads").parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    rounds = ROUNDS[options.size]
    rows = []
    for graph in SEVERAL[options.size]:
        run = runs.get(f"threads several {graph} {rounds}", partial(several, graph, rounds))
        threads, processes = run["threads"], run["processes"]
        share = median_ratio(processes, threads, 100, ".0f")
        seconds = [f"{statistics.median(part):.3g}" for part in (threads, processes)]
        rows.append([graph, *seconds, f"{share} %", f"{100 * PROMISE:.0f} %"])
    graph, rounds = ONE[options.size], ROUNDS_OF_ONE[options.size]
    ones, same = [], True
    for start in ("a network", "link arrays"):
        make = partial(within_one, graph, rounds, start == "link arrays")
        run = runs.get(f"threads one {graph} {rounds} from {start}", make)
        gain = median_ratio(run["seconds"]["1"], run["seconds"]["2"], 1, ".2f")
        seconds = [f"{statistics.median(part):.3g}" for part in run["seconds"].values()]
        same &= len(set(run["digests"])) == 1
        verdict = "same" if same else f"**differ: {', '.join(run['digests'])}**"
        ones.append([f"{graph}, from {start}", *seconds, gain, verdict])
    labels = f"labels with {', '.join(map(str, THREADS))}"
    write_page(
        options.output,
        "Threads",
        "threads.py",
        [],
        f"## {TRIALS} trials",
        table(["graph", "two threads, s", "two processes, s", "share", "promise"], rows),
        "## One trial",
        table(
            ["graph", "one thread, s", "two, s", "gain", labels],
            ones,
        ),
        f"Load afterwards: {load()}.",
    )
    if not same:
        raise SystemExit(1)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2])
    else:
        main()
