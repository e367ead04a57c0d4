"""Jobs that are broken off: by a callback, by SIGINT, by a time limit; then asked again."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from fuzz.outcomes import promise

import infomap_py
from soak.checks import promise_answer, promise_no_threads, promise_same
from soak.dice import Dice
from soak.searches import question


class StopError(Exception):
    """What a callback raises."""


def interrupted(dice: Dice) -> None:
    """After one to three interruptions, the answer is what it was; no thread is left."""
    graph, coded, searched, found = question(dice)
    options = {**coded, **searched}
    started = time.monotonic()
    infomap_py.partition(graph, **options)
    seconds = max(0.001, time.monotonic() - started)
    for _ in range(dice.integer(1, 3)):
        stop = dice.one_of([by_callback, by_signal, by_time_limit])
        dice.say(stop.__name__)
        stop(dice, graph, coded, searched, seconds)
        promise_no_threads()
    promise_same(found, infomap_py.partition(graph, **options), "after interruptions")
    promise_answer(dice, graph, found, coded)


def by_callback(dice: Dice, graph: Any, coded: Any, searched: Any, seconds: float) -> None:
    """What it raises is what the caller sees."""
    wanted = dice.size(1, 20)
    events = 0
    error = dice.one_of([StopError("enough"), KeyboardInterrupt(), MemoryError(), SystemExit(3)])

    def heard(event: infomap_py.Progress) -> None:
        nonlocal events
        events += 1
        if events == wanted:
            raise error

    try:
        infomap_py.partition(graph, **coded, **searched, progress=heard)
        promise(events < wanted, "the callback raised, and nobody saw")
    except (StopError, KeyboardInterrupt, MemoryError, SystemExit) as seen:
        promise(seen is error, "raised", repr(seen), "in place of", repr(error))


def by_signal(dice: Dice, graph: Any, coded: Any, searched: Any, seconds: float) -> None:
    """SIGINT at any moment is a KeyboardInterrupt, or the answer was there before."""
    with sigint_after(dice.numpy.uniform(0, 1.2 * seconds)) as stopped:
        call = dice.one_of(CALLS)
        stopped(lambda: call(graph, {**coded, **searched}))


CALLS: list[Callable[..., Any]] = [
    lambda graph, options: infomap_py.partition(graph, **options),
    lambda graph, options: infomap_py.partition(graph, **options),
    lambda graph, options: infomap_py.landscape(
        graph, 5, **_without(options, "two_level", "num_trials")
    ),
]


def by_time_limit(dice: Dice, graph: Any, coded: Any, searched: Any, seconds: float) -> None:
    """A result that was cut short is a result."""
    limit = {"time_limit": max(1e-6, dice.numpy.uniform(0, seconds))}
    found = infomap_py.partition(graph, **coded, **{**searched, **limit})
    promise_answer(dice, graph, found, coded)


@contextmanager
def sigint_after(seconds: float) -> Iterator[Callable[[Callable[[], Any]], bool]]:
    """What runs some work, and says whether a signal stopped it; one that comes late is dropped."""
    armed = False

    def handler(number: int, frame: object) -> None:
        nonlocal armed
        if armed:
            armed = False
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, handler)
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT))

    def run(work: Callable[[], Any]) -> bool:
        nonlocal armed
        timer.start()
        try:
            armed = True
            work()
            armed = False
        except KeyboardInterrupt:
            return True
        finally:
            armed = False
        return False

    try:
        yield run
    finally:
        timer.join()
        signal.signal(signal.SIGINT, before)


def _without(options: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name not in names}
