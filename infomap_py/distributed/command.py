"""infomap-py distributed"""

from __future__ import annotations

import time
from pathlib import Path

from infomap_py.console import Given, progress_of, say
from infomap_py.distributed.distributed_partition import partition
from infomap_py.distributed.progress import Bar
from infomap_py.distributed.result import DistributedPartition
from infomap_py.errors import counted

OPTIONS = (
    *("resume", "weight", "directed", "header", "teleportation_probability", "teleport_to"),
    *("self_links", "two_level", "seed", "shard_arcs", "whole_arcs"),
)


def partition_files(given: Given) -> None:
    """The result into a folder, what is said of it on standard error."""
    started = time.perf_counter()
    chosen = {name: given[name] for name in OPTIONS if name in given}
    with progress_of(given, Bar) as progress:
        found = partition(
            given["files"],
            workdir=Path(given["output"]),
            client=given.get("scheduler"),
            progress=progress,
            **chosen,
        )
    if not given.get("quiet"):
        say(*_summary(found), f"{time.perf_counter() - started:.2f} s")


def _summary(found: DistributedPartition) -> list[str]:
    return [
        f"{counted(found.num_nodes, 'node')}, {counted(found.num_links, 'link')}",
        f"codelength {found.codelength:.6f} bits per step: index {found.index_codelength:.6f} + "
        f"modules {found.module_codelength:.6f}; one level {found.one_level_codelength:.6f}, "
        f"savings {100 * found.relative_savings:z.2f} %",
        f"{counted(found.num_modules, 'module')} in {found.folder}",
    ]
