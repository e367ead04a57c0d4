"""How a distributed run shows itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from infomap_py.bars import TqdmBar, watching
from infomap_py.distributed.journal import Heard


@dataclass(frozen=True)
class Progress:
    """A task has ended.

    Attributes
    ----------
    step : str
        Which step of the run, as on Dask's dashboard.
    done, tasks : int
        Tasks of the step that have ended, and all.
    """

    step: str
    done: int
    tasks: int


class Bar(TqdmBar[Progress]):
    """A bar of the tasks of a step, after another."""

    _step = ""

    def show(self, now: Progress) -> None:
        if now.step != self._step:
            self._step = now.step
            self.begin(total=now.tasks, unit="task", desc=now.step)
        self._bar.update(now.done - self._bar.n)


@contextmanager
def listening(progress: bool | Callable[[Progress], object]) -> Iterator[Heard]:
    """Who hears of tasks."""
    with watching(progress, Bar) as listener:
        if listener is None:
            yield lambda step, done, tasks: None
        else:
            yield lambda step, done, tasks: listener(Progress(step, done, tasks))
