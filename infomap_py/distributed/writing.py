"""The result as files: a table of modules, and of nodes with their modules.

    <out>/modules.parquet          module, num_nodes, flow, exit_flow, enter_flow of lowest modules
    <out>/nodes/part-<k>.parquet   node, module, flow: a file per shard
    <out>/summary.json             codelengths, sizes, options

In a hierarchy both tables have a path behind the module, which is the outermost one. Modules are
numbered by decreasing flow; of equal ones, that with the lower id comes first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from infomap_py.distributed.folder import Array, appearing, load, save
from infomap_py.distributed.label_files import decoded, load_labels
from infomap_py.distributed.shards import Ids, Shards
from infomap_py.optional_packages import imported


def count_members(folder: Path, level: str, version: int, k: int) -> None:
    """Modules that the nodes of a shard are in, in order, and how many are in each."""
    shards = Shards(folder / level)
    modules, counts = np.unique(shards.array(k, f"labels-{version}"), return_counts=True)
    save(shards.path(k, f"members-{version}"), np.stack([modules, counts.astype(modules.dtype)]))


def write_modules(
    folder: Path, level: str, version: int, tree: str | None, out: Path
) -> dict[str, int]:
    """The table of lowest modules; and for every shard the paths of those that its nodes are in. It
    takes memory for all modules. How many outermost ones there are."""
    shards = Shards(folder / level)
    members = [shards.array(k, f"members-{version}") for k in shards.with_nodes]
    ids = np.unique(np.concatenate([modules for modules, _ in members]))
    sizes = np.zeros(len(ids), dtype=np.int64)
    for modules, counts in members:
        sizes[np.searchsorted(ids, modules)] += counts
    rates = shards.gathered(ids, f"table-{version}") / shards.total
    paths = _paths(folder, tree, ids, rates[0])
    for k, (modules, _) in enumerate(members):
        save(shards.path(k, f"paths-{version}"), paths[np.searchsorted(ids, modules)])
    order = np.lexsort(paths.T[::-1])
    names = ("flow", "exit_flow", "enter_flow")
    columns = _path_columns(paths[order]) | {"num_nodes": sizes[order]}
    columns |= {name: rate[order] for name, rate in zip(names, rates, strict=True)}
    save_table(out / "modules.parquet", columns)
    return {"modules": int(paths[:, 0].max(initial=-1)) + 1}


def _paths(folder: Path, tree: str | None, ids: Ids, flow: Array) -> Array:
    """For every lowest module a row: its modules from the outermost one on, then -1."""
    if tree is None:
        paths = np.empty((len(ids), 1), dtype=np.int32)
        paths[np.lexsort((ids, -flow)), 0] = np.arange(len(ids), dtype=np.int32)
        return paths
    place = folder / tree / "tree"
    paths = load(place / "path.npy")[np.searchsorted(load(place / "lowest.npy"), ids)]
    _, paths[:, 0] = np.unique(paths[:, 0], return_inverse=True)  # some may have no nodes now
    return paths


def _path_columns(paths: Array) -> dict[str, Any]:
    """The outermost module; and where there are others, the path, with colons in between."""
    columns: dict[str, Any] = {"module": paths[:, 0]}
    if paths.shape[1] > 1:
        columns["path"] = [":".join(str(m) for m in path if m >= 0) for path in paths.tolist()]
    return columns


def write_nodes(
    folder: Path, level: str, version: int, out: Path, firsts: list[int], k: int
) -> None:
    """The nodes of a shard, with their labels."""
    shards = Shards(folder / level)
    first, last = int(shards.starts[k]), int(shards.starts[k + 1])
    bucket = int(np.searchsorted(firsts, first, side="right")) - 1
    part = slice(first - firsts[bucket], last - firsts[bucket])
    _, position = np.unique(shards.array(k, f"labels-{version}"), return_inverse=True)
    columns = {"node": decoded(load_labels(folder / "ids" / str(bucket), part))}
    columns |= _path_columns(shards.array(k, f"paths-{version}")[position])
    columns["flow"] = np.asarray(shards.array(k, "flow")) / shards.total
    save_table(out / "nodes" / f"part-{k:05d}.parquet", columns)


def save_table(path: Path, columns: dict[str, Any]) -> None:
    """Write a Parquet file."""
    pyarrow = imported("pyarrow", "writing Parquet", "dask")
    parquet = imported("pyarrow.parquet", "writing Parquet", "dask")
    with appearing(path) as temporary:
        parquet.write_table(pyarrow.table(columns), temporary)
