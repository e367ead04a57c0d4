"""How a running search shows itself: events, and a bar."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TextIO

from infomap_py.bars import TqdmBar, watching
from infomap_py.errors import OptionError


@dataclass(frozen=True)
class Progress:
    """A moment of a search.

    Attributes
    ----------
    trial : int
        The trial that reports.
    sweeps : int
        Passes over a graph's nodes that it has made.
    codelength : float
        Of its modules now, in bits per step.
    trials_done, num_trials : int
        What is recombined when trials are done is not reported.
    """

    trial: int
    sweeps: int
    codelength: float
    trials_done: int
    num_trials: int


Listener = Callable[[Progress], object]


class Bar(TqdmBar[Progress]):
    """A bar of trials."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._begun = time.time()

    def show(self, now: Progress) -> None:
        if self._bar is None:
            # miniters: the line is drawn anew also when no trial has ended.
            bar = self.begin(total=now.num_trials, unit="trial", miniters=0, smoothing=0)
            bar.start_t = self._begun  # the first event comes after a climb, which may take long
        self._bar.set_postfix_str(f"trial {now.trial}, {now.codelength:.6f} bits", refresh=False)
        self._bar.update(now.trials_done - self._bar.n)


def check_progress(progress: object) -> None:
    """Refuse what nobody can be told of."""
    if not (isinstance(progress, bool) or callable(progress)):
        raise OptionError(f"progress={progress!r} is neither True, False nor a callable.")


def listening(
    progress: bool | Listener,
) -> AbstractContextManager[Listener | None]:
    """Who hears of a search."""
    return watching(progress, Bar)
