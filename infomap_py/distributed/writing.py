"""The result as files: a table of modules, and of nodes with their modules.

    <out>/modules.parquet          module, num_nodes, flow, exit_flow, enter_flow, bits
    <out>/nodes/part-<k>.parquet   node, module, flow: a file per shard
    <out>/links/part-<k>.parquet   row, other_row, flow: what two modules, called by their rows in
                                   the table, exchange both ways, if they hold nodes
    <out>/summary.json             codelengths, sizes, options

In a hierarchy both tables have a path behind the module, which is the outermost one. Modules are
numbered by decreasing flow; of equal ones, that with the lower id comes first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

import infomap_py._core.sums as sums
from infomap_py.distributed.folder import Array, appearing, load, save
from infomap_py.distributed.label_files import decoded, load_labels
from infomap_py.distributed.module_rows import ModuleRows, path_columns
from infomap_py.distributed.shards import Ids, Shards
from infomap_py.optional_packages import imported


def count_members(folder: Path, level: str, version: int, k: int) -> None:
    """Modules that the nodes of a shard are in, in order; how many are in each, and what their
    codewords cost it."""
    shards = Shards(folder / level)
    modules, position, counts = np.unique(
        shards.array(k, f"labels-{version}"), return_inverse=True, return_counts=True
    )
    flow = np.asarray(shards.array(k, "flow")) / shards.total
    terms = np.bincount(position, sums.plogps(flow), len(modules))
    save(shards.path(k, f"members-{version}"), np.stack([modules, counts, terms]))


def write_modules(
    folder: Path, level: str, version: int, tree: str | None, out: Path
) -> dict[str, int]:
    """The table of modules; and for every shard the paths of the lowest ones that its nodes are in.
    It takes memory for all modules. How many outermost ones there are."""
    shards = Shards(folder / level)
    members = [shards.array(k, f"members-{version}") for k in shards.with_nodes]
    ids = np.unique(np.concatenate([modules for modules, _, _ in members])).astype(np.int32)
    of_nodes = np.zeros((2, len(ids)))  # how many, and their terms
    for modules, *numbers in members:
        of_nodes[:, np.searchsorted(ids, modules)] += numbers
    rates = shards.gathered(ids, f"table-{version}") / shards.total
    lowest, inner, inner_rates = _paths(folder, tree, ids, rates[0])
    for k, (modules, _, _) in enumerate(members):
        save(shards.path(k, f"paths-{version}"), lowest[np.searchsorted(ids, modules)])
    table = ModuleRows(
        np.concatenate([lowest, inner]), np.concatenate([rates, inner_rates], axis=1), of_nodes
    )
    order = np.lexsort(table.paths.T[::-1])
    row = np.empty(len(order), dtype=np.int32)
    row[order] = np.arange(len(order), dtype=np.int32)
    save(shards.folder / "lowest.npy", ids)
    save(shards.folder / "lowest_rows.npy", row[: len(ids)])
    columns = path_columns(table.paths[order])
    columns |= {name: column[order] for name, column in table.columns().items()}
    save_table(out / "modules.parquet", columns)
    return {"modules": int(lowest[:, 0].max(initial=-1)) + 1}


def _paths(folder: Path, tree: str | None, ids: Ids, flow: Array) -> tuple[Array, Array, Array]:
    """For every lowest module a row: its modules from the outermost one on, then -1; the same for
    those that hold modules, and their rates."""
    if tree is None:
        paths = np.empty((len(ids), 1), dtype=np.int32)
        paths[np.lexsort((ids, -flow)), 0] = np.arange(len(ids), dtype=np.int32)
        return paths, paths[:0], np.empty((3, 0))
    place = folder / tree / "tree"
    paths = load(place / "path.npy")[np.searchsorted(load(place / "lowest.npy"), ids)]
    inner = np.array(load(place / "inner.npy"))
    used, paths[:, 0] = np.unique(paths[:, 0], return_inverse=True)  # some may have no nodes now
    inner[:, 0] = np.searchsorted(used, inner[:, 0])
    return paths, inner, load(place / "rates.npy")


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
    columns |= path_columns(shards.array(k, f"paths-{version}")[position])
    columns["flow"] = np.asarray(shards.array(k, "flow")) / shards.total
    save_table(out / "nodes" / f"part-{k:05d}.parquet", columns)


def write_links(folder: Path, coarse: str, level: str, out: Path, k: int) -> None:
    """What the lowest modules that are nodes of a shard of the coarser level exchange."""
    shards, below = Shards(folder / coarse), Shards(folder / level)
    offsets, targets = shards.array(k, "offsets"), shards.array(k, "targets")
    own, beyond = shards.array(k, "module_below"), shards.array(k, "beyond")
    ids = np.concatenate([own, shards.gathered(beyond, "module_below")])
    lowest, rows = (load(below.folder / f"{name}.npy") for name in ("lowest", "lowest_rows"))
    row = rows[np.minimum(np.searchsorted(lowest, ids), len(lowest) - 1)]
    source, target = np.repeat(row[: len(own)], np.diff(offsets)), row[targets]
    weights = shards.weights(k)
    both = np.full(len(targets), 2.0) if weights is None else weights.astype(np.float64)
    once = source < target
    columns = {"row": source[once], "other_row": target[once], "flow": both[once] / shards.total}
    save_table(out / "links" / f"part-{k:05d}.parquet", columns)


def save_table(path: Path, columns: dict[str, Any]) -> None:
    """Write a Parquet file."""
    pyarrow = imported("pyarrow", "writing Parquet", "dask")
    parquet = imported("pyarrow.parquet", "writing Parquet", "dask")
    with appearing(path) as temporary:
        parquet.write_table(pyarrow.table(columns), temporary)
