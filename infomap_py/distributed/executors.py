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


def run(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What a task returns."""
    return function(*arguments)


class Executor(Protocol):
    """Runs tasks, in any order and anywhere."""

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        """The position of every task and what it returned, as they end."""


class InProcess:
    """One task after another, here."""

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        for k, task in enumerate(tasks):
            yield k, run(*task)


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
        keys = [f"{step}-{k}-{level}-{self._run}" for k in range(len(tasks))]
        # Not as they are: a tuple that begins with a function means something else to Dask.
        functions, arguments = ([task[part] for task in tasks] for part in (0, 1))
        futures = self._client.map(run, functions, arguments, key=keys)
        position = {future: k for k, future in enumerate(futures)}
        all_of = self._distributed
        lost = all_of.KilledWorker, all_of.CancelledError, all_of.scheduler.NoWorkerError
        try:
            ended = self._distributed.as_completed(futures, loop=self._client.loop)
            for batch in ended.batches():
                returned = self._client.gather(batch)
                yield from zip(map(position.__getitem__, batch), returned, strict=True)
        except BaseException as error:
            self._client.cancel(futures)
            if isinstance(error, lost):
                raise ConnectionError(f"workers were lost: {error}") from error
            raise
