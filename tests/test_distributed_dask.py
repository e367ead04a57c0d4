"""Partitions on a cluster of Dask, whose processes end at any moment: always the same bytes."""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from shell import ENVIRONMENT
from test_distributed import digest, written

import infomap_py.distributed
from infomap_py.distributed.executors import OnDask
from infomap_py.errors import DistributedError, OptionError

distributed = pytest.importorskip("distributed", reason="pip install 'infomap_py[dask]'")
pytest.importorskip("pyarrow", reason="pip install 'infomap_py[dask]'")

pytestmark = pytest.mark.filterwarnings("default")  # those of Dask are its own

OPTIONS: dict[str, Any] = {"shard_arcs": 80}


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = nx.planted_partition_graph(5, 8, 0.7, 0.03, seed=3)
    return written(graph, tmp_path_factory.mktemp("links") / "links.txt")


@pytest.fixture(scope="module")
def undisturbed(links: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What comes out in this process."""
    folder = tmp_path_factory.mktemp("undisturbed")
    found = infomap_py.distributed.partition(links, workdir=folder, client="here", **OPTIONS)
    return digest(found.folder)


def local(num_workers: int, processes: bool = True) -> Any:
    """A cluster of this machine's processes, or all of it in this one, which starts at once."""
    return distributed.LocalCluster(
        n_workers=num_workers, threads_per_worker=1, dashboard_address=None, processes=processes
    )


def test_four_workers_give_the_same_bytes(links: Path, undisturbed: str, tmp_path: Path) -> None:
    with (
        local(4, processes=False) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        found = infomap_py.distributed.partition(links, workdir=tmp_path, client=client, **OPTIONS)
    assert digest(found.folder) == undisturbed


def test_workers_that_are_killed_change_no_byte(
    links: Path, undisturbed: str, tmp_path: Path
) -> None:
    killed = []

    def kill(now: Any) -> None:
        """A worker, as the first tasks of two steps have ended."""
        if now.step in ("level-0/move-3", "level-0/share-9") and now.done == 1:
            process = next(iter(client.run(os.getpid).values()))
            os.kill(process, signal.SIGKILL)
            killed.append(process)

    with local(2) as cluster, distributed.Client(cluster) as client:
        found = infomap_py.distributed.partition(
            links, workdir=tmp_path, client=client, progress=kill, **OPTIONS
        )
    assert len(set(killed)) == 2
    assert digest(found.folder) == undisturbed


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, started by Dask's own commands; the address of the first."""
    file = tmp_path / "scheduler.json"
    told = ["--scheduler-file", str(file)]

    def started(*command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *command, *told],
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    running = [started("scheduler", "--port", "0", "--no-dashboard")]
    try:
        deadline = time.monotonic() + 60.0
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        here = ["--no-dashboard", "--local-directory", str(tmp_path)]
        running += [started("worker", "--nthreads", "1", *here) for _ in range(2)]
        import json

        yield json.loads(file.read_text())["address"], running
    finally:
        for one in running:
            one.kill()
            one.wait()


def test_a_cluster_of_dasks_own_commands_gives_the_same_bytes(
    links: Path, undisturbed: str, tmp_path: Path, processes: Any
) -> None:
    address, _ = processes
    found = infomap_py.distributed.partition(
        links, workdir=tmp_path / "run", client=address, **OPTIONS
    )
    assert digest(found.folder) == undisturbed


def test_a_scheduler_that_is_gone_is_an_error_and_the_run_goes_on_elsewhere(
    links: Path, undisturbed: str, tmp_path: Path, processes: Any
) -> None:
    address, running = processes

    def kill(now: Any) -> None:
        if now.step == "level-0/move-3" and now.done == 1:
            running[0].kill()

    with pytest.raises(DistributedError, match="resume=True"):
        infomap_py.distributed.partition(
            links, workdir=tmp_path / "run", client=address, progress=kill, **OPTIONS
        )
    found = infomap_py.distributed.partition(
        links, workdir=tmp_path / "run", client="here", resume=True, **OPTIONS
    )
    assert digest(found.folder) == undisturbed


def test_a_cluster_without_workers_is_an_error_where_dask_is_told_not_to_wait_for_others(
    links: Path, tmp_path: Path
) -> None:
    import dask.config

    def stop(now: Any) -> None:
        if now.step == "level-0/move-3" and now.done == 1:
            cluster.scale(0)

    with (
        dask.config.set({"distributed.scheduler.no-workers-timeout": "1s"}),
        local(1) as cluster,
        distributed.Client(cluster) as client,
        pytest.raises(DistributedError, match=r"workers were lost: .*resume=True"),
    ):
        infomap_py.distributed.partition(
            links, workdir=tmp_path, client=client, progress=stop, **OPTIONS
        )


@pytest.mark.parametrize("number", [5, 200])
def test_a_client_that_is_killed_is_started_again(
    links: Path, undisturbed: str, tmp_path: Path, number: int
) -> None:
    run = tmp_path / "run"
    command = [sys.executable, "-m", "infomap_py", "distributed", str(links), "-o", str(run)]
    command += ["--scheduler", "here", "--shard-arcs", "80"]
    running = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60.0
    while running.poll() is None and time.monotonic() < deadline:
        if len(list((run / "steps").rglob("*.json"))) >= number:
            break
    running.kill()
    assert running.wait() == -signal.SIGKILL
    subprocess.run([*command, "--resume", "--quiet"], env=ENVIRONMENT, check=True, timeout=120)
    assert digest(str(run / "out")) == undisturbed


def test_the_command_starts_a_cluster_where_none_is_named_and_says_what_it_found(
    links: Path, tmp_path: Path
) -> None:
    # In one shard, for few tasks.
    found = infomap_py.distributed.partition(links, workdir=tmp_path / "here", client="here")
    command = [sys.executable, "-m", "infomap_py", "distributed", str(links)]
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "run")],
        env=ENVIRONMENT,
        check=True,
        timeout=120,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert digest(str(tmp_path / "run" / "out")) == digest(found.folder)
    assert "40 nodes" in done.stderr
    assert "bits per step: index" in done.stderr


def test_a_data_frame_of_dask_is_read(links: Path, tmp_path: Path) -> None:
    frames = pytest.importorskip("dask.dataframe")
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(links, sep="\t", names=["source", "target"])
    found = infomap_py.distributed.partition(
        frames.from_pandas(table, npartitions=3), workdir=tmp_path / "a", client="here", **OPTIONS
    )
    table.to_parquet(tmp_path / "links.parquet")
    same = infomap_py.distributed.partition(
        tmp_path / "links.parquet", workdir=tmp_path / "b", client="here", **OPTIONS
    )
    assert digest(found.folder) == digest(same.folder)


def test_runs_on_the_same_cluster_do_not_take_each_others_tasks_and_show_their_steps() -> None:
    with local(2, processes=False) as cluster, distributed.Client(cluster) as client:
        step = "level-0/move-3"
        one = OnDask(client).map(step, [(operator.add, (1, 2)), (operator.add, (3, 4))])
        begun = next(one)
        other = dict(OnDask(client).map(step, [(operator.add, (5, 6)), (operator.add, (7, 8))]))
        assert dict([begun, *one]) == {0: 3, 1: 7}
        assert other == {0: 11, 1: 15}
        known = client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.task_prefixes))
        assert "move" in known


@pytest.mark.parametrize(
    ("client", "error"),
    [(3, OptionError), ("nonsense", OptionError), ("tcp://127.0.0.1:9", DistributedError)],
)
def test_who_is_no_scheduler_is_named(client: Any, error: Any, links: Path, tmp_path: Path) -> None:
    import dask.config

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(error, match="scheduler"),
    ):
        infomap_py.distributed.partition(links, workdir=tmp_path, client=client)
    assert dask.config.get("scheduler", None) is None  # or the caller's Dask would ask nobody


def test_a_closed_client_is_refused(links: Path, tmp_path: Path) -> None:
    with local(1, processes=False) as cluster:
        client = distributed.Client(cluster)
        client.close()
        with pytest.raises(OptionError, match="the client is closed"):
            infomap_py.distributed.partition(links, workdir=tmp_path, client=client)
