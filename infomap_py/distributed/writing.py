"""The result as files: a table of modules, and of nodes with their modules.

    <out>/modules.parquet          module, num_nodes, flow, enter_flow, exit_flow
    <out>/nodes/part-<k>.parquet   node, module, flow: a file per shard
    <out>/summary.json             codelengths, sizes, options

Modules are numbered by decreasing flow; of equal ones, that with the lower id comes first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from infomap_py.distributed.folder import appearing, save
from infomap_py.distributed.label_files import decoded, load_labels
from infomap_py.distributed.shards import Shards
from infomap_py.optional_packages import imported


def count_members(folder: Path, level: str, version: int, k: int) -> None:
    """Modules that the nodes of a shard are in, in order, and how many are in each."""
    shards = Shards(folder / level)
    modules, counts = np.unique(shards.array(k, f"labels-{version}"), return_counts=True)
    save(shards.path(k, f"members-{version}"), np.stack([modules, counts.astype(modules.dtype)]))


def write_modules(folder: Path, level: str, version: int, out: Path) -> None:
    """The table of modules; and for every shard the numbers of the ids that its nodes have. It
    takes memory for all modules."""
    shards = Shards(folder / level)
    members = [shards.array(k, f"members-{version}") for k in shards.with_nodes]
    ids = np.unique(np.concatenate([modules for modules, _ in members]))
    sizes = np.zeros(len(ids), dtype=np.int64)
    for modules, counts in members:
        sizes[np.searchsorted(ids, modules)] += counts
    flow, leaving, entering = shards.gathered(ids, f"table-{version}")
    order = np.lexsort((ids, -flow))
    numbers = np.empty(len(ids), dtype=np.int32)
    numbers[order] = np.arange(len(ids), dtype=np.int32)
    for k, (modules, _) in enumerate(members):
        save(shards.path(k, f"numbers-{version}"), numbers[np.searchsorted(ids, modules)])
    columns = {"num_nodes": sizes}
    columns |= {"flow": flow, "enter_flow": entering, "exit_flow": leaving}
    table = {name: column[order] for name, column in columns.items()}
    rates = {name: table[name] / shards.total for name in ("flow", "enter_flow", "exit_flow")}
    number = np.arange(len(ids), dtype=np.int32)
    save_table(out / "modules.parquet", {"module": number, **table, **rates})


def write_nodes(
    folder: Path, level: str, version: int, out: Path, firsts: list[int], k: int
) -> None:
    """The nodes of a shard, with their labels."""
    shards = Shards(folder / level)
    first, last = int(shards.starts[k]), int(shards.starts[k + 1])
    bucket = int(np.searchsorted(firsts, first, side="right")) - 1
    part = slice(first - firsts[bucket], last - firsts[bucket])
    _, position = np.unique(shards.array(k, f"labels-{version}"), return_inverse=True)
    columns = {
        "node": decoded(load_labels(folder / "ids" / str(bucket), part)),
        "module": shards.array(k, f"numbers-{version}")[position],
        "flow": np.asarray(shards.array(k, "flow")) / shards.total,
    }
    save_table(out / "nodes" / f"part-{k:05d}.parquet", columns)


def save_table(path: Path, columns: dict[str, Any]) -> None:
    """Write a Parquet file."""
    pyarrow = imported("pyarrow", "writing Parquet", "dask")
    parquet = imported("pyarrow.parquet", "writing Parquet", "dask")
    with appearing(path) as temporary:
        parquet.write_table(pyarrow.table(columns), temporary)
