"""How a running search shows itself: events, and a bar on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

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


class Bar:
    """A listener that draws a tqdm bar on a stream, and wipes it out when closed."""

    def __init__(self, stream: TextIO) -> None:
        """Raises ImportError where tqdm is not installed."""
        from tqdm import tqdm

        # miniters: the line is drawn anew also when no trial has ended. delay: nothing flashes up.
        self._bar = tqdm(unit="trial", file=stream, leave=False, miniters=0, delay=0.1, smoothing=0)

    def __call__(self, now: Progress) -> None:
        self._bar.total = now.num_trials
        self._bar.set_postfix_str(f"trial {now.trial}, {now.codelength:.6f} bits", refresh=False)
        self._bar.update(now.trials_done - self._bar.n)

    def close(self) -> None:
        self._bar.close()


def terminal_bar() -> Bar | None:
    """A bar on standard error; None unless tqdm is installed and that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    try:
        return Bar(sys.stderr)
    except ImportError:
        return None


def check_progress(progress: object) -> None:
    """Refuse what nobody can be told of."""
    if not (isinstance(progress, bool) or callable(progress)):
        raise OptionError(f"progress={progress!r} is neither True, False nor a callable.")


@contextmanager
def listening(progress: bool | Listener) -> Iterator[Listener | None]:
    """Who hears of a search: nobody, the caller's function, or a bar, closed in the end."""
    bar = terminal_bar() if progress is True else None
    try:
        yield bar if isinstance(progress, bool) else progress
    finally:
        if bar is not None:
            bar.close()
