"""Who runs tasks: this process, or the workers of a Dask cluster.

A task is a function of the package, to be imported, with arguments that can be pickled; it reads
files and writes files, and returns a few numbers. It may be run twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from infomap_py.errors import DistributedError
from infomap_py.optional_packages import imported

RETRIES = 3  # of a task whose worker is lost; one that fails by itself is not tried again
Task = tuple[Callable[..., Any], tuple[Any, ...]]


class Executor(Protocol):
    """Runs tasks, in any order and anywhere."""

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        """The position of every task and what it returned, as they end."""

    def close(self) -> None:
        """No more tasks will come."""


class InProcess:
    """One task after another, here."""

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        for k, (function, arguments) in enumerate(tasks):
            yield k, function(*arguments)

    def close(self) -> None:
        pass


class OnDask:
    """Workers of a Dask cluster; ``client`` is a ``distributed.Client``."""

    def __init__(self, client: Any, owned: bool = False) -> None:
        self._distributed = imported("distributed", "partitioning on Dask", "dask")
        self._client = client
        self._owned = owned

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        client, distributed = self._client, self._distributed
        futures = {
            client.submit(function, *arguments, key=f"{name}-{k}", pure=False, retries=RETRIES): k
            for k, (function, arguments) in enumerate(tasks)
        }
        try:
            for future in distributed.as_completed(list(futures)):
                yield futures[future], future.result()
        except (distributed.KilledWorker, distributed.CancelledError, OSError) as error:
            raise DistributedError(
                f"the cluster lost the step {name!r}: {error}. What was done is kept: run the same "
                "call again with resume=True."
            ) from error
        finally:
            client.cancel(list(futures))

    def close(self) -> None:
        if self._owned:
            self._client.close()
