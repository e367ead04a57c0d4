"""Tests in an order that a seed draws, and tests that are not run again."""

from itertools import pairwise
from pathlib import Path

import pytest
from which_tests import Passed, long_ones_first, passed_before, shuffled


class Item:
    """As much of a test as is looked at."""

    def __init__(self, name: str, *markers: str) -> None:
        self.nodeid, self.markers = name, markers
        self.path = Path(name.partition("::")[0])

    def get_closest_marker(self, name: str) -> bool:
        return name in self.markers


class Report:
    when = "call"

    def __init__(self, nodeid: str, passed: bool) -> None:
        self.nodeid, self.passed = nodeid, passed


ITEMS = [Item(f"{file}::{test}") for file in "abcdefgh" for test in "stuvwxyz"]


def test_files_and_the_tests_in_each_are_shuffled_as_the_seed_draws() -> None:
    orders = {seed: shuffled(ITEMS, seed) for seed in (1, 2)}
    assert shuffled(ITEMS, 1) == orders[1] != orders[2]
    for found in orders.values():
        assert {*found} == {*ITEMS}
        files = [item.path for item in found]
        assert sum(a != b for a, b in pairwise(files)) == 7  # kept together
        assert [*dict.fromkeys(files)] != sorted({*files})
        tests = {item.nodeid[-1]: None for item in found}
        assert [*tests] != sorted(tests)


def test_slow_tests_and_those_in_a_browser_come_first_and_all_else_stays() -> None:
    marks = [("a", "slow"), ("b",), ("c", "surroundings"), ("d", "browser"), ("e",)]
    found = long_ones_first(Item(*mark) for mark in marks)  # type: ignore[misc]
    assert [item.nodeid for item in found] == ["a", "d", "b", "c", "e"]


@pytest.mark.parametrize("run", ["passed", "failed", "not run", "in other surroundings"])
def test_all_tests_are_run_again_but_those_that_passed(run: str, tmp_path: Path) -> None:
    file = tmp_path / "passed"
    item = Item("a::t[line\nend]", *(["surroundings"] if run == "in other surroundings" else []))
    if run != "not run":
        seen = Passed(file)
        loop = seen.pytest_runtestloop()
        next(loop)
        seen.pytest_runtest_logreport(Report(item.nodeid, run != "failed"))  # type: ignore[arg-type]
        assert not file.exists()  # workers read it while the others run
        with pytest.raises(StopIteration):
            next(loop)
    left_out, others = passed_before([item], file)  # type: ignore[list-item]
    assert (left_out, others) == (([item], []) if run == "passed" else ([], [item]))
