"""How a running search shows itself: events, and a bar on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO


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
    """

    trial: int
    sweeps: int
    codelength: float
    trials_done: int
    num_trials: int


Listener = Callable[[Progress], object]


def terminal_bar(stream: TextIO | None = None) -> Listener | None:
    """A listener that draws a tqdm bar; None unless tqdm is installed and the stream is a terminal."""
    stream = stream or sys.stderr
    if not stream.isatty():
        return None
    try:
        from tqdm import tqdm
    except ImportError:
        return None
    bar = None

    def show(now: Progress) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=now.num_trials, unit="trial", file=stream, leave=False)
        bar.set_postfix_str(f"trial {now.trial}, sweep {now.sweeps}, {now.codelength:.6f} bits")
        bar.update(now.trials_done - bar.n)
        if now.trials_done == now.num_trials:
            bar.close()

    return show
