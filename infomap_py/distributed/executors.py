"""Who runs tasks: this process, or the workers of a Dask cluster.

A task is a function of the package, to be imported, with arguments that can be pickled; it reads
files and writes files, and returns a few numbers. It may be run twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol
from uuid import uuid4

from infomap_py.optional_packages import imported

Task = tuple[Callable[..., Any], tuple[Any, ...]]


class Executor(Protocol):
    """Runs tasks, in any order and anywhere."""

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        """The position of every task and what it returned, as they end."""


class InProcess:
    """One task after another, here."""

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        for k, (function, arguments) in enumerate(tasks):
            yield k, function(*arguments)


class OnDask:
    """Workers of a Dask cluster, which runs tasks of a worker that was lost again elsewhere;
    ``client`` is a ``distributed.Client``. Keys begin with the step, by which the dashboard groups
    tasks; other runs on the same cluster have other keys."""

    def __init__(self, client: Any) -> None:
        self._distributed = imported("distributed", "partitioning on Dask", "dask")
        self._client = client
        self._run = uuid4().hex

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        level, _, step = name.rpartition("/")
        futures = {
            self._client.submit(function, *arguments, key=f"{step}-{k}-{level}-{self._run}"): k
            for k, (function, arguments) in enumerate(tasks)
        }
        all_of = self._distributed
        lost = all_of.KilledWorker, all_of.CancelledError, all_of.scheduler.NoWorkerError
        try:
            for future in self._distributed.as_completed(list(futures)):
                yield futures[future], future.result()
        except lost as error:
            raise ConnectionError(f"workers were lost: {error}") from error
        finally:
            self._client.cancel(list(futures))
