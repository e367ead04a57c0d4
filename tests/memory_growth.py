"""How much memory a process has more, the more often it has done some work.

As a program, ``python -m memory_growth NAME ROUNDS``, it prints the bytes of a round: nobody else's
work is done in that process.
"""

import ctypes
import gc
import os
import sys
from collections.abc import Callable, Collection
from functools import partial
from itertools import pairwise
from pathlib import Path

import every_kind

STATM = Path("/proc/self/statm")
BATCHES = 4
WARMING = 20  # rounds that fill pools and caches

# Bytes more a round that are a leak, of any piece of work in it. Pools of the allocator are a few
# pages more or less full each time: that has been seen to be up to 2500.
LEAK = 4096

Work = Collection[Callable[[], object]]

kept: list[bytearray] = []


def keep(size: int) -> None:
    """A leak of so many bytes."""
    kept.append(bytearray(size))


WORK: dict[str, Work] = {
    "searches": every_kind.SEARCHES.values(),
    "others": every_kind.OTHERS.values(),
    "refusals": every_kind.REFUSALS.values(),
    "stopped": [every_kind.stopped],
    "a small leak": [partial(keep, 2 * LEAK)],
    "a large leak": [partial(keep, 100_000)],
}


def resident() -> int:
    """Bytes in memory, once rubbish is collected and free memory given back."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def growth(work: Work, rounds: int) -> float:
    """Bytes more a round, of so many."""

    def resident_after(rounds: int) -> int:
        for _ in range(rounds):
            for piece in work:
                every_kind.do(piece)
        return resident()

    before = resident_after(WARMING)
    after = [resident_after(rounds // BATCHES) for _ in range(BATCHES)]
    # A leak grows in every batch. What another thread holds at the moment, and a heap that the
    # allocator gives to a thread, 130 kB at once, are in one.
    grown = sorted(now - then for then, now in pairwise([before, *after]))[:-1]
    return sum(grown) / (rounds // BATCHES * len(grown))


if __name__ == "__main__":
    print(growth(WORK[sys.argv[1]], int(sys.argv[2])))
