"""How the reading and counting of a corpus shows itself: events, and bars."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TextIO

from infomap_py.bars import TqdmBar, watching
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


class CorpusBar(TqdmBar[CorpusProgress]):
    """A bar for each stage."""

    _stage = ""

    def show(self, now: CorpusProgress) -> None:
        if self._bar is None or now.stage != self._stage:
            self._stage = now.stage
            self.begin(desc=now.stage, total=now.total, unit=SHORT[now.unit], unit_scale=True)
        self._bar.update(now.done - self._bar.n)


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


def watched(
    progress: bool | CorpusListener,
) -> AbstractContextManager[CorpusListener | None]:
    """Who hears of a corpus."""
    check_progress(progress)
    return watching(progress, CorpusBar)


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
