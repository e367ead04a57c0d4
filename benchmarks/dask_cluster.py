"""A cluster of processes on this machine, started with Dask's own commands, and what each takes.

Every worker may be limited in memory: by a control group (version 1) where this user may make one,
which counts all that is its own, and files that it has mapped as long as it needs them.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import distributed  # noqa: F401 - which has the settings of nannies
from dask.config import get

GROUPS = Path("/sys/fs/cgroup/memory")
LOOK = 0.1  # seconds between two looks at the workers


@dataclass
class Use:
    """Most bytes of a process, of its own and with what it mapped; bytes it read and wrote."""

    own: int = 0
    resident: int = 0
    read: int = 0
    written: int = 0


@dataclass
class Cluster:
    """The file that says where the scheduler is; and what every process took, by its name."""

    scheduler_file: Path
    workers: list[subprocess.Popen[bytes]]
    use: dict[str, Use] = field(default_factory=dict)


@contextmanager
def cluster(folder: Path, num_workers: int, limit: int | None = None) -> Iterator[Cluster]:
    """A scheduler and so many workers of one thread; ``limit`` is in bytes, per worker."""
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    started = [
        _started(
            "scheduler", folder, "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
        )
    ]
    try:
        while not file.exists():
            time.sleep(0.05)
        where = ["--scheduler-file", str(file), "--no-dashboard", "--local-directory", str(folder)]
        once = [*where, "--nthreads", "1", "--no-nanny", "--memory-limit", "0"]
        workers = [
            _started("worker", folder, *once, "--name", str(k), group=_group(k, limit))
            for k in range(num_workers)
        ]
        started += workers
        here = Cluster(file, workers)
        named = {"scheduler": started[0], **{f"worker {k}": one for k, one in enumerate(workers)}}
        with _watched(here, {name: one.pid for name, one in named.items()}):
            yield here
    finally:
        for one in reversed(started):
            one.kill()
            one.wait()


def _started(
    kind: str, folder: Path, *options: str, group: Path | None = None
) -> subprocess.Popen[bytes]:
    def enter() -> None:
        if group is not None:
            (group / "cgroup.procs").write_text(str(os.getpid()))

    # What Dask's nannies set for workers, which have none here; and an end where all were killed.
    settings = {
        name: str(value) for name, value in get("distributed.nanny.pre-spawn-environ").items()
    }
    settings["DASK_DISTRIBUTED__SCHEDULER__NO_WORKERS_TIMEOUT"] = "60s"
    log = (folder / f"{kind}.log").open("ab")
    return subprocess.Popen(
        [sys.executable, "-m", "dask", kind, *options],
        env={**settings, **os.environ},
        stdout=log,
        stderr=log,
        preexec_fn=enter,
    )


def _group(number: int, limit: int | None) -> Path | None:
    """A control group whose processes may take so many bytes."""
    if limit is None:
        return None
    group = GROUPS / f"infomap_py-{os.getpid()}-{number}"
    group.mkdir(exist_ok=True)
    (group / "memory.limit_in_bytes").write_text(str(limit))
    return group


@contextmanager
def _watched(here: Cluster, processes: dict[str, int]) -> Iterator[None]:
    """Look at processes until the end."""
    ended = threading.Event()

    def look() -> None:
        while True:
            for name, process in processes.items():
                note(here.use.setdefault(name, Use()), process)
            if ended.wait(LOOK):
                return

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def note(use: Use, process: int) -> None:
    """What a process takes now, if there is one."""
    try:
        status = _fields(Path(f"/proc/{process}/status"))
        counters = _fields(Path(f"/proc/{process}/io"))
    except OSError:
        return
    use.own = max(use.own, 1024 * status.get("RssAnon", 0))
    use.resident = max(use.resident, 1024 * status.get("VmHWM", 0))
    use.read, use.written = counters.get("rchar", 0), counters.get("wchar", 0)


def _fields(path: Path) -> dict[str, int]:
    """The numbers of a file of lines such as "VmHWM:  123 kB"."""
    rows = (line.split() for line in path.read_text().splitlines())
    return {row[0].rstrip(":"): int(row[1]) for row in rows if len(row) > 1 and row[1].isdigit()}
