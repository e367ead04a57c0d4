"""Resident memory does not grow, however often work of any kind is done, refused or stopped.

``make sanitize-leaks`` looks for single blocks that are lost; this, for all that stays in memory,
for whatever reason, also what a cache or a list of ours would hold for ever.
"""

import every_kind
import memory_growth
import pytest
from shell import printed_by

pytestmark = pytest.mark.skipif(
    not memory_growth.STATM.exists(), reason="resident memory is read from /proc"
)


def growth(work: str, rounds: int) -> float:
    """Bytes more a round, in a process of its own."""
    return float(printed_by("memory_growth", work, str(rounds)))


def test_refusals_leave_nothing_behind() -> None:
    assert growth("refusals", 40) < memory_growth.LEAK


def test_searches_that_a_clock_stops_leave_nothing_behind() -> None:
    assert growth("stopped", 40) < memory_growth.LEAK


@pytest.mark.slow
def test_a_thousand_partitions_of_all_kinds_leave_nothing_behind() -> None:
    batches = memory_growth.BATCHES
    rounds = -(-1000 // len(every_kind.SEARCHES) // batches) * batches
    assert rounds * len(every_kind.SEARCHES) >= 1000
    assert growth("searches", rounds) < memory_growth.LEAK


@pytest.mark.slow
def test_files_words_and_pictures_leave_nothing_behind() -> None:
    assert growth("others", 40) < memory_growth.LEAK


@pytest.mark.parametrize("work", ["a small leak", "a large leak"])
def test_what_is_kept_is_found(work: str) -> None:
    assert growth(work, 80) > memory_growth.LEAK
