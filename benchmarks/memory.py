"""Peak memory per link, from a text file to a network, and on to modules.

    python benchmarks/memory.py [--size full] [--huge]

Planted groups of 50 nodes, mean degree 20, in a link list. Every row is a process of its own that
reads the file, partitions the network, and asks the system for the most memory that it ever held
(``VmHWM``), less what it held once numpy and infomap_py were imported. One trial, one thread.

How to read it. "network" is the peak until the ``Network`` exists, and "kept" what it then takes;
"modules" is the peak of the whole process; all are bytes per link. The promise for "modules" is 20
for undirected links without weights, and 32 with weights. "slope" is how much the peak grows per
link since the next smaller size: where that is about the peak per link, it holds for any size. The
second table divides 24 GB by the larger of the two. With ``--huge``, one run of 200 million links.
"""

import json
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from link_files import write_planted
from report import available_bytes, held_bytes, peak_bytes, table, use_one_thread
from runs import Runs, parser, write_page

SIZES = {"tiny": [20_000], "quick": [1_000_000, 4_000_000], "full": [5_000_000, 20_000_000]}
THEIRS = {"tiny": [20_000], "quick": [500_000, 1_000_000], "full": [1_000_000, 2_000_000]}
HUGE = 200_000_000
GIGABYTES = 24
PROMISED = {"undirected": 20, "weighted": 32}
# How the file is written, and how it is read.
KINDS: dict[str, tuple[dict[str, bool], bool]] = {
    "undirected": ({}, False),
    "weighted": ({"weights": True}, False),
    "names": ({"names": True}, False),
    "directed": ({}, True),
    "directed, weighted": ({"weights": True}, True),
}
INFOMAP = "Infomap, undirected"


def measured(kind: str, num_links: int) -> dict[str, float]:
    """The peaks of a new process, in bytes."""
    options, directed = KINDS.get(kind, ({}, False))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.txt"
        count = write_planted(num_links, path, **options)
        program = "infomap" if kind == INFOMAP else "ours"
        command = [sys.executable, __file__, "--work", program, path, str(int(directed))]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return {"links": count, **json.loads(done.stdout)}


def work_ours(path: str, directed: bool) -> dict[str, float]:
    import infomap_py
    from infomap_py.readers import read_network

    before = held_bytes()
    network = read_network(path, directed=directed)
    read, kept = peak_bytes(), held_bytes()
    infomap_py.partition(network)
    return {"network": read - before, "kept": kept - before, "modules": peak_bytes() - before}


def work_infomap(path: str, directed: bool) -> dict[str, float]:
    from infomap import Infomap

    before = held_bytes()
    options = {"two_level": True, "silent": True, "num_threads": 1, "directed": directed}
    program = Infomap(options={**options, "num_trials": 1})
    program.read_file(path)
    read, kept = peak_bytes(), held_bytes()
    program.run()
    return {"network": read - before, "kept": kept - before, "modules": peak_bytes() - before}


def rows_of(kind: str, sizes: list[int], runs: Runs) -> list[dict[str, Any]]:
    """A run for every size; those that surely do not fit are left out."""
    found: list[dict[str, Any]] = []
    for size in sizes:
        if found and found[-1]["modules"] / found[-1]["links"] * size > 0.9 * available_bytes():
            print(f"{kind}: {size:,} links would not fit", flush=True)
            break
        found.append(runs.get(f"memory {kind} {size}", partial(measured, kind, size)))
    return found


def slope_of(found: list[dict[str, Any]], k: int) -> float | None:
    """Bytes per link from one size to the next."""
    if k == 0:
        return None
    before, now = found[k - 1], found[k]
    return (now["modules"] - before["modules"]) / (now["links"] - before["links"])


def cells(kind: str, found: list[dict[str, Any]], k: int) -> list[str]:
    run = found[k]
    stages = [f"{run[stage] / run['links']:.1f}" for stage in ("network", "kept", "modules")]
    slope = slope_of(found, k)
    row = [kind, f"{run['links']:,}", *stages, "" if slope is None else f"{slope:.1f}"]
    return [*row, f"{run['modules'] / 1e9:.2f}", str(PROMISED.get(kind, ""))]


def holds(kind: str, found: list[dict[str, Any]]) -> list[str]:
    """How many links fit, by the largest run."""
    last = found[-1]
    per_link = max(last["modules"] / last["links"], slope_of(found, len(found) - 1) or 0.0)
    return [kind, f"{per_link:.0f}", f"{GIGABYTES * 1e9 / per_link / 1e6:,.0f}"]


def main() -> None:
    made = parser(__doc__, "memory")
    made.add_argument("--huge", action="store_true", help=f"a run of {HUGE:,} links, too")
    options = made.parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    found = {kind: rows_of(kind, SIZES[options.size], runs) for kind in KINDS}
    if options.huge:
        found["undirected"] = rows_of("undirected", [*SIZES[options.size], HUGE], runs)
    found[INFOMAP] = rows_of(INFOMAP, THEIRS[options.size], runs)
    heading = ["", "links", "network", "kept", "modules", "slope", "GB", "promise"]
    rows = [cells(kind, each, k) for kind, each in found.items() for k in range(len(each))]
    write_page(
        options.output,
        "Memory",
        "memory.py",
        ["infomap"],
        table(heading, rows),
        f"## What {GIGABYTES} GB hold",
        table(
            ["", "bytes per link", "million links"],
            [holds(kind, each) for kind, each in found.items()],
        ),
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work = {"ours": work_ours, "infomap": work_infomap}[sys.argv[2]]
        print(json.dumps(work(sys.argv[3], sys.argv[4] == "1")))
    else:
        main()
