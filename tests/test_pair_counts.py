"""Counts of word pairs against a brute force, however they are cut, spilled and shared out."""

import errno
import io
import tempfile
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.words import pair_counts
from infomap_py.words.pair_counts import BREAK, PairCounts, count_pairs, piece_size, pieces_of
from infomap_py.words.spilled import Spill

NUM_WORDS = 70  # more than there are bits in a word of the set of bits
UNITS = st.lists(st.lists(st.integers(0, 4) | st.integers(0, NUM_WORDS - 1), max_size=12))
WINDOWS = st.integers(0, 6)


def tokens_of(units: list[list[int]]) -> np.ndarray:
    return np.array([token for unit in units for token in (*unit, BREAK)], dtype=np.int32)


def by_brute_force(units: list[list[int]], window: int, directed: bool) -> Counter:
    found: Counter = Counter()
    for unit in units:
        for (p, a), (q, b) in combinations(enumerate(unit), 2):
            if a != b and (window == 0 or q - p <= window):
                found[(a, b) if directed or a < b else (b, a)] += 1
    return found


def as_counter(counts: PairCounts) -> Counter:
    found: Counter = Counter()
    for first, second, joint in counts.blocks():
        found.update(
            dict(
                zip(zip(first.tolist(), second.tolist(), strict=True), joint.tolist(), strict=True)
            )
        )
    return found


def everything(counts: PairCounts) -> bytes:
    """All that there is to say of counts, as bytes; blocks may be cut anywhere."""
    blocks = list(counts.blocks())
    arrays = [
        np.concatenate([np.empty(0, np.int64), *(block[k] for block in blocks)]) for k in range(3)
    ]
    return b"".join(
        array.astype(np.int64).tobytes()
        for array in (*arrays, counts.first_margins, counts.second_margins)
    )


@given(UNITS, WINDOWS, st.booleans())
def test_pairs_are_counted_as_by_brute_force(units, window, directed) -> None:
    expected = by_brute_force(units, window, directed)
    with count_pairs([tokens_of(units)], NUM_WORDS, window=window, directed=directed) as counts:
        assert as_counter(counts) == expected
    first = np.zeros(NUM_WORDS, dtype=int)
    second = np.zeros(NUM_WORDS, dtype=int)
    for (a, b), times in expected.items():
        first[a] += times
        second[b] += times
    if directed:
        assert (counts.first_margins == first).all()
        assert (counts.second_margins == second).all()
    else:
        assert (counts.first_margins == first + second).all()
        assert counts.second_margins is counts.first_margins
    assert counts.total == expected.total() * (1 if directed else 2)


@given(UNITS, WINDOWS, st.booleans(), st.integers(1, 10), st.integers(0, 300))
def test_pieces_and_spilled_runs_change_nothing(units, window, directed, size, memory) -> None:
    tokens = tokens_of(units)
    with count_pairs([tokens], NUM_WORDS, window=window, directed=directed) as counts:
        whole = everything(counts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_counts, "ENTRIES", 1)
        patch.setattr(pair_counts, "BLOCK", 5)
        pieces, options = pieces_of(tokens, size), {"window": window, "directed": directed}
        with count_pairs(pieces, NUM_WORDS, memory=memory, **options) as counts:
            assert everything(counts) == whole
            assert counts._spill.bytes_on_disk > 0 or memory // 2 >= 8 * NUM_WORDS or not units


def test_rows_are_in_order_of_both_words_whatever_the_blocks() -> None:
    rng = np.random.default_rng(1)
    tokens = rng.integers(-1, 300, 20_000).astype(np.int32)
    memory = 1 << 14
    with count_pairs(pieces_of(tokens, piece_size(memory, 1)), 300, memory=memory) as counts:
        blocks = list(counts.blocks())
    assert len(blocks) > 10
    keys = np.concatenate([first.astype(np.int64) * 300 + second for first, second, _ in blocks])
    assert (np.diff(keys) > 0).all()
    assert all((first < second).all() for first, second, _ in blocks)


@pytest.mark.parametrize("directed", [False, True])
def test_the_result_is_the_same_for_any_number_of_threads(directed: bool) -> None:
    rng = np.random.default_rng(0)
    tokens = (rng.zipf(1.3, 60_000) % 2000).astype(np.int32)
    tokens[::17] = BREAK
    found = []
    for num_threads in (1, 2, 3):
        options = {"directed": directed, "memory": 1 << 17, "num_threads": num_threads}
        pieces = pieces_of(tokens, piece_size(1 << 17, num_threads))
        with count_pairs(pieces, 2000, **options) as counts:
            assert counts._spill.bytes_on_disk > 0
            found.append(everything(counts))
    assert found[0] == found[1] == found[2]


@given(UNITS, st.integers(1, 40))
def test_pieces_are_of_whole_units_and_add_up(units, size) -> None:
    tokens = tokens_of(units)
    pieces = list(pieces_of(tokens, size))
    assert np.array_equal(np.concatenate([tokens[:0], *pieces]), tokens)
    for piece in pieces:
        assert piece[-1] == BREAK
        assert len(piece) <= size or (piece == BREAK).sum() == 1


def test_a_text_without_a_break_is_one_piece() -> None:
    tokens = np.zeros(100, dtype=np.int32)
    assert [len(piece) for piece in pieces_of(tokens, 10)] == [100]


def test_a_pair_that_occurs_more_often_than_32_bits_count_is_counted() -> None:
    # 100,000 times each in one unit: 10^10 pairs.
    tokens = np.repeat(np.array([0, 1], dtype=np.int32), 100_000)
    with count_pairs([tokens], 2, window=0) as counts:
        assert as_counter(counts) == {(0, 1): 10**10}


def test_an_error_while_pieces_are_made_reaches_the_caller_and_nothing_stays() -> None:
    def broken():
        yield np.zeros(5, dtype=np.int32)
        raise RuntimeError("disk on fire")

    for num_threads in (1, 2):
        with pytest.raises(RuntimeError, match="disk on fire"):
            count_pairs(broken(), 1, num_threads=num_threads)


def test_no_tokens_have_no_pairs() -> None:
    with count_pairs([], 3) as counts:
        assert list(counts.blocks()) == []
        assert counts.total == 0


@given(st.lists(st.integers(0, 50), max_size=20), st.integers(0, 400), st.data())
def test_what_is_spilled_comes_back(lengths, memory, data) -> None:
    arrays = [np.arange(k, k + length, dtype=np.int64) for k, length in enumerate(lengths)]
    with Spill(memory) as spill:
        kept = [spill.put(array) for array in arrays]
        total = sum(array.nbytes for array in arrays)
        assert total - memory <= spill.bytes_on_disk <= total
        for array, handle in zip(arrays, kept, strict=True):
            start, end = data.draw(st.integers(0, 60)), data.draw(st.none() | st.integers(0, 60))
            assert np.array_equal(spill.get(handle), array)
            assert np.array_equal(spill.get(handle, start, end), array[start:end])


def test_a_full_disk_is_told_with_the_folder_of_the_temporary_file() -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        closed_before = False

        def close(self) -> None:
            if not self.closed_before:  # Python closes it once more
                self.closed_before = True
                raise OSError(errno.ENOSPC, "No space left on device")

    with Spill(0) as spill:
        spill._file = Full()
        with pytest.raises(OSError, match="in a temporary file; set TMPDIR") as caught:
            spill.put(np.arange(5))
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == tempfile.gettempdir()
