"""The largest of their kind: is the answer right, and what does it take?

    python benchmarks/limits.py [--size tiny]

Every case in a process of its own that may have 4 GB, at full size and at a tenth of it.

How to read it. "us" is the CPU time per thing, in millionths of a second, and "ratio" how many
times as much it is as at a tenth of the size: about 1 where time is proportional to size, up to 2
where memory is farther away. "bytes" is by how much the process grew, per thing. "answer" is what
came out; where it is known in closed form, as ``CASES`` says, it was compared. Nothing in the last
column: all is well.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import isclose, isfinite, log2
from pathlib import Path
from typing import Any

import numpy as np
from extremes import best_stretch
from report import peak_bytes, table, use_one_thread
from runs import Runs, parser, write_page

import infomap_py
from infomap_py.errors import InfomapError, PartitionWarning

MEMORY = 4 << 30  # bytes
TIMEOUT = 3000  # seconds
SLOW = 3.0  # times the CPU time per thing at a tenth of the size
SHORT = 0.2  # seconds; below, the ratio says nothing


@dataclass(frozen=True)
class Case:
    """``run(size)`` gives a number; ``known(size)`` what that has to be, and ``rel`` how nearly, or
    part of the message with which so much is refused."""

    things: str
    size: int
    run: Callable[[int], float]
    known: Callable[[int], float] | str
    rel: float = 1e-9


def codelength(sources: Any, targets: Any, **options: Any) -> float:
    partition = infomap_py.partition((sources, targets), **options)
    _look_at(partition)
    return partition.codelength


def _look_at(partition: Any) -> None:
    """What people see first of a result, and a file of it."""
    assert repr(partition)
    assert partition.summary()
    assert "<svg" in partition.map()
    with tempfile.TemporaryDirectory() as folder:
        partition.write(Path(folder, "p.clu"))


def star(leaves: int, **options: Any) -> float:
    return codelength(np.zeros(leaves, dtype=np.int64), np.arange(1, leaves + 1), **options)


def star_inwards(leaves: int) -> float:
    return codelength(np.arange(1, leaves + 1), np.zeros(leaves, dtype=np.int64), directed=True)


def path(nodes: int) -> float:
    return codelength(np.arange(nodes - 1), np.arange(1, nodes))


def of_circle(nodes: int) -> float:
    """The codelength of a circle in its best stretches."""
    m = best_stretch(min(nodes, 10**6))
    return log2(nodes / m) / m + (m + 1) / m * log2(m + 1)


def parallel(links: int) -> float:
    return codelength(np.zeros(links, dtype=np.int64), np.ones(links, dtype=np.int64))


def self_links(links: int) -> float:
    return codelength(np.zeros(links, dtype=np.int64), np.zeros(links, dtype=np.int64))


def triangles(count: int) -> float:
    nodes = np.arange(3 * count)
    return codelength(nodes, nodes // 3 * 3 + (nodes + 1) % 3)


def states(count: int) -> float:
    nodes = np.arange(count)
    network = infomap_py.StateNetwork.from_links(
        nodes[:-1],
        nodes[1:],
        nodes=range(count),
        physical=np.zeros(count, dtype=np.int64),
        physical_nodes=["x"],
    )
    return infomap_py.partition(network).codelength


def layers(count: int, **options: Any) -> float:
    graphs = {layer: [("a", "b"), ("b", "c"), ("c", "a")] for layer in range(count)}
    return infomap_py.partition(graphs, **options).codelength


def categories(count: int) -> float:
    """A path whose nodes are all unlike: metadata take log2 of the number of nodes in a module."""
    nodes = np.arange(count)
    network = infomap_py.Network.from_links(nodes[:-1], nodes[1:], nodes=range(count))
    whole = infomap_py.codelength(network, 0 * nodes, metadata=nodes)
    return float(infomap_py.partition(network, metadata=nodes).codelength < whole)


def trials(count: int) -> float:
    return infomap_py.partition([(0, 1), (1, 2)], num_trials=count, time_limit=1.0).codelength


def threads(count: int) -> float:
    return infomap_py.partition([(0, 1), (1, 2)], num_threads=count, num_trials=9).codelength


def label(letters: int) -> float:
    partition = infomap_py.partition([("x" * letters, "y"), ("y", "z")])
    _look_at(partition)
    return partition.codelength


def levels(count: int) -> float:
    """A node in so many modules, each in the one before."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "deep.tree")
        file.write_text("".join(f'{"1:" * count}{k} 0.3 "{k}" {k}\n' for k in (1, 2, 3)))
        return float(infomap_py.read_partition(file, [(1, 2), (2, 3), (3, 1)]).num_levels)


CASES = {
    # Modules are never left, and have three nodes each.
    "triangles": Case("triangles", 10**6, triangles, lambda n: log2(3)),
    # All states of a module share the codeword of their one physical node.
    "states of one node": Case("states", 10**6, states, lambda n: 0.0),
    # Copies of a node share its codeword in one module of three.
    "layers, two in reach": Case(
        "layers", 10**5, partial(layers, multilayer_relax_limit=1), lambda n: log2(3)
    ),
    "layers, all in reach": Case("layers", 10**5, layers, "Let it reach fewer layers"),
    "layers, by similarity": Case(
        "layers", 10**5, partial(layers, multilayer_relax_by_jsd=True), "Let it reach fewer layers"
    ),
    "categories": Case("nodes", 10**6, categories, lambda n: 1.0),
    "trials, in a second": Case("trials", 10**9, trials, lambda n: 1.5),
    "threads": Case("threads", 10**6, threads, lambda n: 1.5),
    "label": Case("letters", 10**7, label, lambda n: 1.5),
    "levels of modules": Case("levels", 10**5, levels, "at most 1,000 are read"),
    "levels that are read": Case("levels", 1000, levels, lambda n: n + 1.0),
    # Half of the steps are to the hub, the others to one of n leaves.
    "star": Case("leaves", 10**7, star, lambda n: 1.0 + 0.5 * log2(n)),
    # Teleporting costs nothing, and all links lead to the hub.
    "star, inwards": Case("leaves", 10**7, star_inwards, lambda n: 0.0),
    # All flow on links comes from the hub, and goes to one of n leaves.
    "star, outwards": Case("leaves", 10**7, partial(star, directed=True), log2),
    # Stretches of a path are as those of a circle; what is found costs at most 0.5 % more.
    "path": Case("nodes", 10**7, path, of_circle, rel=0.005),
    "parallel links": Case("links", 10**7, parallel, lambda n: 1.0),
    "self-links": Case("links", 10**7, self_links, lambda n: 0.0),
}


def measured(name: str, size: int) -> dict[str, Any]:
    """A case in a new process."""
    command = [sys.executable, __file__, "--one", name, str(size)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return {"answer": "no end", "seconds": float("inf"), "grown": float("nan")}
    if done.returncode != 0:
        return {
            "answer": f"exit code {done.returncode}",
            "seconds": float("nan"),
            "grown": float("nan"),
        }
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def one(name: str, size: int) -> dict[str, Any]:
    """The same in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore", PartitionWarning)
    before, start = peak_bytes(), time.process_time()
    answer: float | str
    try:
        answer = CASES[name].run(size)
    except InfomapError as error:
        answer = str(error)
    seconds = time.process_time() - start
    return {"answer": answer, "seconds": seconds, "grown": peak_bytes() - before}


def trouble(case: Case, size: int, answer: float | str) -> str:
    """What is wrong, if anything is."""
    if isinstance(case.known, str):
        return "" if case.known in str(answer) else "not refused"
    if isinstance(answer, str) or not isfinite(answer):
        return "no number"
    known = case.known(size)
    return "" if isclose(answer, known, rel_tol=case.rel, abs_tol=1e-9) else f"not {known:.6f}"


def row_of(name: str, runs: Runs, part: int) -> list[str]:
    """Of the table; ``part`` of the full size."""
    case = CASES[name]
    size = case.size // part
    refused = isinstance(case.known, str)
    few = size if refused else max(size // 10, 2)
    # The small one first: where there is the large one, there are both.
    tenth, run = (
        runs.get(f"limit {name} / {count}", partial(measured, name, count)) for count in (few, size)
    )
    wrong = trouble(case, size, run["answer"])
    ratio = run["seconds"] / max(tenth["seconds"], 1e-9) * few / size
    says_little = refused or tenth["seconds"] < SHORT
    if not says_little and ratio > SLOW:
        wrong = f"{wrong} slower than proportional".strip()
    answer = "refused" if refused and not wrong else run["answer"]
    return [
        name,
        f"{size:,} {case.things}",
        f"{1e6 * run['seconds'] / size:.3g}",
        "" if says_little else f"{ratio:.2f}",
        f"{max(run['grown'], 0.0) / size:.3g}",
        answer if isinstance(answer, str) else f"{answer:.9g}",
        wrong,
    ]


def main() -> None:
    arguments = parser(__doc__, "limits")
    arguments.add_argument("--report", action="store_true", help="the page of what is finished")
    options = arguments.parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    part = 1000 if options.size == "tiny" else 1
    names = [name for name in CASES if part == 1 or not isinstance(CASES[name].known, str)]
    if options.report:
        names = [name for name in names if f"limit {name} / {CASES[name].size}" in runs.values]
    rows = [row_of(name, runs, part) for name in names]
    wrong = [f"{row[0]}: {row[-1]}" for row in rows if row[-1]]
    summary = f"**Trouble: {'; '.join(wrong)}.**" if wrong else "**All is well.**"
    heading = ["case", "size", "us", "ratio", "bytes", "answer", ""]
    write_page(options.output, "Limits", "limits.py", [], summary, table(heading, rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], int(sys.argv[3]))))
    else:
        main()
