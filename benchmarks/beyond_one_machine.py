"""Beyond one machine: a network of N links on workers that may take a part of what it takes whole.

    python benchmarks/beyond_one_machine.py --links 100_000_000 --workers 2

The links are planted: modules with sizes of a power law, degrees too, labels in no order, in files
of Parquet. The workers are processes started by Dask's own commands, each with one thread, limited
by a control group.

How to read it. "memory" is the most that a process took of its own, in MB; "limit" what a worker
might take: as much as when idle, and a quarter of what the search in one process took. "bytes per
link" are read and written by all workers in a step of each kind, divided by the links.
"""

import argparse
import json
import shutil
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

CHUNK = 4_000_000  # links of a file
MIXING = 0.3  # of a node's links, to anywhere
MEAN_DEGREE = 20


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
    from report import peak_bytes

    import infomap_py

    before = time.perf_counter()
    table = pyarrow.dataset.dataset(links, format="parquet", exclude_invalid_files=True).to_table()
    found = infomap_py.partition(table)
    return {
        "bits": found.codelength,
        "modules": found.num_modules,
        "seconds": time.perf_counter() - before,
        "bytes": peak_bytes(),
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
        note(client_use, "self")  # type: ignore[arg-type]
        use = {name: vars(one) for name, one in here.use.items()}
    return {
        "bits": found.codelength,
        "modules": found.num_modules,
        "seconds": time.perf_counter() - before,
        "use": {**use, "client": vars(client_use)},
        "by step": {kind: [round(seconds[kind], 2), tasks[kind]] for kind in seconds},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=int, help="bytes that a worker may take")
    parser.add_argument("--shard-arcs", type=int)
    parser.add_argument("--folder", type=Path, default=Path("build/distributed"))
    parser.add_argument("--what", choices=("make", "whole", "workers"), required=True)
    given = parser.parse_args()
    links = given.folder / f"links-{given.links}"
    if given.what == "make":
        planted(links, given.links)
        return
    if given.what == "whole":
        print(json.dumps(one_machine(links)))
        return
    options = {} if given.shard_arcs is None else {"shard_arcs": given.shard_arcs}
    print(json.dumps(on_workers(links, given.folder / "work", given.workers, given.limit, options)))


if __name__ == "__main__":
    sys.exit(main())
