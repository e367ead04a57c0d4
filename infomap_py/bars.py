"""Bars of tqdm: where somebody sees them, as text on a terminal and of widgets in a notebook."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, Generic, TextIO, TypeVar

from infomap_py import leftovers
from infomap_py.uninterrupted import uninterrupted

Event = TypeVar("Event")


class TqdmBar(ABC, Generic[Event]):
    """A listener that draws bars of events, and wipes them out when closed."""

    def __init__(self, stream: TextIO) -> None:
        """Raises ImportError where tqdm is not installed."""
        self._kind = _kind_of_bar()
        self._stream = stream
        self._one_by_one = Lock()  # trials of a landscape may end at the same time
        self._bar: Any = None

    def __call__(self, now: Event) -> None:
        with self._one_by_one:
            self.show(now)

    @abstractmethod
    def show(self, now: Event) -> None:
        """Draw what is new."""

    def begin(self, **looks: Any) -> Any:
        """Another bar in place of the last."""
        self.close()
        leftovers.add(self.close)
        uninterrupted(lambda: self._make(looks))
        return self._bar

    def _make(self, looks: dict[str, Any]) -> None:
        # delay: nothing flashes up.
        self._bar = self._kind(file=self._stream, leave=False, delay=0.1, **looks)

    def close(self) -> None:
        if hasattr(self._bar, "container"):
            uninterrupted(self._close_widgets)
        elif self._bar is not None:
            self._bar.close()  # which waits for a terminal, and Ctrl-C ends that
        self._bar = None
        leftovers.discard(self.close)

    def _close_widgets(self) -> None:
        # A bar that is not full would stay, in red; so would one that was interrupted as it was
        # drawn, which is red already.
        self._bar.total = None
        self._bar.container.children[1].bar_style = ""
        self._bar.close()


def in_notebook() -> bool:
    """Whether a kernel of Jupyter runs this; which is known without importing any of it."""
    get_ipython = getattr(sys.modules.get("IPython"), "get_ipython", None)
    return get_ipython is not None and getattr(get_ipython(), "kernel", None) is not None


def _kind_of_bar() -> Any:
    from tqdm import tqdm

    if in_notebook():
        try:
            import ipywidgets  # noqa: F401
        except ImportError:
            return tqdm
        from tqdm.notebook import tqdm as of_widgets

        return of_widgets
    return tqdm


@contextmanager
def watching(
    progress: bool | Callable[[Event], object], kind: Callable[[TextIO], TqdmBar[Event]]
) -> Iterator[Callable[[Event], object] | None]:
    """Who hears of it: nobody, the caller's function, or a bar, closed in the end.

    There is a bar on a terminal or in a notebook, where tqdm is installed.
    """
    if progress is not True:
        yield progress or None
        return
    bar = None
    if sys.stderr is not None and (sys.stderr.isatty() or in_notebook()):
        with suppress(ImportError):
            bar = kind(sys.stderr)
    try:
        yield bar
    finally:
        if bar is not None:
            bar.close()
