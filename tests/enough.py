"""A plugin of pytest: a test that takes long ends early. `make cov-core`, where every line takes a
hundred times as long, is about lines that are run at all, which that of a loop soon are."""

import signal
from collections.abc import Iterator

import pytest

SECONDS = 3.0  # of CPU time


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    def end(*_: object) -> None:
        pytest.skip(f"{SECONDS:.0f} seconds are enough")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 1.0)  # again, where nobody heard it
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)
