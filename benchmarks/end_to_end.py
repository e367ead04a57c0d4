"""From a text file to modules on the command line, beside Infomap; and from text to arrays of ids.

    python benchmarks/end_to_end.py [--size full]

Command line: ``infomap-py partition FILE`` and ``infomap FILE FOLDER --two-level --silent --clu``,
each a process of its own from the start of the interpreter to the last byte written, one trial on
one thread, in turns; on planted groups and an LFR graph, mean degree 20, ids shuffled.

How to read it. "ratio" is the median over the pairs of Infomap's CPU seconds over ours, with the
extremes; the promise is 20 at 10 million links. The codelengths of what both wrote come from
``infomap-py codelength``, so that one formula judges both.

Tokenizing: CPU seconds in a process of its own, and its peak memory beyond what the interpreter and
the labels take. Integers: until there are int32 positions, labels and weights as numpy arrays,
against numpy.loadtxt of the same file. Names: against pandas.read_csv with the C engine and
factorize over both columns. Ratios are ours over theirs; the promise is at most 2.5 and 2, and at
most 40 bytes per link.

networkx: from a graph with a weight on every edge to a ``Network``, over a Python pass that reads
each of these weights, in turns in one process; the promise is at most 1.5.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import generators
from graphs import Links
from link_files import write
from report import held_bytes, peak_bytes, table, use_one_thread
from runs import Runs, parser, write_page

import infomap_py

LINKS = {"tiny": 5000, "quick": 1_000_000, "full": 10_000_000}
EDGES = {"tiny": 5000, "quick": 1_000_000, "full": 1_000_000}  # of the networkx graph
ROUNDS = {"tiny": 1, "quick": 3, "full": 3}
READERS = {  # kind of ids: the programs that read them, ours first, and what is promised
    "integers": (("infomap_py", "numpy"), 2.5),
    "names": (("infomap_py", "pandas"), 2.0),
}
PACKAGE = str(Path(infomap_py.__file__).parents[1])


def graph(name: str, num_links: int) -> Links:
    if name == "planted":
        return generators.planted(num_links, degree=20)
    make = partial(generators.lfr, num_links // 10, 0.5)
    return generators.kept(f"end-to-end-{num_links}", make)


def child(command: list[Any], output: Path | None = None) -> tuple[float, float, str]:
    """CPU seconds and elapsed seconds of a process from its start to its end, and its output."""
    environment = {**os.environ, "PYTHONPATH": PACKAGE}
    with open(output or os.devnull, "wb") as file:
        start, before = time.monotonic(), os.times()
        subprocess.run(command, stdout=file, stderr=subprocess.DEVNULL, env=environment, check=True)
        elapsed, after = time.monotonic() - start, os.times()
    seconds = after.children_user + after.children_system
    seconds -= before.children_user + before.children_system
    return seconds, elapsed, output.read_text(encoding="utf-8") if output else ""


def command_line(name: str, num_links: int, rounds: int) -> dict[str, Any]:
    """Seconds of both programs, round by round, and the codelengths of the last."""
    found: dict[str, Any] = {"ours": [], "theirs": [], "elapsed": {"ours": [], "theirs": []}}
    with tempfile.TemporaryDirectory() as folder:
        links, modules = Path(folder) / "links.txt", Path(folder) / "modules.tsv"
        write(graph(name, num_links), links)
        ours = [sys.executable, "-m", "infomap_py", "partition", links]
        program = Path(sys.executable).with_name("infomap")
        theirs = [program, links, folder, "--two-level", "--silent", "--clu"]
        for k in range(rounds):
            for who in ("ours", "theirs")[:: 1 if k % 2 == 0 else -1]:
                command, output = (ours, modules) if who == "ours" else (theirs, None)
                seconds, elapsed, _ = child(command, output)
                found[who].append(seconds)
                found["elapsed"][who].append(elapsed)
        for who, path in (("ours", modules), ("theirs", Path(folder) / "links.clu")):
            judge = [sys.executable, "-m", "infomap_py", "codelength", links, path]
            _, _, text = child(judge, Path(folder) / "codelength.txt")
            found[f"{who} codelength"] = float(text)
    return found


def tokenizing(ids: str, num_links: int, rounds: int) -> dict[str, Any]:
    """CPU seconds of every program round by round, and its peak memory in the last."""
    programs, _ = READERS[ids]
    found: dict[str, Any] = {program: [] for program in programs}
    found["bytes"] = {}
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "links.txt", Path(folder) / "found.json"
        write(graph("planted", num_links), path, names=ids == "names")
        for k in range(rounds):
            for program in programs[:: 1 if k % 2 == 0 else -1]:
                command = [sys.executable, __file__, "--work", program, path]
                run = json.loads(child(command, output)[2])
                found[program].append(run["seconds"])
                found["bytes"][program] = run["bytes"]
    return found


def read_ours(path: str) -> Any:
    from infomap_py.readers import ReadOptions, read_links
    from infomap_py.streams import read_chunks

    links = read_links(read_chunks(path), path, ReadOptions())
    return links.links.arrays(), links.nodes


def read_numpy(path: str) -> Any:
    import numpy

    return numpy.loadtxt(path, dtype=numpy.int64), ()


def read_pandas(path: str) -> Any:
    import pandas

    columns = pandas.read_csv(path, sep=" ", header=None, engine="c")
    positions, labels = pandas.factorize(pandas.concat([columns[0], columns[1]]))
    return positions, labels


READ: dict[str, Callable[[str], Any]] = {
    "infomap_py": read_ours,
    "numpy": read_numpy,
    "pandas": read_pandas,
}


def work(program: str, path: str) -> dict[str, float]:
    """What a child does: it reads a small file for what is loaded once, and then the file."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.txt"
        with open(path, encoding="ascii") as lines:
            small.write_text("".join(next(lines) for _ in range(10)), encoding="ascii")
        READ[program](str(small))
    before = held_bytes()
    start = time.process_time()
    _, labels = READ[program](path)
    seconds = time.process_time() - start
    peak = peak_bytes() - before
    of_labels = sum(map(sys.getsizeof, labels)) if isinstance(labels, list) else 0
    return {"seconds": seconds, "bytes": peak - of_labels}


def from_networkx(num_edges: int, rounds: int) -> dict[str, list[float]]:
    """CPU seconds of the conversion and of the pass, round by round."""
    import networkx

    from infomap_py.adapters import to_network

    links = generators.planted(num_edges, degree=20)
    made = networkx.Graph()
    made.add_weighted_edges_from(
        (u, v, 0.5 + u % 7)
        for u, v in zip(links.sources.tolist(), links.targets.tolist(), strict=True)
    )

    def read_weights() -> None:
        for _, _, attributes in made.edges(data=True):
            attributes.get("weight", 1)

    timed: dict[str, Callable[[], object]] = {
        "conversion": lambda: to_network(made),
        "pass": read_weights,
    }
    seconds: dict[str, list[float]] = {name: [] for name in timed}
    for k in range(2 * rounds + 1):
        for name in list(timed)[:: 1 if k % 2 == 0 else -1]:
            start = time.process_time()
            timed[name]()
            seconds[name].append(time.process_time() - start)
    return seconds


def ratio(over: list[float], under: list[float]) -> str:
    ratios = [a / b for a, b in zip(over, under, strict=True)]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def main() -> None:
    options = parser(__doc__, "end_to_end").parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    num_links, rounds = LINKS[options.size], ROUNDS[options.size]
    programs = []
    for name in ("planted", "LFR"):
        key = f"end_to_end {name} {num_links} {rounds}"
        run = runs.get(key, partial(command_line, name, num_links, rounds))
        row = [name, f"{num_links:,}"]
        for who in ("ours", "theirs"):
            row += [f"{run[f'{who} codelength']:.6f}", f"{statistics.median(run[who]):.2f}"]
            row += [f"{statistics.median(run['elapsed'][who]):.2f}"]
        programs.append([*row, ratio(run["theirs"], run["ours"]), "20" if num_links > 5e6 else ""])
    readers = []
    for ids, (names, promise) in READERS.items():
        key = f"end_to_end tokenizing {ids} {num_links} {rounds}"
        run = runs.get(key, partial(tokenizing, ids, num_links, rounds))
        row = [ids, names[1], f"{num_links:,}"]
        row += [f"{statistics.median(run[program]):.2f}" for program in names]
        row += [f"{run['bytes'][program] / num_links:.0f}" for program in names]
        readers.append([*row, ratio(run[names[0]], run[names[1]]), f"{promise}"])
    count = EDGES[options.size]
    run = runs.get(f"end_to_end networkx {count}", partial(from_networkx, count, rounds))
    edges = [f"{count:,}", *(f"{statistics.median(part):.2f}" for part in run.values())]
    seconds = ["ours: L", "CPU s", "elapsed s", "Infomap: L", "CPU s", "elapsed s"]
    bytes_per_link = ["ours: bytes per link", "theirs"]
    write_page(
        options.output,
        "End to end",
        "end_to_end.py",
        ["infomap", "pandas", "networkx"],
        "## The command line",
        table(["graph", "links", *seconds, "ratio", "promise"], programs),
        "## Tokenizing",
        table(
            ["ids", "beside", "links", "ours: s", "theirs: s", *bytes_per_link, "ratio", "promise"],
            readers,
        ),
        "## networkx",
        table(
            ["edges", "conversion: s", "pass: s", "ratio", "promise"],
            [[*edges, ratio(run["conversion"], run["pass"]), "1.5"]],
        ),
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        print(json.dumps(work(sys.argv[2], sys.argv[3])))
    else:
        main()
