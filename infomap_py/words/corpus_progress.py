"""How the reading and counting of a corpus shows itself: events, and a bar on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from infomap_py.progress import Bar, Progress, check_progress


@dataclass(frozen=True)
class CorpusProgress:
    """A moment on the way from texts to a network.

    Attributes
    ----------
    stage : "reading" or "counting"
        Texts are read once; then pairs of tokens are counted.
    done : int
    total : int or None
        None where nobody knows, as of an iterator.
    unit : "bytes", "documents" or "tokens"
        Bytes as they are in the files, compressed or not.
    """

    stage: str
    done: int
    total: int | None
    unit: str


CorpusListener = Callable[[CorpusProgress], object]
SHORT = {"bytes": "B", "documents": " documents", "tokens": " tokens"}


class CorpusBar:
    """A listener that draws a tqdm bar for each stage, and wipes it out when closed."""

    def __init__(self, stream: TextIO) -> None:
        """Raises ImportError where tqdm is not installed."""
        from tqdm import tqdm

        self._made = tqdm
        self._stream = stream
        self._stage = ""
        self._bar: tqdm | None = None

    def __call__(self, now: CorpusProgress) -> None:
        if now.stage != self._stage or self._bar is None:
            self.close()
            self._stage = now.stage
            self._bar = self._made(
                desc=now.stage,
                total=now.total,
                unit=SHORT[now.unit],
                unit_scale=True,
                file=self._stream,
                leave=False,
                delay=0.1,
            )
        self._bar.update(now.done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


class Bars:
    """A listener that draws the bars of both, of texts and then of the search."""

    def __init__(self, stream: TextIO) -> None:
        """Raises ImportError where tqdm is not installed."""
        self._of_texts, self._of_search = CorpusBar(stream), Bar(stream)

    def __call__(self, now: CorpusProgress | Progress) -> None:
        if isinstance(now, CorpusProgress):
            self._of_texts(now)
        else:
            self._of_texts.close()
            self._of_search(now)

    def close(self) -> None:
        self._of_texts.close()
        self._of_search.close()


def corpus_bar() -> CorpusBar | None:
    """A bar on standard error; None unless tqdm is installed and that is a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    try:
        return CorpusBar(sys.stderr)
    except ImportError:
        return None


@contextmanager
def watched(progress: bool | CorpusListener) -> Iterator[CorpusListener | None]:
    """Who hears of it: nobody, the caller's function, or a bar, closed in the end."""
    check_progress(progress)
    bar = corpus_bar() if progress is True else None
    try:
        yield bar if isinstance(progress, bool) else progress
    finally:
        if bar is not None:
            bar.close()


class Tally:
    """What is done of a stage, told to a listener."""

    def __init__(
        self, listener: CorpusListener | None, stage: str, total: int | None, unit: str
    ) -> None:
        self._listener = listener
        self._stage, self._total, self._unit = stage, total, unit
        self._done = 0

    def __call__(self, more: int) -> None:
        if self._listener is not None and more > 0:
            self._done += more
            self._listener(CorpusProgress(self._stage, self._done, self._total, self._unit))
