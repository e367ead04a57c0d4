"""Resident memory does not grow, however often work of any kind is done, refused or stopped.

``make sanitize-leaks`` looks for single blocks that are lost; this, for all that stays in memory,
for whatever reason, also what a cache or a list of ours would hold for ever.
"""

import ctypes
import gc
import os
from collections.abc import Callable, Collection
from itertools import pairwise
from pathlib import Path

import every_kind
import pytest

STATM = Path("/proc/self/statm")

pytestmark = pytest.mark.skipif(not STATM.exists(), reason="resident memory is read from /proc")

# Bytes more a round that are a leak, of any piece of work in it. Pools of the allocator are a few
# pages more or less full each time: that has been seen to be up to 2500.
LEAK = 4096
BATCHES = 4

Work = Collection[Callable[[], object]]


def resident() -> int:
    """Bytes in memory, once rubbish is collected and free memory given back."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def growth(work: Work, rounds: int) -> float:
    """Bytes more a round, of so many; those before fill pools and caches."""

    def resident_after(rounds: int) -> int:
        for _ in range(rounds):
            for piece in work:
                every_kind.do(piece)
        return resident()

    before = resident_after(rounds // BATCHES)
    after = [resident_after(rounds // BATCHES) for _ in range(BATCHES)]
    # A leak grows in every batch. What another thread holds at the moment, and heaps that the
    # allocator gives to threads, 130 kB at once, are in one or two.
    grown = sorted(now - then for then, now in pairwise([before, *after]))[: BATCHES // 2]
    return sum(grown) / (rounds // BATCHES * len(grown))


def test_refusals_leave_nothing_behind() -> None:
    assert growth(every_kind.REFUSALS.values(), 40) < LEAK


def test_searches_that_a_clock_stops_leave_nothing_behind() -> None:
    assert growth([every_kind.stopped], 40) < LEAK


@pytest.mark.slow
def test_a_thousand_partitions_of_all_kinds_leave_nothing_behind() -> None:
    rounds = -(-1000 // len(every_kind.SEARCHES) // BATCHES) * BATCHES
    assert rounds * len(every_kind.SEARCHES) >= 1000
    assert growth(every_kind.SEARCHES.values(), rounds) < LEAK


@pytest.mark.slow
def test_files_words_and_pictures_leave_nothing_behind() -> None:
    assert growth(every_kind.OTHERS.values(), 40) < LEAK


@pytest.mark.parametrize("size", [2 * LEAK, 100_000])
def test_what_is_kept_is_found(size: int) -> None:
    kept = []
    assert growth([lambda: kept.append(bytearray(size))], 80) > LEAK
