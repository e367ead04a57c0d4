"""The same code on shards? The distributed search against that of one machine.

    python benchmarks/distributed_quality.py [--size full] [--seeds 3] [NAME ...]

Real networks of more than 100,000 links, LFR graphs and planted ones, each cut into some eight
shards, of which no task holds more than one; the network of modules is searched whole once it has a
quarter of the arcs. One trial of either, from the same seeds; all tasks run in this process.

How to read it. "bits" are codelengths, of the seed with the median difference, and "more" by how
much the distributed one is longer. The promise is 0.5 %, and 0.05 % on planted groups. "CPU" is the
CPU time of the distributed search over that of the other, from files of links and from link arrays:
what many small tasks cost, on top of reading and writing files.
"""

import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import generators
import numpy as np
from cases import Case, lfr, real_unless_tiny
from peers import network_of
from report import table, use_one_thread
from runs import Runs, comparing, write_page

import infomap_py
from infomap_py import distributed

LARGE = 100_000  # links
SHARDS = 8
ROWS = 200_000  # links of a row group


def cases(options: Any) -> list[Case]:
    """Graphs of more than 100,000 links, and made-up ones."""
    planted = generators.planted
    size = {"tiny": 10_000, "quick": 1_000_000, "full": 5_000_000}[options.size]
    every = [case for case in real_unless_tiny(options) if len(case.links) > LARGE]
    every.append(Case(f"planted {size:,}", partial(planted, size, degree=20), {}))
    if options.size != "tiny":
        nodes = 100_000 if options.size == "quick" else 1_000_000
        every += [lfr(nodes, mixing, {}) for mixing in (0.3, 0.5, 0.6)]
    return [case for case in every if case.name in (options.names or [case.name])]


def compared(case: Case, seed: int) -> dict[str, float]:
    """Codelengths, and CPU time."""
    links = case.links
    before = time.process_time()
    alone = infomap_py.partition(network_of(links), seed=seed)
    seconds = [time.process_time() - before]
    arcs = len(links) * (1 if links.directed else 2)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "links.parquet", links)
        before = time.process_time()
        shared = distributed.partition(
            Path(folder) / "links.parquet",
            workdir=Path(folder) / "run",
            client="here",
            directed=links.directed,
            seed=seed,
            shard_arcs=arcs // SHARDS,
            whole_arcs=arcs // 4,
        )
        seconds.append(time.process_time() - before)
    return {
        "links": len(links),
        "alone": alone.codelength,
        "shared": shared.codelength,
        "modules alone": alone.num_modules,
        "modules": shared.num_modules,
        "CPU": seconds[1] / seconds[0],
    }


def write(path: Path, links: Any) -> None:
    """Links as Parquet."""
    import pyarrow
    from pyarrow import parquet

    weights = np.ones(len(links)) if links.weights is None else links.weights
    columns = {"source": links.sources, "target": links.targets, "weight": weights}
    parquet.write_table(pyarrow.table(columns), path, row_group_size=ROWS)


def row(case: Case, runs: list[dict[str, float]]) -> list[str]:
    runs = sorted(runs, key=lambda run: run["shared"] / run["alone"])
    middle = runs[len(runs) // 2]
    return [
        case.name,
        f"{middle['links']:,.0f}",
        f"{middle['alone']:.6f}",
        f"{middle['shared']:.6f}",
        f"{100 * (middle['shared'] / middle['alone'] - 1):+.3f} %",
        f"{100 * (runs[-1]['shared'] / runs[-1]['alone'] - 1):+.3f} %",
        f"{middle['modules alone']:,.0f}",
        f"{middle['modules']:,.0f}",
        f"{statistics.median(run['CPU'] for run in runs):.1f}",
    ]


def main() -> None:
    parser = comparing(__doc__, "distributed_quality")
    parser.add_argument("--seeds", type=int, default=1, help="of the searches of each graph")
    options = parser.parse_args()
    use_one_thread()
    runs, rows = Runs(options.runs), []
    for case in cases(options):
        found = [
            runs.get(f"distributed quality, {case.name}, {seed}", partial(compared, case, seed))
            for seed in range(options.seeds)
        ]
        case.forget()
        rows.append(row(case, found))
    heading = ["network", "links", "bits, one machine", "bits, shards", "more", "at most"]
    heading += ["modules, one machine", "modules, shards", "CPU"]
    packages = ["dask", "pyarrow"]
    write_page(
        options.output,
        "Distributed: codelengths",
        "distributed_quality.py",
        packages,
        table(heading, rows),
    )


if __name__ == "__main__":
    main()
