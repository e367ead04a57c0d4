"""Which tests are run, and in which order: ``--random-order SEED`` and ``--not-again FILE``."""

import random
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest


def shuffled(items: Iterable[pytest.Item], seed: int) -> list[pytest.Item]:
    """Files, and the tests in each, as drawn; tests of a file stay together, as they share what is
    made for them."""
    by_file: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_file.setdefault(item.path, []).append(item)
    files, draw = [*by_file.values()], random.Random(seed)
    for some in (files, *files):
        draw.shuffle(some)
    return [*chain.from_iterable(files)]


def long_ones_first(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Slow tests, and those in a browser, before the others: of several processes one has them all,
    and starts the only browser; none begins a slow one when the others are done."""
    return sorted(
        items,
        key=lambda item: not any(item.get_closest_marker(name) for name in ("slow", "browser")),
    )


def passed_before(
    items: Iterable[pytest.Item], file: Path
) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Those that a file says have passed, and the others; those whose outcome depends on what else
    is installed are among the others."""
    passed = set(file.read_text(encoding="utf-8").splitlines()) if file.exists() else set()
    split: tuple[list[pytest.Item], list[pytest.Item]] = [], []
    for item in items:
        again = item.get_closest_marker("surroundings") or repr(item.nodeid) not in passed
        split[bool(again)].append(item)
    return split


class Passed:
    """Notes in a file which tests have passed."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Iterator[None]:
        self._passed: list[str] = []
        try:
            return (yield)
        finally:  # not before: workers of pytest-xdist read the file when they collect
            with self._file.open("a", encoding="utf-8") as file:
                file.writelines(f"{name!r}\n" for name in self._passed)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            self._passed.append(report.nodeid)
