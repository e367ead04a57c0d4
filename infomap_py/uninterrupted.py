"""What Ctrl-C has to wait for: threads that start, waits for them, and bars of widgets.

Python's own code for threads is interrupted between any two of its functions: a lock that is held
then is never given back, and who waits for it, for ever; or the error that comes of it takes the
place of KeyboardInterrupt.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any, TypeVar

Result = TypeVar("Result")

SECONDS = 0.05  # between looks for Ctrl-C while something is waited for


def uninterrupted(do: Callable[[], Result]) -> Result:
    """Do what takes a few milliseconds; Ctrl-C meanwhile is heard afterwards."""
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler) or threading.current_thread() is not threading.main_thread():
        return do()
    heard: list[tuple[Any, ...]] = []
    try:
        signal.signal(signal.SIGINT, lambda *arguments: heard.append(arguments))
    except ValueError:  # the main thread of another interpreter, which hears no signals
        return do()
    try:
        return do()
    finally:
        signal.signal(signal.SIGINT, handler)
        if heard:
            handler(*heard[0])


def result_of(future: Future[Result]) -> Result:
    """Wait for the result, or for Ctrl-C."""
    while not uninterrupted(lambda: wait([future], SECONDS).done):
        pass
    return future.result()
