"""Steps that were done, so that a run goes on where the last one stopped.

The driver asks for the same steps in the same order each time, as all that it decides follows from
what they return. What a task returns is written down beside its files when it is done; when it is
asked for again, it is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from infomap_py.distributed.executors import Executor, Task
from infomap_py.distributed.folder import load_numbers, save_numbers
from infomap_py.errors import DistributedError

Heard = Callable[[str, int, int], object]


class Journal:
    """Steps of one run in a folder; ``heard`` is told of every task that ends: the step, how many
    of its tasks are done, and how many there are."""

    def __init__(self, folder: Path, executor: Executor, heard: Heard) -> None:
        self.folder = folder
        self._executor = executor
        self._heard = heard

    def run(
        self, step: str, function: Callable[..., Any], arguments: Sequence[tuple[Any, ...]]
    ) -> list[Any]:
        """What ``function(folder, *arguments)`` returned for each of the arguments."""
        done = [self.folder / "steps" / f"{step}.{k}.json" for k in range(len(arguments))]
        results: list[Any] = [None] * len(arguments)
        missing = []
        for k, path in enumerate(done):
            if path.exists():
                results[k] = load_numbers(path)["returned"]
            else:
                missing.append(k)
        tasks = [(noted, (done[k], function, (self.folder, *arguments[k]))) for k in missing]
        num_done = len(arguments) - len(missing)
        self._heard(step, num_done, len(arguments))
        for i, returned in self._kept(step, tasks):
            results[missing[i]] = returned
            num_done += 1
            self._heard(step, num_done, len(arguments))
        return results

    def _kept(self, step: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        """What tasks return; an error says that the others need not be done again."""
        done = self._executor.map(step, tasks)
        while True:
            try:
                one = next(done, None)
            except OSError as error:
                raise DistributedError(
                    f"step {step!r} failed: {error}. What was done is kept in {self.folder}: once "
                    "the cause is gone, run the same again with resume=True."
                ) from error
            if one is None:
                return
            yield one


def noted(done: Path, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Run a task, and write down what it returned."""
    returned = function(*arguments)
    save_numbers(done, {"returned": returned})
    return returned
