"""How often every two words stand near each other, counted in bounded memory.

A text is counted piece by piece (``_core/pair_counts``): what comes of a piece is a run, sorted by
rows, which goes to the disk when memory is short. In the end rows of all runs are added up
(``_core/pair_runs``). Counts are integers: neither pieces nor threads change them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Self

import numpy as np
import numpy.typing as npt

from infomap_py._core.pair_counts import PairCounter
from infomap_py._core.pair_runs import RunSum
from infomap_py.uninterrupted import result_of, uninterrupted
from infomap_py.words.spilled import Kept, Spill

Integers = npt.NDArray[np.int64]
Tokens = npt.NDArray[np.int32]
Block = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Integers]

BREAK = -1  # among tokens: the end of a unit of text, which no pair crosses
DEFAULT_MEMORY = 1 << 28  # bytes; half of it for pieces, half for runs
BYTES_PER_TOKEN = 16  # of a piece while it is counted: 12, and entries
LEAST_PIECE, MOST_PIECE = 1 << 10, 1 << 21  # tokens; of longer pieces less fits the caches
ENTRIES = 1 << 18  # that are written at a time, or a row if that is longer
BLOCK = 1 << 19  # entries that are added up at a time; filters take some 150 bytes for each


@dataclass(frozen=True)
class Run:
    """The pairs of a piece of text: parts of its entries, and where in them rows end."""

    ends: Kept
    parts: list[Kept]
    starts: list[int]

    def entries(self, spill: Spill, start: int, end: int) -> Iterator[Integers]:
        """Those from start to end."""
        for part, first in zip(self.parts, self.starts, strict=True):
            if first < end:
                found = spill.get(part, max(0, start - first), end - first)
                if len(found) > 0:
                    yield found


@dataclass(frozen=True, eq=False)
class PairCounts:
    """Counts of word pairs: of unordered ones, or of ordered ones if ``directed``.

    To be closed, or used in a with statement.

    Attributes
    ----------
    num_words : int
    directed : bool
    first_margins, second_margins : int64 arrays
        For every word the pairs that it is in, as first and as second word; for unordered pairs
        both are the row sums of the symmetric matrix of counts.
    """

    num_words: int
    directed: bool
    first_margins: Integers
    second_margins: Integers
    _row_lengths: Integers  # entries of every row, in all runs
    _runs: list[Run]
    _spill: Spill
    _block: int  # entries that are added up at a time

    @property
    def total(self) -> int:
        """The sum of margins: twice the number of pairs if they are unordered."""
        return int(self.first_margins.sum())

    def blocks(self) -> Iterator[Block]:
        """All pairs that occur, some rows after the other: (first words, second words, counts).

        They are in order of the first word and then the second, which is higher if pairs are
        unordered.
        """
        adder = RunSum(self.num_words)
        lengths = np.cumsum(self._row_lengths)
        first = 0
        while first < self.num_words:
            before = lengths[first - 1] if first > 0 else 0
            last = int(np.searchsorted(lengths, before + self._block, side="right"))
            last = min(max(last, first + 1), self.num_words)
            if lengths[last - 1] > before:
                yield adder.rows(first, *self._entries(first, last))
            first = last

    def _entries(self, first: int, last: int) -> tuple[Integers, Integers]:
        """The entries of these rows in all runs, and where they begin in each."""
        begins = np.zeros((len(self._runs), last - first + 1), dtype=np.int64)
        found, position = [np.empty(0, dtype=np.int64)], 0
        for k, run in enumerate(self._runs):
            if first > 0:
                begins[k] = self._spill.get(run.ends, first - 1, last)
            else:
                begins[k, 1:] = self._spill.get(run.ends, 0, last)
            start, end = int(begins[k, 0]), int(begins[k, -1])
            found += run.entries(self._spill, start, end)
            begins[k] += position - start
            position += end - start
        return np.concatenate(found), begins

    def close(self) -> None:
        """Give back what is kept; there are no blocks any more."""
        self._spill.close()
        self._runs.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class _Counting:
    """The runs of pieces as they come, counted by as many threads as there are counters."""

    def __init__(self, num_words: int, spill: Spill, counters: list[PairCounter]) -> None:
        self.runs: list[Run] = []
        self.row_lengths = np.zeros(num_words, dtype=np.int64)
        self._spill = spill
        self._lock = threading.Lock()
        self._stopped = False
        self._num_words = num_words
        self._num_threads = len(counters)
        self._counters: SimpleQueue[PairCounter] = SimpleQueue()
        for counter in counters:
            self._counters.put(counter)

    def count(self, pieces: Iterable[Tokens]) -> None:
        if self._num_threads > 1:
            self._count_in_threads(pieces)
            return
        for piece in pieces:
            self._count(piece)

    def _count_in_threads(self, pieces: Iterable[Tokens]) -> None:
        waiting: list[Future[None]] = []
        with ThreadPoolExecutor(self._num_threads) as pool:
            try:
                for piece in pieces:
                    if len(waiting) == self._num_threads:
                        result_of(waiting.pop(0))
                    start = partial(pool.submit, self._count, piece)
                    waiting.append(uninterrupted(start))
                for future in waiting:
                    result_of(future)
            except BaseException:
                self._stopped = True
                raise

    def _count(self, piece: Tokens) -> None:
        """Add the run of a piece."""
        counter = self._counters.get()
        try:
            self._add(counter, piece)
        finally:
            counter.unload()
            self._counters.put(counter)

    def _add(self, counter: PairCounter, piece: Tokens) -> None:
        counter.load(piece)
        parts, starts = [], []
        ends = np.zeros(self._num_words, dtype=np.int64)
        entries = np.empty(max(ENTRIES, self._num_words), dtype=np.int64)
        word = total = 0
        while word < self._num_words and not self._stopped:
            word, used = counter.count(word, entries, ends)
            if used > 0:
                parts.append(self._spill.put(entries[:used]))
                starts.append(total)
                total += used
        run = Run(self._spill.put(ends), parts, starts)
        with self._lock:
            self.runs.append(run)
            self.row_lengths += np.diff(ends, prepend=0)


def count_pairs(
    pieces: Iterable[Tokens],
    num_words: int,
    *,
    window: int = 5,
    directed: bool = False,
    memory: int = DEFAULT_MEMORY,
    num_threads: int = 1,
) -> PairCounts:
    """The pairs in pieces of text.

    Parameters
    ----------
    pieces : iterable of int32 arrays
        Words, 0 to ``num_words`` - 1, with BREAK between units, each of whole units; of about
        :func:`piece_size` tokens.
    window : int
        How far apart two words may stand, 0 for anywhere in the same unit.

    Examples
    --------
    >>> tokens = np.array([0, 1, 2, BREAK, 0, 1], dtype=np.int32)
    >>> with count_pairs([tokens], 3, window=1) as pairs:
    ...     [block] = pairs.blocks()
    >>> block
    (array([0, 1], dtype=int32), array([1, 2], dtype=int32), array([2, 1]))
    """
    counters = [PairCounter(num_words, window, directed) for _ in range(num_threads)]
    spill = Spill(memory // 2)
    counting = _Counting(num_words, spill, counters)
    try:
        counting.count(pieces)
    except BaseException:
        spill.close()
        raise
    first = sum_of([counter.first_margins for counter in counters])
    return PairCounts(
        num_words,
        directed,
        first,
        sum_of([counter.second_margins for counter in counters]) if directed else first,
        counting.row_lengths,
        counting.runs,
        spill,
        max(1, min(BLOCK, memory // 256)),
    )


def piece_size(memory: int, num_threads: int) -> int:
    """Tokens of a piece, so that one for each thread fits."""
    fitting = memory // 2 // BYTES_PER_TOKEN // num_threads
    return max(LEAST_PIECE, min(fitting, MOST_PIECE))


def sum_of(arrays: list[Integers]) -> Integers:
    """Their sum, element by element."""
    result: Integers = np.sum(arrays, axis=0, dtype=np.int64)
    return result


def pieces_of(tokens: Tokens, size: int) -> Iterator[Tokens]:
    """The tokens in pieces of whole units: of about that many, or one unit."""
    breaks = np.flatnonzero(tokens == BREAK) + 1
    start = 0
    while start < len(tokens):
        k = int(np.searchsorted(breaks, start + size, side="right")) - 1
        if k < 0 or breaks[k] <= start:
            k += 1
        end = int(breaks[k]) if k < len(breaks) else len(tokens)
        yield tokens[start:end]
        start = end
