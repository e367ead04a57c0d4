"""Graphs of extreme shape: does time follow the links, does memory, is the answer sane?

    python benchmarks/shapes.py [--size tiny]

Every shape at full and at half size, each in a process of its own: CPU seconds from link arrays to
modules, one trial on one thread, the least of five runs where they are short; and by how many bytes
per link (or per node, where these are more) the process grew in the first of them.

How to read it. "half" is the time at half the size, and "ratio" how many times longer the whole
takes: about 2 where time is proportional to size; where a call is over in 50 ms it says nothing.
"L" is ours; "known L" that of the best partition or, for paths, random weights and bipartite
groups, of a good one (``extremes.py``); "one L" that of one module, which none may exceed. Nothing
in the last column: all is well.
"""

import json
import subprocess
import sys
from functools import partial
from typing import Any

import numpy as np
from extremes import SHAPES
from peers import network_of, ours
from report import peak_bytes, table, use_one_thread
from runs import Runs, parser, write_page

import infomap_py

SAME = 1e-9  # bits
TWICE = 2.9  # the largest ratio of times that is about 2 on a noisy machine
SHORT = 0.05  # seconds; below, the ratio says nothing
REPEATED = 2.0  # seconds; what takes less is run five times
SANE = 400  # bytes per link or node
BUFFERS = 2e6  # bytes whatever the size


def measured(name: str, size: int) -> dict[str, Any]:
    """One shape of one size in a new process."""
    command = [sys.executable, __file__, "--one", name, str(size)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=600)
    return json.loads(done.stdout)


def one(name: str, size: int) -> dict[str, Any]:
    """The same in this process."""
    links = SHAPES[name].make(size)
    before = peak_bytes()
    found = ours(links, 0)
    grown = peak_bytes() - before
    seconds = [found.ingest + found.search]
    if seconds[0] < REPEATED:
        again = [ours(links, 0) for _ in range(4)]
        seconds += [run.ingest + run.search for run in again]
    network = network_of(links)
    return {
        "nodes": links.num_nodes,
        "links": len(links),
        "seconds": min(seconds),
        "grown": grown,
        "modules": len(np.unique(found.labels[links.linked()])),
        "codelength": found.codelength,
        "known": infomap_py.codelength(network, links.module_of),
        "one module": infomap_py.codelength(network, np.zeros(links.num_nodes, dtype=np.int64)),
    }


def size_of(run: dict[str, Any]) -> int:
    return max(run["nodes"], run["links"])


def troubles(run: dict[str, Any], ratio: float, best: bool) -> list[str]:
    """What is wrong, if anything is."""
    found = []
    if not 0 <= run["codelength"] <= run["one module"] + SAME:
        found.append("longer than one module")
    if best and abs(run["codelength"] - run["known"]) > SAME:
        found.append("not the best")
    if run["seconds"] > SHORT and ratio > TWICE:
        found.append("slower than proportional")
    if run["grown"] > SANE * size_of(run) + BUFFERS:
        found.append(f"more than {SANE} bytes per link")
    return found


def main() -> None:
    options = parser(__doc__, "shapes").parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    rows, wrong = [], []
    for name, shape in SHAPES.items():
        sizes = (shape.full, shape.half)
        if options.size == "tiny":
            sizes = (shape.small, shape.small // 2)
        run, half = (
            runs.get(f"shape {name} / {size}", partial(measured, name, size)) for size in sizes
        )
        ratio = run["seconds"] / half["seconds"]
        found = troubles(run, ratio, shape.best)
        wrong += [f"{name}: {trouble}" for trouble in found]
        row = [name, f"{run['nodes']:,}", f"{run['links']:,}", f"{run['seconds']:.3f}"]
        row += [f"{half['seconds']:.3f}", f"{ratio:.2f}", f"{run['grown'] / size_of(run):.0f}"]
        row += [f"{run['modules']:,}"]
        row += [f"{run[kind]:.6f}" for kind in ("codelength", "known", "one module")]
        rows.append([*row, ", ".join(found)])
    heading = ["shape", "nodes", "links", "s", "half", "ratio", "bytes", "modules"]
    heading += ["L", "known L", "one L", ""]
    summary = f"**Trouble: {'; '.join(wrong)}.**" if wrong else "**All is well.**"
    write_page(options.output, "Extreme shapes", "shapes.py", [], summary, table(heading, rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], int(sys.argv[3]))))
    else:
        main()
