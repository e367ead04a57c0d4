"""Beyond one machine: a network on workers that may take a quarter of what it takes whole.

    python benchmarks/beyond_one_machine.py [--size full] [--folder FOLDER]

The links are planted: modules with sizes of a power law, degrees too, labels in no order, in files
of Parquet. First one process partitions them. The workers are processes started by Dask's own
commands, each with one thread; each is limited by a control group to as much as it takes when idle,
and a quarter of the memory that the search in one process took, but 256 MB at least.

How to read it. "more" is by how much the code is longer than that of one process. Memory is the
most that a process took of its own, in MB; "limit" what a worker might take. "read" and "written"
are bytes of all workers per link, of which "us" is the time on the clock. All results of a network
have the same bytes, or the program fails. The second table is of steps by kind: seconds on the
clock, and how many tasks that were.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from report import held_bytes, peak_bytes, table
from runs import Runs, parser, write_page

CHUNK = 4_000_000  # links of a file
MIXING = 0.3  # of a node's links, to anywhere
MEAN_DEGREE = 20
# Bytes that a task takes for each arc of a shard, and of a network that it searches whole.
SHARD_BYTES, WHOLE_BYTES = 60, 50
LEAST = 256 << 20  # bytes of a worker above an idle one: a piece of the input takes about as much
# Links and workers.
SIZES = {
    "tiny": [(20_000, 1), (20_000, 2)],
    "quick": [(1_000_000, 1), (1_000_000, 2), (4_000_000, 2)],
    "full": [(n, k) for n in (1_000_000, 10_000_000) for k in (1, 2, 4)] + [(100_000_000, 2)],
}


def planted(folder: Path, num_links: int, seed: int = 0) -> None:
    """Write links, and the module of every node."""
    import pyarrow
    from pyarrow import parquet

    random = np.random.default_rng(seed)
    num_nodes = 2 * num_links // MEAN_DEGREE
    sizes = []
    while sum(sizes) < num_nodes:  # exponent 2, from 30 to 3,000
        sizes.append(int(30 / (1 - random.random() * (1 - 30 / 3000))))
    first = np.cumsum([0, *sizes[:-1]])
    module = np.repeat(np.arange(len(sizes)), sizes)[:num_nodes]
    last = np.minimum(np.append(first[1:], num_nodes), num_nodes)
    label = random.permutation(num_nodes)
    folder.mkdir(parents=True)
    for k, start in enumerate(range(0, num_links, CHUNK)):
        count = min(CHUNK, num_links - start)
        source = random.integers(0, num_nodes, count)
        low, high = first[module[source]], last[module[source]]
        # Within a module those that come first have more links: exponent 3.
        inside = low + ((high - low) * random.random(count) ** 2).astype(np.int64)
        target = np.where(
            random.random(count) < MIXING, random.integers(0, num_nodes, count), inside
        )
        table = pyarrow.table({"source": label[source], "target": label[target]})
        parquet.write_table(table, folder / f"links-{k:04d}.parquet")
    np.save(folder / "module.npy", module[np.argsort(label)])


def one_machine(links: Path) -> dict[str, Any]:
    """The search in one process, and what it took."""
    import pyarrow.dataset

    import infomap_py

    before, held = time.perf_counter(), held_bytes()
    table = pyarrow.dataset.dataset(links, format="parquet", exclude_invalid_files=True).to_table()
    found = infomap_py.partition(table)
    return {
        "bits": found.codelength,
        "modules": found.num_modules,
        "seconds": time.perf_counter() - before,
        "bytes": peak_bytes() - held,
    }


def on_workers(
    links: Path, folder: Path, num_workers: int, limit: int | None, options: dict[str, Any]
) -> dict[str, Any]:
    """The same on a cluster."""
    from dask_cluster import Use, cluster, note
    from distributed import Client

    from infomap_py.distributed import partition

    seconds: dict[str, float] = defaultdict(float)
    tasks: dict[str, int] = defaultdict(int)
    last = time.perf_counter()

    def heard(event: Any) -> None:
        nonlocal last
        now = time.perf_counter()
        kind = event.step.rpartition("/")[2].rstrip("-0123456789")
        seconds[kind] += now - last
        tasks[kind] += event.done > 0
        last = now

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    before, client_use = time.perf_counter(), Use()
    with cluster(folder, num_workers, limit) as here:
        with Client(scheduler_file=str(here.scheduler_file)) as client:
            client.wait_for_workers(num_workers)
            found = partition(
                str(links / "*.parquet"),
                workdir=folder / "run",
                client=client,
                progress=heard,
                **options,
            )
        note(client_use, os.getpid())
        use = {name: vars(one) for name, one in here.use.items()}
    return {
        "bits": found.codelength,
        "modules": found.num_modules,
        "seconds": time.perf_counter() - before,
        "use": {**use, "client": vars(client_use)},
        "digest": digest(Path(found.folder)),
        "by step": {kind: [round(seconds[kind], 2), tasks[kind]] for kind in seconds},
    }


def digest(folder: Path) -> str:
    """Of all files of a result."""
    made = hashlib.sha256()
    for path in sorted(folder.rglob("*.parquet")):
        made.update(path.name.encode())
        made.update(path.read_bytes())
    return made.hexdigest()


def compared(num_links: int, num_workers: int, folder: Path, runs: Runs) -> dict[str, Any]:
    """A run of limited workers, and that of one process."""
    links = folder / f"links-{num_links}"
    if not links.exists():
        _separately("make", num_links, folder)
    alone = runs.get(f"one process, {num_links}", lambda: _separately("whole", num_links, folder))
    idle = runs.get("an idle worker", lambda: idle_worker(folder))
    quarter = max(int(alone["bytes"] / 4), LEAST)
    given = [f"--workers={num_workers}", f"--limit={idle + quarter}"]
    # Eight shards at least, and no more than a quarter of the arcs at a time.
    given.append(f"--shard-arcs={min(quarter // SHARD_BYTES, num_links // 4)}")
    given.append(f"--whole-arcs={min(quarter // WHOLE_BYTES, num_links // 2)}")
    found = runs.get(
        f"{num_workers} workers, {num_links}",
        lambda: _separately("workers", num_links, folder, *given),
    )
    return {
        "links": num_links,
        "workers": num_workers,
        "alone": alone,
        "limit": idle + quarter,
        **found,
    }


def idle_worker(folder: Path) -> int:
    """Bytes of a worker that has done one small run."""
    small = folder / "links-1000"
    if not small.exists():
        _separately("make", 1000, folder)
    return int(_separately("workers", 1000, folder, "--workers=1")["use"]["worker 0"]["own"])


def _separately(what: str, num_links: int, folder: Path, *more: str) -> Any:
    """In a process of its own."""
    command = [sys.executable, __file__, "--what", what, "--links", str(num_links)]
    command += ["--folder", str(folder), *more]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout or "null")


def row(run: dict[str, Any]) -> list[str]:
    use, links = run["use"], run["links"]
    workers = [use[f"worker {k}"] for k in range(run["workers"])]
    return [
        f"{links:,}",
        str(run["workers"]),
        f"{100 * (run['bits'] / run['alone']['bits'] - 1):+.4f} %",
        f"{run['alone']['bytes'] / 1e6:,.0f}",
        f"{run['limit'] / 1e6:,.0f}",
        f"{max(one['own'] for one in workers) / 1e6:,.0f}",
        f"{use['scheduler']['own'] / 1e6:,.0f}",
        f"{use['client']['own'] / 1e6:,.0f}",
        f"{sum(one['read'] for one in workers) / links:,.0f}",
        f"{sum(one['written'] for one in workers) / links:,.0f}",
        f"{1e6 * run['seconds'] / links:.2f}",
        f"{1e6 * run['alone']['seconds'] / links:.2f}",
    ]


def steps(found: list[dict[str, Any]]) -> list[list[str]]:
    """Of every kind, for each run."""
    kinds = sorted(
        {kind for run in found for kind in run["by step"]},
        key=lambda kind: -sum(run["by step"].get(kind, [0, 0])[0] for run in found),
    )
    return [
        [kind, *(f"{s:,.1f} s, {n:,}" for s, n in (r["by step"].get(kind, [0, 0]) for r in found))]
        for kind in kinds
    ]


def main() -> None:
    options = parser(__doc__, "beyond_one_machine")
    options.add_argument("--folder", type=Path, default=Path("build/beyond_one_machine"))
    options.add_argument("--what", choices=("make", "whole", "workers"), help=argparse.SUPPRESS)
    for name in ("links", "workers", "limit", "shard-arcs", "whole-arcs"):
        options.add_argument(f"--{name}", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.what is not None:
        links = given.folder / f"links-{given.links}"
        if given.what == "make":
            planted(links, given.links)
        elif given.what == "whole":
            print(json.dumps(one_machine(links)))
        else:
            arcs = {"shard_arcs": given.shard_arcs, "whole_arcs": given.whole_arcs}
            some = {name: count for name, count in arcs.items() if count is not None}
            print(
                json.dumps(
                    on_workers(links, given.folder / "work", given.workers, given.limit, some)
                )
            )
        return
    runs, found = Runs(given.runs), []
    for num_links, num_workers in SIZES[given.size]:
        found.append(compared(num_links, num_workers, given.folder, runs))
    for one in found:
        same = {other["digest"] for other in found if other["links"] == one["links"]}
        assert len(same) == 1, f"{one['links']:,} links: other workers found something else"
    heading = ["links", "workers", "more", "one process, MB", "limit", "a worker", "scheduler"]
    heading += ["client", "read", "written", "us", "us, one process"]
    names = [f"{one['links']:,} on {one['workers']}" for one in found]
    write_page(
        given.output,
        "Beyond one machine",
        "beyond_one_machine.py",
        ["dask", "pyarrow"],
        table(heading, map(row, found)),
        table(["step", *names], steps(found)),
    )


if __name__ == "__main__":
    main()
