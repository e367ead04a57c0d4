"""Many threads and processes at once: the same bytes as alone, and nothing of theirs stays."""

import multiprocessing
import os
import subprocess
import sys
import threading
import warnings
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from interrupts import runs

import infomap_py

FORKS = Path(runs.__file__).with_name("forks.py")
OPTIONS: list[dict[str, Any]] = [
    {},
    {"directed": True, "recorded_teleportation": True},
    {"two_level": False, "num_trials": 2, "num_threads": 2},
    {"markov_time": 2.0, "num_trials": 3},
    {"overlapping": True},
    {"regularized": True, "min_module_size": 3},
    {"entropy_corrected": True, "variable_markov_time": True},
]

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="fork, and files that are replaced")


def searched(number: int) -> infomap_py.Partition:
    """A graph and options of its own for every number."""
    graph = nx.gnm_random_graph(12 + number // 2, 24 + number, seed=number)
    return infomap_py.partition(graph, seed=number, **OPTIONS[number % len(OPTIONS)])


def kept(found: infomap_py.Partition) -> tuple[Any, ...]:
    """All that is told of it, but for how long it took."""
    return found, found.network, found.options, found.trial_codelengths, found.codelength


def executor(kind: str) -> Executor:
    if kind == "threads":
        return ThreadPoolExecutor(4)
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(kind))


@pytest.mark.parametrize("kind", ["threads", *multiprocessing.get_all_start_methods()])
# Python warns of a fork beside other threads; of that test_a_fork_beside_... knows.
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_an_executor_returns_what_is_found_alone(kind: str) -> None:
    numbers = range(len(OPTIONS))
    with executor(kind) as workers:
        found = list(workers.map(searched, numbers))
    assert [*map(kept, found)] == [kept(searched(k)) for k in numbers]


def test_fifty_partitions_at_once_are_those_alone_and_nothing_stays() -> None:
    expected = [kept(searched(k)) for k in range(50)]
    before, filters = threading.active_count(), list(warnings.filters)
    at_once = threading.Barrier(50)

    def search(number: int) -> Any:
        at_once.wait(60)
        return kept(searched(number))

    with ThreadPoolExecutor(50) as threads:
        assert list(threads.map(search, range(50))) == expected
    assert threading.active_count() == before
    assert warnings.filters == filters


def test_a_landscape_does_not_change_which_warnings_are_shown() -> None:
    # The filters are of all threads: who saved and restored them would restore those of others.
    graph, filters = nx.gnm_random_graph(60, 90, seed=1), list(warnings.filters)
    meanwhile: list[Any] = []

    def listen(now: Any) -> None:
        meanwhile.append(list(warnings.filters))

    infomap_py.landscape(graph, 2, progress=listen)
    assert meanwhile == [filters] * 2


@on_posix
def test_a_fork_beside_searching_threads_searches_as_well() -> None:
    assert forks("searching") == ["0"] * 8 + ["2 searching"]


@on_posix
def test_processes_that_write_one_file_leave_that_of_one_of_them(tmp_path: Path) -> None:
    found = forks("writing", str(tmp_path / "file.txt"))
    assert {*found} == {"whole"}
    assert len(found) > 8
    assert os.listdir(tmp_path) == ["file.txt"]


def forks(*arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, str(FORKS), *arguments],
        env=runs.ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.splitlines()
